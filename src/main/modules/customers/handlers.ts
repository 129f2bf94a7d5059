// What answers the entries of customers. Loaded when one of them is asked for.
import type { HandlersOf } from '../handler.ts'
import * as commands from './commands.ts'
import * as aroundCommands from './commands/around.ts'
import * as merge from './commands/merge.ts'
import { around } from './queries/around.ts'
import * as card from './queries/card.ts'
import * as followUps from './queries/follow-ups.ts'
import * as page from './queries/page.ts'
import * as similar from './queries/similar.ts'
import * as twins from './queries/twins.ts'
import { warnings } from './queries/warnings.ts'

export { customers as contract } from '../../../shared/modules/customers/contract.ts'

export const handlers = {
  around,
  warnings,
  keepCar: aroundCommands.keepCar,
  dropCar: aroundCommands.dropCar,
  arrange: aroundCommands.arrange,
  settleArranged: aroundCommands.settleArranged,
  page: page.page,
  words: page.words,
  card: card.card,
  merge: merge.merge,
  twins: twins.twins,
  duplicates: twins.duplicates,
  similar: similar.similar,
  followUps: followUps.followUps,
  dueCount: followUps.dueCount,
  add: commands.add,
  correct: commands.correct,
  archive: commands.archive,
  restore: commands.restore,
  erase: commands.erase,
  reveal: commands.reveal,
  planFollowUp: commands.planFollowUp,
  finishFollowUp: commands.finishFollowUp,
  noteTalk: commands.noteTalk,
  moveFollowUp: commands.moveFollowUp,
  dropFollowUp: commands.dropFollowUp,
} satisfies HandlersOf<'customers'>
