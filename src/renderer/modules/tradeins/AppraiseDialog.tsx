// 评估旧车: whose car it is, what it is, and how each part of it was found. Only what the step needs is asked.
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Reply } from '../../../shared/contract.ts'
import type { Photo } from '../../../shared/modules/documents/contract.ts'
import { tradeins, type AppraisalRow } from '../../../shared/modules/tradeins/contract.ts'
import {
  conditionGrades,
  conditionParts,
  damages,
  type ConditionGrade,
  type ConditionPart,
  type Damage,
} from '../../../shared/modules/tradeins/rules.ts'
import { energies, type Energy } from '../../../shared/modules/vehicles/rules.ts'
import { call } from '../../api.ts'
import { Button } from '../../ui/Button.tsx'
import { CheckField } from '../../ui/CheckField.tsx'
import { ComboField, type Found } from '../../ui/ComboField.tsx'
import { DateField } from '../../ui/DateField.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { findCustomers } from '../../ui/find-customers.ts'
import { Warnings } from '../../ui/people/Warnings.tsx'
import { Form } from '../../ui/form/Form.tsx'
import { useForm } from '../../ui/form/use-form.ts'
import { NumberField } from '../../ui/NumberField.tsx'
import { SelectField } from '../../ui/SelectField.tsx'
import { PictureField } from '../../ui/sign/PictureField.tsx'
import { TextArea, TextField } from '../../ui/TextField.tsx'

/** `about` null: closed; 'new': a first look; a row: what was found is corrected. */
export function AppraiseDialog({ about, onClose }: { about: AppraisalRow | 'new' | null; onClose: () => void }) {
  const { t } = useTranslation('tradeins')
  return (
    <Dialog
      open={about !== null}
      onClose={onClose}
      title={t(about === 'new' ? 'appraise.title' : 'appraise.again')}
      width="wide"
      dismissable={false}
    >
      {about && <Appraising key={about === 'new' ? 'new' : about.id} row={about === 'new' ? null : about} onClose={onClose} />}
    </Dialog>
  )
}

type Values = {
  customer: Found | null
  brand: string
  series: string
  model: string
  modelYear: number | null
  plate: string
  vin: string
  energy: Energy
  exterior: string
  mileageKm: number | null
  registeredOn: string | null
  condition: Record<ConditionPart, ConditionGrade>
  damages: Damage[]
  note: string
  photos: Photo[]
}
type Saved = Reply<'tradeins.appraise'> | Reply<'tradeins.reappraise'>

const valuesOf = (row: AppraisalRow | null): Values => ({
  customer: row && { id: row.customerId, label: row.customerName },
  brand: row?.brand ?? '',
  series: row?.series ?? '',
  model: row?.model ?? '',
  modelYear: row?.modelYear ?? null,
  plate: row?.plate ?? '',
  vin: row?.vin ?? '',
  energy: row?.energy ?? 'fuel',
  exterior: row?.exterior ?? '',
  mileageKm: row?.mileageKm ?? null,
  registeredOn: row?.registeredOn ?? null,
  condition: row?.condition ?? (Object.fromEntries(conditionParts.map((part) => [part, 'good'])) as Values['condition']),
  damages: row?.damages ?? [],
  note: row?.note ?? '',
  photos: [],
})

function Appraising({ row, onClose }: { row: AppraisalRow | null; onClose: () => void }) {
  const { t } = useTranslation('tradeins')
  const [initial] = useState(() => valuesOf(row))
  const form = useForm({
    module: 'tradeins',
    schema: row ? tradeins.reappraise.input : tradeins.appraise.input,
    initial,
    ...(row ? {} : { draft: 'tradeins.appraise' }),
    read: ({ customer, ...values }: Values) => ({ ...values, ...(row ? { id: row.id } : { customerId: customer?.id }) }),
    fieldOf: (path) => (path === 'customerId' ? 'customer' : path),
    send: (input, attempt): Promise<Saved> =>
      row ? call('tradeins.reappraise', input as never, { attempt }) : call('tradeins.appraise', input as never, { attempt }),
    onDone: onClose,
  })
  const { values } = form
  return (
    <Form
      form={form}
      wide
      submit={t(row ? 'appraise.saveAgain' : 'appraise.save')}
      side={
        <Button kind="quiet" onPress={onClose}>
          {t('ui:cancel')}
        </Button>
      }
    >
      <ComboField
        label={t('column.customer')}
        name="customer"
        placeholder={t('appraise.customerHint')}
        chosen={values.customer}
        onChange={(found) => form.set('customer', found)}
        search={findCustomers}
        error={form.errors['customer']}
        disabled={row !== null}
        autoFocus={row === null}
      />
      <Warnings customerId={values.customer?.id ?? null} />
      <div className="pair">
        <TextField label={t('fields.brand')} {...form.field('brand')} maxLength={60} />
        <TextField label={t('fields.series')} {...form.field('series')} maxLength={60} />
        <TextField label={t('fields.model')} {...form.field('model')} maxLength={60} />
      </div>
      <div className="pair">
        <TextField label={t('column.plate')} optional {...form.field('plate')} maxLength={20} />
        <TextField label={t('fields.vin')} optional hint={t('appraise.vinHint')} {...form.field('vin')} maxLength={40} />
        <SelectField
          label={t('fields.energy')}
          {...form.field('energy')}
          options={energies.map((value) => ({ value, label: t(`fields.energies.${value}`) }))}
        />
      </div>
      <div className="pair">
        <NumberField label={t('column.mileage')} optional unit={t('appraise.km')} {...form.field('mileageKm')} />
        <DateField label={t('fields.registeredOn')} optional {...form.field('registeredOn')} />
        <NumberField label={t('fields.modelYear')} optional width="short" {...form.field('modelYear')} />
        <TextField label={t('fields.exterior')} optional {...form.field('exterior')} maxLength={20} />
      </div>
      <h3 className="title">{t('pane.found')}</h3>
      <div className="condition">
        {conditionParts.map((part) => (
          <SelectField
            key={part}
            label={t(`parts.${part}`)}
            value={values.condition[part]}
            onChange={(grade) => form.set('condition', { ...values.condition, [part]: grade })}
            options={conditionGrades.map((value) => ({ value, label: t(`grades.${value}`) }))}
          />
        ))}
      </div>
      <div className="row">
        {damages.map((damage) => (
          <CheckField
            key={damage}
            label={t(`damage.${damage}`)}
            value={values.damages.includes(damage)}
            onChange={(on) => form.set('damages', on ? [...values.damages, damage] : values.damages.filter((each) => each !== damage))}
          />
        ))}
      </div>
      <PictureField label={t('pictures')} value={values.photos} onChange={(photos) => form.set('photos', photos)} />
      <TextArea label={t('note')} optional {...form.field('note')} rows={2} />
    </Form>
  )
}
