// 救援 of a work order: who called from where, when help left and came, each stamped by one press; and the form of its facts.
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { workshop } from '../../../shared/modules/workshop/contract.ts'
import { isHere } from '../../../shared/modules/workshop/rules.ts'
import type { WorkOrderCard } from '../../../shared/modules/workshop/contract/shapes.ts'
import { call } from '../../api.ts'
import { useLive } from '../../live.ts'
import { useMay } from '../../session.ts'
import { Button } from '../../ui/Button.tsx'
import { CheckField } from '../../ui/CheckField.tsx'
import { DateText } from '../../ui/DateText.tsx'
import { Section } from '../../ui/DetailPane.tsx'
import { Cancel } from '../../ui/form/Cancel.tsx'
import { Form } from '../../ui/form/Form.tsx'
import { useForm } from '../../ui/form/use-form.ts'
import { KeyValue } from '../../ui/KeyValue.tsx'
import { Refused } from '../../ui/Refused.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { useDeed } from '../../ui/use-deed.ts'
import { type Step } from './step.tsx'

export function RescueSection({ order, onEdit }: { order: WorkOrderCard['order']; onEdit: () => void }) {
  const { t } = useTranslation('workshop')
  const may = useMay()
  const deed = useDeed()
  const { data } = useLive('workshop.rescue', { id: order.id })
  if (data === undefined) return null
  const edits = may('workshop.edit') && isHere(order.state)
  const stamp = (step: 'dispatchedAt' | 'arrivedAt') =>
    deed.run((attempt) => call('workshop.keepRescue', { id: order.id, [step]: Date.now() }, { attempt }))
  const minutes = data?.arrivedAt ? Math.round((data.arrivedAt - data.calledAt) / 60_000) : null
  return (
    <Section title={t('kinds.rescue')}>
      {deed.failure && <Refused error={deed.failure} module="workshop" />}
      {data === null ? (
        <p className="cap">{t('rescue.nothing')}</p>
      ) : (
        <KeyValue
          pairs={[
            [t('rescue.caller'), [data.callerName, data.callerPhone].filter(Boolean).join(' ')],
            [t('rescue.place'), data.place],
            [t('rescue.calledAt'), <DateText key="called" at={data.calledAt} near />],
            [t('rescue.dispatchedAt'), data.dispatchedAt !== null && <DateText key="left" at={data.dispatchedAt} near />],
            [
              t('rescue.arrivedAt'),
              data.arrivedAt !== null && (
                <span key="came">
                  <DateText at={data.arrivedAt} near /> {minutes !== null && `· ${t('minutes', { minutes })}`}
                </span>
              ),
            ],
            [t('rescue.towed'), data.towed ? t('rescue.yes') : t('rescue.no')],
          ]}
        />
      )}
      {edits && (
        <div className="row">
          <Button size="small" onPress={onEdit}>
            {t('ask.rescue')}
          </Button>
          {data && data.dispatchedAt === null && (
            <Button size="small" busy={deed.busy} onPress={() => stamp('dispatchedAt')}>
              {t('rescue.leave')}
            </Button>
          )}
          {data && data.dispatchedAt !== null && data.arrivedAt === null && (
            <Button size="small" busy={deed.busy} onPress={() => stamp('arrivedAt')}>
              {t('rescue.arrive')}
            </Button>
          )}
        </div>
      )}
    </Section>
  )
}

export function RescueForm({ card, onClose }: Step) {
  const { data } = useLive('workshop.rescue', { id: card.order.id })
  return data === undefined ? null : <Facts card={card} onClose={onClose} known={data} />
}

function Facts({
  card: { order },
  onClose,
  known,
}: Step & { known: { place: string | null; callerName: string | null; callerPhone: string | null; towed: boolean } | null }) {
  const { t } = useTranslation('workshop')
  const [initial] = useState(() => ({
    callerName: known?.callerName ?? order.contactName ?? order.customerName,
    callerPhone: known?.callerPhone ?? order.contactPhone ?? '',
    place: known?.place ?? '',
    towed: known?.towed ?? false,
  }))
  const form = useForm({
    module: 'workshop',
    schema: workshop.keepRescue.input,
    initial,
    read: (values) => ({ ...values, id: order.id }),
    send: (input, attempt) => call('workshop.keepRescue', input, { attempt }),
    onDone: onClose,
  })
  return (
    <Form form={form} submit={t('change.save')} side={<Cancel onClose={onClose} />}>
      <TextField label={t('rescue.place')} {...form.field('place')} maxLength={200} autoFocus />
      <div className="pair">
        <TextField label={t('rescue.caller')} optional {...form.field('callerName')} maxLength={60} />
        <TextField label={t('phone')} optional {...form.field('callerPhone')} maxLength={30} />
      </div>
      <CheckField label={t('rescue.towed')} {...form.field('towed')} />
    </Form>
  )
}
