// What answers the entries of bank. Loaded when one of them is asked for.
import type { HandlersOf } from '../handler.ts'
import * as commands from './commands.ts'
import * as queries from './queries.ts'

export { bank as contract } from '../../../shared/modules/bank/contract.ts'

export const handlers = {
  page: queries.page,
  card: queries.card,
  match: commands.match,
  matchSure: commands.matchSure,
  undo: commands.undo,
  ignore: commands.ignore,
} satisfies HandlersOf<'bank'>
