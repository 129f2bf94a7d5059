// What desktops did, in the words the product itself has for it: commands, kinds of records, columns and their values, and
// why headquarters could not accept something.
import type { TFunction } from 'i18next'
import { formatYuan } from '../../shared/money.ts'

export const commandText = (t: TFunction, command: string): string => t([`admin:words.commands.${command}`, command])
export const tableText = (t: TFunction, table: string | null): string => (table === null ? '' : t([`admin:words.tables.${table}`, table]))
export const columnText = (t: TFunction, column: string): string => t([`admin:words.columns.${column}`, column])

export function valueText(t: TFunction, column: string, value: string | number | null): string {
  if (value === null || value === '') return '—'
  if (typeof value === 'number') return column.endsWith('_fen') ? formatYuan(value) : String(value)
  return t(`admin:words.values.${column}.${value}`, { defaultValue: value })
}
export function whyText(t: TFunction, { reason, about }: { reason: string; about: string | null }): string {
  const permission = reason === 'forbidden' && about ? t([`admin:perms.${about}`, about]) : (about ?? '')
  return t([`sync:quarantine.why.${reason}`, 'sync:quarantine.why.other'], { permission, code: reason })
}
