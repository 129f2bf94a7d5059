// Hands in what a cashier counted, and takes a second person's word on it. Only the desktop that took the money closes it, so
// that two desktops without a line never close the same payment.
import type { Input, Output } from '../../../shared/contract.ts'
import { Refusal } from '../../../shared/errors.ts'
import type { ClosingState } from '../../../shared/modules/closings/rules.ts'
import { closings } from '../../../shared/modules/closings/tables.ts'
import { sumFen } from '../../../shared/money.ts'
import { nextNumber } from '../../store/numbers.ts'
import type { Writer } from '../../store/write.ts'
import { mustSee, standing } from './queries.ts'

export function count(db: Writer, { counts, payments, note }: Input<'closings.count'>): Output<'closings.count'> {
  const open = standing(db)
  if (open.numbers.length === 0) throw new Refusal('nothing-to-close')
  const same =
    open.methods.length === counts.length &&
    open.methods.every(({ method, bookedFen }) => counts.some((each) => each.method === method && each.bookedFen === bookedFen))
  if (!same || payments !== open.numbers.length) throw new Refusal('moved-on', { payments: open.numbers.length, bookedFen: open.bookedFen })
  const id = db.newId()
  const no = nextNumber(db, 'CL')
  db.put(closings, {
    id,
    siteId: db.who.site,
    no,
    deviceCode: db.who.deviceCode,
    cashierId: db.who.user,
    closedOn: db.today,
    state: 'counted',
    numbers: JSON.stringify(open.numbers),
    counts: JSON.stringify(counts),
    bookedFen: open.bookedFen,
    countedFen: sumFen(counts.map(({ countedFen }) => countedFen)),
    note: note || null,
    countedAt: db.now,
  })
  return { id, no }
}

function decide(db: Writer, id: string, state: ClosingState, word: string): Output<'closings.confirm'> {
  const row = mustSee(db, id)
  if (row.cashierId === db.who.user) throw new Refusal('own-closing', { no: row.no })
  if (row.state !== 'counted') throw new Refusal('decided', { no: row.no, state: row.state })
  db.expect(closings, id, 'state', {
    covering: () => db.patch(closings, id, { state, word: word || null, confirmedBy: db.who.user, confirmedAt: db.now }),
  })
  return { id }
}

export const confirm = (db: Writer, { id, word }: Input<'closings.confirm'>): Output<'closings.confirm'> =>
  decide(db, id, 'confirmed', word)
export const giveBack = (db: Writer, { id, word }: Input<'closings.giveBack'>): Output<'closings.giveBack'> =>
  decide(db, id, 'returned', word)
