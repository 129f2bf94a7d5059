// What may be asked of recalls: enter one with its list of VINs, see which cars it names, and say that a car was put right.
import { z } from 'zod'
import { Day } from '../../dates.ts'
import { command, query } from '../../define.ts'
import { listPage, ListRequest } from '../../list.ts'
import { vehicleStates } from '../vehicles/rules.ts'

const Id = z.string().min(1).max(60)
const orNull = <T extends z.ZodType>(type: T) => z.preprocess((value) => (value === '' ? null : value), type.nullable())
const Text = z.string().max(400_000)
const Problem = z.object({ line: z.int(), text: z.string(), problem: z.enum(['vin', 'kinds', 'backwards']) })

export const RecallRow = z.object({
  id: z.string(),
  no: z.string(),
  title: z.string(),
  stopSale: z.boolean(),
  announcedOn: z.string(),
  closedOn: z.string().nullable(),
  note: z.string().nullable(),
  ranges: z.int(),
  /** Cars it names in stock, and of these those not put right. */
  inStock: z.int(),
  open: z.int(),
})
export type RecallRow = z.infer<typeof RecallRow>

export const RecallHit = z.object({
  vehicleId: z.string(),
  vin: z.string(),
  stockNo: z.string(),
  title: z.string(),
  site: z.string().nullable(),
  state: z.enum(vehicleStates),
  leftOn: z.string().nullable(),
  fixedOn: z.string().nullable(),
})
const reading = ['recalls', 'recall_ranges', 'recall_fixes', 'vehicles', 'sites', 'import_batches']

export const recalls = {
  page: query({ access: 'vehicles.view', input: ListRequest, output: listPage(RecallRow), reads: reading }),
  /** Every car of the group it names, those in stock first. */
  hits: query({ access: 'vehicles.view', input: z.object({ id: Id }), output: z.array(RecallHit), reads: reading }),
  /** What a list says before it is entered: how many ranges, what is wrong with which line, how many cars in stock it meets. */
  read: query({
    access: 'recalls.edit',
    input: z.object({ text: Text }),
    output: z.object({ ranges: z.int(), inStock: z.int(), problems: z.array(Problem) }),
    reads: ['vehicles', 'import_batches'],
  }),
  /** What touches a car: for its record. */
  ofVehicle: query({
    access: 'vehicles.view',
    input: z.object({ vehicleId: Id }),
    output: z.array(
      z.object({
        id: z.string(),
        no: z.string(),
        title: z.string(),
        stopSale: z.boolean(),
        closed: z.boolean(),
        fixedOn: z.string().nullable(),
      }),
    ),
    reads: reading,
  }),
  /** Nothing is entered while a line of the list is wrong. */
  enter: command({
    access: 'recalls.edit',
    input: z.object({
      no: z.string().trim().min(1, 'required').max(60),
      title: z.string().trim().min(2, 'required').max(200),
      stopSale: z.boolean().default(true),
      announcedOn: Day,
      note: orNull(z.string().trim().max(500)).default(null),
      text: Text.refine((text) => text.trim() !== '', 'required'),
    }),
    output: z.object({ id: z.string(), ranges: z.int() }),
    writes: ['recalls', 'recall_ranges', 'recall_kinds'],
    refusals: ['list-wrong', 'list-empty', 'too-many-ranges'],
  }),
  change: command({
    access: 'recalls.edit',
    input: z.object({ id: Id, stopSale: z.boolean(), closed: z.boolean() }),
    output: z.object({ id: z.string() }),
    writes: ['recalls', 'recall_kinds'],
  }),
  /** Said at two desks it is said once. `not-named`: the recall does not mean this car. */
  fix: command({
    access: 'recalls.edit',
    input: z.object({ id: Id, vehicleId: Id, note: orNull(z.string().trim().max(200)).default(null) }),
    output: z.object({ id: z.string() }),
    writes: ['recall_fixes'],
    refusals: ['not-named', 'fixed-already'],
  }),
}
