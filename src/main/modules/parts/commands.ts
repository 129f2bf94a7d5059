// Writes parts: the master, where a part lies, and the ledger of what came and went. An entry of the ledger is under no guard:
// what was taken from the shelf was taken, whichever desk wrote it.
import type { Input, Output } from '../../../shared/contract.ts'
import { Refusal } from '../../../shared/errors.ts'
import { amountOf, linkId, type MoveKind, mustTell, partId, type PartOrigin, placeId } from '../../../shared/modules/parts/rules.ts'
import { partLinks, partMoves, partPlaces, parts } from '../../../shared/modules/parts/tables.ts'
import { mulDivRound, sumFen } from '../../../shared/money.ts'
import { nextNumber } from '../../store/numbers.ts'
import type { Writer } from '../../store/write.ts'
import { claimPart, placeOf, shelve } from './commands/places.ts'
import { closePromise } from './commands/promises.ts'
import { demand } from './queries/demand.ts'
import { costOfMove, givenBack, mustKnow, stockOf } from './queries/facts.ts'
import { promisedOf } from './queries/promises.ts'

export function keep(db: Writer, given: Input<'parts.keep'>): Output<'parts.keep'> {
  const { bin, lowUnits, highUnits, priceFen, code, ...facts } = given
  if (lowUnits !== null && highUnits !== null && lowUnits > highUnits) throw new Refusal('limits-crossed', { lowUnits, highUnits })
  const id = partId(code)
  const known = db.row(parts, id)
  // What was counted in one unit cannot be read in another.
  if (known && known.unit !== facts.unit && db.one('SELECT 1 FROM part_moves WHERE part_id = ? LIMIT 1', id))
    throw new Refusal('unit-in-use', { code, unit: known.unit })
  if (known) db.patch(parts, id, facts)
  else db.put(parts, { id, code, ...facts, createdAt: db.now })
  db.patch(partPlaces, placeOf(db, id), { bin, lowUnits, highUnits, priceFen })
  return { id, made: !known }
}

export function archive(db: Writer, { id, archived }: Input<'parts.archive'>): Output<'parts.archive'> {
  const part = mustKnow(db, id)
  const { units } = stockOf(db, id)
  if (archived && units !== 0) throw new Refusal('still-on-hand', { code: part.code, units, unit: part.unit })
  db.patch(parts, id, { archivedAt: archived ? (part.archivedAt ?? db.now) : null })
  return { id }
}

export function link(db: Writer, { id: part, otherId, kind, dropped }: Input<'parts.link'>): Output<'parts.link'> {
  if (part === otherId) throw new Refusal('same-part')
  for (const one of [part, otherId]) claimPart(db, mustKnow(db, one).id)
  const id = linkId(part, kind, otherId)
  if (!db.row(partLinks, id)) db.put(partLinks, { id, partId: part, otherId, kind })
  db.patch(partLinks, id, { dropped: dropped ? 1 : 0 })
  return { id }
}

type Line = {
  partId: string
  /** Above 0 it comes, below it goes. */
  units: number
  costFen?: number
  amountFen?: number | null
  lineId?: string | null
  returnsId?: string | null
  /** Where an entry made twice must be one: see rules of whoever writes it. */
  id?: string
  /** It stands behind an entry of this instant, whatever the clock says: what it says is about that one. */
  after?: number
}
type About = {
  no?: string
  subject?: string | null
  subjectId?: string | null
  customerId?: string | null
  told?: boolean
  note?: string | null
}

/** Writes the lines of one paper into the ledger. The only way into it; other modules call it with what they are about. */
export function book(
  db: Writer,
  kind: MoveKind,
  lines: readonly Line[],
  { told, no: given, ...about }: About,
): { no: string; lines: number } {
  const no = given ?? nextNumber(db, 'PM')
  for (const { id, after = 0, ...line } of lines)
    db.put(partMoves, {
      id: id ?? db.newId(),
      siteId: db.who.site,
      placeId: placeOf(db, line.partId),
      no,
      kind,
      ...line,
      ...about,
      told: told ? 1 : 0,
      movedOn: db.today,
      movedAt: Math.max(db.now, after + 1),
      movedBy: db.who.user,
    })
  return { no, lines: lines.length }
}

export function receive(db: Writer, { lines, note }: Input<'parts.receive'>): Output<'parts.receive'> {
  for (const line of lines) {
    mustKnow(db, line.partId)
    shelve(db, line.partId, line.bin)
  }
  return book(
    db,
    'receive',
    lines.map(({ bin: _, ...line }) => line),
    { note },
  )
}

