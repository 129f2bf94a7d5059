// The fields of what messages and care live by: quiet hours, occasions after a delivery, greetings, holidays, prompts, goals, tickets.
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ParameterValue } from '../../../shared/modules/admin/rules/parameters.ts'
import { greetingWays } from '../../../shared/modules/care/rules.ts'
import {
  firstTicketRules,
  type KindRule,
  type RequestKind,
  requestKinds,
  ticketOwners,
  type TicketRules,
} from '../../../shared/modules/care/rules/tickets.ts'
import { CheckField, ChoiceField } from '../../ui/CheckField.tsx'
import { MoneyField } from '../../ui/MoneyField.tsx'
import { NumberField } from '../../ui/NumberField.tsx'
import { SelectField } from '../../ui/SelectField.tsx'
import { TextArea, TextField } from '../../ui/TextField.tsx'

type Props = {
  value: unknown
  onChange: (value: unknown) => void
  errors: Readonly<Record<string, string>>
}
const linesOf = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
const anyWrong = (errors: Props['errors']): string | undefined =>
  errors['value'] ?? Object.entries(errors).find(([path]) => path.startsWith('value.'))?.[1]

export function QuietHoursFields({ value, onChange, errors }: Props) {
  const { t } = useTranslation('admin')
  const hours = (value ?? {}) as Partial<ParameterValue<'message-quiet-hours'>>
  return (
    <div className="pair">
      {(['from', 'until'] as const).map((name) => (
        <TextField
          key={name}
          label={t(`parameters.fields.quiet-${name}`)}
          value={hours[name] ?? ''}
          onChange={(text) => onChange({ ...hours, [name]: text.trim() })}
          width="short"
          error={errors[`value.${name}`]}
        />
      ))}
    </div>
  )
}

/** `首保提醒 3 0 phone consultant`: the name, months, days, the way, and who; what is not said is a mistake the schema names. */
const readOccasions = (text: string): unknown[] =>
  linesOf(text).map((line) => {
    const [, name = line, months, days, channel, who] = /^(.*\S)\s+(\d+)\s+(\d+)\s+(\S+)\s+(\S+)$/.exec(line) ?? []
    return {
      name,
      months: months === undefined ? null : Number(months),
      days: Number(days ?? 0),
      channel,
      who,
    }
  })

export function OccasionsField({ value, onChange, errors }: Props) {
  const { t } = useTranslation('admin')
  const [text, setText] = useState(() =>
    ((value ?? []) as ParameterValue<'care-occasions'>)
      .map(({ name, months, days, channel, who }) => [name, months, days, channel, who].join(' '))
      .join('\n'),
  )
  return (
    <TextArea
      label={t('parameters.fields.occasions')}
      hint={t('parameters.fields.occasionsHint')}
      value={text}
      rows={7}
      error={anyWrong(errors)}
      onChange={(next) => {
        setText(next)
        onChange(readOccasions(next))
      }}
    />
  )
}

export function GreetingsFields({ value, onChange, errors }: Props) {
  const { t } = useTranslation('admin')
  const ways = (value ?? {}) as Partial<ParameterValue<'care-greetings'>>
  return (
    <>
      {(['birthday', 'holiday'] as const).map((name) => (
        <ChoiceField
          key={name}
          label={t(`parameters.fields.greet-${name}`)}
          value={ways[name] ?? null}
          onChange={(way) => onChange({ ...ways, [name]: way })}
          error={errors[`value.${name}`]}
          options={greetingWays.map((way) => ({
            value: way,
            label: t(`parameters.fields.way-${way}`),
          }))}
        />
      ))}
      <TextField
        label={t('parameters.fields.greet-clock')}
        value={ways.clock ?? ''}
        onChange={(clock) => onChange({ ...ways, clock: clock.trim() })}
        width="short"
        error={errors['value.clock']}
      />
    </>
  )
}

/** `2027-02-06 春节`. */
const readHolidays = (text: string): unknown[] =>
  linesOf(text).map((line) => {
    const [, on = line, name = ''] = /^(\S+)\s+(.*\S)$/.exec(line) ?? []
    return { on, name }
  })

export function HolidaysField({ value, onChange, errors }: Props) {
  const { t } = useTranslation('admin')
  const [text, setText] = useState(() =>
    ((value ?? []) as ParameterValue<'care-holidays'>).map(({ on, name }) => `${on} ${name}`).join('\n'),
  )
  return (
    <TextArea
      label={t('parameters.fields.holidays')}
      value={text}
      rows={9}
      error={anyWrong(errors)}
      onChange={(next) => {
        setText(next)
        onChange(readHolidays(next))
      }}
    />
  )
}

