// Writes stocktakes of parts: counts at any desk, what is decided about differences, and what is booked of them by another person.
// Entries of a posting or an undoing are in the ledger as they are written and count when the last one is (parts/queries/booked.ts).
import type { Input, Output } from '../../../shared/contract.ts'
import { Refusal } from '../../../shared/errors.ts'
import { countDecisionsFor, type CountDecision, countLineId, countMoveId, undoingId } from '../../../shared/modules/partcounts/rules.ts'
import { partCountLines, partCountScans } from '../../../shared/modules/partcounts/tables.ts'
import { partId } from '../../../shared/modules/parts/rules.ts'
import type { Reader } from '../../store/read.ts'
import type { Writer } from '../../store/write.ts'
import { book } from '../parts/commands.ts'
import { costOfGain, costOfMove } from '../parts/queries/facts.ts'
import { become, beginCount, countAgain, handIn, mayBecome, mustBeOurs, mustCount, noteFinding } from '../stocktakes/commands/heads.ts'
import { anyScan, isOwnCount, mustSee, type Stocktake } from '../stocktakes/queries/heads.ts'
import { judgedOf, judgedOnly, type JudgedPart } from './queries.ts'

export const open = (db: Writer, range: Input<'partcounts.open'>): Output<'partcounts.open'> => beginCount(db, 'parts', range)

type Meant = { id: string; code: string; name: string | null; unit: string | null; packUnits: number }
/** The part a code or bar code means; of one nobody knows the id it will have. */
const meant = (db: Reader, code: string): Meant =>
  db.one<Meant>(
    `SELECT id, code, name, unit, pack_units AS packUnits FROM parts WHERE code = ? OR barcode = ? ORDER BY code = ? DESC LIMIT 1`,
    ...[code, code, code],
  ) ?? { id: partId(code), code, name: null, unit: null, packUnits: 1 }

export function scan(db: Writer, { id, bin, scans }: Input<'partcounts.scan'>): Output<'partcounts.scan'> {
  const stocktake = mustCount(db, id, 'parts')
  const parts = scans.map(({ code, units }) => ({ part: meant(db, code), units }))
  for (const { part, units } of parts)
    db.put(partCountScans, {
      ...{ id: db.newId(), siteId: stocktake.siteId, stocktakeId: id, partId: part.id, code: part.code, bin },
      ...{ units: units ?? part.packUnits, device: db.who.deviceCode, scannedBy: db.who.user, scannedAt: db.now },
    })
  const found = new Map(
    judgedOnly(
      db,
      stocktake,
      parts.map(({ part }) => part.id),
    ).map((line) => [line.subject, line]),
  )
  return {
    results: parts.map(({ part: { id: part, code, name, unit } }) => {
      const line = found.get(part)
      return {
        ...{ code, name, unit, outcome: line?.verdict ?? 'unknown' },
        countedUnits: line?.countedUnits ?? 0,
        expectedUnits: line?.expectedUnits ?? 0,
      }
    }),
  }
}

export function decide(db: Writer, { id, subjects, decision, units, reason }: Input<'partcounts.decide'>): Output<'partcounts.decide'> {
  const stocktake = mustCount(db, id, 'parts')
  const found = new Map(judgedOnly(db, stocktake, subjects).map((line) => [line.subject, line]))
  for (const subject of new Set(subjects)) {
    const line = found.get(subject)
    const code = line?.code ?? subject
    if (!line || !countDecisionsFor(line.verdict).includes(decision)) throw new Refusal('not-possible', { code, decision })
    if (line.verdict === 'twice' && decision === 'book' && units === null) throw new Refusal('how-many', { code })
    noteFinding(db, stocktake, subject, { decision, reason, units })
  }
  return { count: found.size }
}

/** Every part with something decided about each difference. @throws Refusal('undecided'). */
function mustBeDecided(db: Reader, stocktake: Stocktake): JudgedPart[] {
  const all = judgedOf(db, stocktake)
  const undecided = all.filter((line) => line.verdict !== 'found' && !isDecided(line))
  if (undecided.length > 0) throw new Refusal('undecided', { count: undecided.length, code: undecided[0]?.code })
  return all
}

/** What was decided may say nothing any more: the part was counted since, or at a second desk. */
const isDecided = ({ verdict, decision }: JudgedPart): boolean =>
  decision !== null && countDecisionsFor(verdict).includes(decision as CountDecision) && !(verdict === 'twice' && decision === 'book')

export function submit(db: Writer, { id }: Input<'partcounts.submit'>): Output<'partcounts.submit'> {
  const stocktake = mustCount(db, id, 'parts')
  if (!anyScan(db, id, 'parts')) throw new Refusal('nothing-scanned')
  mustBeDecided(db, stocktake)
  handIn(db, stocktake)
  return { id }
}

