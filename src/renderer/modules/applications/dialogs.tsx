// The steps of an application after it was opened, one question each. What an insurer issues is asked in IssueDialog.tsx.
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Asked, Reply } from '../../../shared/contract.ts'
import { applications, type ApplicationCard } from '../../../shared/modules/applications/contract.ts'
import type { Photo } from '../../../shared/modules/documents/contract.ts'
import { call } from '../../api.ts'
import { Button } from '../../ui/Button.tsx'
import { DateField } from '../../ui/DateField.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Form } from '../../ui/form/Form.tsx'
import { useForm } from '../../ui/form/use-form.ts'
import { Money } from '../../ui/Money.tsx'
import { MoneyField } from '../../ui/MoneyField.tsx'
import { PictureField } from '../../ui/sign/PictureField.tsx'
import { TextArea, TextField } from '../../ui/TextField.tsx'
import type { StepDeed } from './ApplicationPane.tsx'

type Step = { deed: StepDeed; card: ApplicationCard }

export function StepDialog({ asked, onClose }: { asked: Step | null; onClose: () => void }) {
  const { t } = useTranslation('applications')
  return (
    <Dialog open={asked !== null} onClose={onClose} title={asked ? t(`deeds.${asked.deed}`) : ''} width="small" dismissable={false}>
      {asked && <Stepping key={`${asked.card.id} ${asked.deed}`} {...asked} onClose={onClose} />}
    </Dialog>
  )
}

type Values = {
  reference: string
  note: string
  wanted: string
  dueOn: string | null
  grantedFen: number | null
  conditions: string
  reason: string
  methodRef: string
  photos: Photo[]
}
const schemas = {
  send: applications.send.input,
  askPapers: applications.askPapers.input,
  approve: applications.approve.input,
  refuse: applications.refuse.input,
  withdraw: applications.withdraw.input,
  disburse: applications.disburse.input,
  attach: applications.attach.input,
}

function Stepping({ deed, card, onClose }: Step & { onClose: () => void }) {
  const { t } = useTranslation('applications')
  const [initial] = useState((): Values => ({
    reference: card.reference ?? '',
    note: '',
    wanted: '',
    dueOn: null,
    grantedFen: card.amountFen,
    conditions: '',
    reason: '',
    methodRef: '',
    photos: [],
  }))
  const form = useForm({
    module: 'applications',
    schema: schemas[deed] as (typeof schemas)['send'],
    initial,
    read: (values: Values) => ({ ...values, id: card.id }),
    send: (input, attempt) =>
      call(`applications.${deed}`, input as Asked<'applications.send'>, { attempt }) as Promise<Reply<'applications.send'>>,
    onDone: onClose,
  })
  return (
    <Form
      form={form}
      submit={t(`save.${deed}`)}
      side={
        <Button kind="quiet" onPress={onClose}>
          {t('ui:cancel')}
        </Button>
      }
    >
      <p className="cap">
        {card.party} <Money fen={card.grantedFen ?? card.amountFen} />
      </p>
      {deed === 'send' && (
        <>
          {card.wanted && <p>{t('wantedIs', { wanted: card.wanted })}</p>}
          <TextField label={t('reference')} optional {...form.field('reference')} maxLength={60} autoFocus />
          <TextField label={t('note')} optional {...form.field('note')} maxLength={300} />
        </>
      )}
      {deed === 'askPapers' && (
        <>
          <TextArea label={t('wanted')} {...form.field('wanted')} autoFocus rows={2} />
          <DateField label={t('apply.dueOn')} optional {...form.field('dueOn')} />
        </>
      )}
      {deed === 'approve' && (
        <>
          <MoneyField label={t('granted')} {...form.field('grantedFen')} autoFocus />
          <TextArea label={t('conditions')} optional {...form.field('conditions')} rows={2} />
          <DateField label={t('apply.dueOn')} optional {...form.field('dueOn')} />
        </>
      )}
      {(deed === 'refuse' || deed === 'withdraw') && <TextArea label={t('reason')} {...form.field('reason')} autoFocus rows={2} />}
      {deed === 'disburse' && (
        <>
          <p>{t('disburseSays')}</p>
          <TextField label={t('methodRef')} optional {...form.field('methodRef')} maxLength={60} autoFocus />
        </>
      )}
      {(deed === 'send' || deed === 'attach') && (
        <PictureField label={t('pictures')} value={form.values.photos} onChange={(photos) => form.set('photos', photos)} />
      )}
    </Form>
  )
}