/** Whole numbers side by side, each with its unit. */
function Numbers<Name extends string>({
  names,
  value,
  onChange,
  errors,
  unitOf,
}: Props & { names: readonly Name[]; unitOf: (name: Name) => string }) {
  const { t } = useTranslation('admin')
  const word = t as unknown as (key: string) => string
  const numbers = (value ?? {}) as Partial<Record<Name, number | null>>
  return names.map((name) => (
    <NumberField
      key={name}
      label={word(`parameters.fields.${name}`)}
      value={numbers[name] ?? null}
      onChange={(next) => onChange({ ...numbers, [name]: next })}
      unit={word(`parameters.fields.${unitOf(name)}`)}
      width="short"
      error={errors[`value.${name}`]}
    />
  ))
}

export function PromptFields(props: Props) {
  const { t } = useTranslation('admin')
  const rules = (props.value ?? {}) as Partial<ParameterValue<'care-prompts'>>
  return (
    <>
      <Numbers
        {...props}
        names={[
          'insuranceDays',
          'firstServiceMonths',
          'firstServiceDays',
          'maintenanceMonths',
          'maintenanceKm',
          'maintenanceDays',
          'inspectionYears',
          'inspectionYearlyFrom',
          'inspectionDays',
          'loanDays',
          'warrantyMonths',
          'warrantyKm',
          'warrantyDays',
        ]}
        unitOf={(name) =>
          name.endsWith('Months') ? 'monthUnit' : name.endsWith('Km') ? 'kmUnit' : name.endsWith('Days') ? 'dayUnit' : 'yearUnit'
        }
      />
      <MoneyField
        label={t('parameters.fields.priceDropFen')}
        value={rules.priceDropFen ?? null}
        onChange={(priceDropFen) => props.onChange({ ...rules, priceDropFen })}
        error={props.errors['value.priceDropFen']}
      />
      <CheckField
        label={t('parameters.fields.plans')}
        value={rules.plans ?? false}
        onChange={(plans) => props.onChange({ ...rules, plans })}
      />
    </>
  )
}

export function GoalFields(props: Props) {
  return (
    <Numbers
      {...props}
      names={['contentTenths', 'recommendPoints', 'answerHours', 'callbackBp', 'repeatBp']}
      unitOf={(name) => `unit-${name}`}
    />
  )
}

export function TicketFields({ value, onChange, errors }: Props) {
  const { t } = useTranslation('admin')
  const rules = { ...firstTicketRules, ...(value as Partial<TicketRules> | null) }
  const set = (kind: RequestKind, change: Partial<KindRule>): void =>
    onChange({ ...rules, kinds: { ...rules.kinds, [kind]: { ...rules.kinds[kind], ...change } } })
  return (
    <>
      <NumberField
        label={t('parameters.fields.followUpDays')}
        value={rules.followUpDays}
        onChange={(followUpDays) => onChange({ ...rules, followUpDays })}
        unit={t('parameters.fields.dayUnit')}
        width="short"
        error={errors['value.followUpDays']}
      />
      {requestKinds.map((kind) => (
        <fieldset key={kind}>
          <legend>{t(`care:kinds.${kind}`)}</legend>
          <div className="pair">
            <SelectField
              label={t('parameters.fields.ticketTo')}
              value={rules.kinds[kind].to}
              onChange={(to) => set(kind, { to })}
              options={ticketOwners.map((to) => ({ value: to, label: t(`parameters.fields.to-${to}`) }))}
            />
            <NumberField
              label={t('parameters.fields.solveHours')}
              value={rules.kinds[kind].solveHours}
              onChange={(solveHours) => set(kind, { solveHours: solveHours as number })}
              unit={t('parameters.fields.hourUnit')}
              width="short"
              error={errors[`value.kinds.${kind}.solveHours`]}
            />
          </div>
          <CheckField
            label={t('parameters.fields.ticketSteps')}
            value={rules.kinds[kind].steps}
            onChange={(steps) => set(kind, { steps })}
          />
          <CheckField
            label={t('parameters.fields.ticketFollowUp')}
            value={rules.kinds[kind].followUp}
            onChange={(followUp) => set(kind, { followUp })}
          />
        </fieldset>
      ))}
    </>
  )
}
