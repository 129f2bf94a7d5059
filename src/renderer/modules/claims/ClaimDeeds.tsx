// What is done about a claim: asked for, answered, paid, given up; evidence and facts are added to it meanwhile.
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { addDays } from '../../../shared/dates.ts'
import { claims, type ClaimCard } from '../../../shared/modules/claims/contract.ts'
import { ANSWER_DAYS } from '../../../shared/modules/claims/rules.ts'
import type { Evidence } from '../../../shared/modules/documents/contract.ts'
import { moneyMethods } from '../../../shared/modules/receivables/rules.ts'
import { call } from '../../api.ts'
import { useLive } from '../../live.ts'
import { ChoiceField } from '../../ui/CheckField.tsx'
import { DateField } from '../../ui/DateField.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Cancel } from '../../ui/form/Cancel.tsx'
import { Form } from '../../ui/form/Form.tsx'
import { useForm } from '../../ui/form/use-form.ts'
import { MoneyField } from '../../ui/MoneyField.tsx'
import { SuggestField } from '../../ui/people/SuggestField.tsx'
import { EvidenceField } from '../../ui/sign/PictureField.tsx'
import { TextArea, TextField } from '../../ui/TextField.tsx'
import { useToday } from '../../ui/today.ts'

export type ClaimDeed = 'submit' | 'answer' | 'collect' | 'addEvidence' | 'change' | 'giveBack' | 'drop'
type Step = { card: ClaimCard; onClose: () => void }
const forms = {
  submit: Submitting,
  answer: Answering,
  collect: Collecting,
  addEvidence: Proving,
  change: Changing,
  giveBack: GivingBack,
  drop: Dropping,
}

export function ClaimDeedDialog({ deed, card, onClose }: { deed: ClaimDeed | null; card: ClaimCard | null; onClose: () => void }) {
  const { t } = useTranslation('claims')
  const open = deed !== null && card !== null
  const Filled = open ? forms[deed] : null
  const title = !open ? '' : deed === 'submit' && card.round > 0 ? t('deeds.again') : t(`deeds.${deed}`)
  return (
    <Dialog open={open} onClose={onClose} title={title} width="small" dismissable={false}>
      {open && Filled && <Filled key={`${deed} ${card.id}`} card={card} onClose={onClose} />}
    </Dialog>
  )
}

function Submitting({ card, onClose }: Step) {
  const { t } = useTranslation('claims')
  const today = useToday()
  const [initial] = useState(() => ({
    claimedFen: card.claimedFen as number | null,
    theirNo: card.theirNo ?? '',
    dueOn: addDays(today, ANSWER_DAYS) as string | null,
    reason: '',
  }))
  const form = useForm({
    module: 'claims',
    schema: claims.submit.input,
    initial,
    read: (values) => ({ ...values, id: card.id }),
    send: (input, attempt) => call('claims.submit', input, { attempt }),
    onDone: onClose,
  })
  return (
    <Form form={form} submit={t('save.submit')} side={<Cancel onClose={onClose} />}>
      <MoneyField label={t('column.claimedFen')} {...form.field('claimedFen')} autoFocus />
      <TextField label={t('column.theirNo')} optional {...form.field('theirNo')} maxLength={60} />
      <DateField label={t('answerBy')} {...form.field('dueOn')} min={today} />
      {(card.round > 0 || form.failure?.code === 'no-evidence' || form.values.reason !== '') && (
        <TextArea label={t(card.round > 0 ? 'whatIsNew' : 'whereEvidence')} {...form.field('reason')} rows={2} />
      )}
    </Form>
  )
}

const results = ['accepted', 'partly', 'refused'] as const

function Answering({ card, onClose }: Step) {
  const { t } = useTranslation('claims')
  const today = useToday()
  const [initial] = useState(() => ({
    result: 'accepted' as (typeof results)[number],
    acceptedFen: card.claimedFen as number | null,
    reason: '',
    answeredOn: today as string | null,
    dueOn: addDays(today, ANSWER_DAYS) as string | null,
  }))
  const form = useForm({
    module: 'claims',
    schema: claims.answer.input,
    initial,
    read: (values) => ({ ...values, id: card.id }),
    send: (input, attempt) => call('claims.answer', input, { attempt }),
    onDone: onClose,
  })
  const { result } = form.values
  return (
    <Form form={form} submit={t('save.answer')} side={<Cancel onClose={onClose} />}>
      <ChoiceField
        label={t('result')}
        {...form.field('result')}
        options={results.map((value) => ({ value, label: t(`states.${value}`) }))}
      />
      {result === 'partly' && <MoneyField label={t('column.acceptedFen')} {...form.field('acceptedFen')} />}
      {result !== 'accepted' && <TextArea label={t('reason')} {...form.field('reason')} rows={2} />}
      <div className="pair">
        <DateField label={t('answeredOn')} {...form.field('answeredOn')} max={today} />
        {result !== 'refused' && <DateField label={t('payBy')} {...form.field('dueOn')} min={today} />}
      </div>
    </Form>
  )
}

