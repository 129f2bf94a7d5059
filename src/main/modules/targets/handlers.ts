// What answers the entries of targets. Loaded when one of them is asked for.
import type { HandlersOf } from '../handler.ts'
import * as commands from './commands.ts'
import * as queries from './queries.ts'

export { targets as contract } from '../../../shared/modules/targets/contract.ts'

export const handlers = {
  board: queries.board,
  schemes: queries.schemes,
  statement: queries.statement,
  setTarget: commands.setTarget,
  addScheme: commands.addScheme,
  review: commands.review,
  lock: commands.lock,
} satisfies HandlersOf<'targets'>
