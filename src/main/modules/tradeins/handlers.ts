// What answers the entries of tradeins. Loaded when one of them is asked for.
import type { HandlersOf } from '../handler.ts'
import * as commands from './commands.ts'
import * as queries from './queries.ts'

export { tradeins as contract } from '../../../shared/modules/tradeins/contract.ts'

export const handlers = {
  page: queries.page,
  pictures: queries.pictures,
  targets: queries.targets,
  appraise: commands.appraise,
  reappraise: commands.reappraise,
  value: commands.value,
  decide: commands.decide,
  take: commands.take,
  drop: commands.drop,
} satisfies HandlersOf<'tradeins'>