/**
 * Lines of one part count together; what they were promised is theirs. @throws Refusal('beyond-stock') with the first line of which
 * the books have less, Refusal('promised-to-others') with the first that takes what others were promised.
 */
export function mustBeOnHand(db: Writer, lines: readonly { partId: string; units: number; promiseId?: string | null }[]): void {
  const own = lines.flatMap(({ promiseId }) => promiseId ?? [])
  const wanted = new Map<string, number>()
  for (const [at, { partId: part, units }] of lines.entries()) {
    const all = (wanted.get(part) ?? 0) + units
    wanted.set(part, all)
    const { code, unit } = mustKnow(db, part)
    const stock = stockOf(db, part)
    if (stock.units < all) throw new Refusal('beyond-stock', { line: at + 1, code, unit, units: stock.units, wanted: all })
    const promised = promisedOf(db, part, own)
    if (stock.units - promised < all)
      throw new Refusal('promised-to-others', {
        line: at + 1,
        code,
        unit,
        promised,
        left: Math.max(0, stock.units - promised),
        wanted: all,
      })
  }
}

const outward = <L extends { units: number }>(lines: readonly L[]): L[] => lines.map((line) => ({ ...line, units: -line.units }))

/** Lines that name a line of the order are that part and no more than is still wanted. @throws Refusal('not-wanted'). */
function mustBeWanted(db: Writer, workOrderId: string, lines: Input<'parts.issue'>['lines']): void {
  const wanted = new Map(demand(db, { workOrderId }).map((line) => [line.id, line]))
  for (const { lineId, partId: part, units } of lines) {
    if (lineId === null) continue
    const line = wanted.get(lineId)
    const left = (line?.wantedUnits ?? 0) - (line?.issuedUnits ?? 0)
    if (line?.partId !== part || units > left)
      throw new Refusal('not-wanted', { code: mustKnow(db, part).code, left, unit: line?.unit ?? '' })
    line.issuedUnits += units
  }
}

export function issue(db: Writer, { workOrderId, note, lines }: Input<'parts.issue'>): Output<'parts.issue'> {
  if (workOrderId) mustBeWanted(db, workOrderId, lines)
  mustBeOnHand(db, lines)
  for (const { promiseId } of lines) if (promiseId !== null) closePromise(db, promiseId, 'issued')
  const going = outward(lines).map(({ promiseId: _, ...line }) => line)
  return book(db, 'issue', going, { note, ...(workOrderId ? { subject: 'work_orders', subjectId: workOrderId } : {}) })
}

export function giveBack(db: Writer, { moveId, units, note }: Input<'parts.giveBack'>): Output<'parts.giveBack'> {
  const move = db.must(partMoves, moveId)
  if ((move.kind !== 'issue' && move.kind !== 'sale') || move.siteId !== db.who.site) throw new Refusal('not-given-out', { no: move.no })
  const back = givenBack(db, moveId)
  const left = -move.units - back.units
  if (units > left) throw new Refusal('more-than-given', { left })
  // What comes back costs what it cost when it went; the last of it takes the rest, so that the parts add up.
  const cost = costOfMove(db, moveId)
  const costFen = units === left ? Math.max(0, cost - back.costFen) : mulDivRound(cost, units, -move.units)
  const { partId: part, lineId, subject, subjectId, customerId } = move
  const amountFen = move.amountFen === null ? null : -mulDivRound(move.amountFen, units, -move.units)
  return book(db, 'return', [{ partId: part, units, costFen, amountFen, lineId, returnsId: moveId }], {
    subject,
    subjectId,
    customerId,
    note,
  })
}

export function sell(db: Writer, { customerId, told, note, lines }: Input<'parts.sell'>): Output<'parts.sell'> {
  mustBeOnHand(db, lines)
  const priced = lines.map(({ amountFen, ...line }) => {
    const part = mustKnow(db, line.partId)
    if (mustTell(part.origin as PartOrigin) && !told) throw new Refusal('not-told', { code: part.code, origin: part.origin })
    const price = db.row(partPlaces, placeId(part.id, db.who.site))?.priceFen ?? null
    if (amountFen === null && price === null) throw new Refusal('no-price', { code: part.code })
    return { ...line, amountFen: amountFen ?? amountOf(price ?? 0, line.units, part.perUnits) }
  })
  const made = book(db, 'sale', outward(priced), { customerId, told, note })
  return { ...made, amountFen: sumFen(priced.map(({ amountFen }) => amountFen)) }
}
