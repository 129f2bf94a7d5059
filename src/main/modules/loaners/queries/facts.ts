// What is true of loaner cars right now: which there are, who has one, what its meter said last.
import type { InferSelectModel } from 'drizzle-orm'
import { Refusal } from '../../../../shared/errors.ts'
import type { LoanRow } from '../../../../shared/modules/loaners/contract.ts'
import { stageOfLoan, type LoanState } from '../../../../shared/modules/loaners/rules.ts'
import { loanerLoans } from '../../../../shared/modules/loaners/tables.ts'
import { maskPhone } from '../../../../shared/modules/customers/rules.ts'
import { part, type Part } from '../../../store/list.ts'
import type { Reader } from '../../../store/read.ts'
import { CAR_NAME } from '../../orders/queries/facts.ts'
import { lastKmOf } from '../../testdrives/queries/facts.ts'

export type Loan = Omit<InferSelectModel<typeof loanerLoans>, 'state'> & { state: LoanState }

/** Rows of `loaner_loans l` of this person's sites. */
export const inReach = ({ who }: Pick<Reader, 'who'>): Part => (who.reach === 'group' ? part('1') : part('l.site_id = ?', who.site))

/** @throws Refusal('not-found'). */
export function mustSeeLoan(db: Reader, id: string): Loan {
  const loan = db.must(loanerLoans, id)
  if (db.who.reach !== 'group' && loan.siteId !== db.who.site) throw new Refusal('not-found', { table: 'loaner_loans', id })
  return loan as Loan
}

export const holdOf = (vehicleId: string): string => `loaner:${vehicleId}`

export type Out = { id: string; no: string; customerName: string; dueAt: number; driving: boolean }
/** Who has the car: a loan, or somebody on a test drive with it. */
export const outWith = (db: Pick<Reader, 'one'>, vehicleId: string): Out | undefined => {
  const found = db.one<Omit<Out, 'driving'> & { driving: number }>(
    `SELECT l.id, l.no, coalesce(c.name, '') AS "customerName", l.due_at AS "dueAt", 0 AS driving FROM loaner_loans l
       LEFT JOIN customers c ON c.id = l.customer_id WHERE l.vehicle_id = ? AND l.state = 'out'
     UNION ALL SELECT d.id, d.no, coalesce(c.name, ''), d.out_at, 1 FROM test_drives d LEFT JOIN customers c ON c.id = d.customer_id
       WHERE d.vehicle_id = ? AND d.out_at IS NOT NULL AND d.in_at IS NULL LIMIT 1`,
    vehicleId,
    vehicleId,
  )
  return found && { ...found, driving: found.driving === 1 }
}

/** The newest reading of a car, km, of loans and test drives alike; null before the first. */
export function lastKm(db: Pick<Reader, 'one'>, vehicleId: string): number | null {
  const lent = db.one<{ km: number | null }>(
    'SELECT max(max(km_out), max(coalesce(km_in, 0))) AS km FROM loaner_loans WHERE vehicle_id = ?',
    vehicleId,
  )?.km
  const driven = lastKmOf(db, vehicleId)
  return lent || driven ? Math.max(lent ?? 0, driven ?? 0) : null
}

export const FROM = `loaner_loans l LEFT JOIN vehicles v ON v.id = l.vehicle_id LEFT JOIN customers c ON c.id = l.customer_id
  LEFT JOIN users u ON u.id = l.lent_by LEFT JOIN work_orders w ON w.id = l.work_order_id`
export const COLUMNS = `l.id, l.no, l.state, l.vehicle_id AS "vehicleId", coalesce(${CAR_NAME}, '') AS "vehicleName", v.plate, coalesce(v.stock_no, '') AS "stockNo",
  l.customer_id AS "customerId", coalesce(c.name, '') AS "customerName", c.phone, l.work_order_id AS "workOrderId", w.no AS "workOrderNo",
  l.out_at AS "outAt", l.due_at AS "dueAt", l.in_at AS "inAt", l.km_out AS "kmOut", l.fuel_out AS "fuelOut", l.km_in AS "kmIn", l.fuel_in AS "fuelIn",
  coalesce(u.name, '') AS "lentByName"`
export type Stored = Omit<LoanRow, 'stage' | 'drivenKm' | 'standing'> & { state: LoanState }

export function shown(db: Reader, rows: readonly Stored[]): LoanRow[] {
  const standings = db.states(rows.map(({ id }) => id))
  return rows.map(({ state, ...row }) => ({
    ...row,
    stage: stageOfLoan({ state, dueAt: row.dueAt }, db.now),
    phone: row.phone && maskPhone(row.phone),
    drivenKm: row.kmIn === null ? null : row.kmIn - row.kmOut,
    standing: standings.get(row.id) ?? 'alone',
  }))
}