const methods = moneyMethods.filter((method) => method !== 'loan')
type Method = (typeof methods)[number]

function Collecting({ card, onClose }: Step) {
  const { t } = useTranslation('claims')
  const [initial] = useState(() => ({
    amountFen: card.outstandingFen as number | null,
    method: 'transfer' as Method,
    methodRef: '',
  }))
  const form = useForm({
    module: 'claims',
    schema: claims.collect.input,
    initial,
    read: (values) => ({ ...values, id: card.id }),
    send: (input, attempt) => call('claims.collect', input, { attempt }),
    onDone: onClose,
  })
  return (
    <Form form={form} submit={t('save.collect')} side={<Cancel onClose={onClose} />}>
      <MoneyField label={t('amount')} {...form.field('amountFen')} autoFocus />
      <ChoiceField
        label={t('workshop:pay.method')}
        {...form.field('method')}
        options={methods.map((value) => ({ value, label: t(`receivables:methods.${value}`) }))}
      />
      <TextField label={t('workshop:pay.ref')} optional {...form.field('methodRef')} maxLength={60} />
    </Form>
  )
}

function GivingBack({ card, onClose }: Step) {
  const { t } = useTranslation('claims')
  const [initial] = useState(() => ({ amountFen: card.paidFen as number | null, method: 'transfer' as Method, reason: '' }))
  const form = useForm({
    module: 'claims',
    schema: claims.giveBack.input,
    initial,
    read: (values) => ({ ...values, id: card.id }),
    send: (input, attempt) => call('claims.giveBack', input, { attempt }),
    onDone: onClose,
  })
  return (
    <Form form={form} submit={t('save.giveBack')} side={<Cancel onClose={onClose} />}>
      <MoneyField label={t('amount')} {...form.field('amountFen')} autoFocus />
      <ChoiceField
        label={t('workshop:pay.method')}
        {...form.field('method')}
        options={methods.map((value) => ({ value, label: t(`receivables:methods.${value}`) }))}
      />
      <TextField label={t('reason')} {...form.field('reason')} maxLength={200} />
    </Form>
  )
}

function Proving({ card, onClose }: Step) {
  const { t } = useTranslation('claims')
  const [initial] = useState(() => ({ evidence: [] as Evidence[] }))
  const form = useForm({
    module: 'claims',
    schema: claims.addEvidence.input,
    initial,
    read: (values) => ({ ...values, id: card.id }),
    send: (input, attempt) => call('claims.addEvidence', input, { attempt }),
    onDone: onClose,
  })
  return (
    <Form form={form} submit={t('save.addEvidence')} side={<Cancel onClose={onClose} />}>
      <p className="cap">{t('evidenceSays')}</p>
      <EvidenceField required label={t('evidence')} value={form.values.evidence} onChange={(evidence) => form.set('evidence', evidence)} />
      {form.errors['evidence'] && <p className="field-error">{form.errors['evidence']}</p>}
    </Form>
  )
}

function Changing({ card, onClose }: Step) {
  const { t } = useTranslation('claims')
  const { data: parties } = useLive('claims.parties', { payer: card.payer })
  const [initial] = useState(() => ({
    party: card.party,
    about: card.about,
    claimedFen: card.claimedFen as number | null,
    theirNo: card.theirNo ?? '',
    note: card.note ?? '',
  }))
  const form = useForm({
    module: 'claims',
    schema: claims.change.input,
    initial,
    read: (values) => ({ ...values, id: card.id }),
    send: (input, attempt) => call('claims.change', input, { attempt }),
    onDone: onClose,
  })
  return (
    <Form form={form} submit={t('save.change')} side={<Cancel onClose={onClose} />}>
      <SuggestField label={t('column.party')} {...form.field('party')} words={parties ?? []} maxLength={80} />
      {card.state === 'draft' && <MoneyField label={t('column.claimedFen')} {...form.field('claimedFen')} />}
      <TextArea label={t('column.about')} {...form.field('about')} rows={2} />
      <TextField label={t('column.theirNo')} optional {...form.field('theirNo')} maxLength={60} />
      <TextField label={t('note')} optional {...form.field('note')} maxLength={300} />
    </Form>
  )
}

function Dropping({ card, onClose }: Step) {
  const { t } = useTranslation('claims')
  const form = useForm({
    module: 'claims',
    schema: claims.drop.input,
    initial: { id: card.id, reason: '' },
    send: (input, attempt) => call('claims.drop', input, { attempt }),
    onDone: onClose,
  })
  return (
    <Form form={form} submit={t('save.drop')} side={<Cancel onClose={onClose} />}>
      <TextArea label={t('reason')} {...form.field('reason')} rows={2} autoFocus />
    </Form>
  )
}
