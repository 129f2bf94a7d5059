// What customers look like in words and marks: how near to buying, how overdue a contact is, what a changed column is called.
import type { IntentionLevel } from '../../../shared/modules/customers/rules.ts'
import type { Shape } from '../../ui/Glyph.tsx'
import type { Tone } from '../../ui/Mark.tsx'

/** The nearer to buying the fuller the shape; O, D and T say how it ended. */
export const levelLooks: Readonly<Record<IntentionLevel, readonly [Shape, Tone]>> = {
  H: ['disc', 'accent'],
  A: ['halfRing', 'accent'],
  B: ['ring', 'accent'],
  C: ['ring', 'plain'],
  N: ['square', 'violet'],
  O: ['lock', 'good'],
  D: ['tick', 'done'],
  T: ['cross', 'done'],
}

/** `late`: the day is over; `today`; `soon`: still to come. */
export const dueness = (dueOn: string, today: string): 'late' | 'today' | 'soon' =>
  dueOn < today ? 'late' : dueOn === today ? 'today' : 'soon'

/** Columns of the log by the name the form has for them; columns that travel with another are not named twice. */
const shownAs: Readonly<Record<string, string>> = {
  name: 'name',
  phone: 'phone',
  phone2: 'phone2',
  id_number: 'idNumber',
  gender: 'gender',
  birthday_on: 'birthdayOn',
  address: 'address',
  wechat: 'wechat',
  email: 'email',
  contact: 'contact',
  source: 'source',
  level: 'level',
  wants: 'wants',
  budget_fen: 'budgetFen',
  consultant_id: 'consultantId',
  note: 'note',
}
export const fieldsOf = (columns: readonly string[]): string[] => columns.flatMap((column) => shownAs[column] ?? [])
