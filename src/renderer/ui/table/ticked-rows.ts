// The rows that are ticked, also those that were never scrolled to: asks the list's own question, a page at a time.
import type { DataTableProps, Ticked } from './DataTable.tsx'

/** Null when a page could not be had. `most`: no more than these are asked for. */
export async function tickedRows<Row extends { id: string }>(
  page: DataTableProps<Row>['page'],
  { ids, all, question }: Ticked,
  most = Number.POSITIVE_INFINITY,
): Promise<Row[] | null> {
  const named = new Set(ids)
  const rows: Row[] = []
  for (let offset = 0; rows.length < most; offset += 500) {
    const reply = await page({ ...question, group: null, offset, limit: 500 })
    if (!reply.ok) return null
    rows.push(...reply.value.rows.filter((row) => named.has(row.id) !== all))
    if (offset + reply.value.rows.length >= reply.value.total || reply.value.rows.length === 0) break
  }
  return rows
}
