// One person entered twice is two rows, of which one names the other: what hangs on either is shown with the kept one.
import type { Reader } from '../../../store/read.ts'

/** The customer and all that were merged into it, also by way of another. Ends also where offline desks made a ring. */
export const familyOf = (db: Reader, id: string): string[] =>
  db
    .all<{ id: string }>(
      `WITH RECURSIVE family (id) AS (VALUES (?) UNION SELECT c.id FROM customers c JOIN family f ON c.merged_into = f.id) SELECT id FROM family`,
      id,
    )
    .map((row) => row.id)
