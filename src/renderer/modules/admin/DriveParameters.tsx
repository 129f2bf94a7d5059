// The fields of what test drives and deliveries live by: hours and slots, routes, and the papers of a car, one a line.
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ParameterValue } from '../../../shared/modules/admin/rules/parameters.ts'
import { NumberField } from '../../ui/NumberField.tsx'
import { TextArea, TextField } from '../../ui/TextField.tsx'

type Props = { value: unknown; onChange: (value: unknown) => void; errors: Readonly<Record<string, string>> }

export function DriveHoursFields({ value, onChange, errors }: Props) {
  const { t } = useTranslation('admin')
  const hours = (value ?? {}) as Partial<ParameterValue<'test-drive-hours'>>
  const clock = (name: 'opensAt' | 'closesAt') => (
    <TextField
      label={t(`parameters.fields.${name}`)}
      value={hours[name] ?? ''}
      onChange={(text) => onChange({ ...hours, [name]: text.trim() })}
      width="short"
      error={errors[`value.${name}`]}
    />
  )
  return (
    <div className="pair">
      {clock('opensAt')}
      {clock('closesAt')}
      <NumberField
        label={t('parameters.fields.slotMinutes')}
        value={hours.slotMinutes ?? null}
        onChange={(slotMinutes) => onChange({ ...hours, slotMinutes })}
        unit={t('parameters.fields.minutes')}
        width="short"
        error={errors['value.slotMinutes']}
      />
    </div>
  )
}

/** `城市道路 6`: the last word is the length; a line without one is a mistake the schema names. */
const readRoutes = (text: string): { name: string; km: number | null }[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map((line) => {
      const [, name = line, km] = /^(.*\S)\s+(\d+)$/.exec(line) ?? []
      return { name, km: km === undefined ? null : Number(km) }
    })

export function DriveRoutesField({ value, onChange, errors }: Props) {
  const { t } = useTranslation('admin')
  const [text, setText] = useState(() =>
    ((value ?? []) as ParameterValue<'test-drive-routes'>).map(({ name, km }) => `${name} ${km}`).join('\n'),
  )
  return (
    <TextArea
      label={t('parameters.fields.routes')}
      value={text}
      rows={4}
      error={errors['value'] ?? Object.entries(errors).find(([path]) => path.startsWith('value.'))?.[1]}
      onChange={(next) => {
        setText(next)
        onChange(readRoutes(next))
      }}
    />
  )
}

/** `certificate 整车出厂合格证`, and after it `imported` or `nev` where only such cars need it. */
const readPapers = (text: string): { id: string; name: string; cars: string }[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map((line) => {
      const [id = '', ...rest] = line.split(/\s+/)
      const last = rest.at(-1) ?? ''
      const cars = last === 'imported' || last === 'nev' ? last : 'all'
      return { id, name: (cars === 'all' ? rest : rest.slice(0, -1)).join(' '), cars }
    })

export function PapersField({ value, onChange, errors }: Props) {
  const { t } = useTranslation('admin')
  const [text, setText] = useState(() =>
    ((value ?? []) as ParameterValue<'delivery-papers'>)
      .map(({ id, name, cars }) => [id, name, cars === 'all' ? '' : cars].filter(Boolean).join(' '))
      .join('\n'),
  )
  return (
    <TextArea
      label={t('parameters.fields.papers')}
      hint={t('parameters.fields.papersHint')}
      value={text}
      rows={9}
      error={errors['value'] ?? Object.entries(errors).find(([path]) => path.startsWith('value.'))?.[1]}
      onChange={(next) => {
        setText(next)
        onChange(readPapers(next))
      }}
    />
  )
}
