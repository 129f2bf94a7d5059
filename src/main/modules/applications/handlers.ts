// What answers the entries of applications. Loaded when one of them is asked for.
import type { HandlersOf } from '../handler.ts'
import * as commands from './commands.ts'
import * as queries from './queries.ts'

export { applications as contract } from '../../../shared/modules/applications/contract.ts'

export const handlers = {
  page: queries.page,
  ofOrder: queries.ofOrder,
  card: queries.card,
  policies: queries.policies,
  open: commands.open,
  send: commands.send,
  askPapers: commands.askPapers,
  approve: commands.approve,
  refuse: commands.refuse,
  withdraw: commands.withdraw,
  disburse: commands.disburse,
  issue: commands.issue,
  attach: commands.attach,
} satisfies HandlersOf<'applications'>
