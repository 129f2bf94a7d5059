// Whose consent a price needs, what waits for whom, and the flow as an administrator edits it.
import type { Input, Output } from '../../../shared/contract.ts'
import { permissionsOf, readList } from '../../../shared/modules/admin/rules.ts'
import {
  openSteps,
  requiredLevels,
  stepToDecide,
  type ApprovalStep,
  type FlowRow,
  type RequiredLevel,
} from '../../../shared/modules/approvals/rules.ts'
import { carMargin, discountBp } from '../../../shared/modules/orders/rules.ts'
import { mulDivDown, sumFen } from '../../../shared/money.ts'
import { ageInDays } from '../../../shared/modules/vehicles/rules.ts'
import { joined, part } from '../../store/list.ts'
import type { Reader } from '../../store/read.ts'
import { deputedRoles } from './queries/deputies.ts'
import { limitPassed } from './queries/limits.ts'
import { documentedRebates, type Documented } from '../yard/queries/rebates.ts'
import { CAR_NAME, linesOf, reachOf, sheetOf, type Order } from '../orders/queries/facts.ts'

/** What a flow looks at. */
export type Terms = { siteId: string; listFen: number; priceFen: number; totalFen: number; vehicleId: string | null }

export type CostKnown = { costFen: number; rebateFen: number; documented: Documented[]; marginFen: number }

/**
 * What a car cost, less the rebate in its price and every rebate a paper proves, against a price for it; null when its cost is
 * not in this store. Whether a person may see it is the caller's to ask.
 */
export function costKnown(db: Reader, vehicleId: string | null, priceFen: number): CostKnown | null {
  const cost = vehicleId
    ? db.one<{ costFen: number; rebateFen: number }>(
        'SELECT cost_fen AS "costFen", rebate_fen AS "rebateFen" FROM vehicle_costs WHERE id = ?',
        vehicleId,
      )
    : undefined
  if (!cost || !vehicleId) return null
  const documented = documentedRebates(db, vehicleId)
  const rebateFen = sumFen([cost.rebateFen, ...documented.map(({ fen }) => fen)])
  return { ...cost, documented, marginFen: carMargin({ carFen: priceFen, costFen: cost.costFen, rebateFen }) }
}

/** 单车毛利 in 分, see costKnown. */
export const marginOf = (db: Reader, vehicleId: string | null, priceFen: number): number | null =>
  costKnown(db, vehicleId, priceFen)?.marginFen ?? null

/** Whether the car goes under what it cost after rebate; null when its cost is not in this store. */
export function belowCost(db: Reader, vehicleId: string | null, priceFen: number): boolean | null {
  const margin = marginOf(db, vehicleId, priceFen)
  return margin === null ? null : margin < 0
}

const flowRows = (db: Reader): FlowRow[] =>
  db.all<FlowRow>(
    `SELECT level, role_id AS "roleId", min_discount_bp AS "minDiscountBp", min_discount_fen AS "minDiscountFen", min_amount_fen AS "minAmountFen",
       max_margin_bp AS "maxMarginBp", below_cost AS "belowCost", site_id AS "siteId", active FROM approval_rules ORDER BY level, id`,
  )

/** In basis points of the price, rounded towards 0: `marginBp < limit` is then exact for every limit from 1. */
const marginBp = (marginFen: number, priceFen: number): number =>
  marginFen < 0 ? -mulDivDown(-marginFen, 10_000, priceFen) : mulDivDown(marginFen, 10_000, priceFen)

/** The levels these terms need, lowest first; none when the asker's own word is enough. A cost nobody knows here is no reason. */
export function levelsFor(db: Reader, terms: Terms): RequiredLevel[] {
  const discountFen = terms.listFen - terms.priceFen
  const marginFen = marginOf(db, terms.vehicleId, terms.priceFen)
  return requiredLevels(flowRows(db), {
    siteId: terms.siteId,
    amountFen: terms.totalFen,
    discountFen,
    discountBp: discountBp(terms.listFen, discountFen),
    belowCost: marginFen !== null && marginFen < 0,
    marginBp: marginFen === null || terms.priceFen <= 0 ? null : marginBp(marginFen, terms.priceFen),
  })
}

type Person = { id: string; role_ids: string; site_ids: string; all_sites: number }
const people = (db: Reader): Person[] => db.all<Person>('SELECT id, role_ids, site_ids, all_sites FROM users WHERE active = 1')

