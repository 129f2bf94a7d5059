// Cars: the list with its totals, one car all around, how a car arrives, and every change of its facts, price, place and
// state. How cars change hands is contract/handing.ts's. Which order holds a car is written by orders through functions of this module.
import { z } from 'zod'
import { command, query } from '../../define.ts'
import { ListRequest, listPage } from '../../list.ts'
import { energies, vehicleStates } from './rules.ts'
import { NewVehicle, orNull, Price, VehiclePatch, Words } from './contract/fields.ts'
import { handingEntries, own } from './contract/handing.ts'
import { settableStates, VehicleCard, VehicleRow } from './contract/shapes.ts'

const Id = z.string().min(1).max(100)
const Done = z.object({ id: z.string() })
const reading = ['vehicles', 'orders', 'customers', 'import_batches', 'sites', 'cases', 'rights', 'devices', '_sync_changesets']

export const vehicles = {
  ...handingEntries,
  /**
   * Oldest in stock first unless sorted. Columns: stockNo, brand, series, model, exterior, interior, vin, state, location, siteId, arrivedOn, ageDays,
   * listFen, priceFen, energy, modelYear, leftOn, held. `totals`: sellable, listFen, priceFen, averageAge, and `state:<state>` counts.
   */
  page: query({ access: 'vehicles.view', input: ListRequest, output: listPage(VehicleRow), reads: reading }),
  card: query({
    access: 'vehicles.view',
    input: z.object({ id: Id }),
    output: VehicleCard,
    reads: [...reading, 'catalogue_models', 'vehicle_costs', 'parameters', 'users', 'receipts', 'approval_steps'],
  }),
  /** What a scanned VIN means here: a car we know (on the road, in stock, gone), or what similar cars were entered as. */
  byVin: query({
    access: 'vehicles.view',
    input: z.object({ vin: z.string().max(40) }),
    output: z.object({
      known: z.array(
        z.object({
          id: z.string(),
          stockNo: z.string(),
          site: z.string().nullable(),
          own: z.boolean(),
          state: z.enum(vehicleStates),
          title: z.string(),
          leftOn: z.string().nullable(),
        }),
      ),
      /** The newest car whose VIN begins with the same eight characters: its facts fill the form. */
      like: z
        .object({
          brand: z.string(),
          series: z.string(),
          model: z.string(),
          energy: z.enum(energies),
          origin: z.string().nullable(),
          seats: z.number().nullable(),
          listFen: z.number(),
          priceFen: z.number(),
        })
        .nullable(),
    }),
    reads: ['vehicles', 'sites', 'import_batches', 'catalogue_models', 'catalogue_prices'],
  }),
  /** Brands, series, models, colours and places already in use: what the forms and filters offer. */
  words: query({
    access: 'vehicles.view',
    input: z.object({}),
    output: z.object({
      models: z.array(
        z.object({ brand: z.string(), series: z.string(), model: z.string(), energy: z.enum(energies), listFen: z.number() }),
      ),
      exteriors: z.array(z.string()),
      interiors: z.array(z.string()),
      locations: z.array(z.string()),
      sites: z.array(z.object({ id: z.string(), name: z.string(), own: z.boolean() })),
      /** Desktops that may have a right, this one first. */
      desks: z.array(z.object({ id: z.string(), name: z.string(), here: z.boolean(), own: z.boolean() })),
    }),
    reads: ['vehicles', 'sites', 'devices', 'import_batches'],
  }),
  /** What signing for this car means at this desktop: firm at once, HQ is asked first, or only another desktop may. */
  promise: query({
    access: 'orders.view',
    input: z.object({ id: Id }),
    output: z.object({ promise: z.enum(['firm', 'asks', 'elsewhere']), alone: z.boolean(), device: z.string().nullable(), no: z.string() }),
    reads: ['vehicles', 'rights', 'devices', '_sync_changesets', '_sync_state'],
  }),
  /** `vin-in-stock` between offline desktops: a unique key per VIN; the later row falls away and a case says so. */
  arrive: command({
    amendable: true,
    access: 'vehicles.edit',
    input: NewVehicle,
    output: z.object({ id: z.string(), stockNo: z.string() }),
    writes: ['vehicles', 'vehicle_costs'],
    refusals: ['vin-in-stock', 'stock-no-taken'],
  }),
  correct: command({
    amendable: true,
    access: 'vehicles.edit',
    input: z.object({ id: Id, fields: VehiclePatch }),
    output: Done,
    writes: ['vehicles', 'vehicle_costs'],
    refusals: [...own, 'vin-in-stock', 'stock-no-taken', 'nothing-changed'],
  }),
  /** List price and price are one value between desktops. `price-above-list`: nothing is sold above the shown price. */
  reprice: command({
    amendable: true,
    access: 'vehicles.edit',
    input: z.object({ id: Id, listFen: Price, priceFen: Price }),
    output: Done,
    writes: ['vehicles'],
    refusals: [...own, 'price-above-list'],
  }),
  move: command({
    amendable: true,
    access: 'vehicles.edit',
    input: z.object({ id: Id, location: Words }),
    output: Done,
    writes: ['vehicles'],
    refusals: [...own, 'gone'],
  }),
  /** `held`: an order holds it, only that order moves it; between offline desktops an expectation that nobody holds it. */
  setState: command({
    amendable: true,
    access: 'vehicles.edit',
    input: z.object({ id: Id, state: z.enum(settableStates), location: orNull(Words).optional() }),
    output: Done,
    writes: ['vehicles'],
    refusals: [...own, 'not-allowed', 'held', 'pdi-open'],
  }),
}
