// The periods of 家用汽车三包, each in the unit the certificate says it in.
import { useTranslation } from 'react-i18next'
import type { ParameterValue } from '../../../shared/modules/admin/rules/parameters.ts'
import { NumberField } from '../../ui/NumberField.tsx'

type Terms = ParameterValue<'three-guarantees'>
/** Beside each other as one reads them: how long, how far. */
const pairs: readonly (readonly (keyof Terms)[])[] = [
  ['repairMonths', 'repairKm'],
  ['validMonths', 'validKm'],
  ['returnDays', 'compensationBp'],
  ['seriousDays', 'seriousKm'],
  ['repairDays', 'sameFaultTimes'],
  ['nevMonths', 'nevKm'],
]
const unitOf = (name: keyof Terms): 'months' | 'km' | 'days' | 'times' | 'bp' =>
  name.endsWith('Months') ? 'months' : name.endsWith('Km') ? 'km' : name.endsWith('Days') ? 'days' : name.endsWith('Bp') ? 'bp' : 'times'

export function GuaranteeFields({
  value,
  onChange,
  errors,
}: {
  value: unknown
  onChange: (value: unknown) => void
  errors: Readonly<Record<string, string>>
}) {
  const { t } = useTranslation('admin')
  const terms = (value ?? {}) as Partial<Terms>
  return (
    <>
      {pairs.map((names) => (
        <div key={names[0]} className="pair">
          {names.map((name) => (
            <NumberField
              key={name}
              label={t(`parameters.guarantee.${name}`)}
              unit={t(`parameters.units.${unitOf(name)}`)}
              value={terms[name] ?? null}
              onChange={(next) => onChange({ ...terms, [name]: next })}
              error={errors[`value.${name}`]}
            />
          ))}
        </div>
      ))}
    </>
  )
}
