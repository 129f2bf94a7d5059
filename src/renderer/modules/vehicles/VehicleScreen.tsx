// One car: what it is, what it costs, who has it, and everything that happened to it.
import MoreIcon from 'lucide-react/icons/ellipsis'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { canReserve } from '../../../shared/modules/vehicles/rules.ts'
import { formatYuan } from '../../../shared/money.ts'
import type { Failure } from '../../../shared/errors.ts'
import { call, newAttempt } from '../../api.ts'
import { useLive } from '../../live.ts'
import type { ScreenProps } from '../../nav.ts'
import { useMay } from '../../session.ts'
import { describe, open } from '../../state.ts'
import { Button } from '../../ui/Button.tsx'
import { Loading } from '../../ui/Loading.tsx'
import { StatusTag, SyncBadge } from '../../ui/Mark.tsx'
import { dayOf, timeOf } from '../../ui/DateText.tsx'
import { Menu } from '../../ui/Menu.tsx'
import { Money } from '../../ui/Money.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { Refused } from '../../ui/Refused.tsx'
import { CarCost, CarFacts, CarHistory, CarOrder } from './CarFacts.tsx'
import { ChangeDialog, type Change } from './ChangeDialogs.tsx'
import { CorrectDialog } from './CorrectDialog.tsx'
import { titleOf } from './words.ts'
import './vehicles.css'

export function VehicleScreen({ tabId, record }: ScreenProps) {
  const { t } = useTranslation('vehicles')
  const may = useMay()
  const { data: card, error } = useLive('vehicles.card', { id: record ?? '' })
  const [change, setChange] = useState<Change | null>(null)
  const [correcting, setCorrecting] = useState(false)
  const [failure, setFailure] = useState<Failure | null>(null)
  const attempt = useRef(newAttempt())
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
  const handed = (reply: { ok: true } | { ok: false; error: Failure }): void => {
    attempt.current = newAttempt()
    setFailure(reply.ok ? null : reply.error)
  }
  const take = async (): Promise<void> => handed(await call('vehicles.takeRights', { ids: [car.id] }, { attempt: attempt.current }))
  const giveBack = async (): Promise<void> => handed(await call('vehicles.returnRights', { ids: [car.id] }, { attempt: attempt.current }))
  const give = async (to: string): Promise<void> =>
    handed(await call('vehicles.giveRights', { ids: [car.id], to }, { attempt: attempt.current }))
  return (
    <div className="screen">
      <header className="car-head">
        <div className="grow">
          <div className="row">
            <h1>
              {titleOf(car)} {car.model}
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
          <Button kind="primary" size="large" shortcut="F8" onPress={() => setChange('receive')}>
            {t('change.receive')}
          </Button>
        )}
        {sellable && car.state !== 'in-transit' && (
          <Button kind="primary" size="large" shortcut="F8" onPress={() => open('quote', { params: { vehicleId: car.id } })}>
            {t('quote')}
          </Button>
        )}
        {edits && car.state !== 'sold' && car.standing !== 'alone' && (
          <Menu
            label={t('right.menu')}
            entries={[
              ...(car.right?.here
                ? [
                    { id: 'return', label: t('right.return'), onPress: () => void giveBack(), disabled: card.rightMoving },
                    {
                      id: 'give',
                      label: t('right.give'),
                      disabled: card.rightMoving || card.desks.length === 0,
                      entries: card.desks.map((desk) => ({ id: desk.id, label: desk.name, onPress: () => void give(desk.id) })),
                    },
                  ]
                : [{ id: 'take', label: t('right.take'), onPress: () => void take(), disabled: card.rightMoving }]),
            ]}
          >
            <Button kind="quiet" icon={MoreIcon} label={t('right.menu')} />
          </Menu>
        )}
      </header>
      {(failure || car.right || card.rightMoving) && (
        <div className="car-note">
          {failure && <Refused error={failure} module="vehicles" />}
          {car.right?.device && (
            <Notice>
              {t(car.right.here ? 'right.here' : 'right.there', {
                device: car.right.device,
                fence: car.right.fence,
                since: `${dayOf(car.right.since)} ${timeOf(car.right.since)}`,
              })}
            </Notice>
          )}
          {car.right?.overridden && <Notice>{t('right.overridden')}</Notice>}
          {card.rightMoving && <Notice kind="pencil">{t('right.moving')}</Notice>}
        </div>
      )}
      {card.cases.length > 0 && (
        <div className="car-note">
          <Notice
            kind="act"
            action={
              <Button size="small" onPress={() => open('sync', { params: { case: card.cases[0]?.id } })}>
                {t('toCases')}
              </Button>
            }
          >
            {t('cases', { count: card.cases.length })}
          </Notice>
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
            <CarCost card={card} />
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
        <aside className="side car-side">
          <h2 className="title">{t('section.order')}</h2>
          <CarOrder card={card} />
          <h2 className="title">{t('section.history')}</h2>
          <CarHistory card={card} />
        </aside>
      </div>
      <CorrectDialog card={card} open={correcting} onClose={() => setCorrecting(false)} />
      <ChangeDialog card={card} change={change} onClose={() => setChange(null)} />
    </div>
  )
}
