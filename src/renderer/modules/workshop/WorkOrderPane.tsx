// One work order beside the list: where it stands, what is done, and what must be known of the car. Enter opens the record.
import { useTranslation } from 'react-i18next'
import { useLive } from '../../live.ts'
import { open } from '../../state.ts'
import { Button } from '../../ui/Button.tsx'
import { DateText } from '../../ui/DateText.tsx'
import { DetailPane, Section, type PaneSteps } from '../../ui/DetailPane.tsx'
import { KeyValue } from '../../ui/KeyValue.tsx'
import { Money } from '../../ui/Money.tsx'
import { Around } from './Around.tsx'
import { OrderMark } from './looks.tsx'

export function WorkOrderPane({ id, steps }: { id: string; steps: PaneSteps }) {
  const { t } = useTranslation('workshop')
  const { data } = useLive('workshop.card', { id })
  if (data?.order.id !== id) return null
  const { order, jobs, parts, around } = data
  const agreed = [...jobs, ...parts].filter(({ decision }) => decision === 'agreed')
  return (
    <DetailPane
      number={order.no}
      title={order.plate ?? order.carName}
      tag={<OrderMark state={order.state} tag />}
      figure={<Money fen={order.totalFen} />}
      caption={`${order.customerName} · ${order.carName}`}
      steps={steps}
      actions={
        <Button kind="primary" onPress={() => open('workOrder', { record: id, title: order.no })}>
          {t('show')}
        </Button>
      }
    >
      <Section>
        <KeyValue
          pairs={[
            [t('column.kind'), t(`kinds.${order.kind}`)],
            [t('column.complaint'), order.complaint],
            [t('column.km'), t('km', { km: order.km })],
            [t('column.adviser'), order.adviserName],
            [t('column.receivedAt'), <DateText key="in" at={order.receivedAt} near />],
            [
              t('column.promisedAt'),
              order.promisedAt === null ? null : (
                <span key="out" className={order.late ? 'act' : undefined}>
                  <DateText at={order.promisedAt} near /> {order.late && t('late')}
                </span>
              ),
            ],
            order.endReason !== null && [t('endReason'), order.endReason],
          ]}
        />
      </Section>
      <Section title={t('lines.title')}>
        {agreed.length === 0 && <p className="cap">{t('lines.none')}</p>}
        <ul className="stack">
          {agreed.map((line) => (
            <li key={line.id}>{line.name}</li>
          ))}
        </ul>
      </Section>
      <Around around={around} />
    </DetailPane>
  )
}
