// What answers the entries of changes of the costing method. Loaded when one of them is asked for.
import type { HandlersOf } from '../handler.ts'
import * as commands from './commands.ts'
import * as queries from './queries.ts'

export { costings as contract } from '../../../shared/modules/costings/contract.ts'

export const handlers = { changes: queries.changes, landed: queries.landed, book: commands.book } satisfies HandlersOf<'costings'>
