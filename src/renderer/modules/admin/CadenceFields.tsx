// What each 意向级别 means: how warm it counts, and after how many days, by which way and about what one gets in touch. A
// step whose day is emptied is none.
import { useTranslation } from 'react-i18next'
import { type FollowUpChannel, followUpChannels } from '../../../shared/modules/customers/rules.ts'
import { type Cadence, gradedLevels, type GradedLevel, heats } from '../../../shared/modules/leads/rules.ts'
import { NumberField } from '../../ui/NumberField.tsx'
import { SelectField } from '../../ui/SelectField.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { Wrong } from './Wrong.tsx'

type Step = { days: number | null; channel: FollowUpChannel; note: string }
type Draft = Record<GradedLevel, { heat: Cadence['H']['heat']; steps: Step[] }> & { budgetFloorBp: number | null }
const STEPS = 6
const blank: Step = { days: null, channel: 'phone', note: '' }

export function CadenceFields({
  value,
  onChange,
  errors,
}: {
  value: unknown
  onChange: (value: unknown) => void
  errors: Readonly<Record<string, string>>
}) {
  const { t } = useTranslation('admin')
  const draft = value as Draft
  const put = (level: GradedLevel, change: Partial<Draft[GradedLevel]>): void =>
    onChange({ ...draft, [level]: { ...draft[level], ...change } })
  const step = (level: GradedLevel, at: number, change: Partial<Step>): void => {
    const steps = draft[level].steps
    const next =
      at < steps.length ? steps.map((each, place) => (place === at ? { ...each, ...change } : each)) : [...steps, { ...blank, ...change }]
    put(level, { steps: next.filter((each) => each.days !== null || each.note !== '') })
  }
  return (
    <div className="field cadence">
      {gradedLevels.map((level) => (
        <fieldset key={level}>
          <legend>{t(`customers:levels.${level}`)}</legend>
          <SelectField
            label={t('cadence.heat')}
            value={draft[level].heat}
            onChange={(heat) => put(level, { heat })}
            options={heats.map((heat) => ({ value: heat, label: t(`leads:heats.${heat}`) }))}
          />
          {[...draft[level].steps, ...(draft[level].steps.length < STEPS ? [blank] : [])].map((each, at) => (
            // oxlint-disable-next-line react/no-array-index-key -- a step is its place
            <div key={at} className="row top">
              <NumberField
                label={t('cadence.days')}
                optional
                width="short"
                value={each.days}
                unit={t('parameters.fields.dayUnit')}
                onChange={(days) => step(level, at, { days })}
                error={errors[`value.${level}.steps.${at}.days`]}
              />
              <SelectField
                label={t('cadence.channel')}
                value={each.channel}
                onChange={(channel) => step(level, at, { channel })}
                options={followUpChannels.map((channel) => ({ value: channel, label: t(`customers:channels.${channel}`) }))}
              />
              <TextField
                label={t('cadence.note')}
                value={each.note}
                onChange={(note) => step(level, at, { note })}
                error={errors[`value.${level}.steps.${at}.note`]}
                maxLength={60}
              />
            </div>
          ))}
          <Wrong text={errors[`value.${level}.steps`]} />
        </fieldset>
      ))}
      <NumberField
        label={t('cadence.budgetFloor')}
        hint={t('cadence.budgetFloorHint')}
        unit="%"
        width="short"
        value={draft.budgetFloorBp === null ? null : Math.round(draft.budgetFloorBp / 100)}
        onChange={(percent) => onChange({ ...draft, budgetFloorBp: percent === null ? null : percent * 100 })}
        error={errors['value.budgetFloorBp']}
      />
      <Wrong text={errors['value']} />
    </div>
  )
}
