// What answers the entries of imports. Loaded when one of them is asked for.
import type { HandlersOf } from '../handler.ts'
import * as commands from './commands.ts'
import * as file from './jobs/file.ts'
import * as run from './jobs/run.ts'
import * as batches from './queries/batches.ts'

export { imports as contract } from '../../../shared/modules/imports/contract.ts'

export const handlers = {
  read: file.read,
  check: file.check,
  report: file.report,
  run: run.run,
  batches: batches.batches,
  begin: commands.begin,
  take: commands.take,
  finish: commands.finish,
  undo: commands.undo,
} satisfies HandlersOf<'imports'>
