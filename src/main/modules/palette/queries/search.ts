// The palette's answer: a few customers, cars, orders and work orders for a typed text, each with the place that matched. Runs on
// every keystroke, so it reads only what it shows.
import type { Input, Output } from '../../../../shared/contract.ts'
import { maskPhone } from '../../../../shared/modules/customers/rules.ts'
import type { Found, FoundKind } from '../../../../shared/modules/palette/contract.ts'
import { joined, type Part } from '../../../store/list.ts'
import type { Reader } from '../../../store/read.ts'
import { inReach } from '../../customers/queries/reach.ts'
import { ofValidBatch } from '../../imports/queries/batches.ts'
import { provisionalHolders } from '../../vehicles/queries/hold.ts'
import { carTitle, carTitleSql } from '../../vehicles/queries/title.ts'
import { ownerWord } from '../derive/upkeep.ts'
import { places } from '../derive/places.ts'
import { plain, typedWords } from '../derive/readings.ts'
import { expressionOf, hitIn } from './match.ts'

type Hit = Pick<Found, 'by' | 'hit'>
type Ranked = Found & { rank: number }

/** Rows read for every row shown, so that the best of the newest can be put first. */
const CANDIDATES = 4

export function search(db: Reader, { text, kinds, limit }: Input<'palette.search'>): Output<'palette.search'> {
  const words = typedWords(text)
  if (words.length === 0) return []
  const may = { customer: 'customers.view', vehicle: 'vehicles.view', order: 'orders.view', workOrder: 'workshop.view' } as const
  return kinds
    .filter((kind) => db.who.permissions.has(may[kind]))
    .flatMap((kind) => best(looks[kind](db, candidates(db, kind, text, words, limit), words), limit))
}

const best = (found: readonly Ranked[], limit: number): Found[] =>
  found
    .toSorted((a, b) => a.rank - b.rank)
    .slice(0, limit)
    .map(({ rank: _, ...shown }) => shown)

/** Ids that the index offers, exact words first, then newest; letters are cut into syllables only when that is too few. */
function candidates(db: Reader, kind: FoundKind, text: string, words: readonly string[], limit: number): string[] {
  const shown = visible(db, kind)
  const { rows: table, words: index } = places[kind]
  const found = new Set<string>()
  const ask = (expression: string, most: number): void => {
    const own = kind === 'customer' && db.who.reach === 'own' ? ` AND "${ownerWord(db.who.user)}"` : ''
    const rows = db.all<{ id: string }>(
      `SELECT d.id FROM ${index} JOIN search_docs d ON d.n = ${index}.rowid JOIN ${table} t ON t.id = d.id
       WHERE ${index} MATCH ? AND ${shown.sql} ORDER BY ${index}.rowid DESC LIMIT (SELECT ?)`,
      `(${expression})${own}`,
      ...shown.values,
      most,
    )
    for (const { id } of rows) found.add(id)
  }
  ask(words.map((word) => `"${plain(word)}"`).join(' AND '), limit)
  let asked: string | null = null
  for (const depth of [0, 1, 2] as const) {
    const expression = expressionOf(text, depth)
    // Whole words alone would hide everybody whose name only begins with it.
    if ((depth > 0 && found.size >= limit) || expression === null || expression === asked) continue
    ask(expression, limit * CANDIDATES)
    asked = expression
  }
  return [...found]
}

function visible(db: Reader, kind: FoundKind): Part {
  const { who } = db
  if (kind === 'customer') return joined([...inReach(db, 't'), ...ofValidBatch(db, 't.batch_id')])
  if (kind === 'vehicle') return joined(ofValidBatch(db, 't.batch_id'))
  if (who.reach === 'group') return joined([])
  const site: Part = { sql: 't.site_id = ?', values: [who.site] }
  return who.reach === 'site' || kind === 'workOrder' ? site : joined([site, { sql: 't.consultant_id = ?', values: [who.user] }])
}

const looks: Record<FoundKind, (db: Reader, ids: readonly string[], words: readonly string[]) => Ranked[]> = {
  customer: customersAs,
  vehicle: vehiclesAs,
  order: ordersAs,
  workOrder: workOrdersAs,
}

