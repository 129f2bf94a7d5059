// What the workshop took in and what it brought: all together, by month, by kind, by who paid and by place.
import { useTranslation } from 'react-i18next'
import { addDays, addMonths } from '../../../shared/dates.ts'
import type { ListFilter } from '../../../shared/list.ts'
import type { Analysis, Brought } from '../../../shared/modules/workshop/contract/analysis.ts'
import { formatYuan, mulDivRound } from '../../../shared/money.ts'
import { Bars } from '../../ui/Bars.tsx'
import { Figures } from '../../ui/KeyValue.tsx'
import { Mix } from '../../ui/Mix.tsx'
import { Money } from '../../ui/Money.tsx'
import { between, Door, Heading, is, type Part, share } from './analysis.tsx'

export function Heads({ data, toOrders }: Part) {
  const { t } = useTranslation('workshop')
  const { all, partsMargin } = data
  return (
    <section className="wide">
      <Figures
        pairs={[
          [
            t('analysis.orders'),
            <Door key="orders" onOpen={() => toOrders()}>
              {all.orders}
            </Door>,
          ],
          [t('analysis.totalFen'), <Money key="total" fen={all.totalFen} />],
          [t('analysis.averageFen'), <Money key="average" fen={mulDivRound(all.totalFen, 1, all.orders)} />],
          partsMargin !== null &&
            partsMargin.soldFen > 0 && [
              t('analysis.margin'),
              <span
                key="margin"
                title={t('analysis.marginOf', { sold: formatYuan(partsMargin.soldFen), cost: formatYuan(partsMargin.costFen) })}
              >
                <Money fen={partsMargin.soldFen - partsMargin.costFen} />
              </span>,
            ],
          data.all.subletFen > 0 && [t('analysis.subletMargin'), <Money key="sublet" fen={data.all.subletFen - data.subletCostFen} />],
        ]}
      />
      <Mix label={t('analysis.split')} parts={splitOf(all, t)} />
      <p className="cap">
        {splitOf(all, t)
          .map(({ name, value }) => `${name} ${share(value, all.totalFen)}`)
          .join(' · ')}
      </p>
    </section>
  )
}

const splitOf = (
  { labourFen, partsFen, subletFen }: Brought,
  t: (key: 'analysis.labourFen' | 'analysis.partsFen' | 'analysis.subletFen') => string,
) => [
  { name: t('analysis.labourFen'), value: labourFen, color: 'var(--c-1)' },
  { name: t('analysis.partsFen'), value: partsFen, color: 'var(--c-2)' },
  { name: t('analysis.subletFen'), value: subletFen, color: 'var(--c-3)' },
]

/** One month, within the period that was asked about. */
const monthOfPeriod = (month: string, { from, to }: Analysis): ListFilter => {
  const last = addDays(addMonths(`${month}-01`, 1), -1)
  return between(`${month}-01` < from ? from : `${month}-01`, last > to ? to : last)
}

export function Months({ data, toOrders }: Part) {
  const { t } = useTranslation('workshop')
  const toMonth = (month: string): void => toOrders(monthOfPeriod(month, data))
  const chart = (label: string, valueOf: (each: Brought) => number, says: (each: Brought) => string) => (
    <section>
      <h2 className="title">{label}</h2>
      <Bars
        label={label}
        bars={data.months.map((each) => ({ key: each.month, value: valueOf(each), says: says(each) }))}
        onOpen={toMonth}
      />
    </section>
  )
  return (
    <>
      {chart(
        t('analysis.perMonth'),
        ({ orders }) => orders,
        ({ orders }) => t('analysis.cars', { count: orders }),
      )}
      {chart(
        t('analysis.fenPerMonth'),
        ({ totalFen }) => totalFen,
        ({ totalFen }) => formatYuan(totalFen),
      )}
      <section className="wide">
        <Table
          of={t('analysis.month')}
          rows={data.months.toReversed().map(({ month, ...each }) => ({ id: month, name: month, onOpen: () => toMonth(month), ...each }))}
        />
      </section>
    </>
  )
}

export const columns = ['orders', 'labourFen', 'partsFen', 'subletFen', 'totalFen', 'averageFen'] as const

type Row = Brought & { id: string; name: string; onOpen: () => void }

function Table({ of, rows }: { of: string; rows: readonly Row[] }) {
  const { t } = useTranslation('workshop')
  return (
    <table className="facts">
      <Heading of={of} figures={columns.map((column) => t(`analysis.${column}`))} />
      <tbody>
        {rows.map((row) => (
          <tr key={row.id}>
            <td>{row.name}</td>
            <td className="num">{row.orders === 0 ? 0 : <Door onOpen={row.onOpen}>{row.orders}</Door>}</td>
            {(['labourFen', 'partsFen', 'subletFen', 'totalFen'] as const).map((column) => (
              <td key={column} className="num">
                <Money fen={row[column]} />
              </td>
            ))}
            <td className="num">{row.orders === 0 ? '—' : <Money fen={mulDivRound(row.totalFen, 1, row.orders)} />}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

export function Kinds({ data, toOrders }: Part) {
  const { t } = useTranslation('workshop')
  return (
    <section className="wide">
      <h2 className="title">{t('analysis.byKind')}</h2>
      <Table
        of={t('column.kind')}
        rows={data.kinds.map(({ kind, ...each }) => ({
          id: kind,
          name: t(`kinds.${kind}`),
          onOpen: () => toOrders(is('kind', kind)),
          ...each,
        }))}
      />
    </section>
  )
}

export function Places({ data, toOrders }: Part) {
  const { t } = useTranslation('workshop')
  return (
    <section className="wide">
      <h2 className="title">{t('analysis.bySite')}</h2>
      <Table of={t('analysis.site')} rows={data.sites.map((each) => ({ ...each, onOpen: () => toOrders(is('siteId', each.id)) }))} />
    </section>
  )
}

export function Payers({ data, toOrders }: Part) {
  const { t } = useTranslation('workshop')
  return (
    <section>
      <h2 className="title">{t('analysis.byPayer')}</h2>
      <table className="facts">
        <tbody>
          {data.payers.map(({ payer, orders, amountFen }) => (
            <tr key={payer}>
              <td>{t(`payers.${payer}`)}</td>
              <td className="num">
                {orders === 0 ? 0 : <Door onOpen={() => toOrders(is('payer', payer))}>{t('analysis.cars', { count: orders })}</Door>}
              </td>
              <td className="num">
                <Money fen={amountFen} />
              </td>
              <td className="num">{share(amountFen, data.all.totalFen)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
