// What answers the entries of inspections. Loaded when one of them is asked for.
import type { HandlersOf } from '../handler.ts'
import * as commands from './commands.ts'
import * as queries from './queries.ts'

export { inspections as contract } from '../../../shared/modules/inspections/contract.ts'

export const handlers = {
  ofOrder: queries.ofOrder,
  note: commands.note,
  photograph: commands.photograph,
  propose: commands.propose,
  answer: commands.answer,
} satisfies HandlersOf<'inspections'>
