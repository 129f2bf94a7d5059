// What answers the entries of alerts. Loaded when one of them is asked for.
import type { HandlersOf } from '../handler.ts'
import * as commands from './commands.ts'
import * as queries from './queries.ts'
import * as messages from './queries/messages.ts'

export { alerts as contract } from '../../../shared/modules/alerts/contract.ts'

export const handlers = {
  rules: queries.rules,
  choices: queries.choices,
  preview: queries.preview,
  due: queries.due,
  page: queries.page,
  card: queries.card,
  report: queries.report,
  messages: messages.messages,
  unread: messages.unread,
  keepRule: commands.keepRule,
  ring: commands.ring,
  handle: commands.handle,
  plan: commands.plan,
  markRead: commands.markRead,
} satisfies HandlersOf<'alerts'>
