// What answers the entries of yard. Loaded when one of them is asked for.
import type { HandlersOf } from '../handler.ts'
import * as commands from './commands.ts'
import * as queries from './queries.ts'

export { yard as contract } from '../../../shared/modules/yard/contract.ts'

export const handlers = {
  figures: queries.figures,
  plan: queries.plan,
  costs: queries.costs,
  accrueRebate: commands.accrueRebate,
  documentRebate: commands.documentRebate,
  rebateArrived: commands.rebateArrived,
} satisfies HandlersOf<'yard'>
