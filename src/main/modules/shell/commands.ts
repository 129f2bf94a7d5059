// Writes what this desktop remembers for a person.
import type { Input, Output } from '../../../shared/contract.ts'
import { drafts, preferences, views } from '../../../shared/modules/shell/tables.ts'
import { Refusal } from '../../../shared/errors.ts'
import type { Writer } from '../../store/write.ts'

export function saveDraft(db: Writer, { key, value }: Input<'shell.saveDraft'>): Output<'shell.saveDraft'> {
  const id = `${db.who.user}:${key}`
  if (db.row(drafts, id)) db.patch(drafts, id, { value, savedAt: db.now })
  else db.put(drafts, { id, value, savedAt: db.now })
  return { savedAt: db.now }
}

export function dropDraft(db: Writer, { key }: Input<'shell.dropDraft'>): Output<'shell.dropDraft'> {
  const id = `${db.who.user}:${key}`
  if (db.row(drafts, id)) db.remove(drafts, id)
  return null
}

export function saveView(db: Writer, { id, list, name, definition }: Input<'shell.saveView'>): Output<'shell.saveView'> {
  const found = id === undefined ? undefined : db.row(views, id)
  if (found) {
    if (found.userId !== db.who.user) throw new Refusal('not-found')
    db.patch(views, found.id, { name, definition })
    return { id: found.id }
  }
  const made = db.newId()
  const last = db.one<{ sort: number }>('SELECT max(sort) AS sort FROM views WHERE user_id = ? AND list = ?', db.who.user, list)
  db.put(views, { id: made, userId: db.who.user, list, name, definition, sort: (last?.sort ?? 0) + 1 })
  return { id: made }
}

export function removeView(db: Writer, { id }: Input<'shell.removeView'>): Output<'shell.removeView'> {
  if (db.must(views, id).userId !== db.who.user) throw new Refusal('not-found')
  db.remove(views, id)
  return null
}

export function savePreference(db: Writer, { key, value, everyone }: Input<'shell.savePreference'>): Output<'shell.savePreference'> {
  const id = `${everyone ? 'desktop' : db.who.user}:${key}`
  if (db.row(preferences, id)) db.patch(preferences, id, { value })
  else db.put(preferences, { id, value })
  return null
}
