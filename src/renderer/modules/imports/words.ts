// The words a report or an export carries into a file, and how values of a preview look.
import type { TFunction } from 'i18next'
import { formatYuan } from '../../../shared/money.ts'
import type { ImportKind } from '../../../shared/modules/imports/rules/kinds.ts'

/** The name of a field of a kind. */
export const fieldName = (t: TFunction, kind: ImportKind, field: string): string =>
  t(`imports:fields.${kind}.${field}`, { defaultValue: field })
/** What is wrong, in a few words. */
export const issueName = (t: TFunction, code: string): string =>
  t(`imports:issues.${code}`, { defaultValue: t('imports:issues.unreadable') })

/** A value as it will be entered, as a person reads it: amounts with their decimals, codes in words. */
export function valueShown(t: TFunction, field: string, value: string): string {
  if (value === '') return ''
  if (field.endsWith('Fen') && /^-?\d+$/.test(value)) return formatYuan(Number(value))
  if (field === 'level') return t(`customers:levels.${value}`, { defaultValue: value })
  if (field === 'buysWithin') return t(`leads:horizons.${value}`, { defaultValue: value })
  if (field === 'kind') return t(`customers:kinds.${value}`, { defaultValue: t(`jobs:kinds.${value}`, { defaultValue: value }) })
  if (field === 'area') return t(`jobs:areas.${value}`, { defaultValue: value })
  if (field === 'gender') return t(`customers:genders.${value}`, { defaultValue: value })
  if (field === 'idKind') return t(`customers:idKinds.${value}`, { defaultValue: value })
  if (field === 'class') return t(`parts:classes.${value}`, { defaultValue: value })
  if (field === 'origin') return t(`parts:origins.${value}`, { defaultValue: value })
  if (field === 'state') return t(`ui:vehicle.${value}`, { defaultValue: value })
  if (field === 'energy') return t(`vehicles:energy.${value}`, { defaultValue: value })
  return value
}

/** Every word the report file needs, by the keys the job asks for. */
export function reportWords(
  t: TFunction,
  kind: ImportKind,
  codes: readonly string[],
  fields: readonly string[],
  fileName: string,
): Record<string, string> {
  return {
    title: t('imports:report.title', { file: fileName.replace(/\.[^.]+$/, '') }),
    row: t('imports:report.row'),
    problem: t('imports:report.problem'),
    duplicate: t('imports:report.duplicate'),
    colon: t('imports:report.colon'),
    ...Object.fromEntries(codes.map((code) => [`issue:${code}`, issueName(t, code)])),
    ...Object.fromEntries(fields.map((field) => [`field:${field}`, fieldName(t, kind, field)])),
  }
}
