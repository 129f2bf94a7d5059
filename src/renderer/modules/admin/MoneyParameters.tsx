// The fields of what taxes and reminders live by: the purchase tax, the tax office, and the levels of a reminder, one a line.
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ParameterValue } from '../../../shared/modules/admin/rules/parameters.ts'
import { MoneyField } from '../../ui/MoneyField.tsx'
import { TextArea, TextField } from '../../ui/TextField.tsx'
import { levelLines, readLevels } from './parameter-words.ts'
import { Percent } from './Percent.tsx'

type Props = { value: unknown; onChange: (value: unknown) => void; errors: Readonly<Record<string, string>> }

export function PurchaseTax({ value, onChange, errors }: Props) {
  const { t } = useTranslation('admin')
  const rates = (value ?? {}) as Partial<ParameterValue<'purchase-tax'>>
  const percent = (name: 'rateBp' | 'vatBp' | 'nevReliefBp') => (
    <Percent
      label={t(`parameters.fields.${name}`)}
      value={rates[name] ?? null}
      onChange={(bp) => onChange({ ...rates, [name]: bp })}
      error={errors[`value.${name}`]}
    />
  )
  return (
    <>
      <div className="pair">
        {percent('rateBp')}
        {percent('vatBp')}
      </div>
      <div className="pair">
        {percent('nevReliefBp')}
        <MoneyField
          label={t('parameters.fields.nevReliefCapFen')}
          hint={t('parameters.fields.capHint')}
          optional
          value={rates.nevReliefCapFen ?? null}
          onChange={(nevReliefCapFen) => onChange({ ...rates, nevReliefCapFen })}
          error={errors['value.nevReliefCapFen']}
        />
      </div>
    </>
  )
}

export function Office({ value, onChange, errors }: Props) {
  const { t } = useTranslation('admin')
  const office = (value ?? {}) as Partial<ParameterValue<'tax-office'>>
  const set = (change: Partial<ParameterValue<'tax-office'>>): void => onChange({ name: '', code: '', ...office, ...change })
  return (
    <>
      <TextField
        label={t('parameters.fields.officeName')}
        value={office.name ?? ''}
        onChange={(name) => set({ name })}
        error={errors['value.name']}
        maxLength={100}
      />
      <TextField
        label={t('parameters.fields.officeCode')}
        value={office.code ?? ''}
        onChange={(code) => set({ code })}
        error={errors['value.code']}
        maxLength={11}
      />
    </>
  )
}

export function Levels({ value, onChange, errors }: Props) {
  const { t } = useTranslation('admin')
  const [text, setText] = useState(() => levelLines((value ?? []) as ParameterValue<'dunning-levels'>))
  return (
    <TextArea
      label={t('parameters.fields.levels')}
      hint={t('parameters.fields.levelsHint')}
      value={text}
      rows={8}
      error={errors['value'] ?? Object.entries(errors).find(([path]) => path.startsWith('value.'))?.[1]}
      onChange={(next) => {
        setText(next)
        onChange(readLevels(next))
      }}
    />
  )
}
