// 售后分析: what the workshop took in over a period, what it brought, how well it went and who came back. Every figure that counts
// orders opens the list of just those; the months and kinds leave as a file.
import { useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { addDays, addMonths, monthOf } from '../../../shared/dates.ts'
import type { ListFilter } from '../../../shared/list.ts'
import type { Analysis, Brought } from '../../../shared/modules/workshop/contract/analysis.ts'
import { efficiencyBp } from '../../../shared/modules/floor/rules.ts'
import { serviceKinds, workOrderStates } from '../../../shared/modules/workshop/rules.ts'
import { formatYuan, mulDivRound } from '../../../shared/money.ts'
import { useLive } from '../../live.ts'
import { useMay } from '../../session.ts'
import { open } from '../../state.ts'
import { Bars } from '../../ui/Bars.tsx'
import { Button } from '../../ui/Button.tsx'
import { DateField } from '../../ui/DateField.tsx'
import { Empty } from '../../ui/Empty.tsx'
import { Figures } from '../../ui/KeyValue.tsx'
import { Loading } from '../../ui/Loading.tsx'
import { Mix } from '../../ui/Mix.tsx'
import { Money } from '../../ui/Money.tsx'
import { Refused } from '../../ui/Refused.tsx'
import { SelectField } from '../../ui/SelectField.tsx'
import { exportList } from '../../ui/table/export-list.ts'
import { useToday } from '../../ui/today.ts'
import { Needs } from './Needs.tsx'
import './workshop.css'

const ALL = 'all'
const share = (of: number, whole: number): string => (whole === 0 ? '—' : `${((of / whole) * 100).toFixed(1)}%`)
const hours = (minutes: number): string => (minutes / 60).toFixed(1)
const came = workOrderStates.filter((state) => state !== 'cancelled')

/** Opens the orders of the period and place that were asked about; what is said about a column stands instead. */
type Doors = (...more: ListFilter[]) => void
const between = (from: string | null, to: string | null): ListFilter => ({ column: 'receivedAt', op: 'between', values: [from, to] })
const is = (column: string, value: string): ListFilter => ({ column, op: 'is', values: [value] })

export function AfterSalesScreen() {
  const { t } = useTranslation('workshop')
  const may = useMay()
  const today = useToday()
  const [from, setFrom] = useState<string | null>(`${monthOf(addMonths(today, -5))}-01`)
  const [to, setTo] = useState<string | null>(today)
  const [siteId, setSite] = useState<string | null>(null)
  const { data: sites = [] } = useLive('identity.places', {})
  const { data, error, again } = useLive('workshop.analysis', from !== null && to !== null && from <= to ? { from, to, siteId } : null)
  const toOrders: Doors = (...more) => {
    const at = siteId === null ? [] : [is('siteId', siteId)]
    const whole: ListFilter[] = [between(from, to), ...at, { column: 'state', op: 'is', values: [...came] }]
    open('workshop', { params: { filters: [...whole.filter(({ column }) => !more.some((each) => each.column === column)), ...more] } })
  }
  const save = (): void =>
    exportList({
      list: 'workshop.analysed',
      more: { from, to, siteId },
      question: { sort: [], filters: [], search: '', group: null },
      columns: [
        { id: 'month', title: t('analysis.month') },
        { id: 'kind', title: t('column.kind'), words: Object.fromEntries(serviceKinds.map((kind) => [kind, t(`kinds.${kind}`)])) },
        ...columns.map((id) => ({ id, title: t(`analysis.${id}`) })),
      ],
      title: t('analysis.title'),
    })
  return (
    <div className="screen">
      <header className="screen-head">
        <div className="grow">
          <h1>{t('analysis.title')}</h1>
          <p className="cap">{t('analysis.says')}</p>
        </div>
        {sites.length > 1 && (
          <SelectField
            label={t('analysis.site')}
            value={siteId ?? ALL}
            onChange={(value) => setSite(value === ALL ? null : value)}
            options={[{ value: ALL, label: t('analysis.everywhere') }, ...sites.map(({ id, name }) => ({ value: id, label: name }))]}
          />
        )}
        <DateField label={t('analysis.from')} value={from} onChange={setFrom} />
        <DateField label={t('analysis.to')} value={to} onChange={setTo} min={from ?? undefined} />
        {may('exports.run') && (
          <Button size="small" onPress={save} disabled={!data || data.all.orders === 0}>
            {t('analysis.file')}
          </Button>
        )}
      </header>
      {error && <Refused error={error} module="workshop" onRetry={again} />}
      {!data && !error && <Loading />}
      {data && data.all.orders === 0 && <Empty drawing="search">{t('analysis.empty')}</Empty>}
      {data && data.all.orders > 0 && (
        <div className="screen-body analysis">
          <Heads data={data} toOrders={toOrders} />
          <Months data={data} toOrders={toOrders} />
          <Kinds data={data} toOrders={toOrders} />
          <Payers data={data} toOrders={toOrders} />
          <Well data={data} toOrders={toOrders} />
          <Kept data={data} siteId={siteId} />
          <Needs from={data.from} to={data.to} siteId={siteId} />
          {data.partners.length > 0 && <Partners data={data} toOrders={toOrders} />}
          {data.sites.length > 1 && <Places data={data} toOrders={toOrders} />}
        </div>
      )}
    </div>
  )
}

type Part = { data: Analysis; toOrders: Doors }

const Door = ({ onOpen, children }: { onOpen: () => void; children: ReactNode }) => (
  <button type="button" className="link" onClick={onOpen}>
    {children}
  </button>
)

function Heads({ data, toOrders }: Part) {
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

function Months({ data, toOrders }: Part) {
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

const columns = ['orders', 'labourFen', 'partsFen', 'subletFen', 'totalFen', 'averageFen'] as const

const Heading = ({ of, figures }: { of: string; figures: readonly string[] }) => (
  <thead>
    <tr>
      <th scope="col">{of}</th>
      {figures.map((title) => (
        <th key={title} scope="col" className="num">
          {title}
        </th>
      ))}
    </tr>
  </thead>
)

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

function Kinds({ data, toOrders }: Part) {
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

function Places({ data, toOrders }: Part) {
  const { t } = useTranslation('workshop')
  return (
    <section className="wide">
      <h2 className="title">{t('analysis.bySite')}</h2>
      <Table of={t('analysis.site')} rows={data.sites.map((each) => ({ ...each, onOpen: () => toOrders(is('siteId', each.id)) }))} />
    </section>
  )
}

function Payers({ data, toOrders }: Part) {
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

/** How well it went: each line says what it is of. */
function Well({ data, toOrders }: Part) {
  const { t } = useTranslation('workshop')
  const { hours: spent, promised, declined, wait, stay } = data
  const efficiency = efficiencyBp(spent.soldMinutes, spent.workedMinutes)
  const minutes = (value: number | null): string =>
    value === null ? '—' : value < 120 ? t('minutes', { minutes: value }) : t('analysis.hoursOf', { hours: hours(value) })
  const rows: readonly { id: string; value: ReactNode; says: ReactNode }[] = [
    {
      id: 'onTime',
      value: share(promised.onTime, promised.of),
      says: (
        <Door onOpen={() => toOrders(is('kept', 'late'))}>
          {t('analysis.lateOf', { count: promised.of - promised.onTime, of: promised.of })}
        </Door>
      ),
    },
    {
      id: 'comeback',
      value: share(data.comebacks, data.all.orders),
      says: (
        <Door onOpen={() => toOrders({ column: 'comeback', op: 'filled', values: [] })}>
          {t('analysis.cars', { count: data.comebacks })}
        </Door>
      ),
    },
    { id: 'wait', value: minutes(wait.medianMinutes), says: t('analysis.middleOf', { count: wait.count }) },
    { id: 'stay', value: minutes(stay.medianMinutes), says: t('analysis.middleOf', { count: stay.count }) },
    ...(data.rescues.noted === 0
      ? []
      : [
          {
            id: 'response',
            value: minutes(data.rescues.response.medianMinutes),
            says: (
              <Door onOpen={() => toOrders(is('kind', 'rescue'))}>
                {t('analysis.rescuesOf', { count: data.rescues.noted, towed: data.rescues.towed })}
              </Door>
            ),
          },
        ]),
    {
      id: 'efficiency',
      value: efficiency === null ? '—' : `${(efficiency / 100).toFixed(1)}%`,
      says: t('analysis.soldOf', { sold: hours(spent.soldMinutes), worked: hours(spent.workedMinutes) }),
    },
    {
      id: 'utilisation',
      value: share(spent.workedMinutes, spent.attendedMinutes),
      says: t('analysis.attendedOf', { attended: hours(spent.attendedMinutes) }),
    },
    {
      id: 'declined',
      value: <Money fen={declined.amountFen} />,
      says: (
        <Door onOpen={() => toOrders({ column: 'declined', op: 'is', values: ['declined'] })}>
          {t('analysis.declinedOf', { orders: declined.orders, lines: declined.lines })}
        </Door>
      ),
    },
  ]
  return (
    <section>
      <h2 className="title">{t('analysis.well')}</h2>
      <table className="facts">
        <tbody>
          {rows.map(({ id, value, says }) => (
            <tr key={id}>
              <td>{t(`analysis.of.${id as 'onTime'}`)}</td>
              <td className="num mid">{value}</td>
              <td className="cap">{says}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

/** Who did work for us: what they asked, what it was billed at, how long it took and what came back of it. */
function Partners({ data, toOrders }: Part) {
  const { t } = useTranslation('workshop')
  return (
    <section className="wide">
      <h2 className="title">{t('analysis.partners')}</h2>
      <table className="facts">
        <Heading
          of={t('column.partner')}
          figures={(['orders', 'jobs', 'billed', 'cost', 'subletMargin', 'stayed', 'cameBack'] as const).map((id) => t(`analysis.${id}`))}
        />
        <tbody>
          {data.partners.map((each) => (
            <tr key={each.name}>
              <td>{each.name}</td>
              <td className="num">
                <Door onOpen={() => toOrders(is('partner', each.name))}>{each.orders}</Door>
              </td>
              <td className="num">{each.jobs}</td>
              {[each.billedFen, each.costFen, each.billedFen - each.costFen].map((fen, at) => (
                <td key={at} className="num">
                  <Money fen={fen} />
                </td>
              ))}
              <td className="num">
                {each.stay.medianMinutes === null ? '—' : t('analysis.hoursOf', { hours: hours(each.stay.medianMinutes) })}
              </td>
              <td className="num">{each.comebacks}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

function Kept({ data, siteId }: { data: Analysis; siteId: string | null }) {
  const { t } = useTranslation('workshop')
  const toSold = (months: number): void =>
    open('orders', {
      params: {
        filters: [
          { column: 'deliveredAt', op: 'between', values: [addMonths(data.from, -months), addMonths(data.to, -months)] },
          ...(siteId === null ? [] : [is('siteId', siteId)]),
        ],
      },
    })
  return (
    <section className="wide">
      <h2 className="title">{t('analysis.kept')}</h2>
      <p className="cap">{t('analysis.keptSays')}</p>
      <table className="facts">
        <tbody>
          {data.kept.map(({ months, sold, came: back }) => (
            <tr key={months}>
              <td>{t('analysis.ago', { months })}</td>
              <td className="num">
                {sold === 0 ? (
                  t('analysis.cars', { count: 0 })
                ) : (
                  <Door onOpen={() => toSold(months)}>{t('analysis.cars', { count: sold })}</Door>
                )}
              </td>
              <td className="num">{t('analysis.back', { count: back })}</td>
              <td className="num mid">{share(back, sold)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
