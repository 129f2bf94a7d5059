// What answers the entries of palette. Loaded when one of them is asked for.
import type { HandlersOf } from '../handler.ts'
import * as search from './queries/search.ts'

export { palette as contract } from '../../../shared/modules/palette/contract.ts'

export const handlers = {
  search: search.search,
} satisfies HandlersOf<'palette'>