export function reopen(db: Writer, { id }: Input<'partcounts.reopen'>): Output<'partcounts.reopen'> {
  const stocktake = mustSee(db, id, 'parts')
  // What is in the ledger already is finished and undone, not counted again.
  if (stocktake.state === 'posting') throw new Refusal('closed', { no: stocktake.no, state: stocktake.state })
  countAgain(db, stocktake)
  return { id }
}

export function drop(db: Writer, { id }: Input<'partcounts.drop'>): Output<'partcounts.drop'> {
  become(db, mustSee(db, id, 'parts'), 'dropped')
  return { id }
}

export function beginPosting(db: Writer, { id }: Input<'partcounts.beginPosting'>): Output<'partcounts.beginPosting'> {
  const stocktake = mustSee(db, id, 'parts')
  mayBecome(stocktake, 'posting')
  if (isOwnCount(db, stocktake)) throw new Refusal('own-count')
  const done = new Set(
    db.all<{ id: string }>('SELECT part_id AS id FROM part_count_lines WHERE stocktake_id = ?', id).map((line) => line.id),
  )
  const all = stocktake.state === 'posting' ? judgedOf(db, stocktake) : mustBeDecided(db, stocktake)
  become(db, stocktake, 'posting', { postedBy: db.who.user })
  return { subjects: all.map(({ subject }) => subject).filter((subject) => !done.has(subject)) }
}

const about = ({ id, no }: Stocktake) => ({ no, subject: 'stocktakes', subjectId: id })

export function postLines(db: Writer, { id, subjects }: Input<'partcounts.postLines'>): Output<'partcounts.postLines'> {
  const stocktake = mustSee(db, id, 'parts')
  mustBeOurs(stocktake, 'posting', db.who.user)
  let lines = 0
  const booked = []
  for (const { subject, units, foundAt, code, ...line } of judgedOnly(db, stocktake, subjects)) {
    const at = countLineId(id, subject)
    if (db.row(partCountLines, at)) continue
    const known = code ?? db.one<{ code: string }>('SELECT code FROM parts WHERE id = ?', subject)?.code ?? ''
    db.put(partCountLines, {
      ...{ id: at, siteId: stocktake.siteId, stocktakeId: id, partId: subject, code: known, bins: foundAt },
      ...line,
    })
    lines++
    if (line.decision === 'book' && units !== 0 && countDecisionsFor(line.verdict).includes('book'))
      booked.push({ id: countMoveId(id, subject), partId: subject, units, costFen: units > 0 ? costOfGain(db, subject, units) : 0 })
  }
  if (booked.length > 0) book(db, 'count', booked, about(stocktake))
  return { lines, adjusted: booked.length }
}

export function finishPosting(db: Writer, { id }: Input<'partcounts.finishPosting'>): Output<'partcounts.finishPosting'> {
  const stocktake = mustSee(db, id, 'parts')
  mustBeOurs(stocktake, 'posting', db.who.user)
  become(db, stocktake, 'posted', { postedAt: db.now })
  return { id }
}

export function beginUndoing(db: Writer, { id }: Input<'partcounts.beginUndoing'>): Output<'partcounts.beginUndoing'> {
  const stocktake = mustSee(db, id, 'parts')
  become(db, stocktake, 'undoing', { undoneBy: db.who.user })
  const moves = db.all<{ id: string }>(
    `SELECT m.id FROM part_moves m WHERE m.subject_id = ? AND m.kind = 'count' AND m.returns_id IS NULL
       AND NOT EXISTS (SELECT 1 FROM part_moves r WHERE r.returns_id = m.id) ORDER BY m.id`,
    id,
  )
  return { subjects: moves.map((move) => move.id) }
}

/** The counter-entry of each: what was lost comes back for what it cost when it went, what was gained goes as the books have it. */
export function undoLines(db: Writer, { id, subjects }: Input<'partcounts.undoLines'>): Output<'partcounts.undoLines'> {
  const stocktake = mustSee(db, id, 'parts')
  mustBeOurs(stocktake, 'undoing', db.who.user)
  const back = subjects.flatMap((moveId) => {
    const move = db.one<{ part: string; units: number }>(
      `SELECT m.part_id AS part, m.units FROM part_moves m WHERE m.id = ? AND m.subject_id = ? AND NOT EXISTS (SELECT 1 FROM part_moves r WHERE r.id = ?)`,
      ...[moveId, id, undoingId(moveId)],
    )
    if (!move) return []
    const { part, units } = move
    return [{ id: undoingId(moveId), partId: part, units: -units, costFen: units < 0 ? costOfMove(db, moveId) : 0, returnsId: moveId }]
  })
  if (back.length > 0) book(db, 'count', back, about(stocktake))
  return { lines: back.length }
}

export function finishUndoing(db: Writer, { id }: Input<'partcounts.finishUndoing'>): Output<'partcounts.finishUndoing'> {
  const stocktake = mustSee(db, id, 'parts')
  mustBeOurs(stocktake, 'undoing', db.who.user)
  become(db, stocktake, 'undone', { undoneAt: db.now })
  return { id }
}
