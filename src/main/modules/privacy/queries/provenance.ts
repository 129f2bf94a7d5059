// Reads where a person's data came from, what was looked up about them, what a register would be asked, and every row this
// store holds about them.
import type { Input, Output } from '../../../../shared/contract.ts'
import { maskIdCard } from '../../../../shared/modules/customers/rules.ts'
import type { Register } from '../../../../shared/modules/privacy/rules.ts'
import { columnsOf, declaredTables, syncOf, tableOf } from '../../../../shared/tables/define.ts'
import { joined } from '../../../store/list.ts'
import type { Reader } from '../../../store/read.ts'
import { familyOf } from '../../customers/queries/family.ts'
import { reachable } from '../../customers/queries/reach.ts'
import { ofValidBatch } from '../../imports/queries/batches.ts'

const AMONG = 'IN (SELECT value FROM json_each(?))'

export function provenance(db: Reader, { customerId }: Input<'privacy.provenance'>): Output<'privacy.provenance'> {
  reachable(db, customerId)
  const among = JSON.stringify(familyOf(db, customerId))
  const valid = joined(ofValidBatch(db, 'x.batch_id'))
  return {
    origins: db.all(
      `SELECT x.id, x.partner, x.basis, x.agreed_on AS agreedOn, x.product FROM customer_origins x WHERE x.customer_id ${AMONG} AND ${valid.sql} ORDER BY x.at DESC, x.id`,
      among,
      ...valid.values,
    ),
    verifications: db.all(
      `SELECT x.id, x.register, x.subject, x.outcome, x.way, x.note, x.at, u.name AS by FROM customer_verifications x LEFT JOIN users u ON u.id = x.by
       WHERE x.customer_id ${AMONG} ORDER BY x.at DESC, x.id`,
      among,
    ),
    behaviours: db.all(
      `SELECT x.id, x.place, x.kind, x.subject, x.said, x.happened_on AS happenedOn FROM customer_behaviours x
       WHERE x.customer_id ${AMONG} AND ${valid.sql} ORDER BY x.happened_on DESC, x.id LIMIT 60`,
      among,
      ...valid.values,
    ),
  }
}

/** What a register is asked about a customer: their identity card, or the plate of the car they drive. Null when nothing is known. */
export function askedOf(
  db: Reader,
  customerId: string,
  register: Register,
): { subject: string; masked: string; name: string | null } | null {
  const { idKind, idNumber, name } = reachable(db, customerId)
  if (register === 'people') return idKind === 'id-card' && idNumber ? { subject: idNumber, masked: maskIdCard(idNumber), name } : null
  const car = db.one<{ plate: string }>(
    'SELECT plate FROM customer_cars WHERE customer_id = ? AND plate IS NOT NULL AND gone_on IS NULL ORDER BY created_at DESC LIMIT 1',
    customerId,
  )
  return car ? { subject: car.plate, masked: car.plate, name } : null
}

/** Rows by table, with the columns and values as they are stored. */
export type Holdings = Record<string, Record<string, string | number | null>[]>

/** Tables a person is named in, by the column that names them; rows of an order are the order's. */
function naming(): { table: string; sql: string }[] {
  return declaredTables().flatMap((table) => {
    const made = tableOf(table)
    if (!made || syncOf(table)?.scope === 'local' || table === 'customers') return []
    const names = Object.values(columnsOf(made)).map(({ name }) => name)
    if (names.includes('customer_id')) return [{ table, sql: `SELECT * FROM "${table}" WHERE customer_id ${AMONG}` }]
    if (names.includes('order_id'))
      return [{ table, sql: `SELECT * FROM "${table}" WHERE order_id IN (SELECT id FROM orders WHERE customer_id ${AMONG})` }]
    return names.includes('lead_id')
      ? [{ table, sql: `SELECT * FROM "${table}" WHERE lead_id IN (SELECT id FROM leads WHERE customer_id ${AMONG})` }]
      : []
  })
}

/** Every row about a person and all that were merged into them, in full: for their own copy, never for a window. */
export function holdingsOf(db: Reader, customerId: string): Holdings {
  reachable(db, customerId)
  const among = JSON.stringify(familyOf(db, customerId))
  const held: Holdings = { customers: db.all<Holdings[string][number]>(`SELECT * FROM customers WHERE id ${AMONG}`, among) }
  for (const { table, sql } of naming()) {
    const rows = db.all<Holdings[string][number]>(`${sql} ORDER BY id`, among)
    if (rows.length > 0) held[table] = rows
  }
  return held
}
