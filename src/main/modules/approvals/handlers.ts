// What answers the entries of approvals. Loaded when one of them is asked for.
import type { HandlersOf } from '../handler.ts'
import * as commands from './commands.ts'
import * as deputiesCommands from './commands/deputies.ts'
import * as queries from './queries.ts'
import * as deputiesQueries from './queries/deputies.ts'
import { setLimit } from './commands/limits.ts'
import { limits } from './queries/limits.ts'

export { approvals as contract } from '../../../shared/modules/approvals/contract.ts'

export const handlers = {
  waiting: queries.waiting,
  count: queries.count,
  decided: queries.decided,
  needs: queries.needs,
  flow: queries.flow,
  deputies: deputiesQueries.deputies,
  depute: deputiesCommands.depute,
  endDeputy: deputiesCommands.endDeputy,
  limits,
  setLimit,
  remind: deputiesCommands.remind,
  decide: commands.decide,
  addRule: commands.addRule,
  changeRule: commands.changeRule,
  removeRule: commands.removeRule,
  establish: commands.establish,
} satisfies HandlersOf<'approvals'>
