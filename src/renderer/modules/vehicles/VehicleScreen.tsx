// One car: what it is, what it costs, who has it, and everything that happened to it.
import MoreIcon from 'lucide-react/icons/ellipsis'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { carSeries, canReserve } from '../../../shared/modules/vehicles/rules.ts'
import { formatYuan } from '../../../shared/money.ts'
import { useLive } from '../../live.ts'
import type { ScreenProps } from '../../nav/screen.ts'
import { useMay } from '../../session.ts'
import { describe, open } from '../../state.ts'
import { CasesNotice } from '../../ui/CasesNotice.tsx'
import { Button } from '../../ui/Button.tsx'
import { Section } from '../../ui/DetailPane.tsx'
import { Loading } from '../../ui/Loading.tsx'
import { StatusTag, SyncBadge } from '../../ui/Mark.tsx'
import { Menu } from '../../ui/Menu.tsx'
import { Money } from '../../ui/Money.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { Refused } from '../../ui/Refused.tsx'
import { CarRebates } from './CarRebates.tsx'
import { CarCost, CarFacts, CarHistory, CarOrder } from './CarFacts.tsx'
import { ChangeDialog, type Change } from './ChangeDialogs.tsx'
import { CorrectDialog } from './CorrectDialog.tsx'
import { HandDialog, type HandDeed, type Handing } from './HandDialog.tsx'
import { OverrideDialog } from './OverrideDialog.tsx'
import { PreparationSections, RecallNotices } from './Preparation.tsx'
import { RightNotices } from './SaleRight.tsx'
import './vehicles.css'

