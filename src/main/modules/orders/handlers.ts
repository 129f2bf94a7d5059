// What answers the entries of orders. Loaded when one of them is asked for.
import type { HandlersOf } from '../handler.ts'
import * as commands from './commands.ts'
import * as schemes from './commands/schemes.ts'
import * as terms from './commands/terms.ts'
import * as queries from './queries.ts'
import { card } from './queries/card.ts'
import * as compare from './queries/compare.ts'
import { contracts } from './queries/contracts.ts'
import { execution } from './queries/execution.ts'
import { figures } from './queries/figures.ts'

export { orders as contract } from '../../../shared/modules/orders/contract.ts'

export const handlers = {
  card,
  execution,
  figures,
  page: queries.page,
  basis: queries.basis,
  terms: queries.terms,
  candidates: queries.candidates,
  draft: terms.draft,
  change: terms.change,
  contracts,
  compare: compare.compare,
  oldCars: compare.oldCars,
  another: schemes.another,
  choose: schemes.choose,
  renew: schemes.renew,
  place: commands.place,
  withdraw: commands.withdraw,
  sign: commands.sign,
  reserve: commands.reserve,
  changeVehicle: commands.changeVehicle,
  check: commands.check,
  cancel: commands.cancel,
  appoint: commands.appoint,
  deliver: commands.deliver,
} satisfies HandlersOf<'orders'>
