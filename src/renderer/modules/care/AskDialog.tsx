// A request is taken down: who, by which way, what they ask or wish, and the answer when there is one. What the knowledge
// says of it stands under it while it is typed.
import { useDeferredValue, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { care } from '../../../shared/modules/care/contract.ts'
import { type RequestChannel, requestChannels, type RequestKind, requestKinds } from '../../../shared/modules/care/rules/tickets.ts'
import type { Similar } from '../../../shared/modules/customers/contract/shapes.ts'
import { call } from '../../api.ts'
import { useLive } from '../../live.ts'
import { Button } from '../../ui/Button.tsx'
import { ChoiceField } from '../../ui/CheckField.tsx'
import { ComboField, type Found } from '../../ui/ComboField.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { findCustomers } from '../../ui/find-customers.ts'
import { Form } from '../../ui/form/Form.tsx'
import { useForm } from '../../ui/form/use-form.ts'
import { LikelySame } from '../../ui/people/LikelySame.tsx'
import { SelectField } from '../../ui/SelectField.tsx'
import { TextArea, TextField } from '../../ui/TextField.tsx'

export function AskDialog({ asking, onClose }: { asking: { who: Found | null } | null; onClose: () => void }) {
  const { t } = useTranslation('care')
  return (
    <Dialog open={asking !== null} onClose={onClose} title={t('new')} dismissable={false}>
      {asking && <Asking who={asking.who} onClose={onClose} />}
    </Dialog>
  )
}

function Asking({ who, onClose }: { who: Found | null; onClose: () => void }) {
  const { t } = useTranslation('care')
  const { data: services } = useLive('care.services', {})
  const { data: people } = useLive('care.people', {})
  const [initial] = useState(() => ({
    customer: who,
    caller: '',
    phone: '',
    evenSo: '',
    kind: 'consult' as RequestKind,
    channel: 'phone' as RequestChannel,
    ownerId: '',
    service: '',
    question: '',
    answer: '',
    articleId: null as string | null,
  }))
  const form = useForm({
    module: 'care',
    schema: care.ask.input,
    initial,
    read: ({ customer, service, kind, evenSo, ...values }) => ({
      ...values,
      kind,
      service: kind === 'service' ? service : null,
      customerId: customer?.id ?? null,
      ...(evenSo.trim() ? { evenSo } : {}),
    }),
    fieldOf: (path) => (path === 'customerId' ? 'customer' : path),
    send: (input, attempt) => call('care.ask', input as never, { attempt }),
    onDone: onClose,
  })
  const { kind, customer, question } = form.values
  const text = useDeferredValue(question)
  const { data: known } = useLive('care.articles', kind === 'consult' && text.trim().length > 1 ? { text: text.slice(0, 100) } : null)
  const same = form.failure?.code === 'duplicate' ? (form.failure.details as { found: Similar[] }).found : []
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
      {!customer && (
        <div className="pair">
          <TextField label={t('ask.caller')} {...form.field('caller')} maxLength={200} />
          <TextField label={t('ask.phone')} optional type="tel" {...form.field('phone')} maxLength={40} />
        </div>
      )}
      {same.length > 0 && (
        <>
          <LikelySame found={same} title={t('ask.same')} onOpen={onClose} />
          <TextField label={t('ask.evenSo')} {...form.field('evenSo')} maxLength={200} />
        </>
      )}
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
      <TextArea label={t('column.answer')} optional {...form.field('answer')} rows={2} />
      <SelectField
        label={t('column.owner')}
        optional
        {...form.field('ownerId')}
        options={[{ value: '', label: t('ask.byRule') }, ...(people ?? []).map(({ id, name }) => ({ value: id, label: name }))]}
      />
    </Form>
  )
}
