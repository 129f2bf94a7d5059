// The second step: every column of the file with its first values, and what it is. Suggested by its head; a person decides.
import { useTranslation } from 'react-i18next'
import type { Opened } from '../../../shared/modules/imports/contract.ts'
import type { ImportKind } from '../../../shared/modules/imports/rules/kinds.ts'
import { Button } from '../../ui/Button.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { SelectField } from '../../ui/SelectField.tsx'
import { fieldName } from './words.ts'

type Mapping = Record<string, number>
const NONE = 'none'
const encodings = ['UTF-8', 'GB18030', 'Big5', 'UTF-16LE'] as const

export function MappingPart({
  kind,
  file,
  mapping,
  busy,
  onMapping,
  onReread,
  onNext,
}: {
  kind: ImportKind
  file: Opened
  mapping: Mapping
  busy: boolean
  onMapping: (mapping: Mapping) => void
  onReread: (how: { sheet?: string; encoding?: string }) => void
  onNext: () => void
}) {
  const { t } = useTranslation('imports')
  const fieldOf = new Map(Object.entries(mapping).map(([field, column]) => [column, field]))
  const missing = file.fields.filter((field) => field.required && mapping[field.name] === undefined)
  const place = (column: number, field: string): void => {
    const kept = Object.entries(mapping).filter(([name, at]) => at !== column && name !== field)
    onMapping(Object.fromEntries(field === NONE ? kept : [...kept, [field, column]]))
  }
  const options = [
    { value: NONE, label: t('columns.none') },
    ...file.fields.map((field) => ({
      value: field.name,
      label: fieldName(t, kind, field.name),
      ...(field.required ? { more: t('columns.required') } : {}),
    })),
  ]
  const known = encodings.some((name) => name === file.encoding) ? encodings : [...encodings, file.encoding ?? '']
  return (
    <>
      <div className="row wrap imports-how">
        {file.format === 'csv' && (
          <SelectField
            label={t('columns.encoding')}
            width="phone"
            value={file.encoding}
            onChange={(encoding) => onReread({ encoding })}
            options={known
              .filter((name) => name !== '')
              .map((value) => ({ value, label: t(`encodings.${value}`, { defaultValue: value }) }))}
            disabled={busy}
          />
        )}
        {file.sheets.length > 1 && (
          <SelectField
            label={t('columns.sheet')}
            width="phone"
            value={file.sheet}
            onChange={(sheet) => onReread({ sheet })}
            options={file.sheets.map((value) => ({ value, label: value }))}
            disabled={busy}
          />
        )}
        <p className="cap grow">{t('columns.lead', { row: file.headRow })}</p>
      </div>
      <div className="imports-table">
        <table className="facts">
          <thead>
            <tr>
              <th style={{ width: 44 }} className="num">
                {t('columns.number')}
              </th>
              <th style={{ width: 170 }}>{t('columns.head')}</th>
              <th style={{ width: 220 }}>{t('columns.is')}</th>
              <th>{t('columns.samples')}</th>
            </tr>
          </thead>
          <tbody>
            {file.columns.map((column) => (
              <tr key={column.index} className={fieldOf.has(column.index) ? undefined : 'muted'}>
                <td className="num">{column.index + 1}</td>
                <td title={column.head}>
                  {column.head || '—'} {column.inWan && <span className="cap">{t('columns.inWan')}</span>}
                </td>
                <td className="imports-pick">
                  <SelectField
                    label={t('columns.isOf', { head: column.head || String(column.index + 1) })}
                    value={fieldOf.get(column.index) ?? NONE}
                    onChange={(field) => place(column.index, field)}
                    options={options}
                  />
                </td>
                <td title={column.samples.join(t('columns.between'))}>{column.samples.join(t('columns.between')) || '—'}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {missing.length > 0 && (
        <Notice kind="act">
          {t('columns.missing', { fields: missing.map((field) => fieldName(t, kind, field.name)).join(t('comma')) })}
        </Notice>
      )}
      <div className="row">
        <Button kind="primary" size="large" shortcut="mod+Enter" onPress={onNext} disabled={missing.length > 0} busy={busy}>
          {t('columns.next', { count: file.rows })}
        </Button>
      </div>
    </>
  )
}
