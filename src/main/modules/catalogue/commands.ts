// Keeps the models on sale and their prices, and brings cars in stock to the price in force.
import type { Input, Output } from '../../../shared/contract.ts'
import { Refusal } from '../../../shared/errors.ts'
import { uuidv5 } from '../../../shared/ids.ts'
import { catalogueModels, cataloguePrices } from '../../../shared/modules/catalogue/tables.ts'
import type { Writer } from '../../store/write.ts'
import { reprice } from '../vehicles/commands.ts'
import { CARS_OF, listPriceOn } from './queries.ts'

const PRICES = '3d4f8a52-9a0e-4b55-8f57-2f0f0f3c5e31'
const stored = <T extends { exteriors: readonly string[]; interiors: readonly string[]; options: readonly object[]; active: boolean }>({
  exteriors,
  interiors,
  options,
  active,
  ...model
}: T) => ({
  ...model,
  exteriors: JSON.stringify(exteriors),
  interiors: JSON.stringify(interiors),
  options: JSON.stringify(options),
  active: active ? 1 : 0,
})

/** @throws Refusal('model-known'). */
function mustBeNew(db: Writer, { brand, series, model }: { brand: string; series: string; model: string }, except = ''): void {
  const known = db.one<{ id: string }>(
    'SELECT id FROM catalogue_models WHERE brand = ? AND series = ? AND model = ? AND id <> ?',
    brand,
    series,
    model,
    except,
  )
  if (known) throw new Refusal('model-known', { id: known.id, model })
}

export function add(db: Writer, { listFen, validFromOn, ...model }: Input<'catalogue.add'>): Output<'catalogue.add'> {
  mustBeNew(db, model)
  const id = db.newId()
  db.put(catalogueModels, { id, ...stored(model) })
  return price(db, { id, validFromOn, listFen, source: null })
}

export function change(db: Writer, { id, ...model }: Input<'catalogue.change'>): Output<'catalogue.change'> {
  db.must(catalogueModels, id)
  mustBeNew(db, model, id)
  db.patch(catalogueModels, id, stored(model))
  return { id }
}

export function price(db: Writer, { id, validFromOn, listFen, source }: Input<'catalogue.price'>): Output<'catalogue.price'> {
  db.must(catalogueModels, id)
  const at = uuidv5(PRICES, `${id} ${validFromOn}`)
  if (db.row(cataloguePrices, at)) db.patch(cataloguePrices, at, { listFen, source })
  else db.put(cataloguePrices, { id: at, modelId: id, validFromOn, listFen, source })
  return { id }
}

export function applyPrice(db: Writer, { id }: Input<'catalogue.applyPrice'>): Output<'catalogue.applyPrice'> {
  db.must(catalogueModels, id)
  const listFen = listPriceOn(db, id, db.today)
  if (listFen === null) throw new Refusal('no-price')
  const cars = db.all<{ id: string; listFen: number; priceFen: number }>(
    `SELECT v.id, v.list_fen AS listFen, v.price_fen AS priceFen FROM catalogue_models m JOIN vehicles v ON ${CARS_OF}
     WHERE m.id = ? AND v.holder_id IS NULL AND v.list_fen <> ? LIMIT 400`,
    db.who.site,
    id,
    listFen,
  )
  if (cars.length === 0) throw new Refusal('nothing-changed')
  for (const car of cars) reprice(db, { id: car.id, listFen, priceFen: Math.max(1, listFen - (car.listFen - car.priceFen)) })
  return { count: cars.length }
}
