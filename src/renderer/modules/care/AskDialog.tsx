// A request is taken down: who, by which way, what they ask or wish, and the answer when there is one. What the knowledge
// says of it stands under it while it is typed.
import { useDeferredValue, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { care } from '../../../shared/modules/care/contract.ts'
import { requestChannels, requestKinds, type RequestKind } from '../../../shared/modules/care/rules.ts'
import { call } from '../../api.ts'
import { useLive } from '../../live.ts'
import { Button } from '../../ui/Button.tsx'
import { ChoiceField } from '../../ui/CheckField.tsx'
import { ComboField, type Found } from '../../ui/ComboField.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { findCustomers } from '../../ui/find-customers.ts'
import { Form } from '../../ui/form/Form.tsx'
import { useForm } from '../../ui/form/use-form.ts'
import { SelectField } from '../../ui/SelectField.tsx'
import { TextArea, TextField } from '../../ui/TextField.tsx'

export function AskDialog({ open, onClose }: { open: boolean; onClose: () => void }) {
  const { t } = useTranslation('care')
  return (
    <Dialog open={open} onClose={onClose} title={t('new')} dismissable={false}>
      {open && <Asking onClose={onClose} />}
    </Dialog>
  )
}

function Asking({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('care')
  const { data: services } = useLive('care.services', {})
  const [initial] = useState(() => ({
    customer: null as Found | null,
    caller: '',
    kind: 'consult' as RequestKind,
    channel: 'phone' as (typeof requestChannels)[number],
    service: '',
    question: '',
    answer: '',
    articleId: null as string | null,
  }))
  const form = useForm({
    module: 'care',
    schema: care.ask.input,
    initial,
    read: ({ customer, service, kind, ...values }) => ({
      ...values,
      kind,
      service: kind === 'service' ? service : null,
      customerId: customer?.id ?? null,
    }),
    fieldOf: (path) => (path === 'customerId' ? 'customer' : path),
    send: (input, attempt) => call('care.ask', input as never, { attempt }),
    onDone: onClose,
  })
  const { kind, customer, question } = form.values
  const text = useDeferredValue(question)
  const { data: known } = useLive('care.articles', kind === 'consult' && text.trim().length > 1 ? { text: text.slice(0, 100) } : null)
  return (
    <Form
      form={form}
      submit={t('ask.save')}
      side={
        <Button kind="quiet" onPress={onClose}>
          {t('ui:cancel')}
        </Button>
      }
    >
      <ChoiceField
        label={t('column.kind')}
        {...form.field('kind')}
        options={requestKinds.map((value) => ({ value, label: t(`kinds.${value}`) }))}
      />
      <ChoiceField
        label={t('column.channel')}
        {...form.field('channel')}
        options={requestChannels.map((value) => ({ value, label: t(`channels.${value}`) }))}
      />
      <ComboField
        label={t('column.customer')}
        name="customer"
        chosen={customer}
        onChange={(found) => form.set('customer', found)}
        search={findCustomers}
        error={form.errors['customer']}
        autoFocus
      />
      {!customer && <TextField label={t('ask.caller')} {...form.field('caller')} maxLength={200} />}
      {kind === 'service' && (
        <SelectField
          label={t('column.service')}
          {...form.field('service')}
          options={(services ?? []).filter(({ active }) => active).map(({ key, name }) => ({ value: key, label: name }))}
        />
      )}
      <TextArea label={t('column.question')} optional={kind === 'service'} {...form.field('question')} rows={3} />
      {known && known.length > 0 && (
        <ul className="stack">
          {known.slice(0, 3).map((article) => (
            <li key={article.id} className="row">
              <span className="grow cap">
                {article.title} · {article.body.slice(0, 80)}
              </span>
              <Button
                size="small"
                kind="quiet"
                pressed={form.values.articleId === article.id}
                onPress={() => {
                  form.set('articleId', article.id)
                  form.set('answer', article.body.slice(0, 2000))
                }}
              >
                {t('ask.use')}
              </Button>
            </li>
          ))}
        </ul>
      )}
      <TextArea label={t('column.answer')} optional {...form.field('answer')} rows={3} />
    </Form>
  )
}
