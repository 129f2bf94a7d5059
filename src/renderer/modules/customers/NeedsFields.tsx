// What somebody needs a car for, as fields of the form: use, kind of purchase, how they pay, what they like.
import { useTranslation } from 'react-i18next'
import { buyKinds, payWays, carUses } from '../../../shared/modules/customers/rules/needs.ts'
import { energies } from '../../../shared/modules/vehicles/rules.ts'
import type { FormState } from '../../ui/form/use-form.ts'
import { NumberField } from '../../ui/NumberField.tsx'
import { SelectField } from '../../ui/SelectField.tsx'
import { TextField } from '../../ui/TextField.tsx'
import type { PersonValues } from './CaptureDialog.tsx'

export function NeedsFields({ form: { field } }: { form: Pick<FormState<PersonValues>, 'field'> }) {
  const { t } = useTranslation('customers')
  return (
    <>
      <SelectField
        label={t('field.useKind')}
        optional
        {...field('useKind')}
        options={carUses.map((value) => ({ value, label: t(`carUses.${value}`) }))}
      />
      <SelectField
        label={t('field.buyKind')}
        optional
        {...field('buyKind')}
        options={buyKinds.map((value) => ({ value, label: t(`buyKinds.${value}`) }))}
      />
      <SelectField
        label={t('field.pays')}
        optional
        {...field('pays')}
        options={payWays.map((value) => ({ value, label: t(`payWays.${value}`) }))}
      />
      <NumberField label={t('field.buysEvery')} optional unit={t('years')} {...field('buysEvery')} />
      <SelectField
        label={t('field.energyWish')}
        optional
        {...field('energyWish')}
        options={energies.map((value) => ({ value, label: t(`energies.${value}`) }))}
      />
      <NumberField label={t('field.seatsWish')} optional unit={t('seats')} {...field('seatsWish')} />
      <div className="whole">
        <TextField label={t('field.likes')} optional {...field('likes')} maxLength={200} />
      </div>
    </>
  )
}
