// What answers the entries of logistics. Loaded when one of them is asked for.
import type { HandlersOf } from '../handler.ts'
import * as commands from './commands.ts'
import * as queries from './queries.ts'

export { logistics as contract } from '../../../shared/modules/logistics/contract.ts'

export const handlers = {
  page: queries.page,
  card: queries.card,
  subjects: queries.subjects,
  carriers: queries.carriers,
  routes: queries.routes,
  figures: queries.figures,
  keepCarrier: commands.keepCarrier,
  keepRoute: commands.keepRoute,
  ship: commands.ship,
  step: commands.step,
  cost: commands.cost,
  share: commands.share,
  land: commands.land,
  damage: commands.damage,
} satisfies HandlersOf<'logistics'>
