// What the group sells: models with their paints, trims and options, and what they cost from which day. Kept with group reach.
import { integer, text } from 'drizzle-orm/sqlite-core'
import { table } from '../../tables/define.ts'

export const catalogueModels = table(
  'catalogue_models',
  { scope: 'group', policy: 'hq' },
  {
    id: text('id').primaryKey(),
    brand: text('brand').notNull(),
    series: text('series').notNull(),
    /** 型号与配置, as cars are entered. */
    model: text('model').notNull(),
    modelYear: integer('model_year'),
    energy: text('energy').notNull(),
    seats: integer('seats'),
    /** The first eight places of its VINs; null when nobody entered them. */
    vinPrefix: text('vin_prefix'),
    /** JSON lists of names. */
    exteriors: text('exteriors').notNull(),
    interiors: text('interiors').notNull(),
    /** JSON list of {name, priceFen}. */
    options: text('options').notNull(),
    note: text('note'),
    active: integer('active').notNull().default(1),
    /** Length × width × height in mm. */
    size: text('size'),
    displacementMl: integer('displacement_ml'),
    /** 续航 by the maker's word, in km. */
    rangeKm: integer('range_km'),
  },
)

/** The list price of a model from a day on; one row a model and day. */
export const cataloguePrices = table(
  'catalogue_prices',
  { scope: 'group', policy: 'hq' },
  {
    id: text('id').primaryKey(),
    modelId: text('model_id').notNull(),
    validFromOn: text('valid_from_on').notNull(),
    listFen: integer('list_fen').notNull(),
    source: text('source'),
  },
)
