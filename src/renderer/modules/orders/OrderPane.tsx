// One order beside the list: who, what, how far, the money, and the way to the whole record.
import OpenIcon from 'lucide-react/icons/arrow-up-right'
import { useTranslation } from 'react-i18next'
import type { OrderRow } from '../../../shared/modules/orders/contract/rows.ts'
import { useLive } from '../../live.ts'
import { Button } from '../../ui/Button.tsx'
import { DateText } from '../../ui/DateText.tsx'
import { DetailPane, Section, type PaneSteps } from '../../ui/DetailPane.tsx'
import { Drawing } from '../../ui/Empty.tsx'
import { KeyValue } from '../../ui/KeyValue.tsx'
import { SyncBadge } from '../../ui/Mark.tsx'
import { Money } from '../../ui/Money.tsx'
import { Refused } from '../../ui/Refused.tsx'
import { Vin } from '../../ui/Vin.tsx'
import { nextWords } from './next-words.ts'
import { StageMark } from './StageMark.tsx'
import { useActs, type Question } from './use-acts.ts'
import { percentOf } from './words.ts'

export function OrderPane({ row, steps, onOpen }: { row: OrderRow; steps: PaneSteps; onOpen: (question?: Question) => void }) {
  const { t } = useTranslation('orders')
  const { data } = useLive('orders.card', { id: row.id as never })
  const card = data?.id === row.id ? data : undefined
  const next = card ? nextWords(card, t) : null
  const { act, deed } = useActs(card, onOpen)
  return (
    <DetailPane
      number={row.no}
      title={row.customerName}
      tag={row.provisional ? <SyncBadge standing="provisional" tag /> : <StageMark stage={row.stage} tag />}
      figure={<Money fen={row.totalFen} />}
      caption={row.vehicleName ?? t('quote.noCarYet')}
      steps={steps}
      drawing={<Drawing of={row.vehicleId ? 'car' : 'paper'} />}
      actions={
        <>
          {next?.doing && (
            <Button kind="primary" shortcut="F8" busy={deed.busy} onPress={() => next.doing && act(next.doing)}>
              {next.label}
            </Button>
          )}
          <Button icon={OpenIcon} onPress={() => onOpen()}>
            {t('open')}
          </Button>
        </>
      }
    >
      {deed.failure && (
        <Section>
          <Refused error={deed.failure} module="orders" />
        </Section>
      )}
      <Section title={t('pane.money')}>
        <KeyValue
          pairs={[
            [t('column.price'), <Money key="price" fen={row.priceFen} />],
            [
              t('pane.discount'),
              row.discountFen > 0 && (
                <span key="discount">
                  <Money fen={row.discountFen} /> <span className="muted">{percentOf(row.discountBp)}</span>
                </span>
              ),
            ],
            [t('pane.received'), <Money key="net" fen={row.netFen} />],
            [t('pane.due'), <Money key="due" fen={row.dueFen} />],
          ]}
        />
      </Section>
      <Section title={t('pane.car')}>
        <KeyValue
          pairs={[
            [t('column.vehicle'), row.vehicleName],
            [t('column.stockNo'), row.stockNo],
            [t('column.vin'), row.vin && <Vin key="vin" vin={row.vin} />],
            card?.vehicle && [t('pane.colour'), [card.vehicle.exterior, card.vehicle.interior].filter(Boolean).join(t('comma'))],
          ]}
        />
      </Section>
      <Section title={t('pane.people')}>
        <KeyValue
          pairs={[
            [t('column.consultant'), row.consultantName],
            card && [t('meta.phone'), card.customer.phone],
            [t('column.deliverOn'), row.deliverOn && <DateText key="on" on={row.deliverOn} near />],
            [t('column.createdAt'), <DateText key="at" at={row.createdAt} near />],
          ]}
        />
      </Section>
    </DetailPane>
  )
}
