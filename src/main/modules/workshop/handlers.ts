// What answers the entries of workshop. Loaded when one of them is asked for.
import type { HandlersOf } from '../handler.ts'
import * as commands from './commands.ts'
import * as lines from './commands/lines.ts'
import { keepRescue } from './commands/rescue.ts'
import { talk } from './commands/talk.ts'
import { tell } from './commands/tell.ts'
import * as queries from './queries.ts'
import { analysed, analysis } from './queries/analysis.ts'
import * as cars from './queries/cars.ts'
import { needs } from './queries/needs.ts'
import { progress } from './queries/progress.ts'
import { talks } from './queries/talks.ts'
import { rescue } from './queries/rescue.ts'

export { workshop as contract } from '../../../shared/modules/workshop/contract.ts'

export const handlers = {
  findCars: cars.findCars,
  around: cars.around,
  page: queries.page,
  card: queries.card,
  open: commands.open,
  change: commands.change,
  photograph: commands.photograph,
  authorise: lines.authorise,
  addJob: lines.addJob,
  addPart: lines.addPart,
  decide: lines.decide,
  charge: lines.charge,
  move: commands.move,
  check: commands.check,
  cancel: commands.cancel,
  progress,
  analysis,
  analysed,
  needs,
  rescue,
  keepRescue,
  talks,
  talk,
  tell,
} satisfies HandlersOf<'workshop'>
