// The fields of what stock lives by: ageing steps, what its money costs, how much is held, and when it is too little or too much.
import { useTranslation } from 'react-i18next'
import type { ParameterValue } from '../../../shared/modules/admin/rules/parameters.ts'
import { NumberField } from '../../ui/NumberField.tsx'
import { Wrong } from './Wrong.tsx'
import { Percent } from './Percent.tsx'

type Props = { value: unknown; onChange: (value: unknown) => void; errors: Readonly<Record<string, string>> }
const STEPS = 4

export function FloorPlan({ value, onChange, errors }: Props) {
  const { t } = useTranslation('admin')
  const plan = (value ?? {}) as Partial<ParameterValue<'floor-plan'>>
  return (
    <div className="pair">
      <Percent
        label={t('parameters.fields.annualBp')}
        value={plan.annualBp ?? null}
        onChange={(annualBp) => onChange({ ...plan, annualBp })}
        error={errors['value.annualBp']}
      />
      <NumberField
        label={t('parameters.fields.freeDays')}
        value={plan.freeDays ?? null}
        onChange={(freeDays) => onChange({ ...plan, freeDays })}
        unit={t('parameters.fields.dayUnit')}
        error={errors['value.freeDays']}
      />
    </div>
  )
}

export function StockPolicy({ value, onChange, errors }: Props) {
  const { t } = useTranslation('admin')
  const policy = (value ?? {}) as Partial<ParameterValue<'stock-policy'>>
  return (
    <div className="pair">
      {(['coverDays', 'safetyDays'] as const).map((name) => (
        <NumberField
          key={name}
          label={t(`parameters.fields.${name}`)}
          value={policy[name] ?? null}
          onChange={(days) => onChange({ ...policy, [name]: days })}
          unit={t('parameters.fields.dayUnit')}
          error={errors[`value.${name}`]}
        />
      ))}
    </div>
  )
}

/** Ratios in percent: 150 % is a stock of one and a half months. */
export function Limits({ value, onChange, errors }: Props) {
  const { t } = useTranslation('admin')
  const limits = (value ?? {}) as Partial<ParameterValue<'stock-coefficient'>>
  return (
    <div className="field">
      <div className="row top">
        {(['low', 'high', 'severe'] as const).map((name) => (
          <NumberField
            key={name}
            label={t(`parameters.fields.${name}`)}
            value={limits[name] ?? null}
            onChange={(next) => onChange({ ...limits, [name]: next })}
            unit={t('parameters.fields.hundredths')}
            width="short"
          />
        ))}
      </div>
      <Wrong text={errors['value'] ?? Object.entries(errors).find(([path]) => path.startsWith('value.'))?.[1]} />
    </div>
  )
}

export function Steps({ value, onChange, errors }: Props) {
  const { t } = useTranslation('admin')
  const days = (value ?? []) as (number | null)[]
  const put = (at: number, day: number | null): void => {
    const next = Array.from({ length: STEPS }, (_, each) => (each === at ? day : (days[each] ?? null)))
    // Empty steps at the end are no steps; one in between is a mistake the schema names.
    onChange(next.slice(0, next.findLastIndex((each) => each !== null) + 1))
  }
  return (
    <div className="field">
      <div className="row top">
        {Array.from({ length: STEPS }, (_, at) => (
          // oxlint-disable-next-line react/no-array-index-key -- a step is its place
          <NumberField
            key={at}
            label={t('parameters.fields.days', { n: at + 1 })}
            value={days[at] ?? null}
            onChange={(day) => put(at, day)}
            unit={t('parameters.fields.dayUnit')}
            optional={at > 0}
            width="short"
          />
        ))}
      </div>
      <Wrong text={errors['value'] ?? Object.entries(errors).find(([path]) => path.startsWith('value.'))?.[1]} />
    </div>
  )
}
