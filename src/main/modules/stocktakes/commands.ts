// Writes stocktakes of cars: scans at any desk, what is decided about differences, and the posting by another person, one line a car
// with what was decided done to it in the same changeset.
import type { Input, Output } from '../../../shared/contract.ts'
import { Refusal } from '../../../shared/errors.ts'
import { checkVin } from '../../../shared/modules/vehicles/rules.ts'
import { decisionsFor, type Decision, lineId, scanId } from '../../../shared/modules/stocktakes/rules.ts'
import { stocktakeLines, stocktakeScans } from '../../../shared/modules/stocktakes/tables.ts'
import type { Reader } from '../../store/read.ts'
import type { Writer } from '../../store/write.ts'
import { move, mustBeFree, ownCar, receive, writeOff } from '../vehicles/commands.ts'
import { become, beginCount, countAgain, handIn, mayBecome, mustBeOurs, mustCount, noteFinding } from './commands/heads.ts'
import { anyScan, isOwnCount, mustSee, type Stocktake } from './queries/heads.ts'
import { judgedByVin, judgedOf, judgedOnly, type Judged } from './queries.ts'

export const open = (db: Writer, range: Input<'stocktakes.open'>): Output<'stocktakes.open'> => beginCount(db, 'cars', range)

/** How often a car was scanned at each place, and how often that was taken back. */
const scansOf = (db: Reader, id: string, vins: readonly string[]): Map<string, { at: string | null; scans: number; taken: number }[]> => {
  const of = new Map<string, { at: string | null; scans: number; taken: number }[]>()
  for (const { vin, ...rest } of db.all<{ vin: string; at: string | null; scans: number; taken: number }>(
    `SELECT n.vin, n.location AS at, sum(n.taken = 0) AS scans, sum(n.taken) AS taken FROM json_each(?) j
     CROSS JOIN stocktake_scans n ON n.stocktake_id = ? AND n.vin = j.value GROUP BY n.vin, n.location`,
    JSON.stringify(vins),
    id,
  ))
    of.set(vin, [...(of.get(vin) ?? []), rest])
  return of
}

export function scan(db: Writer, { id, vins, location }: Input<'stocktakes.scan'>): Output<'stocktakes.scan'> {
  const stocktake = mustCount(db, id, 'cars')
  const at = stocktake.location ?? location
  const checked = vins.map((text) => checkVin(text))
  const readable = checked.filter((check) => check.problems.every(({ severity }) => severity !== 'refused')).map(({ vin }) => vin)
  const before = scansOf(db, id, readable)
  const again = new Set<string>()
  for (const vin of new Set(readable)) {
    const { scans, taken } = before.get(vin)?.find((each) => each.at === at) ?? { scans: 0, taken: 0 }
    if (scans > taken) again.add(vin)
    else
      db.put(stocktakeScans, {
        id: scanId(id, vin, at, taken + 1),
        siteId: stocktake.siteId,
        stocktakeId: id,
        vin,
        location: at,
        taken: 0,
        scannedBy: db.who.user,
        scannedAt: db.now,
      })
  }
  const seen = new Set(readable)
  const scans = checked.map(({ vin }) => ({
    vin,
    outcome: !seen.has(vin) ? ('refused' as const) : again.has(vin) ? ('again' as const) : null,
  }))
  return { results: saidOf(db, stocktake, scans) }
}

/** What the row of feedback says of each scan. */
function saidOf(
  db: Reader,
  stocktake: Stocktake,
  scans: readonly { vin: string; outcome: 'refused' | 'again' | null }[],
): Output<'stocktakes.scan'>['results'] {
  const cars = new Map(
    judgedByVin(
      db,
      stocktake,
      scans.map(({ vin }) => vin),
    ).map((car) => [car.vin, car]),
  )
  const names = new Map(
    db
      .all<{ id: string; title: string; stockNo: string }>(
        `SELECT v.id, v.series || ' ' || v.model AS title, v.stock_no AS stockNo FROM json_each(?) j CROSS JOIN vehicles v ON v.id = j.value`,
        JSON.stringify(scans.flatMap(({ vin }) => cars.get(vin)?.vehicleId ?? [])),
      )
      .map((car) => [car.id, car]),
  )
  return scans.map(({ vin, outcome }) => {
    const car = cars.get(vin)
    const name = car?.vehicleId ? names.get(car.vehicleId) : undefined
    return {
      vin,
      outcome: outcome ?? (car && car.verdict !== 'missing' ? car.verdict : 'unexpected'),
      title: name?.title ?? null,
      stockNo: name?.stockNo ?? null,
      onFile: car?.onFile ?? null,
      stranger: car?.stranger ?? null,
    }
  })
}

export function unscan(db: Writer, { id, vin }: Input<'stocktakes.unscan'>): Output<'stocktakes.unscan'> {
  const stocktake = mustCount(db, id, 'cars')
  const places = (scansOf(db, id, [vin]).get(vin) ?? []).filter(({ scans, taken }) => scans > taken)
  if (places.length === 0) throw new Refusal('not-scanned', { vin })
  for (const { at, scans } of places)
    db.put(stocktakeScans, {
      id: scanId(id, `${vin} taken`, at, scans),
      siteId: stocktake.siteId,
      stocktakeId: id,
      vin,
      location: at,
      taken: 1,
      scannedBy: db.who.user,
      scannedAt: db.now,
    })
  return { id }
}

