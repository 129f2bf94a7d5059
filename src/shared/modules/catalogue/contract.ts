// What may be asked of the catalogue: the models on sale with the price in force, keeping them, and bringing cars in stock to a
// new list price.
import { z } from 'zod'
import { Day } from '../../dates.ts'
import { command, query } from '../../define.ts'
import { listPage, ListRequest } from '../../list.ts'
import { Fen } from '../../money.ts'
import { energies } from '../vehicles/rules.ts'

const Id = z.string().min(1).max(60)
const Words = z.string().trim().min(1, 'required').max(80)
const orNull = <T extends z.ZodType>(type: T) => z.preprocess((value) => (value === '' ? null : value), type.nullable())
const Names = z.array(z.string().trim().min(1).max(40)).max(60)
const Price = Fen.min(1, 'not-zero').max(10_000_000_000, 'too-much')

/** 尺寸 · 排量 · 续航. */
const measures = {
  size: orNull(
    z
      .string()
      .trim()
      .regex(/^\d{3,5}×\d{3,5}×\d{3,5}$/, 'size'),
  ).default(null),
  displacementMl: z.int().min(1).max(20_000).nullable().default(null),
  rangeKm: z.int().min(1).max(5000).nullable().default(null),
}
const model = {
  ...measures,
  brand: Words,
  series: Words,
  model: Words,
  modelYear: z.int().min(1980).max(2080).nullable().default(null),
  energy: z.enum(energies),
  seats: z.int().min(1).max(60).nullable().default(null),
  vinPrefix: orNull(
    z
      .string()
      .trim()
      .toUpperCase()
      .regex(/^[0-9A-HJ-NPR-Z]{8}$/, 'vin-prefix'),
  ).default(null),
  exteriors: Names,
  interiors: Names,
  options: z.array(z.object({ name: Words, priceFen: Fen.min(0, 'not-negative').max(1_000_000_000, 'too-much') })).max(60),
  note: orNull(z.string().trim().max(500)).default(null),
  active: z.boolean().default(true),
}

export const CatalogueRow = z.object({
  id: z.string(),
  brand: z.string(),
  series: z.string(),
  model: z.string(),
  modelYear: z.int().nullable(),
  energy: z.enum(energies),
  seats: z.int().nullable(),
  size: z.string().nullable(),
  displacementMl: z.int().nullable(),
  rangeKm: z.int().nullable(),
  vinPrefix: z.string().nullable(),
  exteriors: z.array(z.string()),
  interiors: z.array(z.string()),
  options: z.array(z.object({ name: z.string(), priceFen: z.int() })),
  note: z.string().nullable(),
  active: z.boolean(),
  /** In force today; null before its first day. */
  listFen: z.int().nullable(),
  prices: z.array(z.object({ id: z.string(), validFromOn: z.string(), listFen: z.int(), source: z.string().nullable() })),
  /** Cars of it that stand at the person's site, and those whose list price is another. */
  inStock: z.int(),
  otherPrice: z.int(),
})
export type CatalogueRow = z.infer<typeof CatalogueRow>
const Done = z.object({ id: z.string() })

export const catalogue = {
  page: query({
    access: 'vehicles.view',
    input: ListRequest,
    output: listPage(CatalogueRow),
    reads: ['catalogue_models', 'catalogue_prices', 'vehicles'],
  }),
  add: command({
    access: 'catalogue.edit',
    input: z.object({ ...model, listFen: Price, validFromOn: Day }),
    output: Done,
    writes: ['catalogue_models', 'catalogue_prices'],
    refusals: ['model-known'],
  }),
  change: command({
    access: 'catalogue.edit',
    input: z.object({ ...model, id: Id }),
    output: Done,
    writes: ['catalogue_models'],
    refusals: ['model-known'],
  }),
  /** A price from a day on; of the same day the later word counts. */
  price: command({
    access: 'catalogue.edit',
    input: z.object({ id: Id, validFromOn: Day, listFen: Price, source: orNull(z.string().trim().max(120)).default(null) }),
    output: Done,
    writes: ['catalogue_prices'],
  }),
  /** Cars of the site that no order holds take the list price in force; what they sell for keeps its distance to it. */
  applyPrice: command({
    access: 'vehicles.edit',
    input: z.object({ id: Id }),
    output: z.object({ count: z.int() }),
    writes: ['vehicles'],
    refusals: ['no-price', 'nothing-changed'],
  }),
}
