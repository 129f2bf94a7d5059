// What answers the entries of claims. Loaded when one of them is asked for.
import type { HandlersOf } from '../handler.ts'
import * as commands from './commands.ts'
import * as queries from './queries.ts'

export { claims as contract } from '../../../shared/modules/claims/contract.ts'

export const handlers = {
  unclaimed: queries.unclaimed,
  page: queries.page,
  card: queries.card,
  parties: queries.parties,
  figures: queries.figures,
  open: commands.open,
  change: commands.change,
  addEvidence: commands.addEvidence,
  submit: commands.submit,
  answer: commands.answer,
  drop: commands.drop,
  collect: commands.collect,
  giveBack: commands.giveBack,
} satisfies HandlersOf<'claims'>
