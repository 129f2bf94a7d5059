// 换一台: cars like the one that was chosen or lost, own site first; one press keeps price and money and takes the new car.
import { useDeferredValue, useEffect, useRef, useState, type KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import type { Output } from '../../../shared/contract.ts'
import type { OrderCard } from '../../../shared/modules/orders/contract/card.ts'
import { formatYuan } from '../../../shared/money.ts'
import { call } from '../../api.ts'
import { useLive } from '../../live.ts'
import { useMay } from '../../session.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Loading } from '../../ui/Loading.tsx'
import { Mark, StatusTag } from '../../ui/Mark.tsx'
import { Money } from '../../ui/Money.tsx'
import { Refused } from '../../ui/Refused.tsx'
import { TextArea, TextField } from '../../ui/TextField.tsx'
import { Vin } from '../../ui/Vin.tsx'
import { useDeed } from './use-deed.ts'

type Candidate = Output<'orders.candidates'>[number]

export function ExchangeDialog({ card, open, onClose }: { card: OrderCard; open: boolean; onClose: () => void }) {
  const { t } = useTranslation('orders')
  return (
    <Dialog open={open} onClose={onClose} title={t('exchange.title')} width="wide" dismissable={false}>
      {open && <Exchanging card={card} onClose={onClose} />}
    </Dialog>
  )
}

function Exchanging({ card, onClose }: { card: OrderCard; onClose: () => void }) {
  const { t } = useTranslation('orders')
  const [search, setSearch] = useState('')
  const [chosen, setChosen] = useState<string | null>(null)
  const [reason, setReason] = useState('')
  const deed = useDeed()
  const { data, error } = useLive('orders.candidates', { orderId: card.id as never, search: useDeferredValue(search) })
  const why = (car: Candidate): string | null =>
    !car.ownSite ? t('exchange.elsewhere', { site: car.siteName }) : car.listFen < card.price.carFen ? t('exchange.belowPrice') : null
  const usable = (data ?? []).filter((car) => why(car) === null)
  const picked = usable.find((car) => car.id === chosen) ?? usable[0]
  const needs = useLive(
    'approvals.needs',
    picked ? { listFen: picked.listFen, priceFen: card.price.carFen, totalFen: card.price.totalFen, vehicleId: picked.id } : null,
  )
  const asks = card.stage !== 'draft' && card.stage !== 'quoted' && (needs.data?.levels.length ?? 0) > 0
  const step = (event: KeyboardEvent): void => {
    const by = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    if (by === 0) return
    event.preventDefault()
    const at = usable.findIndex((car) => car.id === picked?.id)
    setChosen(usable[Math.max(0, Math.min(usable.length - 1, at + by))]?.id ?? null)
  }
  const may = useMay()
  // Settled where it came from: the case that another order has the car closes with the exchange.
  const lost = may('sync.resolve') ? card.cases.find((each) => each.kind === 'hold') : undefined
  const exchange = (): void => {
    if (!picked) return
    const to = { vehicleId: picked.id as never, reason: reason || null }
    deed.run<unknown>(
      (attempt) =>
        lost
          ? call('sync.changeCar', { id: lost.id, ...to }, { attempt })
          : call('orders.changeVehicle', { id: card.id as never, ...to }, { attempt }),
      onClose,
    )
  }
  const lead =
    card.money.netFen > 0
      ? t('exchange.lead', { price: formatYuan(card.price.carFen), received: formatYuan(card.money.netFen) })
      : t('exchange.leadQuote', { price: formatYuan(card.price.carFen) })
  return (
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- arrows choose in the list while the search keeps the focus
    <div className="stack wide exchange" onKeyDown={step}>
      <p>{lead}</p>
      <TextField label={t('exchange.search')} placeholder={t('exchange.searchHint')} value={search} onChange={setSearch} autoFocus />
      {error && <Refused error={error} module="orders" />}
      {!data && !error && <Loading />}
      {data && data.length === 0 && <p className="cap">{t('exchange.none')}</p>}
      {data && data.length > 0 && (
        <ul className="cars" role="listbox" aria-label={t('exchange.list')} tabIndex={0}>
          {data.map((car) => (
            <CarChoice key={car.id} car={car} chosen={car.id === picked?.id} why={why(car)} onChoose={() => setChosen(car.id)} />
          ))}
        </ul>
      )}
      {asks && (
        <>
          <p className="cap">
            {t('place.levels', { levels: needs.data?.levels.map((level) => level.roles.join(t('comma'))).join(t('place.then')) })}
          </p>
          <TextArea label={t('exchange.reason')} optional={needs.data?.belowCost !== true} value={reason} onChange={setReason} rows={2} />
        </>
      )}
      {deed.failure && <Refused error={deed.failure} module="orders" />}
      <div className="form-foot">
        <Button kind="primary" busy={deed.busy} disabled={!picked} shortcut="mod+Enter" onPress={exchange}>
          {picked ? t('exchange.submit', { stockNo: picked.stockNo }) : t('exchange.choose')}
        </Button>
        <Button kind="quiet" onPress={onClose}>
          {t('ui:cancel')}
        </Button>
      </div>
    </div>
  )
}

function CarChoice({ car, chosen, why, onChoose }: { car: Candidate; chosen: boolean; why: string | null; onChoose: () => void }) {
  const { t } = useTranslation('orders')
  const line = useRef<HTMLLIElement>(null)
  useEffect(() => {
    if (chosen) line.current?.scrollIntoView({ block: 'nearest' })
  }, [chosen])
  const difference = car.differenceFen ?? 0
  const price =
    car.differenceFen === null
      ? null
      : difference === 0
        ? t('exchange.equal')
        : t(difference > 0 ? 'exchange.dearer' : 'exchange.cheaper', { amount: formatYuan(Math.abs(difference)) })
  return (
    <li
      ref={line}
      role="option"
      aria-selected={chosen}
      aria-disabled={why !== null}
      className={`car-choice${chosen ? ' on' : ''}`}
      onClick={() => why === null && onChoose()}
    >
      <span className="grow">
        <span className="row">
          <span className="mid">{car.stockNo}</span>
          <span className="trunc">{car.name}</span>
          <Vin vin={car.vin} tail />
        </span>
        <span className="cap">{[car.exterior, car.interior, why ?? car.location].filter(Boolean).join(t('dot'))}</span>
      </span>
      {car.sameModel && <Mark shape="tick" tone="good" word={t(car.sameColour ? 'exchange.sameColour' : 'exchange.same')} />}
      <StatusTag state={car.state} />
      <span className="num price">
        <Money fen={car.listFen} />
        <span className="cap">{price}</span>
      </span>
    </li>
  )
}
