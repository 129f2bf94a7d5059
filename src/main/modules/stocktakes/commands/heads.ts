// The course of a stocktake, whatever is counted: begun, handed in, counted again, dropped, posted by another person, undone. What
// its lines are and what they do to the books is said by the module that counts.
import { Refusal } from '../../../../shared/errors.ts'
import { findingId, type StocktakeKind, type StocktakeState, stocktakeMoves } from '../../../../shared/modules/stocktakes/rules.ts'
import { stocktakeFindings, stocktakes } from '../../../../shared/modules/stocktakes/tables.ts'
import { nextNumber } from '../../../store/numbers.ts'
import type { Reader } from '../../../store/read.ts'
import type { Writer } from '../../../store/write.ts'
import { mustSee, type Stocktake } from '../queries/heads.ts'

/** @throws Refusal('already-open') with the one that is under way of the same range. */
export function beginCount(
  db: Writer,
  kind: StocktakeKind,
  { location, note }: { location: string | null; note: string | null },
): { id: string; no: string } {
  const going = db.one<{ id: string; no: string }>(
    `SELECT id, no FROM stocktakes WHERE site_id = ? AND kind = ? AND coalesce(location, '') = ? AND state IN ('open', 'submitted', 'posting') LIMIT 1`,
    ...[db.who.site, kind, location ?? ''],
  )
  if (going) throw new Refusal('already-open', going)
  const made = { id: db.newId(), no: nextNumber(db, 'ST') }
  db.put(stocktakes, {
    ...{ ...made, siteId: db.who.site, location, note, state: 'open', openedBy: db.who.user, openedAt: db.now },
    ...(kind === 'cars' ? {} : { kind }),
  })
  return made
}

/** @throws Refusal('not-open'). */
export function mustCount(db: Reader, id: string, kind: StocktakeKind): Stocktake {
  const stocktake = mustSee(db, id, kind)
  if (stocktake.state !== 'open') throw new Refusal('not-open', { no: stocktake.no, state: stocktake.state })
  return stocktake
}

/** @throws Refusal('closed'). */
export function mayBecome({ no, state: from }: Stocktake, state: StocktakeState): void {
  if (!stocktakeMoves[from as StocktakeState].includes(state)) throw new Refusal('closed', { no, state: from })
}

/** A state built on: another desk that handed it in or posted it meanwhile goes before. @throws Refusal('closed'). */
export function become(db: Writer, stocktake: Stocktake, state: StocktakeState, more: Partial<Stocktake> = {}): void {
  mayBecome(stocktake, state)
  db.expect(stocktakes, stocktake.id, 'state', { covering: () => db.patch(stocktakes, stocktake.id, { ...more, state }) })
}

/** Begun empty and then changed: an insert of a row that another desk made never argues, a change of it does. */
export function noteFinding(
  db: Writer,
  stocktake: Stocktake,
  subject: string,
  said: { decision: string; reason: string; units?: number | null },
): void {
  const at = findingId(stocktake.id, subject)
  if (!db.row(stocktakeFindings, at)) db.put(stocktakeFindings, { id: at, siteId: stocktake.siteId, stocktakeId: stocktake.id, subject })
  db.patch(stocktakeFindings, at, { ...said, decidedBy: db.who.user, decidedAt: db.now })
}

export const handIn = (db: Writer, stocktake: Stocktake): void =>
  become(db, stocktake, 'submitted', { submittedBy: db.who.user, submittedAt: db.now })

export const countAgain = (db: Writer, stocktake: Stocktake): void =>
  become(db, stocktake, 'open', { submittedBy: null, submittedAt: null, postedBy: null })

/** What is written slice by slice goes on only while it is this person's. @throws Refusal('closed'). */
export function mustBeOurs({ no, state, postedBy, undoneBy }: Stocktake, wanted: 'posting' | 'undoing', user: string): void {
  if (state !== wanted || (wanted === 'posting' ? postedBy : undoneBy) !== user) throw new Refusal('closed', { no, state })
}
