// Where a customer's data came from, what they did online, and what was looked up about them in a register: by link where
// there is one, else by hand with what somebody saw.
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Failure } from '../../../shared/errors.ts'
import { privacy as contract } from '../../../shared/modules/privacy/contract.ts'
import { type Register, type RegisterOutcome, registerOutcomes, registers, registerWays } from '../../../shared/modules/privacy/rules.ts'
import { call } from '../../api.ts'
import { useLive } from '../../live.ts'
import { Button } from '../../ui/Button.tsx'
import { ChoiceField } from '../../ui/CheckField.tsx'
import { DateText } from '../../ui/DateText.tsx'
import { Section } from '../../ui/DetailPane.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Form } from '../../ui/form/Form.tsx'
import { useForm } from '../../ui/form/use-form.ts'
import { Refused } from '../../ui/Refused.tsx'
import { SelectField } from '../../ui/SelectField.tsx'
import { TextField } from '../../ui/TextField.tsx'

export function Provenance({ customer, edits }: { customer: { id: string; name: string }; edits: boolean }) {
  const { t } = useTranslation('privacy')
  const { data } = useLive('privacy.provenance', { customerId: customer.id })
  const [verifying, setVerifying] = useState(false)
  if (!data) return null
  const { origins, verifications, behaviours } = data
  return (
    <Section
      title={
        <>
          {t('provenance.title')}
          {edits && (
            <Button kind="quiet" size="small" onPress={() => setVerifying(true)}>
              {t('verify.open')}
            </Button>
          )}
        </>
      }
    >
      {origins.length + verifications.length + behaviours.length === 0 && <p className="cap">{t('provenance.nothing')}</p>}
      <ul>
        {origins.map(({ id, partner, basis, agreedOn, product }) => (
          <li key={id} className="follow">
            {[t('provenance.from', { partner, day: agreedOn, basis }), product].filter(Boolean).join(t('dot'))}
          </li>
        ))}
        {verifications.map((each) => (
          <li key={each.id} className="follow">
            <span className="grow">
              {t(`registers.${each.register}`)} <b className="mid">{t(`outcomes.${each.outcome}`)}</b>{' '}
              <span className="cap">
                {[each.subject, t(`registerWays.${each.way}`), each.note, each.by].filter(Boolean).join(t('dot'))}
              </span>
            </span>
            <span className="cap">
              <DateText at={each.at} near />
            </span>
          </li>
        ))}
        {behaviours.map((act) => (
          <li key={act.id} className="follow">
            <span className="grow">
              {act.place} {t(`acts.${act.kind}`)} <span className="ink2">{[act.subject, act.said].filter(Boolean).join(t('dot'))}</span>
            </span>
            <span className="cap">
              <DateText on={act.happenedOn} />
            </span>
          </li>
        ))}
      </ul>
      <VerifyDialog customer={customer} open={verifying} onClose={() => setVerifying(false)} />
    </Section>
  )
}

function VerifyDialog({ customer, open, onClose }: { customer: { id: string; name: string }; open: boolean; onClose: () => void }) {
  const { t } = useTranslation('privacy')
  return (
    <Dialog open={open} onClose={onClose} title={t('verify.title', { name: customer.name })} width="small" dismissable={false}>
      {open && <Verifying customerId={customer.id} onClose={onClose} />}
    </Dialog>
  )
}

const byHand = registerWays.filter((way) => way !== 'link')

function Verifying({ customerId, onClose }: { customerId: string; onClose: () => void }) {
  const { t } = useTranslation('privacy')
  const [failure, setFailure] = useState<Failure | null>(null)
  const form = useForm({
    module: 'privacy',
    schema: contract.noteVerification.input,
    initial: {
      customerId,
      register: 'people' as Register,
      outcome: 'match' as RegisterOutcome,
      way: 'original' as (typeof registerWays)[number],
      note: '',
    },
    send: (input, attempt) => call('privacy.noteVerification', input, { attempt }),
    onDone: onClose,
  })
  const ask = async (): Promise<void> => {
    const reply = await call('privacy.lookUp', { customerId, register: form.values.register })
    if (reply.ok) onClose()
    else setFailure(reply.error)
  }
  return (
    <Form
      form={form}
      submit={t('verify.submit')}
      side={
        <>
          <Button kind="quiet" onPress={onClose}>
            {t('ui:cancel')}
          </Button>
          <Button onPress={() => void ask()}>{t('verify.ask')}</Button>
        </>
      }
    >
      {failure && <Refused error={failure} module="privacy" />}
      <ChoiceField
        label={t('verify.register')}
        {...form.field('register')}
        options={registers.map((value) => ({ value, label: t(`registers.${value}`) }))}
      />
      <ChoiceField
        label={t('verify.outcome')}
        {...form.field('outcome')}
        options={registerOutcomes.map((value) => ({ value, label: t(`outcomes.${value}`) }))}
      />
      <SelectField
        label={t('verify.way')}
        {...form.field('way')}
        options={byHand.map((value) => ({ value, label: t(`registerWays.${value}`) }))}
      />
      <TextField label={t('verify.note')} {...form.field('note')} maxLength={400} />
    </Form>
  )
}