/**
 * The levels to ask, when the asker may not answer: a level that nobody else of its roles could decide at this site goes
 * up to the next level of the flow where somebody can, and falls away when that one is asked anyhow. `nobody` are the
 * levels above which there is no one: asking them would wait for ever.
 */
export function staffed(
  db: Reader,
  levels: readonly RequiredLevel[],
  siteId: string,
  asker: string,
): { levels: RequiredLevel[]; nobody: RequiredLevel[] } {
  const others = people(db).filter(
    (person) => person.id !== asker && (person.all_sites === 1 || readList(person.site_ids).includes(siteId)),
  )
  const manned = ({ roleIds }: RequiredLevel): boolean =>
    others.some(
      (person) =>
        readList(person.role_ids).some((role) => roleIds.includes(role)) ||
        deputedRoles(db, person.id).some(({ userId, roleId }) => userId !== asker && roleIds.includes(roleId)),
    )
  const ladder = requiredLevels(
    flowRows(db).map(({ level, roleId, siteId: only, active }) => ({ level, roleId, siteId: only ?? null, active: active ?? true })),
    { siteId, amountFen: 0, discountFen: 0, discountBp: 0, belowCost: false },
  )
  const asked: RequiredLevel[] = []
  const nobody: RequiredLevel[] = []
  for (const level of levels) {
    const above = manned(level) ? level : ladder.find((step) => step.level > level.level && manned(step))
    if (!above) nobody.push(level)
    else if (above === level || !levels.some((other) => other.level === above.level))
      asked.push({ level: level.level, roleIds: above.roleIds })
  }
  return { levels: asked, nobody }
}

export const rolesOf = (db: Reader, userId: string): string[] =>
  readList(db.one<{ role_ids: string }>('SELECT role_ids FROM users WHERE id = ?', userId)?.role_ids ?? '[]')

/** What a person may answer as: with roles of their own first, then of those they answer for, whose own requests excepted. */
export function approverOf(
  db: Reader,
  userId: string,
  requestedBy: string | undefined,
): { roleIds: string[]; insteadOf: Map<string, string> } {
  const own = rolesOf(db, userId)
  const deputed = deputedRoles(db, userId).filter((each) => each.userId !== requestedBy && !own.includes(each.roleId))
  return {
    roleIds: [...own, ...deputed.map(({ roleId }) => roleId)],
    insteadOf: new Map(deputed.toReversed().map(({ roleId, userId: absent }) => [roleId, absent])),
  }
}

export type Step = ApprovalStep & {
  id: string
  orderId: string
  requestedAt: number
  reason: string | null
  decidedAt: number | null
  comment: string | null
  decidedFor: string | null
}
const STEP = `id, order_id AS "orderId", terms_rev AS "termsRev", level, role_id AS "roleId", state, reason, requested_by AS "requestedBy", requested_at AS "requestedAt",
  decided_by AS "decidedBy", decided_at AS "decidedAt", comment, decided_for AS "decidedFor"`
/** Every step ever asked about an order, oldest request first. */
export const stepsOf = (db: Reader, orderId: string): Step[] =>
  db.all<Step>(`SELECT ${STEP} FROM approval_steps WHERE order_id = ? ORDER BY terms_rev, level, requested_at, id`, orderId)

export const namesOf = (db: Reader, table: 'users' | 'roles' | 'sites' | 'devices'): Map<string, string> =>
  new Map(db.all<{ id: string; name: string }>(`SELECT id, name FROM ${table}`).map((row) => [row.id, row.name]))

type Listed = Pick<
  Order,
  'id' | 'no' | 'siteId' | 'termsRev' | 'vehicleId' | 'listFen' | 'priceFen' | 'purchaseTaxFen' | 'insuranceFen' | 'plateFeeFen' | 'loanFen'
> & {
  customerName: string | null
  vehicleName: string | null
  stockNo: string | null
  arrivedOn: string | null
}

