// What answers the entries of floor. Loaded when one of them is asked for.
import type { HandlersOf } from '../handler.ts'
import * as certificates from './commands/certificates.ts'
import * as commands from './commands.ts'
import * as queries from './queries.ts'
import * as certified from './queries/certificates.ts'

export { floor as contract } from '../../../shared/modules/floor/contract.ts'

export const handlers = {
  board: queries.board,
  mine: queries.mine,
  ofOrder: queries.ofOrder,
  efficiency: queries.efficiency,
  bays: queries.bays,
  keepBay: commands.keepBay,
  plan: commands.plan,
  replan: commands.replan,
  split: commands.split,
  unplan: commands.unplan,
  clock: commands.clock,
  certificates: certified.certificates,
  keepCertificate: certificates.keepCertificate,
  withdrawCertificate: certificates.withdrawCertificate,
} satisfies HandlersOf<'floor'>
