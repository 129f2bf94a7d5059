// What answers the entries of catalogue. Loaded when one of them is asked for.
import type { HandlersOf } from '../handler.ts'
import * as commands from './commands.ts'
import * as queries from './queries.ts'

export { catalogue as contract } from '../../../shared/modules/catalogue/contract.ts'

export const handlers = {
  page: queries.page,
  add: commands.add,
  change: commands.change,
  price: commands.price,
  applyPrice: commands.applyPrice,
} satisfies HandlersOf<'catalogue'>
