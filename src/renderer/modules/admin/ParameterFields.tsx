// The fields of one parameter's value, each in the unit people say it in: percent, yuan, days, minutes.
import { useTranslation } from 'react-i18next'
import type { ParameterKey, ParameterValue } from '../../../shared/modules/admin/rules/parameters.ts'
import { firstLifeLimits, firstValueScale } from '../../../shared/modules/insights/rules.ts'
import { landedBases } from '../../../shared/modules/logistics/rules.ts'
import { ChoiceField } from '../../ui/CheckField.tsx'
import { MoneyField } from '../../ui/MoneyField.tsx'
import { NumberField } from '../../ui/NumberField.tsx'
import { TextArea } from '../../ui/TextField.tsx'
import { CadenceFields } from './CadenceFields.tsx'
import { GuaranteeFields } from './GuaranteeFields.tsx'
import { costMethods } from '../../../shared/modules/parts/rules.ts'
import { DriveHoursFields, DriveRoutesField, PapersField } from './DriveParameters.tsx'
import {
  GoalFields,
  GreetingsFields,
  HolidaysField,
  OccasionsField,
  PromptFields,
  QuietHoursFields,
  TicketFields,
} from './CareParameters.tsx'
import { Wrong } from './Wrong.tsx'
import { Levels, Office, PurchaseTax } from './MoneyParameters.tsx'
import { Percent } from './Percent.tsx'
import { FloorPlan, Limits, Steps, StockPolicy } from './StockParameters.tsx'

type Props = { value: unknown; onChange: (value: unknown) => void; errors: Readonly<Record<string, string>> }

