// A message is written: to whom, by which template or in one's own words, and when. What it will say stands under it.
import { useDeferredValue, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { messages } from '../../../shared/modules/messages/contract.ts'
import { messageChannels, templatePurposes, type MessageChannel, type TemplatePurpose } from '../../../shared/modules/messages/rules.ts'
import { call } from '../../api.ts'
import { useLive } from '../../live.ts'
import { Button } from '../../ui/Button.tsx'
import { ChoiceField } from '../../ui/CheckField.tsx'
import { ComboField, type Found } from '../../ui/ComboField.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { findCustomers } from '../../ui/find-customers.ts'
import { Form } from '../../ui/form/Form.tsx'
import { useForm } from '../../ui/form/use-form.ts'
import { Notice } from '../../ui/Notice.tsx'
import { SelectField } from '../../ui/SelectField.tsx'
import { TextArea, TextField } from '../../ui/TextField.tsx'

export function WriteDialog({ open, onClose }: { open: boolean; onClose: () => void }) {
  const { t } = useTranslation('messages')
  return (
    <Dialog open={open} onClose={onClose} title={t('new')} width="normal" dismissable={false}>
      {open && <Writing onClose={onClose} />}
    </Dialog>
  )
}

type Values = {
  customer: Found | null
  channel: MessageChannel
  purpose: TemplatePurpose
  template: string
  subject: string
  body: string
  event: string
  date: string
}
const OWN = 'own'

function Writing({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('messages')
  const { data: templates } = useLive('messages.templates', {})
  const [initial] = useState((): Values => ({
    customer: null,
    channel: 'sms',
    purpose: 'service',
    template: OWN,
    subject: '',
    body: '',
    event: '',
    date: '',
  }))
  const form = useForm({
    module: 'messages',
    schema: messages.write.input,
    initial,
    read: ({ customer, template, body, ...values }: Values) => ({
      ...values,
      template: template === OWN ? null : template,
      body: template === OWN ? body : null,
      customerIds: customer ? [customer.id] : [],
    }),
    fieldOf: (path) => (path.startsWith('customerIds') ? 'customer' : path),
    send: (input, attempt) => call('messages.write', input as never, { attempt }),
    onDone: onClose,
  })
  const { customer, channel, template, purpose, body } = form.values
  const offered = (templates ?? []).filter((each) => each.active && each.channel === channel)
  const chosen = offered.find((each) => each.key === template)
  const said = useDeferredValue(body)
  const { data: preview } = useLive(
    'messages.preview',
    customer && (chosen || said.trim() !== '')
      ? ({
          customerId: customer.id,
          channel,
          purpose: chosen?.purpose ?? purpose,
          template: chosen?.key ?? null,
          subject: null,
          body: chosen ? '' : said,
        } as never)
      : null,
  )
  return (
    <Form
      form={form}
      submit={t('write.save')}
      side={
        <Button kind="quiet" onPress={onClose}>
          {t('ui:cancel')}
        </Button>
      }
    >
      <ComboField
        label={t('column.customer')}
        name="customer"
        chosen={customer}
        onChange={(found) => form.set('customer', found)}
        search={findCustomers}
        error={form.errors['customer']}
        autoFocus
      />
      <ChoiceField
        label={t('column.channel')}
        {...form.field('channel')}
        onChange={(next) => {
          form.set('channel', next as MessageChannel)
          form.set('template', OWN)
        }}
        options={messageChannels.map((value) => ({ value, label: t(`channels.${value}`) }))}
      />
      <SelectField
        label={t('column.template')}
        {...form.field('template')}
        options={[{ value: OWN, label: t('write.own') }, ...offered.map(({ key, name }) => ({ value: key, label: name }))]}
      />
      {!chosen && (
        <ChoiceField
          label={t('column.purpose')}
          {...form.field('purpose')}
          options={templatePurposes.map((value) => ({ value, label: t(`purposes.${value}`) }))}
        />
      )}
      {!chosen && channel === 'email' && <TextField label={t('column.subject')} {...form.field('subject')} maxLength={120} />}
      {!chosen && <TextArea label={t('column.text')} {...form.field('body')} rows={4} />}
      {chosen?.body.includes('{{event}}') && <TextField label={t('write.event')} {...form.field('event')} maxLength={80} />}
      {chosen?.body.includes('{{date}}') && <TextField label={t('write.date')} {...form.field('date')} maxLength={40} />}
      {preview && !preview.may && <Notice kind="act">{t('write.noConsent')}</Notice>}
      {preview && !preview.reachable && <Notice kind="act">{t(`write.noAddress.${channel}`)}</Notice>}
      {preview && preview.text !== '' && (
        <p className="cap">
          {preview.text}
          {channel === 'sms' && ` · ${t('write.parts', { count: preview.parts })}`}
        </p>
      )}
    </Form>
  )
}
