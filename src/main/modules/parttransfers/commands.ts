// Sends parts to another site and takes them in there. What left one shelf is in the books of that site at once, what arrived in those of
// the other when it says so; what is short lies with the sender, who says what became of it. Each side writes its own rows.
import type { Input, Output } from '../../../shared/contract.ts'
import { Refusal } from '../../../shared/errors.ts'
import { arrivalId, arrivalMoveId, shareOf } from '../../../shared/modules/parttransfers/rules.ts'
import { partArrivals, partTransferLines, partTransfers } from '../../../shared/modules/parttransfers/tables.ts'
import { nextNumber } from '../../store/numbers.ts'
import type { Writer } from '../../store/write.ts'
import { book, mustBeOnHand } from '../parts/commands.ts'
import { costOfTaking } from '../parts/queries/facts.ts'
import { linesOf, mustSeeTransfer, shortFenOf, type Transfer } from './queries.ts'

const about = ({ id, no }: Pick<Transfer, 'id' | 'no'>) => ({ no, subject: 'part_transfers', subjectId: id })

export function send(db: Writer, { toSiteId, note, lines }: Input<'parttransfers.send'>): Output<'parttransfers.send'> {
  if (toSiteId === db.who.site || !db.one('SELECT 1 FROM sites WHERE id = ?', toSiteId)) throw new Refusal('unknown-site')
  // A line's cost is what taking it from the shelf costs: of two lines of one part the second would cost something else.
  if (new Set(lines.map(({ partId }) => partId)).size < lines.length) throw new Refusal('twice')
  mustBeOnHand(db, lines)
  const made = { id: db.newId(), no: nextNumber(db, 'PT') }
  db.put(partTransfers, {
    ...{ ...made, siteId: db.who.site, toSiteId, note },
    ...{ sentOn: db.today, sentAt: db.now, sentBy: db.who.user },
  })
  for (const { partId, units } of lines)
    db.put(partTransferLines, {
      ...{ id: db.newId(), siteId: db.who.site, transferId: made.id, partId, units },
      costFen: costOfTaking(db, partId, units),
    })
  book(
    db,
    'transfer',
    lines.map(({ partId, units }) => ({ partId, units: -units })),
    { ...about(made), note },
  )
  return made
}

export function receive(db: Writer, { id, reason, lines }: Input<'parttransfers.receive'>): Output<'parttransfers.receive'> {
  const transfer = mustSeeTransfer(db, id)
  if (transfer.toSiteId !== db.who.site) throw new Refusal('not-ours', { no: transfer.no })
  const known = new Map(linesOf(db, id).map((line) => [line.id, line]))
  const came = []
  let told = 0
  for (const { lineId, units, shortUnits } of lines) {
    const line = known.get(lineId)
    if (!line) throw new Refusal('not-found', { table: 'part_transfer_lines', id: lineId })
    const before = line.cameUnits + line.shortUnits
    if (before + units + shortUnits > line.units)
      throw new Refusal('more-than-sent', { code: line.code, left: line.units - before, unit: line.unit })
    if (units + shortUnits === 0) continue
    if (shortUnits > 0 && reason === null) throw new Refusal('say-why', { code: line.code })
    told++
    const arrival = arrivalId(lineId, before)
    db.put(partArrivals, {
      ...{ id: arrival, siteId: db.who.site, transferId: id, lineId, units, shortUnits, reason: shortUnits > 0 ? reason : null },
      ...{ arrivedOn: db.today, arrivedAt: db.now, arrivedBy: db.who.user },
    })
    if (units > 0) came.push({ id: arrivalMoveId(arrival), partId: line.partId, units, costFen: shareOf(line, line.cameUnits, units) })
    line.cameUnits += units
    line.shortUnits += shortUnits
  }
  if (told === 0) throw new Refusal('nothing-came', { no: transfer.no })
  if (came.length > 0) book(db, 'transfer', came, about(transfer))
  return { id }
}

export function settle(db: Writer, { id, outcome, note }: Input<'parttransfers.settle'>): Output<'parttransfers.settle'> {
  const transfer = mustSeeTransfer(db, id)
  if (transfer.siteId !== db.who.site) throw new Refusal('not-ours', { no: transfer.no })
  const lines = linesOf(db, id)
  const open = lines.some((line) => line.cameUnits + line.shortUnits < line.units)
  const short = lines.filter(({ shortUnits }) => shortUnits > 0)
  if (open || short.length === 0 || transfer.outcome !== null) throw new Refusal('not-short', { no: transfer.no })
  db.expect(partTransfers, id, 'outcome', {
    covering: () => db.patch(partTransfers, id, { outcome, outcomeNote: note, settledAt: db.now, settledBy: db.who.user }),
  })
  if (outcome === 'returned')
    book(
      db,
      'transfer',
      short.map((line) => ({
        ...{ id: arrivalMoveId(line.id), partId: line.partId, units: line.shortUnits, costFen: shortFenOf(line) },
      })),
      { ...about(transfer), note },
    )
  return { id }
}
