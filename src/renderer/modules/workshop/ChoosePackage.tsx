// A package for a work order: what it costs, and what its lines would cost one by one.
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { jobs } from '../../../shared/modules/jobs/contract.ts'
import type { Payer } from '../../../shared/modules/workshop/rules.ts'
import { formatYuan } from '../../../shared/money.ts'
import { call } from '../../api.ts'
import { ComboField, type Found } from '../../ui/ComboField.tsx'
import { Cancel } from '../../ui/form/Cancel.tsx'
import { Form } from '../../ui/form/Form.tsx'
import { useForm } from '../../ui/form/use-form.ts'
import { SelectField } from '../../ui/SelectField.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { type Step, usePayers } from './step.tsx'

export function ChoosePackage({ card, onClose }: Step) {
  const { t } = useTranslation('jobs')
  const orderId = card.order.id
  const [initial] = useState(() => ({ chosen: null as Found | null, payer: 'customer' as Payer, note: '' }))
  const form = useForm({
    module: 'jobs',
    schema: jobs.choosePackage.input,
    initial,
    read: ({ chosen, ...values }) => ({ ...values, orderId, packageId: chosen?.id ?? '' }),
    fieldOf: (path) => (path === 'packageId' ? 'chosen' : path),
    send: (input, attempt) => call('jobs.choosePackage', input, { attempt }),
    onDone: onClose,
  })
  const { chosen, payer } = form.values
  const find = async (text: string): Promise<readonly Found[]> => {
    const reply = await call('jobs.packagesOffered', { orderId, text, payer })
    if (!reply.ok) return []
    return reply.value.map(({ id, code, name, priceFen, aloneFen }) => ({
      id,
      label: `${code} ${name}`,
      more: t('packages.offer', { price: formatYuan(priceFen), alone: aloneFen === null ? t('missing') : formatYuan(aloneFen) }),
    }))
  }
  return (
    <Form form={form} submit={t('choose.save')} side={<Cancel onClose={onClose} />}>
      <ComboField
        label={t('packages.one')}
        hint={t('choose.findHint')}
        chosen={chosen}
        onChange={(found) => form.set('chosen', found)}
        search={find}
        error={form.errors['chosen']}
        autoFocus
      />
      {chosen?.more && <p role="status">{chosen.more}</p>}
      <SelectField label={t('workshop:payer')} {...form.field('payer')} options={usePayers()} />
      <TextField label={t('fields.note')} optional {...form.field('note')} maxLength={300} />
    </Form>
  )
}
