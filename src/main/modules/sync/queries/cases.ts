// Cases: whom they concern, both sides of one with names and times, and the ways out a person has.
import type { InferSelectModel } from 'drizzle-orm'
import type { Input, Output } from '../../../../shared/contract.ts'
import type { CaseCard, CaseLine, Remedy, Side } from '../../../../shared/modules/sync/contract/case-card.ts'
import { caseKinds, type CaseKind } from '../../../../shared/sync/cases.ts'
import { maskPhone } from '../../../../shared/modules/customers/rules.ts'
import type { ReceiptMethod } from '../../../../shared/modules/receivables/rules.ts'
import { orders as ordersTable } from '../../../../shared/modules/orders/tables.ts'
import { cases as casesTable } from '../../../../shared/modules/sync/tables.ts'
import type { Reader } from '../../../store/read.ts'
import { Refusal } from '../../../../shared/errors.ts'
import type { OrderId } from '../../../../shared/ids.ts'
import { permissionsOf, readList } from '../../../../shared/modules/admin/rules.ts'
import { carOf, known, type Known, reachOf } from '../../orders/queries/facts.ts'
import { candidates } from '../../orders/queries.ts'
import { testDrives } from '../../../../shared/modules/testdrives/tables.ts'
import type { Drive } from '../../testdrives/queries/facts.ts'
import { choicesFor } from '../../testdrives/queries.ts'
import { takingOf } from './taking.ts'
import { differencesOf, lostChanges, parsed } from './differences.ts'
import { namesIn, subjectsOf } from './told.ts'

export type Case = InferSelectModel<typeof casesTable>

/** The person a case concerns: who it was handed to, else its author. */
const concerns = (c: Pick<Case, 'ownerId' | 'actor'>): string | null => c.ownerId ?? c.actor
export const forMe = (db: Reader, c: Pick<Case, 'ownerId' | 'actor'>): boolean => concerns(c) === db.who.user
/** People with a wider reach than their own rows also see, and with the right settle, what concerns their colleagues. */
export const sees = (db: Reader, c: Pick<Case, 'ownerId' | 'actor' | 'siteId'>): boolean =>
  db.who.reach === 'group' || (c.siteId === db.who.site && (db.who.reach === 'site' || forMe(db, c)))

const kindOf = (kind: string): CaseKind => (caseKinds.includes(kind as CaseKind) ? (kind as CaseKind) : 'field')

/** Open cases this person sees: their own first, then the newest. */
export function casesFor(db: Reader): (CaseLine & { row: Case })[] {
  const rows = db.q.select().from(casesTable).all() as Case[]
  const open = rows.filter((c) => c.state === 'open' && sees(db, c))
  const subjects = subjectsOf(
    db,
    open.flatMap((c) => (subjectOf(c) ? [subjectOf(c) as [string, string]] : [])),
  )
  return open
    .map((row) => {
      const about = subjectOf(row)
      return {
        id: row.id,
        kind: kindOf(row.kind),
        openedAt: row.openedAt,
        forMe: forMe(db, row),
        subject: about ? (subjects.get(about.join('/')) ?? null) : null,
        row,
      }
    })
    .toSorted((a, b) => Number(b.forMe) - Number(a.forMe) || (b.openedAt ?? 0) - (a.openedAt ?? 0))
}

/** The record a person thinks of: the order that lost a car rather than the car. */
function subjectOf(c: Case): [table: string, id: string] | null {
  const order = orderIdOf(c)
  if (order) return ['orders', order]
  const drive = driveIdOf(c)
  if (drive) return ['test_drives', drive]
  return c.subjectTable && c.subjectId ? [c.subjectTable, c.subjectId] : null
}

/** The order whose hold was refused, or whose document moved on. */
export function orderIdOf(c: Case): string | null {
  if (c.kind === 'hold') return ofDrive(c) || ofLoaner(c) ? null : text(parsed(c.mine)['who'])
  return c.kind === 'expect' && c.subjectTable === 'orders' ? c.subjectId : stoppedOrderOf(c)
}
/** The order whose car was handed over while a stop of sale came. */
export const stoppedOrderOf = (c: Case): string | null =>
  c.kind === 'expect' && c.subjectTable === 'recall_kinds' ? (lostChanges(c).find(({ table }) => table === 'orders')?.id ?? null) : null
/** The test drive whose slot another one has. */
export const driveIdOf = (c: Case): string | null => (c.kind === 'hold' && ofDrive(c) ? text(parsed(c.mine)['who']) : null)
const ofDrive = (c: Case): boolean => c.key?.startsWith('drive:') === true
const ofLoaner = (c: Case): boolean => c.key?.startsWith('loaner:') === true
const text = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null)