/** Orders whose present terms wait for a word, within the person's reach, each with all steps it ever had. */
function asked(db: Reader): { order: Listed; steps: Step[]; now: Step[] }[] {
  const reach = joined([reachOf(db.who), part(`o.state = 'awaiting-approval'`)])
  return db
    .all<Listed>(
      `SELECT o.id, o.no, o.site_id AS "siteId", o.terms_rev AS "termsRev", o.vehicle_id AS "vehicleId", o.list_fen AS "listFen", o.price_fen AS "priceFen",
         o.purchase_tax_fen AS "purchaseTaxFen", o.insurance_fen AS "insuranceFen", o.plate_fee_fen AS "plateFeeFen", o.loan_fen AS "loanFen",
         c.name AS "customerName", ${CAR_NAME} AS "vehicleName", v.stock_no AS "stockNo", v.arrived_on AS "arrivedOn"
       FROM orders o LEFT JOIN customers c ON c.id = o.customer_id LEFT JOIN vehicles v ON v.id = o.vehicle_id WHERE ${reach.sql}
         AND EXISTS (SELECT 1 FROM approval_steps s WHERE s.order_id = o.id AND s.terms_rev = o.terms_rev AND s.state = 'waiting')`,
      ...reach.values,
    )
    .map((order) => {
      const steps = stepsOf(db, order.id)
      return { order, steps, now: steps.filter((step) => step.termsRev === order.termsRev) }
    })
    .filter(({ now }) => openSteps(now).length > 0)
}

/** Whether this person may give the next word, and what keeps them from it. */
function turn(db: Reader, { order, now }: { order: Pick<Order, 'termsRev'>; now: readonly Step[] }) {
  const { roleIds, insteadOf } = approverOf(db, db.who.user, now[0]?.requestedBy)
  const found = stepToDecide(now, { userId: db.who.user, roleIds }, order.termsRev)
  const may = db.who.permissions.has('approvals.decide')
  const absent = found.ok ? (insteadOf.get(found.step.roleId) ?? null) : null
  return { absent, mine: may && found.ok, bar: found.ok ? (may ? null : ('not-your-level' as const)) : found.bar }
}

/** Whether the next word on an order is this person's. */
export const mayDecide = (db: Reader, order: Pick<Order, 'id' | 'termsRev'>): boolean =>
  turn(db, { order, now: stepsOf(db, order.id).filter((step) => step.termsRev === order.termsRev) }).mine

function remindersOf(
  db: Reader,
  { id, termsRev }: Pick<Order, 'id' | 'termsRev'>,
): { times: number; at: number; note: string | null } | null {
  const rows = db.all<{ at: number; note: string | null }>(
    'SELECT reminded_at AS at, note FROM approval_reminders WHERE order_id = ? AND terms_rev = ? ORDER BY reminded_at DESC, id DESC',
    id,
    termsRev,
  )
  return rows[0] ? { times: rows.length, ...rows[0] } : null
}

export function waiting(db: Reader, { mine }: Input<'approvals.waiting'>): Output<'approvals.waiting'> {
  const [userNames, roleNames] = [namesOf(db, 'users'), namesOf(db, 'roles')]
  const found = asked(db)
    .map((each) => ({ ...each, turn: turn(db, each) }))
    .filter((each) => each.turn.mine || !mine)
  const standings = db.states(found.map(({ order }) => order.id))
  const seesCost = db.who.permissions.has('vehicles.cost')
  return found
    .map(({ order, steps, now, turn: { mine: my, bar, absent } }) => {
      const open = openSteps(now)
      const [first] = open
      const sheet = sheetOf(order, linesOf(db, order.id))
      return {
        orderId: order.id,
        no: order.no,
        termsRev: order.termsRev,
        level: first?.level ?? 0,
        levels: new Set(now.map((step) => step.level)).size,
        mine: my,
        bar,
        roleNames: open.map((step) => roleNames.get(step.roleId) ?? ''),
        customerName: order.customerName ?? '',
        vehicleName: order.vehicleName,
        stockNo: order.stockNo,
        requestedBy: userNames.get(first?.requestedBy ?? '') ?? '',
        requestedAt: first?.requestedAt ?? 0,
        reason: first?.reason ?? null,
        reminded: remindersOf(db, order),
        limitFen: my ? limitPassed(db, order, db.who.user) : null,
        insteadOf: absent === null ? null : (userNames.get(absent) ?? ''),
        listFen: order.listFen,
        priceFen: order.priceFen,
        discountFen: order.listFen - order.priceFen,
        discountBp: sheet.discountBp,
        giftsFen: sheet.giftsFen,
        totalFen: sheet.totalFen,
        marginFen: seesCost ? marginOf(db, order.vehicleId, order.priceFen) : null,
        belowCost: seesCost ? belowCost(db, order.vehicleId, order.priceFen) : null,
        ageDays: ageInDays(order.arrivedOn, db.today),
        standing: standings.get(order.id) ?? ('alone' as const),
        steps: steps.map((step) => ({
          level: step.level,
          roleName: roleNames.get(step.roleId) ?? '',
          state: step.state,
          termsRev: step.termsRev,
          decidedBy: step.decidedBy ? (userNames.get(step.decidedBy) ?? '') : null,
          decidedFor: step.decidedFor ? (userNames.get(step.decidedFor) ?? '') : null,
          decidedAt: step.decidedAt,
          comment: step.comment,
        })),
      }
    })
    .toSorted((a, b) => Number(b.mine) - Number(a.mine) || a.requestedAt - b.requestedAt)
}

