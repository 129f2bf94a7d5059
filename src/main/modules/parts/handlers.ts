// What answers the entries of parts. Loaded when one of them is asked for.
import type { HandlersOf } from '../handler.ts'
import * as commands from './commands.ts'
import * as promises from './commands/promises.ts'
import * as queries from './queries.ts'
import * as demand from './queries/demand.ts'

export { parts as contract } from '../../../shared/modules/parts/contract.ts'

export const handlers = {
  page: queries.page,
  orders: demand.orders,
  demand: demand.demand,
  card: queries.card,
  find: queries.find,
  words: queries.words,
  moves: queries.moves,
  keep: commands.keep,
  archive: commands.archive,
  link: commands.link,
  receive: commands.receive,
  issue: commands.issue,
  giveBack: commands.giveBack,
  sell: commands.sell,
  promise: promises.promise,
  releasePromise: promises.releasePromise,
  takeRights: promises.takeRights,
  returnRights: promises.returnRights,
  overrideRight: promises.overrideRight,
} satisfies HandlersOf<'parts'>
