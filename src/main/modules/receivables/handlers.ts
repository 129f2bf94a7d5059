// What answers the entries of receivables. Loaded when one of them is asked for.
import type { HandlersOf } from '../handler.ts'
import * as commands from './commands.ts'
import * as queries from './queries.ts'

export { receivables as contract } from '../../../shared/modules/receivables/contract.ts'

export const handlers = {
  page: queries.page,
  dayTotals: queries.dayTotals,
  standing: queries.standing,
  receive: commands.receive,
  refund: commands.refund,
  reverse: commands.reverse,
  held: queries.held,
  payouts: queries.payouts,
  payOut: commands.payOut,
  takeBack: commands.takeBack,
} satisfies HandlersOf<'receivables'>