export function count(db: Reader): Output<'approvals.count'> {
  if (!db.who.permissions.has('approvals.decide')) return { mine: 0 }
  return { mine: asked(db).filter((each) => turn(db, each).mine).length }
}

export function decided(db: Reader, { limit }: Input<'approvals.decided'>): Output<'approvals.decided'> {
  const reach = reachOf(db.who)
  return db.all(
    `SELECT s.id, s.order_id AS "orderId", o.no, coalesce(c.name, '') AS "customerName", coalesce(r.name, '') AS "roleName", s.state, coalesce(u.name, '') AS "decidedBy",
       (SELECT f.name FROM users f WHERE f.id = s.decided_for) AS "decidedFor", s.decided_at AS "decidedAt", s.comment, s.terms_rev AS "termsRev"
     FROM approval_steps s JOIN orders o ON o.id = s.order_id LEFT JOIN customers c ON c.id = o.customer_id LEFT JOIN roles r ON r.id = s.role_id
       LEFT JOIN users u ON u.id = s.decided_by
     WHERE s.state IN ('approved', 'rejected') AND s.decided_at IS NOT NULL AND ${reach.sql} ORDER BY s.decided_at DESC LIMIT (SELECT ?)`,
    ...reach.values,
    limit,
  )
}

export function needs(db: Reader, input: Input<'approvals.needs'>): Output<'approvals.needs'> {
  const roleNames = namesOf(db, 'roles')
  const seesCost = db.who.permissions.has('vehicles.cost')
  return {
    levels: levelsFor(db, { siteId: db.who.site, ...input }).map(({ level, roleIds }) => ({
      level,
      roles: roleIds.map((id) => roleNames.get(id) ?? ''),
    })),
    belowCost: seesCost ? belowCost(db, input.vehicleId, input.priceFen) : null,
    marginFen: seesCost ? marginOf(db, input.vehicleId, input.priceFen) : null,
  }
}

type StoredRule = Omit<Output<'approvals.flow'>['rules'][number], 'belowCost' | 'active' | 'roleName' | 'siteName'> & {
  belowCost: number
  active: number
}

export function flow(db: Reader): Output<'approvals.flow'> {
  const [roleNames, siteNames] = [namesOf(db, 'roles'), namesOf(db, 'sites')]
  const holders = people(db).flatMap((person) => readList(person.role_ids))
  return {
    rules: db
      .all<StoredRule>(
        `SELECT id, site_id AS "siteId", level, role_id AS "roleId", min_discount_bp AS "minDiscountBp", min_discount_fen AS "minDiscountFen",
           min_amount_fen AS "minAmountFen", max_margin_bp AS "maxMarginBp", below_cost AS "belowCost", active FROM approval_rules ORDER BY level, coalesce(min_discount_bp, 0), id`,
      )
      .map((rule) => ({
        ...rule,
        belowCost: rule.belowCost === 1,
        active: rule.active === 1,
        roleName: roleNames.get(rule.roleId) ?? '',
        siteName: rule.siteId ? (siteNames.get(rule.siteId) ?? '') : null,
      })),
    roles: db
      .all<{ id: string; name: string; permissions: string; known: string; template: string | null }>(
        'SELECT id, name, permissions, known, template FROM roles ORDER BY name',
      )
      .map(({ id, name, ...role }) => ({
        id,
        name,
        people: holders.filter((role) => role === id).length,
        mayDecide: permissionsOf(role).permissions.includes('approvals.decide'),
      })),
    sites: [...siteNames].map(([id, name]) => ({ id, name })),
  }
}
