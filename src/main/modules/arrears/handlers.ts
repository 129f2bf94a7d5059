// What answers the entries of arrears. Loaded when one of them is asked for.
import type { HandlersOf } from '../handler.ts'
import * as commands from './commands.ts'
import * as queries from './queries.ts'

export { arrears as contract } from '../../../shared/modules/arrears/contract.ts'

export const handlers = {
  page: queries.page,
  card: queries.card,
  figures: queries.figures,
  months: queries.months,
  remind: commands.remind,
  planTasks: commands.planTasks,
  chase: commands.chase,
  setTerms: commands.setTerms,
  askWriteOff: commands.askWriteOff,
  decideWriteOff: commands.decideWriteOff,
} satisfies HandlersOf<'arrears'>
