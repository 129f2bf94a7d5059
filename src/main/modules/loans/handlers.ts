// What answers the entries of loans. Loaded when one of them is asked for.
import type { HandlersOf } from '../handler.ts'
import * as commands from './commands.ts'
import * as queries from './queries.ts'

export { loans as contract } from '../../../shared/modules/loans/contract.ts'

export const handlers = {
  products: queries.products,
  addProduct: commands.addProduct,
  changeProduct: commands.changeProduct,
} satisfies HandlersOf<'loans'>
