// Entries that may be one person: all pairs of the store, and two of them fact by fact.
import type { Input, Output } from '../../../../shared/contract.ts'
import type { Similar, Twin } from '../../../../shared/modules/customers/contract/shapes.ts'
import {
  differingUnits,
  likelySame,
  maskIdCard,
  maskPhone,
  mergeUnitNames,
  type MergeUnit,
} from '../../../../shared/modules/customers/rules.ts'
import type { customers } from '../../../../shared/modules/customers/tables.ts'
import { joined } from '../../../store/list.ts'
import type { Reader } from '../../../store/read.ts'
import { ofValidBatch } from '../../imports/queries/batches.ts'
import { inReach, reachable, reaches } from './reach.ts'

export function twins(db: Reader, { a, b }: Input<'customers.twins'>): Output<'customers.twins'> {
  const [one, other] = [reachable(db, a), reachable(db, b)]
  return { a: twinOf(db, one), b: twinOf(db, other), differ: differingUnits(one, other) }
}

type Row = typeof customers.$inferSelect

function twinOf(db: Reader, row: Row): Twin {
  const sums = db.one<{ orders: number; open: number }>(
    `SELECT count(*) AS orders, coalesce(sum(state NOT IN ('delivered', 'cancelled')), 0) AS open FROM orders WHERE customer_id = ?`,
    row.id,
  )
  const facts: Partial<Record<MergeUnit, string>> = {}
  for (const unit of mergeUnitNames) {
    const text = factOf(db, row, unit)
    if (text) facts[unit] = text
  }
  return { id: row.id, createdAt: row.createdAt, orders: sums?.orders ?? 0, underWay: (sums?.open ?? 0) > 0, facts }
}

function factOf(db: Reader, row: Row, unit: MergeUnit): string {
  switch (unit) {
    case 'phone':
    case 'phone2':
      return row[unit] ? maskPhone(row[unit]) : ''
    case 'idNumber':
      return row.idNumber ? maskIdCard(row.idNumber) : ''
    case 'address':
      return [row.province, row.city, row.district, row.address].filter(Boolean).join('')
    case 'consultantId':
      return row.consultantId ? (db.one<{ name: string }>('SELECT name FROM users WHERE id = ?', row.consultantId)?.name ?? '') : ''
    default:
      return row[unit] === null ? '' : String(row[unit])
  }
}

type Half = {
  id: string
  siteId: string
  consultantId: string | null
  createdBy: string
  consultant: string | null
  name: string | null
  phone: string | null
  phone2: string | null
  idKind: string | null
  idNumber: string | null
  createdAt: number
  evenSo: string | null
}

export function duplicates(db: Reader, { limit }: Input<'customers.duplicates'>): Output<'customers.duplicates'> {
  const shown = joined([...inReach(db, 'c'), ...ofValidBatch(db, 'c.batch_id')])
  // Every number of everybody once; those that occur at two people make the pairs. Each index is walked once.
  const rows = db.all<Half & { said: string }>(
    `WITH said (text, id) AS (
       SELECT phone, id FROM customers WHERE phone IS NOT NULL AND archived_at IS NULL
       UNION SELECT phone2, id FROM customers WHERE phone2 IS NOT NULL AND archived_at IS NULL
       UNION SELECT id_kind || ' ' || id_number, id FROM customers WHERE id_number IS NOT NULL AND archived_at IS NULL
     ), twice (text) AS (SELECT text FROM said GROUP BY text HAVING count(*) > 1)
     SELECT s.text AS said, c.id, c.site_id AS siteId, c.consultant_id AS consultantId, c.created_by AS createdBy, u.name AS consultant, c.name,
       c.phone, c.phone2, c.id_kind AS idKind, c.id_number AS idNumber, c.created_at AS createdAt, c.even_so AS evenSo
     FROM twice t JOIN said s ON s.text = t.text JOIN customers c ON c.id = s.id LEFT JOIN users u ON u.id = c.consultant_id
     WHERE ${shown.sql} ORDER BY c.created_at, c.id`,
    ...shown.values,
  )
  const groups = new Map<string, Half[]>()
  for (const { said, ...row } of rows) groups.set(said, [...(groups.get(said) ?? []), row])
  const pairs = new Map<string, { older: Half; newer: Half }>()
  for (const [older, ...later] of groups.values())
    for (const newer of later) if (older && !newer.evenSo && !older.evenSo) pairs.set(`${older.id} ${newer.id}`, { older, newer })
  const found = [...pairs.values()].toSorted((x, y) => y.newer.createdAt - x.newer.createdAt)
  return {
    total: found.length,
    pairs: found.slice(0, limit).map(({ older, newer }) => ({ a: similarOf(db, older, newer), b: similarOf(db, newer, older) })),
  }
}

const similarOf = (db: Reader, row: Half, other: Half): Similar => ({
  id: row.id,
  name: row.name ?? '',
  phone: row.phone ? maskPhone(row.phone) : null,
  consultant: row.consultant,
  archived: false,
  open: reaches(db.who, row),
  reasons: likelySame(row, other),
})
