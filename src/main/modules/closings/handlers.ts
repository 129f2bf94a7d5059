// What answers the entries of closings. Loaded when one of them is asked for.
import type { HandlersOf } from '../handler.ts'
import * as commands from './commands.ts'
import * as queries from './queries.ts'

export { closings as contract } from '../../../shared/modules/closings/contract.ts'

export const handlers = {
  page: queries.page,
  card: queries.card,
  standing: queries.standing,
  count: commands.count,
  confirm: commands.confirm,
  giveBack: commands.giveBack,
} satisfies HandlersOf<'closings'>
