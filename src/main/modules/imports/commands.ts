// Writes batches and, through the modules they belong to, their rows. A batch is opened, filled in many changesets, and
// becomes valid last; undone, its rows are hidden everywhere at once, except those somebody has built on since.
import type { Input, Output } from '../../../shared/contract.ts'
import { dayOf, daysBetween, CHINA_OFFSET_MINUTES } from '../../../shared/dates.ts'
import { Refusal } from '../../../shared/errors.ts'
import { importBatches } from '../../../shared/modules/imports/tables.ts'
import type { Writer } from '../../store/write.ts'
import type { PartnerCustomer } from '../../../shared/modules/customers/contract/online.ts'
import { enter } from '../customers/commands.ts'
import { bringBehaviour, bringPartnerCustomer } from '../customers/commands/bring.ts'
import { bring as bringLine } from '../bank/commands.ts'
import { bring as bringJob } from '../jobs/commands.ts'
import { bring } from '../leads/commands.ts'
import { bringPart } from '../parts/commands/places.ts'
import { keepConsent, keepOrigin } from '../privacy/commands.ts'
import { arrive } from '../vehicles/commands.ts'

const DAY_MS = 86_400_000

export function begin(db: Writer, { kind, fileName, rows }: Input<'imports.begin'>): Output<'imports.begin'> {
  // Cut off by a crash on this desktop: its rows were never seen and never will be.
  const left = db.all<{ id: string }>(
    `SELECT b.id FROM import_batches b JOIN _sync_touch t ON t.row_id = b.id JOIN _sync_changesets c ON c.n = t.n WHERE b.state = 'running' AND c.command = 'imports.begin' AND c.replica = ?`,
    db.who.replica,
  )
  for (const { id } of left) db.patch(importBatches, id, { state: 'undone', finishedAt: db.now, undoneBy: db.who.user })
  const batchId = db.newId()
  db.put(importBatches, {
    id: batchId,
    siteId: db.who.site,
    kind,
    fileName,
    state: 'running',
    rows,
    startedAt: db.now,
    startedBy: db.who.user,
  })
  return { batchId }
}

function underWay(db: Writer, id: string) {
  const batch = db.must(importBatches, id)
  if (batch.state !== 'running' || batch.siteId !== db.who.site) throw new Refusal('batch-closed', { state: batch.state })
  return batch
}

export function take(
  db: Writer,
  { batchId, customers, leads, vehicles, behaviours, partners, statements, parts, jobs }: Input<'imports.take'>,
): Output<'imports.take'> {
  underWay(db, batchId)
  for (const { createdOn, ...facts } of customers) enter(db, facts, { batchId, ...entered(db, createdOn) })
  for (const { createdOn, ...facts } of leads) bring(db, facts, { batchId, ...entered(db, createdOn) })
  for (const facts of vehicles) {
    try {
      arrive(db, facts, batchId)
    } catch (error) {
      // Somebody entered this car since the file was checked.
      if (error instanceof Refusal && (error.code === 'vin-in-stock' || error.code === 'stock-no-taken'))
        throw new Refusal('met-meanwhile', { vin: facts.vin, ...(error.details as object) })
      throw error
    }
  }
  for (const act of behaviours) bringBehaviour(db, act, batchId)
  for (const shared of partners) share(db, shared, batchId)
  for (const line of statements) bringLine(db, line, batchId)
  for (const part of parts) bringPart(db, part, batchId)
  for (const job of jobs) bringJob(db, job, batchId)
  const taken = [customers, leads, vehicles, behaviours, partners, statements, parts, jobs]
  return { rows: taken.reduce((sum, rows) => sum + rows.length, 0) }
}

/** Somebody a partner shares: with the ground it does so on, and the consent the person gave there to be called about it. */
function share(db: Writer, shared: PartnerCustomer, batchId: string): void {
  const customerId = bringPartnerCustomer(db, shared, batchId)
  const { partner, basis, agreedOn, product } = shared
  keepOrigin(db, { customerId, partner, basis, agreedOn, product, batchId })
  const evidence = `${partner} ${basis} ${agreedOn}`
  keepConsent(db, { customerId, state: 'given', purpose: 'marketing', channel: 'phone', how: 'partner', evidence }, batchId)
}

/** When a row says it was entered; now when it says nothing, or a day to come. */
const entered = (db: Writer, on: string | null): { createdAt?: number } => (on && on <= dayOf(db.now) ? { createdAt: noonOf(on) } : {})

/** Twelve o'clock in China: a day without a time, placed where no time zone moves it to another day. */
const noonOf = (day: string): number => daysBetween('1970-01-01', day) * DAY_MS + DAY_MS / 2 - CHINA_OFFSET_MINUTES * 60_000

export function finish(db: Writer, { batchId }: Input<'imports.finish'>): Output<'imports.finish'> {
  underWay(db, batchId)
  db.patch(importBatches, batchId, { state: 'valid', finishedAt: db.now })
  return null
}

export function undo(db: Writer, { batchId }: Input<'imports.undo'>): Output<'imports.undo'> {
  const batch = db.must(importBatches, batchId)
  if (batch.state === 'undone' || batch.siteId !== db.who.site) throw new Refusal('batch-closed', { state: batch.state })
  db.patch(importBatches, batchId, { state: 'undone', finishedAt: db.now, undoneBy: db.who.user })
  return null
}
