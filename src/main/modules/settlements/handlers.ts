// What answers the entries of settlements. Loaded when one of them is asked for.
import type { HandlersOf } from '../handler.ts'
import * as commands from './commands.ts'
import * as jobs from './jobs.ts'
import * as queries from './queries.ts'

export { settlements as contract } from '../../../shared/modules/settlements/contract.ts'

export const handlers = {
  page: queries.page,
  card: queries.card,
  content: queries.content,
  waiting: queries.waiting,
  discount: commands.discount,
  settle: commands.settle,
  collect: commands.collect,
  giveBack: commands.giveBack,
  handOver: commands.handOver,
  noteUploaded: commands.noteUploaded,
  upload: jobs.upload,
} satisfies HandlersOf<'settlements'>