/** Where a word stands in a fact; in a masked phone only at the end that is shown. */
function inFact(fact: string, word: string, at: number, by: Found['by']): Hit | null {
  const squeezed = fact.replace(/[\s.·・-]/g, '').toLowerCase()
  const found = squeezed.lastIndexOf(word)
  if (found < 0) return null
  const places = [...fact].flatMap((c, place) => (/[\s.·・-]/.test(c) ? [] : [place]))
  return { by, hit: { fact: at, from: places[found] as number, to: (places[found + word.length - 1] as number) + 1 } }
}

/** Named hits start at the title's beginning (0), inside it (1), or in a fact (2). */
const ranked = (found: Omit<Found, keyof Hit>, hit: Hit): Ranked => ({
  ...found,
  ...hit,
  rank: hit.hit?.fact !== null ? 2 : hit.hit.from === 0 ? 0 : 1,
})

function nameHit(title: string, words: readonly string[]): Hit | null {
  const whole = hitIn(title, words.join(''))
  const first = whole ?? words.map((word) => hitIn(title, word)).find((hit) => hit !== null)
  return first ? { by: first.by, hit: { fact: null, from: first.from, to: first.to } } : null
}

function customersAs(db: Reader, ids: readonly string[], words: readonly string[]): Ranked[] {
  const rows = db.all<{
    id: string
    name: string | null
    phone: string | null
    phone2: string | null
    contact: string | null
    site: string | null
    order_no: string | null
    cars: string | null
  }>(
    `SELECT c.id, c.name, c.phone, c.phone2, c.contact, CASE WHEN c.site_id <> ? THEN s.name END AS site,
       (SELECT o.no FROM orders o WHERE o.customer_id = c.id ORDER BY o.created_at DESC LIMIT 1) AS order_no,
       (SELECT group_concat(coalesce(k.plate, '') || ' ' || coalesce(k.vin, ''), ' ') FROM customer_cars k WHERE k.customer_id = c.id) AS cars
     FROM json_each(?) j JOIN customers c ON c.id = j.value LEFT JOIN sites s ON s.id = c.site_id`,
    db.who.site,
    JSON.stringify(ids),
  )
  return rows.flatMap((row): Ranked[] => {
    const title = row.name ?? ''
    // A second phone is shown in place of the first when it is the one that was typed.
    const digits = words.find((word) => /^\d{2,}$/.test(word))
    const typed = [row.phone, row.phone2].find((phone) => digits && phone?.replace(/\D/g, '').includes(digits)) ?? row.phone ?? row.phone2
    // A plate or VIN of a car they drive is shown when it is what was typed.
    const car = row.cars?.split(' ').find((text) => text !== '' && words.some((word) => text.toLowerCase().includes(word))) ?? null
    const facts = [typed ? maskPhone(typed) : null, row.contact, row.order_no, car].filter((fact) => fact !== null)
    const phone = typed && digits ? phoneHit(typed, facts[0] as string, digits) : null
    const contact = row.contact ? words.map((word) => hitIn(row.contact as string, word)).find((hit) => hit !== null) : null
    const hit =
      nameHit(title, words) ??
      phone ??
      (contact
        ? { by: 'contact' as const, hit: { fact: facts.indexOf(row.contact as string), from: contact.from, to: contact.to } }
        : null) ??
      (car ? (words.map((word) => inFact(car, word, facts.lastIndexOf(car), 'plate')).find((found) => found !== null) ?? null) : null)
    return hit ? [ranked({ kind: 'customer', id: row.id, title, facts, state: null, site: row.site, provisional: false }, hit)] : []
  })
}

/** Digits behind the mask are found but not pointed at. */
function phoneHit(phone: string, masked: string, digits: string): Hit | null {
  const plainPhone = phone.replace(/\D/g, '')
  if (!plainPhone.startsWith(digits) && !plainPhone.endsWith(digits)) return null
  const shownTail = Math.min(digits.length, 4)
  return plainPhone.endsWith(digits)
    ? { by: 'phone', hit: { fact: 0, from: masked.length - shownTail, to: masked.length } }
    : { by: 'phone', hit: { fact: 0, from: 0, to: Math.min(3, digits.length) } }
}