export function cases(db: Reader): Output<'sync.cases'> {
  return casesFor(db).map(({ id, kind, openedAt, forMe: mine, subject }) => ({ id, kind, openedAt, forMe: mine, subject }))
}

/** The case, if this person may see it. @throws Refusal('not-found'). */
export function mustSeeCase(db: Reader, id: string): Case {
  const found = db.must(casesTable, id)
  if (!sees(db, found)) throw new Refusal('not-found', { table: 'cases', id })
  return found
}

function caseCard(db: Reader, { id }: Input<'sync.case'>): CaseCard {
  const row = mustSeeCase(db, id)
  const about = subjectOf(row)
  const orderId = orderIdOf(row)
  const order = orderId ? orderSeen(db, orderId) : null
  const driveId = driveIdOf(row)
  const drive = driveId ? db.row(testDrives, driveId) : undefined
  const customer = customerOf(db, row, order?.order.customerId ?? drive?.customerId)
  const mine = mySide(db, row, order)
  const theirs = otherSide(db, row)
  const earlier = theirs?.at != null && mine.at != null ? mine.at - theirs.at : null
  const car = drive ? carOf(db, drive.vehicleId) : row.kind === 'hold' ? carIn(db, row) : order?.car
  return {
    id,
    kind: kindOf(row.kind),
    openedAt: row.openedAt,
    forMe: forMe(db, row),
    open: row.state === 'open',
    subject: about
      ? (subjectsOf(db, [about]).get(about.join('/')) ?? { table: about[0], id: about[1], name: null, no: null, vehicle: null })
      : null,
    permission: row.kind === 'right' ? text(parsed(row.mine)['permission']) : null,
    mine: { ...mine, me: row.actor === db.who.user },
    theirs,
    earlierMs: earlier !== null && earlier > 0 && earlier < 60 * 86_400_000 ? earlier : null,
    overridden: overriddenIn(db, row),
    fields: stoppedOrderOf(row) ? [] : differencesOf(db, row),
    stop: stoppedOrderOf(row) ? stopOf(db, row) : null,
    vehicle: car ? { id: car.id, name: car.name, stockNo: car.stockNo, exterior: car.exterior, vinTail: car.vin.slice(-6) } : null,
    customer,
    slot: drive ? { on: drive.driveOn, at: drive.slot } : null,
    takenFen: order ? order.money.netFen : null,
    owner: row.ownerId ? (namesIn(db, 'users', [row.ownerId]).get(row.ownerId) ?? null) : null,
    comments: commentsOn(db, id),
    remedies: row.state === 'open' ? remediesOf(db, row, order, drive) : [],
    resolution:
      row.state === 'open'
        ? null
        : {
            kind: row.resolution ?? 'understood',
            by: row.resolvedBy ? (namesIn(db, 'users', [row.resolvedBy]).get(row.resolvedBy) ?? null) : null,
            at: row.resolvedAt ?? 0,
          },
  }
}
export { caseCard as case }

const COMMENTS = 200
function commentsOn(db: Reader, id: string): CaseCard['comments'] {
  const said = db.all<{ id: string; userId: string | null; byName: string | null; at: number; text: string }>(
    `SELECT id, user_id AS userId, by_name AS byName, said_at AS at, body AS text FROM case_comments
     WHERE case_id = ? ORDER BY said_at DESC, id DESC LIMIT (SELECT ?)`,
    id,
    COMMENTS,
  )
  const names = namesIn(
    db,
    'users',
    said.map(({ userId }) => userId),
  )
  return said.toReversed().map(({ userId, byName, ...rest }) => ({
    ...rest,
    who: byName ?? (userId && names.get(userId)) ?? null,
    headquarters: userId === null,
  }))
}

/** The recall that stopped the sale, as far as it is known here. */
const stopOf = (db: Reader, row: Case): CaseCard['stop'] =>
  db.one<{ no: string; title: string }>('SELECT no, title FROM recalls WHERE id = ?', text(parsed(row.theirs)['last_stop']) ?? '') ?? {
    no: null,
    title: null,
  }

/** A sale signed firm under a right that was taken away before HQ heard of it. */
function overriddenIn(db: Reader, row: Case): CaseCard['overridden'] {
  const [{ fence: was }, { fence: is, taken_by: by, reason }] = [parsed(row.mine), parsed(row.theirs)]
  if (row.kind !== 'hold' || typeof was !== 'number' || typeof is !== 'number') return null
  const who = text(by)
  return { was: String(was), is: String(is), by: who ? (namesIn(db, 'users', [who]).get(who) ?? null) : null, reason: text(reason) }
}

