// The fields of a customer that a handshake does not need: kind, papers, address, whose customer it is.
import { useTranslation } from 'react-i18next'
import { customerKinds, genders, idKinds } from '../../../shared/modules/customers/rules.ts'
import { ChoiceField } from '../../ui/CheckField.tsx'
import { DateField } from '../../ui/DateField.tsx'
import type { FormState } from '../../ui/form/use-form.ts'
import { MoneyField } from '../../ui/MoneyField.tsx'
import { SelectField } from '../../ui/SelectField.tsx'
import { TextArea, TextField } from '../../ui/TextField.tsx'
import { NeedsFields } from './NeedsFields.tsx'
import type { PersonValues } from './CaptureDialog.tsx'
import { typingIssue } from '../../ui/people/typing.ts'

type Fields = Pick<FormState<PersonValues>, 'field' | 'values' | 'errors'>

/** `phoneHints` say what stays when masked fields are left empty in a correction. */
export function MoreFields({
  form,
  people,
  onIdNumber,
  masked,
}: {
  form: Fields
  people: readonly { id: string; name: string }[]
  onIdNumber: (number: string) => void
  masked?: { phone2: string | null; idNumber: string | null }
}) {
  const { t } = useTranslation('customers')
  const { values, field, errors } = form
  const keeps = (was: string | null | undefined): string | undefined => (was ? t('correct.keeps', { was }) : undefined)
  return (
    <div className="person-fields">
      <ChoiceField
        label={t('field.kind')}
        {...field('kind')}
        options={customerKinds.map((value) => ({ value, label: t(`kinds.${value}`) }))}
      />
      {values.kind === 'company' ? (
        <TextField label={t('field.contact')} optional {...field('contact')} maxLength={80} />
      ) : (
        <ChoiceField
          label={t('field.gender')}
          optional
          {...field('gender')}
          options={genders.map((value) => ({ value, label: t(`genders.${value}`) }))}
        />
      )}
      <SelectField
        label={t('field.idKind')}
        optional
        {...field('idKind')}
        options={idKinds.map((value) => ({ value, label: t(`idKinds.${value}`) }))}
      />
      <TextField
        label={t('field.idNumber')}
        optional
        {...field('idNumber')}
        onChange={onIdNumber}
        upper
        mono
        error={errors['idNumber'] ?? typingIssue(t, 'idNumber', values.idNumber, values.idKind)}
        hint={keeps(masked?.idNumber)}
        maxLength={40}
      />
      <DateField label={t('field.birthdayOn')} optional {...field('birthdayOn')} />
      <TextField
        label={t('field.phone2')}
        optional
        type="tel"
        width="phone"
        {...field('phone2')}
        error={errors['phone2'] ?? typingIssue(t, 'phone', values.phone2)}
        hint={keeps(masked?.phone2)}
        maxLength={40}
      />
      <TextField label={t('field.wechat')} optional {...field('wechat')} maxLength={80} />
      <TextField label={t('field.email')} optional type="email" {...field('email')} maxLength={200} />
      <TextField label={t('field.province')} optional {...field('province')} maxLength={40} />
      <TextField label={t('field.city')} optional {...field('city')} maxLength={40} />
      <div className="whole">
        <TextField label={t('field.address')} optional {...field('address')} maxLength={200} />
      </div>
      <MoneyField label={t('field.budgetFen')} optional {...field('budgetFen')} />
      <NeedsFields form={form} />
      <SelectField
        label={t('field.consultantId')}
        {...field('consultantId')}
        options={people.map(({ id, name }) => ({ value: id, label: name }))}
      />
      <div className="whole">
        <TextArea label={t('field.note')} optional {...field('note')} />
      </div>
    </div>
  )
}
