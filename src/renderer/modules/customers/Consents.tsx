// What a customer agreed to, in a block of the record, and the dialog that notes a consent or its withdrawal.
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { privacy as contract } from '../../../shared/modules/privacy/contract.ts'
import {
  type ConsentState,
  type ConsentWay,
  consentStates,
  consentWays,
  type ContactChannel,
  contactChannels,
  type Purpose,
  purposes,
} from '../../../shared/modules/privacy/rules.ts'
import { call } from '../../api.ts'
import { useLive } from '../../live.ts'
import { Button } from '../../ui/Button.tsx'
import { ChoiceField } from '../../ui/CheckField.tsx'
import { DateText } from '../../ui/DateText.tsx'
import { Section } from '../../ui/DetailPane.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Form } from '../../ui/form/Form.tsx'
import { useForm } from '../../ui/form/use-form.ts'
import { KeyValue } from '../../ui/KeyValue.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { SelectField } from '../../ui/SelectField.tsx'
import { TextField } from '../../ui/TextField.tsx'

export function Consents({ customer, edits }: { customer: { id: string; name: string }; edits: boolean }) {
  const { t } = useTranslation('privacy')
  const { data } = useLive('privacy.consents', { customerId: customer.id })
  const [noting, setNoting] = useState(false)
  if (!data) return null
  const ways = (purpose: Purpose, may: boolean): string =>
    data.standing
      .filter((each) => each.purpose === purpose && each.may === may)
      .map(({ channel }) => t(`channels.${channel}`))
      .join(t('comma'))
  return (
    <Section
      title={
        <>
          {t('title')}
          {edits && (
            <Button kind="quiet" size="small" onPress={() => setNoting(true)}>
              {t('note.open')}
            </Button>
          )}
        </>
      }
    >
      {data.doNotDisturb && <Notice kind="act">{t('doNotDisturb')}</Notice>}
      <KeyValue
        wide
        pairs={purposes.map((purpose) => {
          const yes = ways(purpose, true)
          return [
            t(`purposes.${purpose}`),
            yes === '' ? (
              <span key={purpose} className="muted">
                {t('no')}
              </span>
            ) : (
              yes
            ),
          ]
        })}
      />
      {data.lines.length > 0 && (
        <ul>
          {data.lines.map((line) => (
            <li key={line.id} className="follow">
              <span className="grow">
                {t(`line.${line.state}`, { purpose: t(`purposes.${line.purpose}`), channel: t(`channels.${line.channel}`) })}{' '}
                <span className="cap">{[t(`ways.${line.how}`), line.evidence, line.by].filter(Boolean).join(t('dot'))}</span>
              </span>
              <span className="cap">
                <DateText at={line.at} near />
              </span>
            </li>
          ))}
        </ul>
      )}
      <ConsentDialog customer={customer} open={noting} onClose={() => setNoting(false)} />
    </Section>
  )
}

function ConsentDialog({ customer, open, onClose }: { customer: { id: string; name: string }; open: boolean; onClose: () => void }) {
  const { t } = useTranslation('privacy')
  return (
    <Dialog open={open} onClose={onClose} title={t('note.title', { name: customer.name })} width="small">
      {open && <Noting customerId={customer.id} onClose={onClose} />}
    </Dialog>
  )
}

function Noting({ customerId, onClose }: { customerId: string; onClose: () => void }) {
  const { t } = useTranslation('privacy')
  const form = useForm({
    module: 'privacy',
    schema: contract.noteConsent.input,
    initial: {
      customerId,
      state: 'given' as ConsentState,
      purpose: 'marketing' as Purpose | 'all',
      channel: 'all' as ContactChannel | 'all',
      how: 'signed' as ConsentWay,
      evidence: '',
    },
    send: (input, attempt) => call('privacy.noteConsent', input, { attempt }),
    onDone: onClose,
  })
  return (
    <Form
      form={form}
      submit={t('note.submit')}
      side={
        <Button kind="quiet" onPress={onClose}>
          {t('ui:cancel')}
        </Button>
      }
    >
      <ChoiceField
        label={t('field.state')}
        {...form.field('state')}
        options={consentStates.map((value) => ({ value, label: t(`states.${value}`) }))}
      />
      <SelectField
        label={t('field.purpose')}
        {...form.field('purpose')}
        options={[...purposes, ...(form.values.state === 'withdrawn' ? (['all'] as const) : [])].map((value) => ({
          value,
          label: t(`purposes.${value}`),
        }))}
      />
      <SelectField
        label={t('field.channel')}
        {...form.field('channel')}
        options={(['all', ...contactChannels] as const).map((value) => ({ value, label: t(`channels.${value}`) }))}
      />
      <SelectField
        label={t('field.how')}
        {...form.field('how')}
        options={consentWays.map((value) => ({ value, label: t(`ways.${value}`) }))}
      />
      <TextField label={t('field.evidence')} hint={t('note.evidenceHint')} {...form.field('evidence')} maxLength={400} />
    </Form>
  )
}