/** The order with its money, where this person's reach covers it. */
function orderSeen(db: Reader, id: string): Known | null {
  const reach = reachOf(db.who)
  if (!db.one(`SELECT 1 FROM orders o WHERE o.id = ? AND ${reach.sql}`, id, ...reach.values)) return null
  return known(db, db.must(ordersTable, id))
}

function carIn(db: Reader, row: Case) {
  const id =
    row.subjectTable === 'vehicles'
      ? row.subjectId
      : db.one<{ id: string }>(
          'SELECT id FROM vehicles WHERE vin = ? ORDER BY left_on IS NOT NULL LIMIT 1',
          (row.key ?? '').replace(/^vin:/, ''),
        )?.id
  return id ? carOf(db, id) : undefined
}

function customerOf(db: Reader, row: Case, of: string | undefined): CaseCard['customer'] {
  const id = of ?? (row.subjectTable === 'customers' ? row.subjectId : null)
  const found = id
    ? db.one<{ id: string; name: string | null; gender: string | null; phone: string | null }>(
        'SELECT id, name, gender, phone FROM customers WHERE id = ?',
        id,
      )
    : undefined
  return found ? { ...found, name: found.name ?? '', phone: found.phone ? maskPhone(found.phone) : null } : null
}

type Logged = { command: string; actor: string; replica: string; device_time: number; ruled_at: number | null }
/** An author whom HQ heard within this time was online: by two clocks, so with some indulgence. */
const AT_ONCE = 15_000

function sideOf(db: Reader, line: Logged, orderNo: string | null): Side {
  const desk = db.one<{ name: string; site: string | null }>(
    'SELECT d.name, s.name AS site FROM devices d LEFT JOIN sites s ON s.id = d.site_id WHERE d.id = ?',
    line.replica,
  )
  const heard = (line.ruled_at ?? Infinity) - line.device_time
  return {
    who: namesIn(db, 'users', [line.actor]).get(line.actor) ?? null,
    desktop: desk?.name ?? null,
    site: desk?.site ?? null,
    at: line.device_time,
    online: Math.abs(heard) < AT_ONCE,
    command: line.command,
    orderNo,
  }
}

function mySide(db: Reader, row: Case, order: Known | null): Side {
  const line = {
    command: row.command ?? '',
    actor: row.actor ?? '',
    replica: row.replica ?? '',
    device_time: row.deviceTime ?? 0,
    ruled_at: row.openedAt,
  }
  return sideOf(db, line, order?.order.no ?? null)
}

/** Commands by which an order takes a car, or a test drive its slot. */
const TAKING = [
  'orders.sign',
  'orders.reserve',
  'orders.changeVehicle',
  'sync.changeCar',
  'orders.deliver',
  'testdrives.book',
  'testdrives.move',
  'sync.moveDrive',
]

/** Whoever was first, as far as this desktop's log tells: the last to touch the same record before the late changeset. */
function otherSide(db: Reader, row: Case): Side | null {
  const holder = text(parsed(row.theirs)['holder'])
  const rows = [
    row.kind === 'hold' || row.kind === 'unique' ? holder : null,
    row.kind === 'hold' ? carIn(db, row)?.id : null,
    row.subjectId,
  ].filter((id): id is string => !!id)
  const late =
    db.one<{ position: number | null }>('SELECT position FROM _sync_changesets WHERE id = ?', row.changesetId)?.position ??
    Number.MAX_SAFE_INTEGER
  const line = db.one<Logged>(
    `SELECT c.command, c.actor, c.replica, c.device_time, c.ruled_at FROM json_each(?) w JOIN _sync_touch t ON t.row_id = w.value JOIN _sync_changesets c ON c.n = t.n
     WHERE c.id <> ? AND c.position IS NOT NULL AND c.position < ? AND c.state IN ('foreign', 'accepted', 'adjusted')
     ORDER BY (? AND c.command IN (SELECT value FROM json_each(?))) DESC, c.position DESC LIMIT 1`,
    JSON.stringify(rows),
    row.changesetId,
    late,
    row.kind === 'hold' ? 1 : 0,
    JSON.stringify(TAKING),
  )
  const orderNo = holder
    ? (db.one<{ no: string }>('SELECT no FROM orders WHERE id = ? UNION ALL SELECT no FROM test_drives WHERE id = ?', holder, holder)?.no ??
      null)
    : null
  if (line) return sideOf(db, line, orderNo)
  if (row.kind !== 'hold') return null
  // Loaded before this log began: what the car itself tells.
  const site = db.one<{ name: string }>(
    'SELECT s.name FROM vehicles v JOIN sites s ON s.id = v.site_id WHERE v.id = ?',
    carIn(db, row)?.id ?? '',
  )
  return { who: null, desktop: null, site: site?.name ?? null, at: null, online: true, command: null, orderNo }
}

