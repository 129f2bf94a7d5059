// What is known of a car, in three blocks: the car itself, its order, what happened to it. Shown in the pane and in the record.
import { useTranslation } from 'react-i18next'
import type { VehicleCard } from '../../../shared/modules/vehicles/contract/shapes.ts'
import { open } from '../../state.ts'
import { DateText } from '../../ui/DateText.tsx'
import { KeyValue } from '../../ui/KeyValue.tsx'
import { SyncBadge } from '../../ui/Mark.tsx'
import { Money } from '../../ui/Money.tsx'
import { Timeline } from '../../ui/Timeline.tsx'
import { Vin } from '../../ui/Vin.tsx'
import { Paint } from './columns.tsx'
import { RightMark } from './SaleRight.tsx'

export function CarFacts({ card, wide = false }: { card: VehicleCard; wide?: boolean }) {
  const { t } = useTranslation('vehicles')
  const { vehicle: car, age } = card
  return (
    <KeyValue
      wide={wide}
      pairs={[
        [t('column.vin'), <Vin key="vin" vin={car.vin} />],
        !!car.vinOverride && [t('fact.vinOverride'), car.vinOverride],
        [
          t('fact.paint'),
          <span key="paint">
            <Paint name={car.exterior} />
            {car.interior ? `${t('dot')}${t('fact.interior', { interior: car.interior })}` : ''}
          </span>,
        ],
        [
          t('fact.year'),
          [
            car.modelYear && t('fact.yearOf', { year: car.modelYear }),
            t(`energy.${car.energy}`),
            car.seats && t('fact.seats', { count: car.seats }),
          ]
            .filter(Boolean)
            .join(t('dot')),
        ],
        wide && !!car.measures?.size && [t('fact.size'), t('fact.mm', { size: car.measures.size })],
        wide &&
          !!car.measures?.displacementMl && [
            t('fact.displacement'),
            t('fact.litres', { litres: (car.measures.displacementMl / 1000).toFixed(1) }),
          ],
        wide && !!car.measures?.rangeKm && [t('fact.range'), t('fact.km', { count: car.measures.rangeKm })],
        [t('fact.certificate'), car.certificateNo],
        [t('fact.engine'), car.engineNo],
        wide && car.energy === 'nev' && [t('fact.battery'), car.batteryNo],
        wide && car.energy === 'nev' && [t('fact.soh'), car.sohPercent === null ? null : `${car.sohPercent}%`],
        wide && car.energy === 'nev' && [t('fact.charger'), car.charger && t(`charger.${car.charger}`)],
        wide &&
          car.warranty !== null && [
            t('fact.warranty'),
            t('fact.warrantyUntil', { day: car.warranty.untilOn, km: car.warranty.km.toLocaleString('en-US') }),
          ],
        wide && [t('fact.origin'), car.origin],
        wide && [t('fact.produced'), car.producedOn && <DateText key="produced" on={car.producedOn} />],
        [t('column.location'), car.location],
        car.standing !== 'alone' && car.leftOn === null && [t('column.right'), <RightMark key="right" car={car} />],
        [
          t('column.arrivedOn'),
          car.arrivedOn ? <DateText key="arrived" on={car.arrivedOn} /> : car.expectedOn && t('fact.expected', { day: car.expectedOn }),
        ],
        car.ageDays !== null && [
          t('column.ageDays'),
          <span key="age">
            {t('fact.days', { count: car.ageDays })}{' '}
            {age.overDays > 0 && car.state !== 'sold' && (
              <span className={age.step > 1 ? 'act' : 'warn'}>
                {t('fact.over', { limit: age.ladder[age.step - 1], days: age.overDays })}
              </span>
            )}
          </span>,
        ],
        wide && !!car.note && [t('fact.note'), car.note],
      ]}
    />
  )
}

export function CarCost({ card, wide = false }: { card: VehicleCard; wide?: boolean }) {
  const { t } = useTranslation('vehicles')
  if (!card.cost) return null
  return (
    <KeyValue
      wide={wide}
      pairs={[
        [t('column.costFen'), <Money key="cost" fen={card.cost.costFen} />],
        [t('fact.rebate'), <Money key="rebate" fen={card.cost.rebateFen} />],
        [
          t('fact.margin'),
          <span key="margin" className={card.cost.marginFen < 0 ? 'act' : undefined}>
            <Money fen={card.cost.marginFen} />
          </span>,
        ],
      ]}
    />
  )
}

export function CarOrder({ card }: { card: VehicleCard }) {
  const { t } = useTranslation('vehicles')
  const { order } = card
  if (!order) return <p className="cap">{t('free')}</p>
  return (
    <p className="stack">
      <button type="button" className="link" onClick={() => open('order', { record: order.id, title: order.no })}>
        {order.no}
      </button>
      <span className="cap">
        {[order.customer, t(`orders:stage.${order.state}`)].filter(Boolean).join(t('dot'))}{' '}
        {order.provisional && <SyncBadge standing="provisional" />}
      </span>
    </p>
  )
}

export function CarHistory({ card, most }: { card: VehicleCard; most?: number }) {
  const { t } = useTranslation('vehicles')
  const items = (most ? card.timeline.slice(0, most) : card.timeline).map((line) => ({
    id: line.id,
    what: t([`history.${line.command}`, `admin:words.commands.${line.command}`, 'history.other'] as never),
    who: [line.who, line.desktop].filter(Boolean).join(t('dot')),
    note: <DateText at={line.at} near />,
    standing: line.standing,
  }))
  return <Timeline items={items} />
}
