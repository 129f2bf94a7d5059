// What answers the entries of loaners. Loaded when one of them is asked for.
import type { HandlersOf } from '../handler.ts'
import * as commands from './commands.ts'
import * as queries from './queries.ts'

export { loaners as contract } from '../../../shared/modules/loaners/contract.ts'

export const handlers = {
  cars: queries.cars,
  markable: queries.markable,
  page: queries.page,
  card: queries.card,
  ordersOf: queries.ordersOf,
  mark: commands.mark,
  lend: commands.lend,
  extend: commands.extend,
  takeBack: commands.takeBack,
  drop: commands.drop,
} satisfies HandlersOf<'loaners'>
