// 更正资料: only what was changed is sent, so that two desktops that correct different things both keep theirs. Masked
// fields are empty: left so, they stay as they are.
import { useTranslation } from 'react-i18next'
import { useCallback, useMemo } from 'react'
import { customers as contract } from '../../../shared/modules/customers/contract.ts'
import type { CustomerCard, Similar } from '../../../shared/modules/customers/contract/shapes.ts'
import { intentionLevels } from '../../../shared/modules/customers/rules.ts'
import { call } from '../../api.ts'
import { useLive } from '../../live.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Form } from '../../ui/form/Form.tsx'
import { useForm } from '../../ui/form/use-form.ts'
import { SelectField } from '../../ui/SelectField.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { blankPerson, type PersonValues } from './CaptureDialog.tsx'
import { LikelySame } from '../../ui/people/LikelySame.tsx'
import { MoreFields } from './MoreFields.tsx'
import { SuggestField } from '../../ui/people/SuggestField.tsx'
import { typingIssue } from '../../ui/people/typing.ts'

type Customer = CustomerCard['customer']
const masks = ['phone', 'phone2', 'idNumber'] as const

/** The form's values for a customer; masked ones empty. */
function valuesOf(customer: Customer): PersonValues {
  const text = Object.fromEntries(
    Object.keys(blankPerson).map((name) => [
      name,
      (customer as Record<string, unknown>)[name] ?? (blankPerson as Record<string, unknown>)[name],
    ]),
  )
  return { ...(text as PersonValues), phone: '', phone2: '', idNumber: '', evenSo: '' }
}

export function CorrectDialog({ customer, open, onClose }: { customer: Customer; open: boolean; onClose: () => void }) {
  const { t } = useTranslation('customers')
  return (
    <Dialog open={open} onClose={onClose} title={t('correct.title', { name: customer.name })} width="wide" dismissable={false}>
      {open && <Correct customer={customer} onClose={onClose} />}
    </Dialog>
  )
}

function Correct({ customer, onClose }: { customer: Customer; onClose: () => void }) {
  const { t } = useTranslation('customers')
  const { data: words } = useLive('customers.words', {})
  const initial = useMemo(() => valuesOf(customer), [customer])
  const read = useCallback(
    ({ evenSo, ...values }: PersonValues) => {
      const before = initial as Record<string, unknown>
      const changed = Object.entries(values).filter(([name, value]) =>
        masks.includes(name as never) ? value !== '' : (value === '' ? null : value) !== (before[name] === '' ? null : before[name]),
      )
      const paper = changed.some(([name]) => name === 'idNumber') ? { idKind: values.idKind } : {}
      return { id: customer.id, fields: { ...Object.fromEntries(changed), ...paper }, ...(evenSo.trim() ? { evenSo } : {}) }
    },
    [initial, customer.id],
  )
  const form = useForm({
    module: 'customers',
    schema: contract.correct.input,
    initial,
    draft: `customers.correct:${customer.id}`,
    read,
    send: (input, attempt) => call('customers.correct', input, { attempt }),
    fieldOf: (path) => path.replace(/^fields\./, ''),
    onDone: onClose,
  })
  const found = form.failure?.code === 'duplicate' ? (form.failure.details as { found: Similar[] }).found : []
  return (
    <Form
      form={form}
      submit={t('correct.submit')}
      wide
      side={
        <Button kind="quiet" onPress={onClose}>
          {t('ui:cancel')}
        </Button>
      }
    >
      <div className="person-fields">
        <TextField label={t('field.name')} {...form.field('name')} autoFocus maxLength={80} />
        <TextField
          label={t('field.phone')}
          type="tel"
          width="phone"
          {...form.field('phone')}
          error={form.errors['phone'] ?? typingIssue(t, 'phone', form.values.phone)}
          maxLength={40}
          hint={customer.phone ? t('correct.keeps', { was: customer.phone }) : undefined}
        />
        {found.length > 0 && (
          <div className="whole stack">
            <LikelySame found={found} title={t('same.title')} onOpen={onClose} />
            <TextField label={t('field.evenSo')} {...form.field('evenSo')} hint={t('add.evenSoHint')} maxLength={200} />
          </div>
        )}
        <SelectField
          label={t('field.level')}
          optional
          {...form.field('level')}
          options={intentionLevels.map((value) => ({ value, label: t(`levels.${value}`), more: t(`levelMeans.${value}`) }))}
        />
        <SuggestField label={t('field.wants')} optional {...form.field('wants')} words={words?.wants ?? []} maxLength={200} />
        <SuggestField label={t('field.source')} optional {...form.field('source')} words={words?.sources ?? []} maxLength={200} />
      </div>
      <MoreFields
        form={form}
        people={words?.consultants ?? []}
        onIdNumber={(idNumber) => form.set('idNumber', idNumber)}
        masked={{ phone2: customer.phone2, idNumber: customer.idNumber }}
      />
    </Form>
  )
}
