// What answers the entries of appointments. Loaded when one of them is asked for.
import type { HandlersOf } from '../handler.ts'
import * as commands from './commands.ts'
import * as queries from './queries.ts'
import * as reception from './queries/reception.ts'

export { appointments as contract } from '../../../shared/modules/appointments/contract.ts'

export const handlers = {
  calendar: queries.calendar,
  page: queries.page,
  card: queries.card,
  ofCar: queries.ofCar,
  reception: reception.reception,
  figures: reception.figures,
  book: commands.book,
  change: commands.change,
  confirm: commands.confirm,
  end: commands.end,
} satisfies HandlersOf<'appointments'>
