// What answers the entries of leads. Loaded when one of them is asked for.
import type { HandlersOf } from '../handler.ts'
import * as commands from './commands.ts'
import { capture } from './commands/capture.ts'
import * as ruleTable from './commands/rule-table.ts'
import { agenda } from './queries/agenda.ts'
import * as card from './queries/card.ts'
import * as choice from './queries/choice.ts'
import { figures } from './queries/figures.ts'
import * as page from './queries/page.ts'
import * as visits from './queries/visits.ts'

export { leads as contract } from '../../../shared/modules/leads/contract.ts'

export const handlers = {
  page: page.page,
  board: page.board,
  words: page.words,
  card: card.card,
  openOf: card.openOf,
  visits: visits.visits,
  capture,
  add: commands.add,
  correct: commands.correct,
  move: commands.move,
  assign: commands.assign,
  receive: commands.receive,
  seeOut: commands.seeOut,
  rules: choice.rules,
  figures,
  agenda,
  keepRule: ruleTable.keepRule,
  shiftRule: ruleTable.shiftRule,
  dropRule: ruleTable.dropRule,
} satisfies HandlersOf<'leads'>
