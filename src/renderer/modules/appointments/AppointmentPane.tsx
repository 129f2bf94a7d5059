// One appointment beside the calendar or the list: what is wanted, what was written to the customer, and what may follow.
import { useTranslation } from 'react-i18next'
import type { AppointmentCard } from '../../../shared/modules/appointments/contract.ts'
import { isExpected } from '../../../shared/modules/appointments/rules.ts'
import { call } from '../../api.ts'
import { useMay } from '../../session.ts'
import { open } from '../../state.ts'
import { Button } from '../../ui/Button.tsx'
import { CasesNotice } from '../../ui/CasesNotice.tsx'
import { DateText } from '../../ui/DateText.tsx'
import { DetailPane, Section, type PaneSteps } from '../../ui/DetailPane.tsx'
import { KeyValue } from '../../ui/KeyValue.tsx'
import { SyncBadge } from '../../ui/Mark.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { Refused } from '../../ui/Refused.tsx'
import { useDeed } from '../../ui/use-deed.ts'
import { AppointmentMark, hoursText } from './looks.tsx'

export type AppointmentDeed = 'change' | 'end'
type Props = { card: AppointmentCard; steps?: PaneSteps; onDeed: (deed: AppointmentDeed) => void }

export function AppointmentPane({ card, steps, onDeed }: Props) {
  const { t } = useTranslation('appointments')
  const may = useMay()
  const deed = useDeed()
  const expected = isExpected(card.state)
  const books = may('workshop.book')
  return (
    <DetailPane
      number={card.no}
      title={card.plate ?? card.carName}
      tag={<AppointmentMark state={card.state} tag />}
      caption={`${card.dayOn} ${card.clock} · ${card.customerName}`}
      {...(steps ? { steps } : {})}
      actions={
        <>
          {may('workshop.edit') && (expected || card.state === 'no-show') && (
            <Button kind="primary" shortcut="F8" onPress={() => open('workshop', { params: { expected: card } })}>
              {t('deeds.receive')}
            </Button>
          )}
          {card.workOrderId && (
            <Button onPress={() => open('workOrder', { record: card.workOrderId ?? '', title: card.workOrderNo ?? '' })}>
              {t('workshop:show')}
            </Button>
          )}
          {books && card.state === 'booked' && (
            <Button busy={deed.busy} onPress={() => deed.run((attempt) => call('appointments.confirm', { id: card.id }, { attempt }))}>
              {t('deeds.confirm')}
            </Button>
          )}
          {books && expected && <Button onPress={() => onDeed('change')}>{t('deeds.change')}</Button>}
          {books && expected && (
            <Button kind="quiet" onPress={() => onDeed('end')}>
              {t('deeds.end')}
            </Button>
          )}
        </>
      }
    >
      {deed.failure && (
        <Section>
          <Refused error={deed.failure} module="appointments" />
        </Section>
      )}
      {card.cases.length > 0 && (
        <Section>
          <CasesNotice cases={card.cases}>{t('cases')}</CasesNotice>
        </Section>
      )}
      {card.overbooked && (
        <Section>
          <Notice kind="act">{t('overbookedSays')}</Notice>
        </Section>
      )}
      {card.endReason && (
        <Section>
          <Notice>{card.endReason}</Notice>
        </Section>
      )}
      <Section>
        <KeyValue
          pairs={[
            [
              t('column.customer'),
              <button
                key="customer"
                type="button"
                className="link"
                onClick={() => open('customer', { record: card.customerId, title: card.customerName })}
              >
                {card.customerName}
              </button>,
            ],
            [t('workshop:phone'), card.phone],
            [t('column.car'), card.carName],
            [t('column.kind'), t(`workshop:kinds.${card.kind}`)],
            [t('column.wants'), card.wants],
            [t('column.minutes'), t('hours', { hours: hoursText(card.minutes) })],
            [t('column.technician'), card.technicianName ?? t('whoever')],
            [t('column.bay'), card.bayName ?? t('whoever')],
            [t('column.promisedAt'), card.promisedAt === null ? null : <DateText key="promised" at={card.promisedAt} near />],
            [t('column.channel'), t(`channels.${card.channel}`)],
            (card.waits || card.loaner) && [
              t('meanwhile'),
              [card.waits && t('workshop:receive.waits'), card.loaner && t('loaner')].filter(Boolean).join(t('dot')),
            ],
            [t('note'), card.note],
            card.overReason !== null && [t('evenSo'), card.overReason],
            [t('takenBy'), card.takenByName],
            card.standing !== 'alone' && [t('column.sync'), <SyncBadge key="sync" standing={card.standing} />],
          ]}
        />
      </Section>
      {card.messages.length > 0 && (
        <Section title={t('messages')}>
          <ul className="stack">
            {card.messages.map((message) => (
              <li key={message.id} className="row">
                <span className="grow">
                  {t(`messages:states.${message.state}` as never)}
                  {message.reason && message.state !== 'sent' && (
                    <span className="cap"> {t(`messages:reasons.${message.reason}` as never)}</span>
                  )}
                </span>
                <span className="cap">
                  <DateText at={message.dueAt} near />
                </span>
              </li>
            ))}
          </ul>
        </Section>
      )}
    </DetailPane>
  )
}