const lacks = (db: Reader, ...permissions: Parameters<Reader['who']['permissions']['has']>[0][]): string | null =>
  permissions.find((p) => !db.who.permissions.has(p)) ?? null

function remediesOf(db: Reader, row: Case, order: Known | null, drive: Drive | undefined): Remedy[] {
  const needs = lacks(db, 'sync.resolve')
  const remedies: Remedy[] = []
  const open = order && !['delivered', 'cancelled'].includes(order.stage)
  if (row.kind === 'hold' && order && open) {
    const cars = candidates(db, { orderId: order.order.id as OrderId, search: '', limit: 12 }).filter((car) => car.ownSite)
    remedies.push({
      kind: 'change-car',
      needs: lacks(db, 'sync.resolve', 'orders.edit'),
      cars: cars.slice(0, 4).map(({ id, stockNo, name, exterior, location, state, sameColour, differenceFen }) => ({
        id,
        stockNo,
        name,
        exterior,
        location,
        state,
        sameColour,
        differenceFen,
      })),
    })
    remedies.push({
      kind: 'cancel-order',
      needs: lacks(db, 'sync.resolve', 'orders.edit'),
      refundFen: Math.max(0, order.money.netFen),
      method: methodOf(db, order.order.id),
      refundsNow: db.who.permissions.has('receivables.refund'),
    })
  }
  // One that took place all the same, or was ended since, needs nothing but to be known.
  if (drive?.state === 'clash' && drive.outAt === null) {
    const lacking = lacks(db, 'sync.resolve', 'testdrives.edit')
    remedies.push({ kind: 'move-drive', needs: lacking, choices: choicesFor(db, drive) }, { kind: 'cancel-drive', needs: lacking })
  }
  if (stoppedOrderOf(row)) {
    // Handed over anew from the order since, or cancelled: there is nothing left to say but that it is known.
    if (order && open) remedies.push({ kind: 'confirm-handover', needs: lacks(db, 'sync.resolve', 'orders.deliver') })
    remedies.push({ kind: 'keep-car', needs })
  } else if (row.kind === 'field' || row.kind === 'expect') {
    const taking = takingOf(db, row)
    if (taking) remedies.push({ kind: 'take-mine', needs: lacks(db, 'sync.resolve', taking.needs) })
    remedies.push({ kind: 'keep-theirs', needs })
  }
  if (remedies.length === 0 || row.kind === 'delete') remedies.push({ kind: 'understood', needs })
  const to = managerFor(db, row)
  if (to) remedies.push({ kind: 'hand-over', needs: null, to })
  return remedies
}

/** How most of an order's money came in: the way it goes back. */
const methodOf = (db: Reader, orderId: string): ReceiptMethod | null =>
  db.one<{ method: ReceiptMethod }>(
    'SELECT method FROM receipts WHERE order_id = ? GROUP BY method HAVING sum(amount_fen) > 0 ORDER BY sum(amount_fen) DESC LIMIT 1',
    orderId,
  )?.method ?? null

/** Who decides when the one concerned would rather not: a sales manager of the site, else whoever leads it. */
function managerFor(db: Reader, row: Case): { id: string; name: string } | null {
  const roles = new Map(
    db
      .all<{ id: string; template: string | null; permissions: string; known: string }>(
        'SELECT id, template, permissions, known FROM roles',
      )
      .map((r) => [r.id, r]),
  )
  const ranked = db
    .all<{ id: string; name: string; role_ids: string; site_ids: string; all_sites: number }>(
      'SELECT id, name, role_ids, site_ids, all_sites FROM users WHERE active = 1 ORDER BY name, id',
    )
    .filter((u) => u.id !== db.who.user && u.id !== concerns(row) && (u.all_sites === 1 || readList(u.site_ids).includes(row.siteId)))
    .map((u) => {
      const held = readList(u.role_ids).flatMap((r) => roles.get(r) ?? [])
      const rank = held.some((r) => r.template === 'sales-manager') ? 0 : held.some((r) => r.template === 'general-manager') ? 1 : 9
      return { id: u.id, name: u.name, rank, may: held.some((r) => permissionsOf(r).permissions.includes('sync.resolve')) }
    })
    .filter((u) => u.may && u.rank < 9)
    .toSorted((a, b) => a.rank - b.rank)
  return ranked[0] ? { id: ranked[0].id, name: ranked[0].name } : null
}
