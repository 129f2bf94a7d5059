// Writes test drives: the appointment under the hold of its slot, its way out and back, and its end. What was read off a
// car is under no guard: it happened.
import type { Input, Output } from '../../../shared/contract.ts'
import { Refusal } from '../../../shared/errors.ts'
import {
  inProblems,
  licenceProblems,
  outProblems,
  slotKey,
  slotsOf,
  stageOf,
  type DriveState,
} from '../../../shared/modules/testdrives/rules.ts'
import { testDrives } from '../../../shared/modules/testdrives/tables.ts'
import { HOLDER } from '../../../shared/sync/arbitrate.ts'
import { nextNumber } from '../../store/numbers.ts'
import type { Writer } from '../../store/write.ts'
import { parameterOn } from '../admin/queries.ts'
import { claim, keepAppointment } from '../customers/commands.ts'
import { reachable } from '../customers/queries/reach.ts'
import { reach } from '../leads/commands/journey.ts'
import { attach, keepSignature } from '../documents/commands/attach.ts'
import { carToLend, clockOf, lastKmOf, mustSeeDrive, routesOn, type Drive } from './queries/facts.ts'

type Place = Pick<Input<'testdrives.book'>, 'vehicleId' | 'driveOn' | 'slot'>
const keyOf = (drive: Pick<Drive, 'slotKey'>): string => `drive:${drive.slotKey}`

/** The car is lent, the hour is one of that day's and not over, and nobody here has it. Codes: see contract.ts, booking. */
function mustBeFree(db: Writer, place: Place): void {
  const car = carToLend(db, place.vehicleId)
  if (car.siteId !== db.who.site && db.who.reach !== 'group') throw new Refusal('other-site')
  if (car.state !== 'demo') throw new Refusal('not-offered', { stockNo: car.stockNo, state: car.state })
  const hours = parameterOn(db, 'test-drive-hours', place.driveOn)
  if (!hours || !slotsOf(hours).includes(place.slot)) throw new Refusal('no-such-slot', { on: place.driveOn, slot: place.slot })
  // An hour that has begun may still be given: the guest stands there.
  if (`${place.driveOn} ${place.slot}` <= clockOf(db.now - hours.slotMinutes * 60_000)) throw new Refusal('slot-past')
  const taken = db.one<{ id: string; no: string; name: string | null }>(
    `SELECT d.id, d.no, c.name FROM test_drives d LEFT JOIN customers c ON c.id = d.customer_id WHERE d.slot_key = ? AND d.state = 'booked'`,
    slotKey(place),
  )
  if (taken) throw new Refusal('slot-taken', taken)
}

/** Makes the appointment: it counts while its slot is held, and what HQ makes of one that came late is `otherwise`. */
function appoint(
  db: Writer,
  place: Place,
  about: Pick<Drive, 'siteId' | 'customerId' | 'consultantId' | 'note'>,
  otherwise: Partial<Pick<Drive, 'state' | 'endReason' | 'endedAt'>> = {},
): { id: string; no: string } {
  const made = { id: db.newId(), no: nextNumber(db, 'TD') }
  const key = slotKey(place)
  db.put(testDrives, { ...made, ...about, ...place, slotKey: key, state: 'clash', createdAt: db.now })
  db.hold(`drive:${key}`, made.id, made.id, {
    covering: () => db.patch(testDrives, made.id, { state: 'booked' }),
    otherwise: (instead) => instead.patch(testDrives, made.id, { state: 'clash', lostTo: HOLDER, ...otherwise }),
  })
  return made
}

export function book(db: Writer, { customerId, note, ...place }: Input<'testdrives.book'>): Output<'testdrives.book'> {
  if (!db.one('SELECT 1 FROM customers WHERE id = ? AND archived_at IS NULL', customerId)) throw new Refusal('no-such-customer')
  const customer = reachable(db, customerId)
  mustBeFree(db, place)
  claim(db, customerId)
  // Whoever was invited has come this far: the invitation is done.
  keepAppointment(db, customerId, db.today, { channel: 'test-drive', result: `已约 ${place.driveOn} ${place.slot}` })
  return appoint(db, place, { siteId: customer.siteId, customerId, consultantId: db.who.user, note })
}

/** @throws Refusal('already-out' | 'closed'). */
function mustWait(drive: Drive): DriveState {
  const stage = stageOf(drive.state as DriveState, drive)
  if (stage === 'out' || stage === 'done') throw new Refusal('already-out', { no: drive.no, stage })
  if (stage !== 'booked' && stage !== 'clash') throw new Refusal('closed', { no: drive.no, stage })
  return stage
}

/** Ends an appointment under its hold and gives the slot back; one that lost its slot has nothing to give. */
function giveUp(db: Writer, drive: Drive, end: Pick<Drive, 'state' | 'endReason'>): void {
  const covering = () => db.patch(testDrives, drive.id, { ...end, endedAt: db.now })
  if (drive.state !== 'booked') return covering()
  db.hold(keyOf(drive), drive.id, drive.id, { covering })
  db.release(keyOf(drive), drive.id)
}

