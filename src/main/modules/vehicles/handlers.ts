// What answers the entries of vehicles. Loaded when one of them is asked for.
import type { HandlersOf } from '../handler.ts'
import * as commands from './commands.ts'
import * as rights from './commands/rights.ts'
import * as transfer from './commands/transfer.ts'
import * as card from './queries/card.ts'
import * as handing from './queries/handing.ts'
import * as page from './queries/page.ts'

export { vehicles as contract } from '../../../shared/modules/vehicles/contract.ts'

export const handlers = {
  page: page.page,
  card: card.card,
  byVin: card.byVin,
  words: card.words,
  handing: handing.handing,
  promise: handing.promise,
  arrive: commands.arrive,
  receive: commands.receive,
  correct: commands.correct,
  reprice: commands.reprice,
  move: commands.move,
  setState: commands.setState,
  takeRights: rights.takeRights,
  returnRights: rights.returnRights,
  giveRights: rights.giveRights,
  overrideRight: rights.overrideRight,
  transfer: transfer.transfer,
} satisfies HandlersOf<'vehicles'>
