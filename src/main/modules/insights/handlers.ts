// What answers the entries of insights. Loaded when one of them is asked for.
import type { HandlersOf } from '../handler.ts'
import * as commands from './commands.ts'
import * as queries from './queries.ts'
import { figures } from './queries/figures.ts'

export { insights as contract } from '../../../shared/modules/insights/contract.ts'

export const handlers = {
  segments: queries.segments,
  figures,
  page: queries.page,
  limits: queries.limits,
  of: queries.of,
  keepSegment: commands.keepSegment,
  shiftClass: commands.shiftClass,
  dropSegment: commands.dropSegment,
  confirm: commands.confirm,
  planChecks: commands.planChecks,
} satisfies HandlersOf<'insights'>
