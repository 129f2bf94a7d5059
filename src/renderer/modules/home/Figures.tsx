// Four figures with what lies behind them, each a door to its rows: money taken, cars handed over, orders under way, age
// of stock. Charts are small and always beside their number; their values are read out as a table.
import { useTranslation } from 'react-i18next'
import type { ReactNode } from 'react'
import { monthOf } from '../../../shared/dates.ts'
import { formatYuan } from '../../../shared/money.ts'
import { useMe } from '../../session.ts'
import { Bars } from '../../ui/Bars.tsx'
import { Mix } from '../../ui/Mix.tsx'
import { Money } from '../../ui/Money.tsx'
import type { Today } from './ways.ts'
import { deliveredBetween, ordersIn, toOrders, toReceipts, toStock } from './ways.ts'

export function Figures({ today: { today, receipts, orders, stock } }: { today: Today }) {
  const { t } = useTranslation('home')
  if (!receipts && !orders && !stock) return null
  const month = `${monthOf(today)}-01`
  return (
    <div className="figure-strip">
      {receipts && (
        <Block
          title={t(receipts.own ? 'figures.receiptsOwn' : 'figures.receipts')}
          note={t('figures.days14')}
          figure={<Money fen={receipts.totalFen} />}
          more={t('figures.receiptsNote', { count: receipts.count })}
          onOpen={() => toReceipts(today, today)}
        >
          <Bars
            label={t('figures.receipts')}
            bars={receipts.days.map(({ on, fen }) => ({ key: on, value: fen, says: formatYuan(fen) }))}
            onOpen={(on) => toReceipts(on, on)}
          />
        </Block>
      )}
      {orders && (
        <Block
          title={t(orders.own ? 'figures.deliveredOwn' : 'figures.delivered')}
          note={t('figures.days14')}
          figure={t('figures.cars', { count: orders.deliveredThisMonth })}
          more={t('figures.deliveredNote', { count: orders.signedThisMonth })}
          onOpen={() => toOrders(deliveredBetween(month, today))}
        >
          <Bars
            label={t('figures.delivered')}
            bars={orders.days.map(({ on, count }) => ({ key: on, value: count, says: t('figures.cars', { count }) }))}
            onOpen={(on) => toOrders(deliveredBetween(on, on))}
          />
        </Block>
      )}
      {orders && <Orders orders={orders} />}
      {stock && <Stock stock={stock} />}
    </div>
  )
}

/** The number is the door; the chart beneath has doors of its own. */
function Block({
  title,
  note,
  figure,
  more,
  onOpen,
  children,
}: {
  title: string
  note?: string | undefined
  figure: ReactNode
  more?: ReactNode
  onOpen: () => void
  children: ReactNode
}) {
  return (
    <section className="figure-block">
      <button type="button" className="figure-door" onClick={onOpen}>
        <span className="row">
          <span className="cap grow">{title}</span>
          <span className="cap">{note}</span>
        </span>
        <span className="figure-line">
          <span className="big">{figure}</span>
          {more && <span className="cap">{more}</span>}
        </span>
      </button>
      {children}
    </section>
  )
}

const tones: Record<string, string> = {
  draft: 'var(--c-6)',
  quoted: 'var(--c-6)',
  'awaiting-approval': 'var(--c-4)',
  approved: 'var(--c-2)',
  signed: 'var(--c-2)',
  reserved: 'var(--c-1)',
  paid: 'var(--c-3)',
  'car-lost': 'var(--act)',
}

function Orders({ orders }: { orders: NonNullable<Today['orders']> }) {
  const { t } = useTranslation('home')
  const all = orders.states.reduce((sum, { count }) => sum + count, 0)
  return (
    <Block
      title={t(orders.own ? 'figures.ordersOwn' : 'figures.orders')}
      figure={t('figures.orders', { count: all })}
      onOpen={() => toOrders(ordersIn(...orders.states.map(({ state }) => state)))}
    >
      <Mix
        label={t('figures.orders')}
        parts={orders.states.map(({ state, count }) => ({
          name: t(`orders:stage.${state}`),
          value: count,
          color: tones[state] ?? 'var(--c-5)',
        }))}
      />
      <ul className="legend">
        {orders.states.length === 0 && <li className="cap">{t('figures.none')}</li>}
        {orders.states.map(({ state, count }) => (
          <li key={state}>
            <button type="button" onClick={() => toOrders(ordersIn(state))}>
              <i style={{ background: tones[state] }} />
              {t(`orders:stage.${state}`)} <b>{count}</b>
            </button>
          </li>
        ))}
      </ul>
    </Block>
  )
}

const ages = ['var(--c-2)', 'var(--warn)', 'var(--act)', 'var(--act)', 'var(--act)']

function Stock({ stock }: { stock: NonNullable<Today['stock']> }) {
  const { t } = useTranslation('home')
  const me = useMe()
  const site = me.reach === 'group' ? null : me.site.id
  const words = (step: (typeof stock.steps)[number]): string =>
    step.to === null ? t('figures.stepLast', { from: step.from }) : t('figures.step', { from: step.from, to: step.to })
  return (
    <Block
      title={t('figures.stock')}
      note={stock.oldestDays === null ? undefined : t('figures.stockNote', { count: stock.oldestDays })}
      figure={t('figures.cars', { count: stock.total })}
      onOpen={() => toStock(site, null, stock.steps[0]?.arrivedTo ?? null)}
    >
      <Mix
        label={t('figures.stock')}
        parts={stock.steps.map((step, at) => ({ name: words(step), value: step.count, color: ages[at] ?? 'var(--act)' }))}
      />
      <ul className="legend">
        {stock.steps.map((step, at) => (
          <li key={step.from}>
            <button type="button" onClick={() => toStock(site, step.arrivedFrom, step.arrivedTo)}>
              <i style={{ background: ages[at] ?? 'var(--act)' }} />
              {words(step)} <b className={at > 1 && step.count > 0 ? 'act' : ''}>{step.count}</b>
            </button>
          </li>
        ))}
      </ul>
    </Block>
  )
}
