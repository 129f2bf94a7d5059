// What somebody wants, in words the store uses: model, budget, when they mean to buy, where they come from; and the grade
// these speak for, with its reason, until a person gives another one.
import { useTranslation } from 'react-i18next'
import type { Output } from '../../../shared/contract.ts'
import { addDays } from '../../../shared/dates.ts'
import type { IntentionLevel } from '../../../shared/modules/customers/rules.ts'
import { firstCadence, gradedLevels, heatOf, horizons, isGraded, suggestLevel, type Horizon } from '../../../shared/modules/leads/rules.ts'
import type { Fen } from '../../../shared/money.ts'
import { ChoiceField } from '../../ui/CheckField.tsx'
import type { FormState } from '../../ui/form/use-form.ts'
import { MoneyField } from '../../ui/MoneyField.tsx'
import { SuggestField } from '../../ui/people/SuggestField.tsx'
import { SelectField } from '../../ui/SelectField.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { useToday } from '../../ui/today.ts'

export type Words = Output<'leads.words'>
export type WishValues = {
  channel: string
  campaign: string
  model: string
  budgetFen: Fen | null
  buysWithin: Horizon | null
  /** Null: the one that is suggested. */
  level: IntentionLevel | null
  levelReason: string
}
export const noWish: WishValues = { channel: '', campaign: '', model: '', budgetFen: null, buysWithin: null, level: null, levelReason: '' }

/** The grade that counts, and why: the person's word, or what is suggested. */
export function gradeOf(
  t: (key: string) => string,
  values: WishValues,
  words: Words | undefined,
): { level: IntentionLevel; reason: string } {
  const priceFen = words?.models.find(({ word }) => word === values.model.trim())?.fromFen ?? null
  const { level, reasons } = suggestLevel(
    { within: values.buysWithin, budgetFen: values.budgetFen, priceFen },
    words?.cadence ?? firstCadence,
  )
  if (values.level !== null && values.level !== level) return { level: values.level, reason: values.levelReason }
  return { level, reason: reasons.map((reason) => t(`reasons.${reason}`)).join(t('comma')) }
}

export function Wishes<Values extends WishValues>({
  form: given,
  words,
  source = true,
}: {
  form: FormState<Values>
  words: Words | undefined
  source?: boolean
}) {
  const { t } = useTranslation('leads')
  const today = useToday()
  const form = given as unknown as FormState<WishValues>
  const { values } = form
  const cadence = words?.cadence ?? firstCadence
  const { level, reason } = gradeOf(t, values, words)
  const heat = heatOf(cadence, level)
  const first = isGraded(level) ? cadence[level].steps[0] : undefined
  return (
    <>
      {source && (
        <SuggestField label={t('field.channel')} optional {...form.field('channel')} words={words?.channels ?? []} maxLength={200} />
      )}
      <SuggestField
        label={t('field.model')}
        optional
        {...form.field('model')}
        words={(words?.models ?? []).map(({ word }) => word)}
        maxLength={200}
      />
      <MoneyField label={t('field.budget')} optional {...form.field('budgetFen')} />
      <SelectField
        label={t('field.buysWithin')}
        optional
        {...form.field('buysWithin')}
        options={horizons.map((value) => ({ value, label: t(`horizons.${value}`) }))}
      />
      {source && (
        <SuggestField label={t('field.campaign')} optional {...form.field('campaign')} words={words?.campaigns ?? []} maxLength={200} />
      )}
      <div className="whole">
        <ChoiceField
          label={t('field.level')}
          name="level"
          value={level as IntentionLevel}
          onChange={(chosen) => form.change({ level: chosen })}
          options={gradedLevels.map((value) => ({
            value: value as IntentionLevel,
            label: t(`customers:levels.${value}`),
            more: t(`heats.${cadence[value].heat}`),
          }))}
          hint={[
            heat && t('grade.says', { heat: t(`heats.${heat}`), reason: reason || t('grade.byHand') }),
            first &&
              t('grade.plans', {
                day: addDays(today, first.days),
                channel: t(`customers:channels.${first.channel}`),
                note: first.note,
                count: isGraded(level) ? cadence[level].steps.length : 0,
              }),
          ]
            .filter(Boolean)
            .join(t('stop'))}
        />
      </div>
      {values.level !== null && (
        <div className="whole">
          <TextField label={t('field.levelReason')} optional {...form.field('levelReason')} maxLength={200} />
        </div>
      )}
    </>
  )
}