export function ParameterFields({ parameter, ...props }: Props & { parameter: ParameterKey }) {
  const { t } = useTranslation('admin')
  const { value, onChange, errors } = props
  switch (parameter) {
    case 'purchase-tax':
      return <PurchaseTax {...props} />
    case 'vat-rate':
    case 'used-car-vat':
    case 'earnest-ceiling':
    case 'trade-in-margin':
      return <Percent label={t('parameters.fields.value')} value={value as number | null} onChange={onChange} error={errors['value']} />
    case 'dunning-levels':
      return <Levels {...props} />
    case 'tax-office':
      return <Office {...props} />
    case 'stock-ageing':
      return <Steps {...props} />
    case 'pdi-items':
    case 'inspection-points':
    case 'job-certificates':
      return (
        <TextArea
          label={t('parameters.fields.items')}
          hint={
            parameter === 'pdi-items'
              ? undefined
              : t(`parameters.fields.${parameter === 'inspection-points' ? 'pointsHint' : 'certificatesHint'}`)
          }
          value={((value ?? []) as string[]).join('\n')}
          onChange={(text) => onChange(text === '' ? [] : text.split('\n'))}
          rows={8}
          error={errors['value'] ?? Object.entries(errors).find(([path]) => path.startsWith('value.'))?.[1]}
        />
      )
    case 'floor-plan':
      return <FloorPlan {...props} />
    case 'stock-policy':
      return <StockPolicy {...props} />
    case 'stock-coefficient':
      return <Limits {...props} />
    case 'customer-value':
    case 'customer-life':
      return <Scale {...props} parameter={parameter} />
    case 'stale-days':
    case 'retention-days':
    case 'certificate-notice-days':
    case 'idle-lock-minutes':
      return (
        <NumberField
          label={t('parameters.fields.value')}
          value={value as number | null}
          onChange={onChange}
          unit={t(parameter !== 'idle-lock-minutes' ? 'parameters.fields.dayUnit' : 'parameters.fields.minutes')}
          error={errors['value']}
        />
      )
    case 'needs-smallest':
      return (
        <NumberField
          label={t('parameters.fields.value')}
          value={value as number | null}
          onChange={onChange}
          unit={t('parameters.fields.times')}
          error={errors['value']}
        />
      )
    case 'quote-valid-days':
      return (
        <NumberField
          label={t('parameters.fields.value')}
          value={value as number | null}
          onChange={onChange}
          unit={t('parameters.fields.dayUnit')}
          error={errors['value']}
        />
      )
    case 'three-guarantees':
      return <GuaranteeFields {...props} />
    case 'plate-fee':
      return <MoneyField label={t('parameters.fields.value')} value={value as number | null} onChange={onChange} error={errors['value']} />
    case 'compulsory-insurance-base': {
      const fees = (value ?? {}) as Partial<ParameterValue<'compulsory-insurance-base'>>
      return (
        <div className="pair">
          <MoneyField
            label={t('parameters.fields.under6Fen')}
            value={fees.under6Fen ?? null}
            onChange={(under6Fen) => onChange({ ...fees, under6Fen })}
            error={errors['value.under6Fen']}
          />
          <MoneyField
            label={t('parameters.fields.from6Fen')}
            value={fees.from6Fen ?? null}
            onChange={(from6Fen) => onChange({ ...fees, from6Fen })}
            error={errors['value.from6Fen']}
          />
        </div>
      )
    }
    case 'lead-cadence':
      return <CadenceFields {...props} />
    case 'delivery-papers':
      return <PapersField {...props} />
    case 'care-occasions':
      return <OccasionsField {...props} />
    case 'care-greetings':
      return <GreetingsFields {...props} />
    case 'care-holidays':
      return <HolidaysField {...props} />
    case 'care-prompts':
      return <PromptFields {...props} />
    case 'service-goals':
      return <GoalFields {...props} />
    case 'ticket-rules':
      return <TicketFields {...props} />
    case 'message-quiet-hours':
      return <QuietHoursFields {...props} />
    case 'test-drive-hours':
    case 'service-hours':
      return <DriveHoursFields {...props} />
    case 'test-drive-routes':
      return <DriveRoutesField {...props} />
    case 'part-costing':
      return (
        <ChoiceField
          label={t('parameters.fields.value')}
          value={(value ?? null) as ParameterValue<'part-costing'> | null}
          onChange={onChange}
          error={errors['value']}
          options={costMethods.map((method) => ({ value: method, label: t(`parameters.fields.${method}`) }))}
        />
      )
    case 'landed-basis':
      return (
        <ChoiceField
          label={t('parameters.fields.value')}
          value={(value ?? null) as ParameterValue<'landed-basis'> | null}
          onChange={onChange}
          error={errors['value']}
          options={landedBases.map((basis) => ({ value: basis, label: t(`parameters.fields.by-${basis}`) }))}
        />
      )
    case 'below-cost-warning':
      return (
        <ChoiceField
          label={t('parameters.fields.value')}
          value={value === null ? null : value ? 'yes' : 'no'}
          onChange={(choice) => onChange(choice === 'yes')}
          error={errors['value']}
          options={[
            { value: 'yes', label: t('parameters.fields.yes') },
            { value: 'no', label: t('parameters.fields.no') },
          ]}
        />
      )
  }
}

const scales = {
  'customer-value': Object.keys(firstValueScale),
  'customer-life': Object.keys(firstLifeLimits),
} as const

/** A scale of whole numbers, each by its name; amounts in yuan. */
function Scale({ parameter, value, onChange, errors }: Props & { parameter: keyof typeof scales }) {
  const { t } = useTranslation('admin')
  const scale = (value ?? (parameter === 'customer-value' ? firstValueScale : firstLifeLimits)) as Record<string, number | null>
  const change = (name: string) => (next: number | null) => onChange({ ...scale, [name]: next })
  return (
    <div className="field">
      <div className="pair">
        {scales[parameter].map((name) =>
          name.endsWith('Fen') ? (
            <MoneyField
              key={name}
              label={t(`parameters.scale.${name}`)}
              value={scale[name] ?? null}
              onChange={change(name)}
              error={errors[`value.${name}`]}
            />
          ) : (
            <NumberField
              key={name}
              label={t(`parameters.scale.${name}`)}
              value={scale[name] ?? null}
              onChange={change(name)}
              unit={t(name.endsWith('Days') ? 'parameters.fields.dayUnit' : 'parameters.fields.points')}
              error={errors[`value.${name}`]}
              width="short"
            />
          ),
        )}
      </div>
      <Wrong text={errors['value']} />
    </div>
  )
}
