// What answers the entries of stocktakes of parts. Loaded when one of them is asked for.
import type { HandlersOf } from '../handler.ts'
import * as commands from './commands.ts'
import * as jobs from './jobs.ts'
import * as queries from './queries.ts'

export { partcounts as contract } from '../../../shared/modules/partcounts/contract.ts'

export const handlers = {
  page: queries.page,
  card: queries.card,
  lines: queries.lines,
  open: commands.open,
  scan: commands.scan,
  decide: commands.decide,
  submit: commands.submit,
  reopen: commands.reopen,
  drop: commands.drop,
  post: jobs.post,
  beginPosting: commands.beginPosting,
  postLines: commands.postLines,
  finishPosting: commands.finishPosting,
  undo: jobs.undo,
  beginUndoing: commands.beginUndoing,
  undoLines: commands.undoLines,
  finishUndoing: commands.finishUndoing,
} satisfies HandlersOf<'partcounts'>
