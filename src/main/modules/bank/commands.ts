// Brings bank lines in, takes them as bookings and takes that back. A line and a booking are counted in turns: two desks that
// matched the same one without a line take the same turn, and the later match is a case while what it booked stays.
import type { Input, Output } from '../../../shared/contract.ts'
import { Refusal } from '../../../shared/errors.ts'
import { fingerprintOf, lineId, type NewBankLine, sureOf } from '../../../shared/modules/bank/rules.ts'
import { bankLines, bankMatches } from '../../../shared/modules/bank/tables.ts'
import { sumFen } from '../../../shared/money.ts'
import type { Writer } from '../../store/write.ts'
import { receive, reverse } from '../receivables/commands.ts'
import { bookingLeft, lineOf, mustSee, suggestionsFor } from './queries.ts'

/** A line of a statement. One that came before in an import that was taken back comes again with this one. */
export function bring(db: Writer, { nth, ...line }: NewBankLine, batchId: string): void {
  const id = lineId(db.who.site, fingerprintOf({ ...line, nth }))
  if (db.row(bankLines, id)) return db.patch(bankLines, id, { batchId })
  db.unique(`bank-line:${id}`, id, {
    covering: () => db.put(bankLines, { id, siteId: db.who.site, ...line, batchId, createdAt: db.now }),
  })
}

type Why = { score: number; why: readonly string[] }
type Part = Input<'bank.match'>['parts'][number]

const turns = (db: Writer, column: 'line_id' | 'receipt_no', key: string): number =>
  db.one<{ n: number }>(`SELECT count(*) AS n FROM bank_matches WHERE ${column} = ?`, key)?.n ?? 0

function take(db: Writer, id: string, parts: readonly Part[], said: Why): Output<'bank.match'> {
  const row = mustSee(db, id)
  const line = lineOf(db, id)
  if (row.ignored !== null) throw new Refusal('ignored')
  const wanted = sumFen(parts.map(({ amountFen }) => amountFen))
  if (wanted > line.leftFen) throw new Refusal('beyond-line', { leftFen: line.leftFen })
  const out = line.amountFen < 0
  db.claim(bankLines, id)
  const receipts = parts.map(({ receiptNo, orderId, amountFen }) => {
    // Money that goes out is decided at the till, never by a line of the bank.
    const booked = receiptNo === null && orderId !== null && !out
    const no = booked
      ? receive(db, {
          orderId,
          method: 'transfer',
          methodRef: row.reference?.slice(0, 60) ?? null,
          amountFen,
          kind: null,
          over: false,
          note: `银行 ${row.bookedOn} ${row.payerName ?? ''}`.trim().slice(0, 200),
        }).no
      : (receiptNo ?? '')
    const booking = bookingLeft(db, no, out)
    if (!booking) throw new Refusal('no-such-receipt', { no })
    if (amountFen > booking.leftFen) throw new Refusal('beyond-receipt', { no, leftFen: booking.leftFen })
    const match = {
      id: db.newId(),
      siteId: row.siteId,
      lineId: id,
      receiptNo: no,
      orderId: booking.orderId,
      amountFen,
      booked: booked ? 1 : 0,
      why: JSON.stringify(said.why),
      score: said.score,
      matchedBy: db.who.user,
      matchedAt: db.now,
    }
    db.unique(`bank-match:${id}:${turns(db, 'line_id', id)}`, match.id, {
      covering: () =>
        db.unique(`bank-receipt:${no}:${turns(db, 'receipt_no', no)}`, match.id, { covering: () => db.put(bankMatches, match) }),
    })
    return no
  })
  return { leftFen: line.leftFen - wanted, receipts }
}

export function match(db: Writer, { id, parts }: Input<'bank.match'>): Output<'bank.match'> {
  const { siteId } = mustSee(db, id)
  // What spoke for it is kept with it, so that it can be looked at afterwards.
  const [only] = parts
  const said =
    parts.length === 1
      ? suggestionsFor(db, lineOf(db, id), siteId).find(({ key }) => key === (only?.receiptNo ?? only?.orderId))
      : undefined
  return take(db, id, parts, said ?? { score: 0, why: [] })
}

export function matchSure(db: Writer, { ids }: Input<'bank.matchSure'>): Output<'bank.matchSure'> {
  let matched = 0
  for (const id of ids) {
    const { siteId } = mustSee(db, id)
    const line = lineOf(db, id)
    const sure = sureOf(suggestionsFor(db, line, siteId))
    if (!sure) continue
    const to = sure.kind === 'order' ? { receiptNo: null, orderId: sure.orderId as never } : { receiptNo: sure.key, orderId: null }
    take(db, id, [{ ...to, amountFen: line.leftFen }], sure)
    matched++
  }
  return { matched, left: ids.length - matched }
}

export function undo(db: Writer, { matchId }: Input<'bank.undo'>): Output<'bank.undo'> {
  const found = db.must(bankMatches, matchId)
  mustSee(db, found.lineId)
  if (found.undoneAt !== null) throw new Refusal('already-undone')
  db.patch(bankMatches, matchId, { undoneBy: db.who.user, undoneAt: db.now })
  if (found.booked === 1) reverse(db, { no: found.receiptNo, reason: '银行对账撤回' })
  return { id: found.lineId }
}

export function ignore(db: Writer, { id, reason }: Input<'bank.ignore'>): Output<'bank.ignore'> {
  mustSee(db, id)
  if (lineOf(db, id).matchedFen > 0) throw new Refusal('is-matched')
  const ignored = reason === '' ? null : reason
  db.patch(
    bankLines,
    id,
    ignored === null ? { ignored, ignoredBy: null, ignoredAt: null } : { ignored, ignoredBy: db.who.user, ignoredAt: db.now },
  )
  return { id }
}
