// What answers the entries of exports. Loaded when one of them is asked for.
import type { HandlersOf } from '../handler.ts'
import * as commands from './commands.ts'
import * as jobs from './jobs.ts'

export { exports as contract } from '../../../shared/modules/exports/contract.ts'

export const handlers = {
  run: jobs.run,
  noteExport: commands.noteExport,
} satisfies HandlersOf<'exports'>
