// What answers the entries of invoices. Loaded when one of them is asked for.
import type { HandlersOf } from '../handler.ts'
import * as commands from './commands.ts'
import * as queries from './queries.ts'

export { invoices as contract } from '../../../shared/modules/invoices/contract.ts'

export const handlers = {
  page: queries.page,
  card: queries.card,
  basis: queries.basis,
  prepare: commands.prepare,
  issue: commands.issue,
  taxPaid: commands.taxPaid,
  void: commands.void,
  reverse: commands.reverse,
} satisfies HandlersOf<'invoices'>
