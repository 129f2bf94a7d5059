// What answers the entries of recalls. Loaded when one of them is asked for.
import type { HandlersOf } from '../handler.ts'
import * as commands from './commands.ts'
import * as queries from './queries.ts'

export { recalls as contract } from '../../../shared/modules/recalls/contract.ts'

export const handlers = {
  page: queries.page,
  hits: queries.hits,
  read: queries.read,
  ofVehicle: queries.ofVehicle,
  enter: commands.enter,
  change: commands.change,
  fix: commands.fix,
} satisfies HandlersOf<'recalls'>
