// What answers the entries of preparation. Loaded when one of them is asked for.
import type { HandlersOf } from '../handler.ts'
import * as commands from './commands.ts'
import * as queries from './queries.ts'

export { preparation as contract } from '../../../shared/modules/preparation/contract.ts'

export const handlers = {
  card: queries.card,
  inspect: commands.inspect,
  tick: commands.tick,
  photograph: commands.photograph,
  pass: commands.pass,
  waive: commands.waive,
  handOver: commands.handOver,
} satisfies HandlersOf<'preparation'>
