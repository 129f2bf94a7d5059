// What answers the entries of purchasing. Loaded when one of them is asked for.
import type { HandlersOf } from '../handler.ts'
import * as commands from './commands.ts'
import * as queries from './queries.ts'
import { advice } from './queries/advice.ts'
import { monitor } from './queries/monitor.ts'
import * as suppliers from './queries/suppliers.ts'

export { purchasing as contract } from '../../../shared/modules/purchasing/contract.ts'

export const handlers = {
  advice,
  monitor,
  page: queries.page,
  card: queries.card,
  ask: commands.ask,
  decide: commands.decide,
  order: commands.order,
  drop: commands.drop,
  receive: commands.receive,
  invoice: commands.invoice,
  keepSupplier: commands.keepSupplier,
  note: commands.note,
  suppliers: suppliers.suppliers,
  findSuppliers: suppliers.findSuppliers,
  notes: suppliers.notes,
} satisfies HandlersOf<'purchasing'>
