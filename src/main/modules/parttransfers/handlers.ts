// What answers the entries of transfers of parts. Loaded when one of them is asked for.
import type { HandlersOf } from '../handler.ts'
import * as commands from './commands.ts'
import * as queries from './queries.ts'

export { parttransfers as contract } from '../../../shared/modules/parttransfers/contract.ts'

export const handlers = {
  page: queries.page,
  card: queries.card,
  sites: queries.sites,
  send: commands.send,
  receive: commands.receive,
  settle: commands.settle,
} satisfies HandlersOf<'parttransfers'>
