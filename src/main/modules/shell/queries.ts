// Reads what this desktop remembers for a person.
import { and, asc, eq } from 'drizzle-orm'
import type { Input, Output } from '../../../shared/contract.ts'
import { drafts, views as viewsTable } from '../../../shared/modules/shell/tables.ts'
import type { Reader } from '../../store/read.ts'

export function draft(db: Reader, { key }: Input<'shell.draft'>): Output<'shell.draft'> {
  const found = db.row(drafts, `${db.who.user}:${key}`)
  return found ? { value: found.value, savedAt: found.savedAt } : null
}

export function views(db: Reader, { list }: Input<'shell.views'>): Output<'shell.views'> {
  return db.q
    .select({ id: viewsTable.id, list: viewsTable.list, name: viewsTable.name, sort: viewsTable.sort, definition: viewsTable.definition })
    .from(viewsTable)
    .where(and(eq(viewsTable.userId, db.who.user), eq(viewsTable.list, list)))
    .orderBy(asc(viewsTable.sort), asc(viewsTable.name))
    .all()
}

export function preferences(db: Reader): Output<'shell.preferences'> {
  const rows = db.all<{ id: string; value: string }>(
    `SELECT id, value FROM preferences WHERE id LIKE 'desktop:%' OR id LIKE ? ORDER BY id LIKE 'desktop:%' DESC`,
    `${db.who.user}:%`,
  )
  return Object.fromEntries(rows.map((r) => [r.id.slice(r.id.indexOf(':') + 1), r.value]))
}
