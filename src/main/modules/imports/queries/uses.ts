// Whether anybody has built on the rows of an import: sold, planned for, paid, corrected. Then it is not undone as one.
import type { Reader } from '../../../store/read.ts'

export type Use = { id: string; title: string; by: 'order' | 'follow-up' | 'receipt' | 'change' }

/** At most a thousand; empty when the batch can go. */
export const usesOf = (db: Reader, batchId: string): Use[] =>
  db.all<Use>(
    `WITH c AS (SELECT id, coalesce(name, '') AS title FROM customers WHERE batch_id = ?), v AS (SELECT id, stock_no AS title, holder_id FROM vehicles WHERE batch_id = ?)
     SELECT DISTINCT id, title, by FROM (
       SELECT c.id, c.title, 'order' AS by FROM c JOIN orders o ON o.customer_id = c.id
       UNION ALL SELECT v.id, v.title, 'order' FROM v JOIN orders o ON o.vehicle_id = v.id
       UNION ALL SELECT v.id, v.title, 'order' FROM v WHERE v.holder_id IS NOT NULL
       UNION ALL SELECT c.id, c.title, 'follow-up' FROM c JOIN follow_ups f ON f.customer_id = c.id
       UNION ALL SELECT c.id, c.title, 'receipt' FROM c JOIN receipts r ON r.customer_id = c.id
       UNION ALL SELECT r.id, r.title, 'change' FROM (SELECT id, title FROM c UNION ALL SELECT id, title FROM v) r
         JOIN _sync_touch t ON t.row_id = r.id JOIN _sync_changesets s ON s.n = t.n WHERE s.command <> 'imports.take'
     ) LIMIT 1000`,
    batchId,
    batchId,
  )