function vehiclesAs(db: Reader, ids: readonly string[], words: readonly string[]): Ranked[] {
  const rows = db.all<{
    id: string
    stock_no: string
    vin: string
    plate: string | null
    brand: string
    series: string
    model: string
    exterior: string | null
    state: string
    site: string | null
  }>(
    `SELECT v.id, v.stock_no, v.vin, v.plate, v.brand, v.series, v.model, v.exterior, v.state, CASE WHEN v.site_id <> ? THEN s.name END AS site
     FROM json_each(?) j JOIN vehicles v ON v.id = j.value LEFT JOIN sites s ON s.id = v.site_id`,
    db.who.site,
    JSON.stringify(ids),
  )
  const provisional = provisionalHolders(db, ids)
  return rows.flatMap((row): Ranked[] => {
    const title = carTitle(row)
    const facts = [...(row.plate ? [row.plate] : []), row.stock_no, row.vin, ...(row.exterior ? [row.exterior] : [])]
    const kinds = [...(row.plate ? ['plate' as const] : []), 'stock' as const, 'vin' as const]
    const fact = words.flatMap((word) => kinds.map((by, at) => inFact(facts[at] as string, word, at, by))).find((hit) => hit !== null)
    const hit = fact ?? nameHit(title, words)
    return hit
      ? [ranked({ kind: 'vehicle', id: row.id, title, facts, state: row.state, site: row.site, provisional: provisional.has(row.id) }, hit)]
      : []
  })
}

function ordersAs(db: Reader, ids: readonly string[], words: readonly string[]): Ranked[] {
  const rows = db.all<{
    id: string
    no: string
    state: string
    customer: string | null
    vehicle_id: string | null
    vehicle: string | null
    site: string | null
  }>(
    `SELECT o.id, o.no, p.stage AS state, c.name AS customer, o.vehicle_id, ${carTitleSql('v')} AS vehicle, CASE WHEN o.site_id <> ? THEN s.name END AS site
     FROM json_each(?) j JOIN orders o ON o.id = j.value JOIN order_sums p ON p.id = o.id LEFT JOIN customers c ON c.id = o.customer_id LEFT JOIN vehicles v ON v.id = o.vehicle_id LEFT JOIN sites s ON s.id = o.site_id`,
    db.who.site,
    JSON.stringify(ids),
  )
  const provisional = provisionalHolders(
    db,
    rows.flatMap(({ vehicle_id: id }) => id ?? []),
  )
  return rows.flatMap((row): Ranked[] => {
    const found = words.map((word) => inFact(row.no, word, 0, 'number')).find((hit) => hit !== null)
    if (!found?.hit) return []
    const facts = [row.customer, row.vehicle].filter((fact) => fact !== null)
    const hit: Hit = { by: 'number', hit: { fact: null, from: found.hit.from, to: found.hit.to } }
    return [
      ranked(
        {
          kind: 'order',
          id: row.id,
          title: row.no,
          facts,
          state: row.state,
          site: row.site,
          provisional: provisional.get(row.vehicle_id ?? '') === row.id,
        },
        hit,
      ),
    ]
  })
}

function workOrdersAs(db: Reader, ids: readonly string[], words: readonly string[]): Ranked[] {
  const rows = db.all<{
    id: string
    no: string
    plate: string | null
    vin: string | null
    car: string
    customer: string | null
    state: string
    site: string | null
  }>(
    `SELECT w.id, w.no, w.plate, w.vin, w.car_name AS car, c.name AS customer, w.state, CASE WHEN w.site_id <> ? THEN s.name END AS site
     FROM json_each(?) j JOIN work_orders w ON w.id = j.value LEFT JOIN customers c ON c.id = w.customer_id LEFT JOIN sites s ON s.id = w.site_id`,
    db.who.site,
    JSON.stringify(ids),
  )
  return rows.flatMap(({ id, no, plate, vin, car, customer, state, site }): Ranked[] => {
    const at = (fact: string | null, place: number, by: Found['by']): Hit | null =>
      fact === null ? null : (words.map((word) => inFact(fact, word, place, by)).find((hit) => hit !== null) ?? null)
    const number = at(no, 0, 'number')
    const byPlate = at(plate, 0, 'plate')
    const byVin = byPlate ? null : at(vin, 0, 'vin')
    // The VIN is shown in the plate's place where it is what was typed.
    const facts = [byVin ? vin : plate, car, customer].filter((fact) => fact !== null)
    const hit = number?.hit ? { by: number.by, hit: { ...number.hit, fact: null } } : (byPlate ?? byVin)
    return hit ? [ranked({ kind: 'workOrder', id, title: no, facts, state, site, provisional: false }, hit)] : []
  })
}
