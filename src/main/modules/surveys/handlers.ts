// What answers the entries of surveys. Loaded when one of them is asked for.
import type { HandlersOf } from '../handler.ts'
import * as commands from './commands.ts'
import * as queries from './queries.ts'

export { surveys as contract } from '../../../shared/modules/surveys/contract.ts'

export const handlers = {
  keep: commands.keep,
  open: commands.open,
  end: commands.end,
  ask: commands.ask,
  plan: commands.plan,
  answer: commands.answer,
  invite: commands.invite,
  forms: queries.forms,
  waiting: queries.waiting,
  figures: queries.figures,
} satisfies HandlersOf<'surveys'>
