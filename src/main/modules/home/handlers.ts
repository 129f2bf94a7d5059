// What answers the entries of home. Loaded when one of them is asked for.
import type { HandlersOf } from '../handler.ts'
import * as queries from './queries.ts'

export { home as contract } from '../../../shared/modules/home/contract.ts'

export const handlers = {
  today: queries.today,
  team: queries.team,
} satisfies HandlersOf<'home'>
