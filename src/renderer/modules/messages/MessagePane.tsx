// One message beside the list: what it says, what became of it try by try, and the next step.
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { messages, type MessageRow } from '../../../shared/modules/messages/contract.ts'
import { call } from '../../api.ts'
import { useLive } from '../../live.ts'
import { useMay } from '../../session.ts'
import { open } from '../../state.ts'
import { Button } from '../../ui/Button.tsx'
import { DateText } from '../../ui/DateText.tsx'
import { DetailPane, Section, type PaneSteps } from '../../ui/DetailPane.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Form } from '../../ui/form/Form.tsx'
import { useForm } from '../../ui/form/use-form.ts'
import { KeyValue } from '../../ui/KeyValue.tsx'
import { Refused } from '../../ui/Refused.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { useDeed } from '../../ui/use-deed.ts'
import { MessageMark } from './marks.tsx'

export function MessagePane({ row, steps }: { row: MessageRow; steps: PaneSteps }) {
  const { t } = useTranslation('messages')
  const may = useMay()
  const deed = useDeed()
  const [cancelling, setCancelling] = useState(false)
  const { data: tries } = useLive('messages.tries', { id: row.id })
  const unsent = row.state === 'waiting' || row.state === 'failed'
  return (
    <DetailPane
      number={t(`channels.${row.channel}`)}
      title={row.customerName}
      tag={<MessageMark state={row.state} tag />}
      caption={row.reason ? t(`reasonsLong.${row.reason}`) : undefined}
      steps={steps}
      actions={
        <>
          {may('messages.send') && row.state === 'failed' && row.sentAt === null && (
            <Button busy={deed.busy} onPress={() => deed.run((attempt) => call('messages.again', { id: row.id }, { attempt }))}>
              {t('again')}
            </Button>
          )}
          {may('messages.send') && unsent && (
            <Button kind="quiet" onPress={() => setCancelling(true)}>
              {t('cancel.open')}
            </Button>
          )}
          <Button kind="quiet" onPress={() => open('customer', { record: row.customerId, title: row.customerName })}>
            {t('customer')}
          </Button>
        </>
      }
    >
      {deed.failure && (
        <Section>
          <Refused error={deed.failure} module="messages" />
        </Section>
      )}
      <Section title={t('column.text')}>
        <p className="prose">{row.text}</p>
      </Section>
      <Section>
        <KeyValue
          pairs={[
            [t('column.purpose'), t(`purposes.${row.purpose}`)],
            [t('column.origin'), t(`origins.${row.origin}`)],
            row.templateName !== null && [t('column.template'), row.templateName],
            [t('column.dueAt'), <DateText key="due" at={row.dueAt} />],
            row.createdBy !== '' && [t('column.createdBy'), row.createdBy],
            row.delivered !== null && [t('column.receipt'), t(row.delivered ? 'delivered' : 'undelivered')],
            row.cancelReason !== null && [t('column.cancelReason'), row.cancelReason],
          ]}
        />
      </Section>
      {tries && tries.length > 0 && (
        <Section title={t('tries')}>
          <ul className="stack">
            {tries.map((each) => (
              <li key={`${each.at}${each.kind}`} className="row">
                <span className="grow">
                  {t(`kinds.${each.kind}`)}
                  {each.reason && <span className="cap"> {t(`reasons.${each.reason}`)}</span>}
                </span>
                <span className="cap">{each.desk}</span>
                <DateText at={each.at} />
              </li>
            ))}
          </ul>
        </Section>
      )}
      <Dialog open={cancelling} onClose={() => setCancelling(false)} title={t('cancel.title')} width="small">
        {cancelling && <Cancelling id={row.id} onClose={() => setCancelling(false)} />}
      </Dialog>
    </DetailPane>
  )
}

function Cancelling({ id, onClose }: { id: string; onClose: () => void }) {
  const { t } = useTranslation('messages')
  const form = useForm({
    module: 'messages',
    schema: messages.cancel.input,
    initial: { reason: '' },
    read: ({ reason }) => ({ ids: [id], reason }),
    send: (input, attempt) => call('messages.cancel', input, { attempt }),
    onDone: onClose,
  })
  return (
    <Form form={form} submit={t('cancel.save')}>
      <TextField label={t('column.cancelReason')} {...form.field('reason')} autoFocus maxLength={200} />
    </Form>
  )
}
