// What two versions of a record differ in, field by field, as a person may see it: no technical columns, phones and
// papers masked as everywhere.
import type { CaseCard } from '../../../../shared/modules/sync/contract/case-card.ts'
import { maskIdCard, maskPhone } from '../../../../shared/modules/customers/rules.ts'
import type { Change, Row, Value } from '../../../../shared/sync/protocol.ts'
import { tableOf } from '../../../../shared/tables/define.ts'
import type { Reader } from '../../../store/read.ts'
import type { Case } from './cases.ts'

export function parsed(text: string | null): Row {
  try {
    const value: unknown = JSON.parse(text ?? '{}')
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Row) : {}
  } catch {
    return {}
  }
}

/** The changes that did not count, of cases that keep a whole version. */
export function lostChanges(row: Pick<Case, 'mine'>): Change[] {
  const text = parsed(row.mine)['changes']
  try {
    const value: unknown = typeof text === 'string' ? JSON.parse(text) : []
    return Array.isArray(value) ? (value as Change[]) : []
  } catch {
    return []
  }
}

const TECHNICAL = new Set(['rev', 'terms_rev', 'sort', 'site_id', 'created_at', 'created_by', 'batch_id', 'order_id', 'id'])
const MOST = 40

type Field = CaseCard['fields'][number]

export function differencesOf(db: Reader, row: Case): Field[] {
  if (row.kind === 'field') {
    const [mine, theirs] = [parsed(row.mine), parsed(row.theirs)]
    // What is there now may have moved on since: the choice is between the late value and that.
    const now = row.subjectTable && row.subjectId ? imageNow(db, row.subjectTable, row.subjectId) : null
    return (row.columns ?? '')
      .split(',')
      .flatMap((column) => field(row.subjectTable ?? '', column, mine[column] ?? null, (now ?? theirs)[column] ?? null))
  }
  if (row.kind !== 'expect' && row.kind !== 'unique' && row.kind !== 'delete') return []
  const fields = lostChanges(row).flatMap((change) => {
    const now = change.op === 'insert' ? null : imageNow(db, change.table, change.id)
    return Object.entries(change.set).flatMap(([column, value]) =>
      TECHNICAL.has(column) ? [] : field(change.table, column, value, now?.[column] ?? null),
    )
  })
  return fields.slice(0, MOST)
}

function field(table: string, column: string, mine: Value, theirs: Value): Field[] {
  if (JSON.stringify(mine) === JSON.stringify(theirs)) return []
  return [{ table, column, mine: shown(column, mine), theirs: shown(column, theirs) }]
}

function shown(column: string, value: Value): string | number | null {
  if (typeof value === 'string' && (column === 'phone' || column === 'phone2')) return maskPhone(value)
  if (typeof value === 'string' && column === 'id_number') return maskIdCard(value)
  return typeof value === 'object' && value !== null ? '…' : value
}

/** A row's columns as they are shown now; null when it is not here, or of a table nobody declared. */
export const imageNow = (db: Reader, table: string, id: string): Row | null =>
  tableOf(table) ? (db.one<Row>(`SELECT * FROM "${table}" WHERE id = ?`, id) ?? null) : null
