// One car beside the list: what it is, what it costs, whether it is free, and the next thing to do with it.
import OpenIcon from 'lucide-react/icons/arrow-up-right'
import { useTranslation } from 'react-i18next'
import type { VehicleRow } from '../../../shared/modules/vehicles/contract/shapes.ts'
import { carSeries, canReserve } from '../../../shared/modules/vehicles/rules.ts'
import { useLive } from '../../live.ts'
import { useMay } from '../../session.ts'
import { open } from '../../state.ts'
import { Button } from '../../ui/Button.tsx'
import { DetailPane, Section, type PaneSteps } from '../../ui/DetailPane.tsx'
import { Drawing } from '../../ui/Empty.tsx'
import { StatusTag } from '../../ui/Mark.tsx'
import { Money } from '../../ui/Money.tsx'
import { formatYuan } from '../../../shared/money.ts'
import { CarCost, CarFacts, CarHistory, CarOrder } from './CarFacts.tsx'

export function VehiclePane({ row, steps, onOpen }: { row: VehicleRow; steps: PaneSteps; onOpen: () => void }) {
  const { t } = useTranslation('vehicles')
  const may = useMay()
  const { data } = useLive('vehicles.card', { id: row.id })
  const card = data?.vehicle.id === row.id ? data : undefined
  const sellable = row.own && may('orders.edit') && !row.orderId && canReserve(row.state)
  const off = row.listFen - row.priceFen
  return (
    <DetailPane
      number={row.stockNo}
      steps={steps}
      drawing={<Drawing of="car" />}
      title={
        <>
          {carSeries(row)} <span className="ink2 model">{row.model}</span>
        </>
      }
      tag={<StatusTag state={row.state} tag />}
      figure={<Money fen={row.priceFen} />}
      caption={t(off > 0 ? 'listAndOff' : 'listOnly', { list: formatYuan(row.listFen), off: formatYuan(off) })}
      actions={
        <>
          {sellable && (
            <Button kind="primary" shortcut="mod+N" onPress={() => open('quote', { params: { vehicleId: row.id } })}>
              {t('quote')}
            </Button>
          )}
          <Button kind={sellable ? 'plain' : 'primary'} icon={OpenIcon} onPress={onOpen}>
            {t('open')}
          </Button>
        </>
      }
    >
      {card && (
        <>
          <Section>
            <CarFacts card={card} />
          </Section>
          {card.cost && (
            <Section title={t('section.cost')}>
              <CarCost card={card} />
            </Section>
          )}
          <Section title={t('section.order')}>
            <CarOrder card={card} />
          </Section>
          <Section title={t('section.recent')}>
            <CarHistory card={card} most={5} />
          </Section>
        </>
      )}
    </DetailPane>
  )
}