export function decide(db: Writer, { id, subjects, decision, reason }: Input<'stocktakes.decide'>): Output<'stocktakes.decide'> {
  const stocktake = mustCount(db, id, 'cars')
  const found = new Map(judgedOnly(db, stocktake, subjects).map((line) => [line.subject, line]))
  for (const subject of new Set(subjects)) {
    const line = found.get(subject)
    if (!line || !decisionsFor(line.verdict, line.stranger).includes(decision))
      throw new Refusal('not-possible', { vin: line?.vin ?? subject, verdict: line?.verdict ?? null, decision })
    if (decision === 'write-off' && line.vehicleId) mustBeFree(db, ownCar(db, line.vehicleId))
    noteFinding(db, stocktake, subject, { decision, reason })
  }
  return { count: found.size }
}

/** Every difference with something decided about it. @throws Refusal('undecided'). */
function mustBeDecided(db: Reader, stocktake: Stocktake): Judged[] {
  const all = judgedOf(db, stocktake)
  // What was decided about a missing car says nothing once it was found at another place.
  const open = all.filter(
    ({ verdict, stranger, decision }) =>
      verdict !== 'found' && !(decision && decisionsFor(verdict, stranger).includes(decision as Decision)),
  )
  if (open.length > 0) throw new Refusal('undecided', { count: open.length, vin: open[0]?.vin })
  return all
}

export function submit(db: Writer, { id }: Input<'stocktakes.submit'>): Output<'stocktakes.submit'> {
  const stocktake = mustCount(db, id, 'cars')
  if (!anyScan(db, id, 'cars')) throw new Refusal('nothing-scanned')
  mustBeDecided(db, stocktake)
  handIn(db, stocktake)
  return { id }
}

export function reopen(db: Writer, { id }: Input<'stocktakes.reopen'>): Output<'stocktakes.reopen'> {
  countAgain(db, mustSee(db, id, 'cars'))
  return { id }
}

export function drop(db: Writer, { id }: Input<'stocktakes.drop'>): Output<'stocktakes.drop'> {
  become(db, mustSee(db, id, 'cars'), 'dropped')
  return { id }
}

export function beginPosting(db: Writer, { id }: Input<'stocktakes.beginPosting'>): Output<'stocktakes.beginPosting'> {
  const stocktake = mustSee(db, id, 'cars')
  mayBecome(stocktake, 'posting')
  if (isOwnCount(db, stocktake)) throw new Refusal('own-count')
  const resumed = stocktake.state === 'posting'
  // What a cut-off posting did already is in its lines; its cars are judged no more.
  const done = new Set(
    db.all<{ subject: string }>('SELECT subject FROM stocktake_lines WHERE stocktake_id = ?', id).map(({ subject }) => subject),
  )
  const all = (resumed ? judgedOf(db, stocktake) : mustBeDecided(db, stocktake)).filter(({ subject }) => !done.has(subject))
  for (const line of all) if (line.decision === 'write-off' && line.vehicleId) mustBeFree(db, ownCar(db, line.vehicleId))
  become(db, stocktake, 'posting', { postedBy: db.who.user })
  return { subjects: all.map(({ subject }) => subject) }
}

export function postLines(db: Writer, { id, subjects }: Input<'stocktakes.postLines'>): Output<'stocktakes.postLines'> {
  const stocktake = mustSee(db, id, 'cars')
  mustBeOurs(stocktake, 'posting', db.who.user)
  let lines = 0
  let adjusted = 0
  for (const line of judgedOnly(db, stocktake, subjects)) {
    const at = lineId(id, line.subject)
    if (db.row(stocktakeLines, at)) continue
    const { vehicleId: _, ...said } = line
    db.put(stocktakeLines, { id: at, siteId: stocktake.siteId, stocktakeId: id, ...said })
    lines++
    if (adjust(db, line)) adjusted++
  }
  return { lines, adjusted }
}

/** Does what was decided. True when the car's row changed. */
function adjust(db: Writer, { vehicleId, verdict, stranger, decision, foundAt }: Judged): boolean {
  if (vehicleId === null || !decisionsFor(verdict, stranger).includes(decision as Decision)) return false
  if (decision === 'move' && foundAt) move(db, { id: vehicleId, location: foundAt })
  else if (decision === 'write-off') writeOff(db, vehicleId)
  else if (decision === 'receive') receive(db, { ids: [vehicleId], location: foundAt, state: 'in-stock' })
  else return false
  return true
}

export function finishPosting(db: Writer, { id }: Input<'stocktakes.finishPosting'>): Output<'stocktakes.finishPosting'> {
  const stocktake = mustSee(db, id, 'cars')
  mustBeOurs(stocktake, 'posting', db.who.user)
  become(db, stocktake, 'posted', { postedAt: db.now })
  return { id }
}