export function move(db: Writer, { id, ...place }: Input<'testdrives.move'>): Output<'testdrives.move'> {
  const drive = mustSeeDrive(db, id)
  const kept = mustWait(drive) === 'booked'
  mustBeFree(db, place)
  const { siteId, customerId, consultantId, note } = drive
  giveUp(db, drive, { state: 'moved', endReason: `${place.driveOn} ${place.slot}` })
  // When the new hour is lost, the old one was not given away: the new appointment falls, and its case says so.
  return appoint(db, place, { siteId, customerId, consultantId, note }, kept ? { state: 'cancelled', endedAt: db.now } : {})
}

export function end(db: Writer, { id, kind, reason }: Input<'testdrives.end'>): Output<'testdrives.end'> {
  const drive = mustSeeDrive(db, id)
  mustWait(drive)
  giveUp(db, drive, { state: kind, endReason: reason })
  return { id }
}

const asSubject = ({ id, siteId }: Drive) => ({ subject: 'test_drives', subjectId: id, siteId })

export function depart(db: Writer, given: Input<'testdrives.depart'>): Output<'testdrives.depart'> {
  const { id, licence, km, fuel, evenSo } = given
  const drive = mustSeeDrive(db, id)
  mustWait(drive)
  const car = carToLend(db, drive.vehicleId)
  if (car.state !== 'demo') throw new Refusal('not-offered', { stockNo: car.stockNo, state: car.state })
  const out = db.one<{ no: string }>(
    'SELECT no FROM test_drives WHERE vehicle_id = ? AND out_at IS NOT NULL AND in_at IS NULL LIMIT 1',
    drive.vehicleId,
  )
  const lent = db.one<{ no: string }>(`SELECT no FROM loaner_loans WHERE vehicle_id = ? AND state = 'out' LIMIT 1`, drive.vehicleId)
  if (out ?? lent) throw new Refusal('car-out', out ?? lent)
  const [problem] = licenceProblems({ number: licence.no, expiresOn: licence.expiresOn }, db.today)
  if (problem) throw new Refusal(problem === 'number' ? 'licence-number' : 'licence-expired', { expiresOn: licence.expiresOn })
  const route = routesOn(db).find(({ name }) => name === given.route)
  if (!route) throw new Refusal('no-such-route')
  const lastKm = lastKmOf(db, drive.vehicleId)
  const wrong = outProblems({ km }, lastKm)
  if (wrong.includes('below-last')) throw new Refusal('km-below-last', { lastKm })
  if (wrong.length > 0 && evenSo === null) throw new Refusal('looks-wrong', { why: wrong, lastKm })
  db.patch(testDrives, id, {
    licenceNo: licence.no,
    licenceClass: licence.class,
    licenceExpiresOn: licence.expiresOn,
    licenceBy: db.who.user,
    licenceAt: db.now,
    route: route.name,
    routeKm: route.km,
    kmOut: km,
    fuelOut: fuel,
    outAt: db.now,
    ...(evenSo ? { readingNote: evenSo } : {}),
  })
  reach(db, drive.customerId, 'driven')
  attach(db, asSubject(drive), 'licence', licence.photos)
  attach(db, asSubject(drive), 'damage-out', given.damage)
  keepSignature(db, asSubject(drive), drive.no, given.signature)
  return { id }
}

export function bringBack(db: Writer, given: Input<'testdrives.bringBack'>): Output<'testdrives.bringBack'> {
  const { id, km, fuel, evenSo, scores, feedback } = given
  const drive = mustSeeDrive(db, id)
  const { kmOut, fuelOut, routeKm } = drive
  if (drive.inAt !== null || kmOut === null || fuelOut === null) throw new Refusal('not-out', { no: drive.no })
  const wrong = inProblems({ km, fuel }, { km: kmOut, fuel: fuelOut, routeKm })
  if (wrong.includes('backwards')) throw new Refusal('km-backwards', { kmOut })
  if (wrong.length > 0 && evenSo === null) throw new Refusal('looks-wrong', { why: wrong, kmOut, routeKm, fuelOut })
  db.patch(testDrives, id, {
    kmIn: km,
    fuelIn: fuel,
    inAt: db.now,
    ...(evenSo ? { readingNote: [drive.readingNote, evenSo].filter(Boolean).join('；') } : {}),
    scores: JSON.stringify(scores),
    feedback,
  })
  attach(db, asSubject(drive), 'damage-in', given.damage)
  return { id }
}

export function score(db: Writer, { id, scores, feedback }: Input<'testdrives.score'>): Output<'testdrives.score'> {
  const drive = mustSeeDrive(db, id)
  if (drive.inAt === null) throw new Refusal('not-back', { no: drive.no })
  db.patch(testDrives, id, { scores: JSON.stringify(scores), feedback })
  return { id }
}
