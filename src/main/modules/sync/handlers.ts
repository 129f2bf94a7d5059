// What answers the entries of sync. Loaded when one of them is asked for.
import type { HandlersOf } from '../handler.ts'
import * as commands from './commands.ts'
import * as jobs from './jobs.ts'
import * as queries from './queries.ts'
import * as cases from './queries/cases.ts'

export { sync as contract } from '../../../shared/modules/sync/contract.ts'

export const handlers = {
  status: queries.status,
  waiting: queries.waiting,
  recent: queries.recent,
  cases: cases.cases,
  case: cases.case,
  quarantine: queries.quarantine,
  amending: queries.amending,
  changeCar: commands.changeCar,
  cancelOrder: commands.cancelOrder,
  moveDrive: commands.moveDrive,
  cancelDrive: commands.cancelDrive,
  confirmHandover: commands.confirmHandover,
  takeMine: commands.takeMine,
  resolveCase: commands.resolveCase,
  handOver: commands.handOver,
  comment: commands.comment,
  now: jobs.now,
  retry: jobs.retry,
  amend: jobs.amend,
  discard: jobs.discard,
  join: jobs.join,
} satisfies HandlersOf<'sync'>