export function VehicleScreen({ tabId, record }: ScreenProps) {
  const { t } = useTranslation('vehicles')
  const may = useMay()
  const { data: card, error } = useLive('vehicles.card', { id: record ?? '' })
  const [change, setChange] = useState<Change | null>(null)
  const [correcting, setCorrecting] = useState(false)
  const [handing, setHanding] = useState<Handing | null>(null)
  const [overriding, setOverriding] = useState(false)
  const { data: words } = useLive('vehicles.words', {})
  const stockNo = card?.vehicle.stockNo
  useEffect(() => {
    if (stockNo) describe(tabId, { title: stockNo })
  }, [tabId, stockNo])
  if (error)
    return (
      <div className="screen-body">
        <Refused error={error} module="vehicles" />
      </div>
    )
  if (!card) return <Loading />
  const { vehicle: car } = card
  const edits = car.own && may('vehicles.edit')
  const sellable = car.own && may('orders.edit') && !card.order && canReserve(car.state)
  const hand = (deed: HandDeed): void => setHanding({ deed, ids: [car.id] })
  const others = words?.desks.some((desk) => desk.own && !desk.here) ?? false
  const away = words?.sites.some((site) => !site.own) ?? false
  return (
    <div className="screen">
      <header className="car-head">
        <div className="grow">
          <div className="row">
            <h1>
              {carSeries(car)} {car.model}
            </h1>
            <StatusTag state={car.state} tag />
            <SyncBadge standing={card.order?.provisional ? 'provisional' : car.standing} tag />
          </div>
          <p className="cap">{[car.stockNo, car.plate, car.site].filter(Boolean).join(t('dot'))}</p>
        </div>
        {edits && (
          <Button kind="quiet" onPress={() => setCorrecting(true)}>
            {t('correct.open')}
          </Button>
        )}
        {edits && car.state !== 'sold' && (
          <Button kind="quiet" onPress={() => setChange('price')}>
            {t('change.price')}
          </Button>
        )}
        {edits && car.state !== 'sold' && (
          <Button kind="quiet" onPress={() => setChange('move')}>
            {t('change.move')}
          </Button>
        )}
        {edits && card.moves.length > 0 && (
          <Button kind="quiet" onPress={() => setChange('state')}>
            {t('change.state')}
          </Button>
        )}
        {edits && car.state === 'in-transit' && (
          <Button kind="primary" size="large" shortcut="F8" onPress={() => hand('receive')}>
            {t('change.receive')}
          </Button>
        )}
        {sellable && car.state !== 'in-transit' && (
          <Button kind="primary" size="large" shortcut="F8" onPress={() => open('quote', { params: { vehicleId: car.id } })}>
            {t('quote')}
          </Button>
        )}
        {edits && car.leftOn === null && car.standing !== 'alone' && (
          <Menu
            label={t('right.menu')}
            entries={[
              ...(car.right?.here
                ? [
                    { id: 'return', label: t('hand.return.title'), onPress: () => hand('return'), disabled: car.rightMoving },
                    { id: 'give', label: t('hand.give.title'), onPress: () => hand('give'), disabled: car.rightMoving || !others },
                  ]
                : [{ id: 'take', label: t('hand.take.title'), onPress: () => hand('take'), disabled: car.rightMoving }]),
              { id: 'transfer', label: t('hand.transfer.title'), onPress: () => hand('transfer'), disabled: car.rightMoving || !away },
            ]}
          >
            <Button kind="quiet" icon={MoreIcon} label={t('right.menu')} />
          </Menu>
        )}
      </header>
      <RecallNotices vehicleId={car.id} />
      {(car.right || car.rightMoving || car.journey) && (
        <div className="car-note stack">
          {car.journey && (
            <Notice>
              {t(car.own ? 'journey.coming' : 'journey.going', {
                from: car.journey.from ?? '',
                to: car.site ?? '',
                day: car.journey.sentOn ?? '',
                note: car.journey.note ?? '',
              })}
            </Notice>
          )}
          <RightNotices car={car} onOverride={car.own && may('sync.administer') ? () => setOverriding(true) : undefined} />
        </div>
      )}
      {card.cases.length > 0 && (
        <div className="car-note">
          <CasesNotice cases={card.cases}>{t('cases', { count: card.cases.length })}</CasesNotice>
        </div>
      )}
      {card.twins.length > 0 && (
        <div className="car-note">
          <Notice>
            {t('twins', { list: card.twins.map((twin) => [twin.stockNo, twin.site].filter(Boolean).join(' ')).join(t('comma')) })}
          </Notice>
        </div>
      )}
      <div className="split">
        <div className="main car-main">
          <section>
            <h2 className="title">{t('section.price')}</h2>
            <p className="car-price">
              <Money fen={car.priceFen} />{' '}
              <span className="cap">
                {t(car.listFen > car.priceFen ? 'listAndOff' : 'listOnly', {
                  list: formatYuan(car.listFen),
                  off: formatYuan(car.listFen - car.priceFen),
                })}
              </span>
            </p>
            <CarCost card={card} wide />
            <CarRebates vehicleId={car.id} own={car.own} />
          </section>
          <section>
            <h2 className="title">{t('section.car')}</h2>
            <CarFacts card={card} wide />
          </section>
          <section>
            <h2 className="title">{t('section.orders')}</h2>
            {card.orders.length === 0 ? (
              <p className="cap">{t('noOrders')}</p>
            ) : (
              <ul className="car-orders">
                {card.orders.map((order) => (
                  <li key={order.id}>
                    <button type="button" className="link" onClick={() => open('order', { record: order.id, title: order.no })}>
                      {order.no}
                    </button>
                    <span className="cap">{[order.customer, t(`orders:stage.${order.state}`)].filter(Boolean).join(t('dot'))}</span>
                  </li>
                ))}
              </ul>
            )}
          </section>
        </div>
        <aside className="side">
          <Section title={t('section.order')}>
            <CarOrder card={card} />
          </Section>
          <PreparationSections vehicleId={car.id} own={car.own} />
          <Section title={t('section.history')}>
            <CarHistory card={card} />
          </Section>
        </aside>
      </div>
      <CorrectDialog card={card} open={correcting} onClose={() => setCorrecting(false)} />
      <ChangeDialog card={card} change={change} onClose={() => setChange(null)} />
      <HandDialog handing={handing} onClose={() => setHanding(null)} />
      <OverrideDialog card={card} open={overriding} onClose={() => setOverriding(false)} />
    </div>
  )
}
