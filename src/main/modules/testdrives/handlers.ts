// What answers the entries of testdrives. Loaded when one of them is asked for.
import type { HandlersOf } from '../handler.ts'
import * as commands from './commands.ts'
import * as queries from './queries.ts'

export { testdrives as contract } from '../../../shared/modules/testdrives/contract.ts'

export const handlers = {
  calendar: queries.calendar,
  page: queries.page,
  card: queries.card,
  routes: queries.routes,
  choices: queries.choices,
  book: commands.book,
  move: commands.move,
  depart: commands.depart,
  bringBack: commands.bringBack,
  score: commands.score,
  end: commands.end,
} satisfies HandlersOf<'testdrives'>
