// 订单分析: what became of the orders of a period by person and car, why they were given up, and how long each step took.
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Output } from '../../../shared/contract.ts'
import { addDays, monthOf } from '../../../shared/dates.ts'
import { useLive } from '../../live.ts'
import { DateField } from '../../ui/DateField.tsx'
import { Empty } from '../../ui/Empty.tsx'
import { Loading } from '../../ui/Loading.tsx'
import { Money } from '../../ui/Money.tsx'
import { Refused } from '../../ui/Refused.tsx'
import { useToday } from '../../ui/today.ts'
import './orders.css'

type Figures = Output<'orders.figures'>
const share = (part: number, whole: number): string => (whole === 0 ? '—' : `${((part / whole) * 100).toFixed(1)}%`)

export function FiguresScreen() {
  const { t } = useTranslation('orders')
  const today = useToday()
  const [from, setFrom] = useState<string | null>(`${monthOf(addDays(today, -60))}-01`)
  const [to, setTo] = useState<string | null>(today)
  const { data, error } = useLive('orders.figures', from !== null && to !== null && from <= to ? { from, to } : null)
  return (
    <div className="screen">
      <header className="screen-head">
        <div className="grow">
          <h1>{t('figures.title')}</h1>
          <p className="cap">{t('figures.says')}</p>
        </div>
        <DateField label={t('figures.from')} value={from} onChange={setFrom} />
        <DateField label={t('figures.to')} value={to} onChange={setTo} min={from ?? undefined} />
      </header>
      {error && <Refused error={error} module="orders" />}
      {!data && !error && <Loading />}
      {data && data.all.quoted === 0 && <Empty drawing="search">{t('figures.empty')}</Empty>}
      {data && data.all.quoted > 0 && (
        <div className="screen-body order-figures">
          <Steps data={data} />
          <GivenUp data={data} />
          <Cut title={t('figures.byConsultant')} rows={data.byConsultant} all={data.all} />
          <Cut title={t('figures.byModel')} rows={data.byModel} all={data.all} />
        </div>
      )}
    </div>
  )
}

function Steps({ data }: { data: Figures }) {
  const { t } = useTranslation('orders')
  const days = (value: number | null): string => (value === null ? '—' : t('figures.days', { days: value.toFixed(1) }))
  return (
    <section>
      <h2 className="title">{t('figures.steps')}</h2>
      <table className="facts">
        <thead>
          <tr>
            <th>{t('figures.step')}</th>
            <th className="num">{t('figures.count')}</th>
            <th className="num">{t('figures.median')}</th>
            <th className="num">{t('figures.most')}</th>
          </tr>
        </thead>
        <tbody>
          {data.steps.map(({ step, count, medianDays, mostDays }) => (
            <tr key={step}>
              <td>{t(`figures.took.${step}`)}</td>
              <td className="num">{count}</td>
              <td className="num">{days(medianDays)}</td>
              <td className="num">{days(mostDays)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="cap">
        {t('figures.punctual', { count: data.punctual.count, of: data.punctual.of, share: share(data.punctual.count, data.punctual.of) })}
      </p>
    </section>
  )
}

function GivenUp({ data }: { data: Figures }) {
  const { t } = useTranslation('orders')
  return (
    <section>
      <h2 className="title">{t('figures.cancelled')}</h2>
      <table className="facts">
        <tbody>
          {data.cancelled.map(({ kind, count }) => (
            <tr key={kind}>
              <td>{t(`figures.cancelKinds.${kind}`)}</td>
              <td className="num">{count}</td>
              <td className="num">{share(count, data.all.cancelled)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

function Cut({ title, rows, all }: { title: string; rows: Figures['byModel']; all: Figures['all'] }) {
  const { t } = useTranslation('orders')
  return (
    <section className="wide">
      <h2 className="title">{title}</h2>
      <table className="facts">
        <thead>
          <tr>
            <th>{title}</th>
            <th className="num">{t('figures.quoted')}</th>
            <th className="num">{t('figures.signed')}</th>
            <th className="num">{t('figures.rate')}</th>
            <th className="num">{t('figures.delivered')}</th>
            <th className="num">{t('figures.gone')}</th>
            <th className="num">{t('figures.price')}</th>
            <th className="num">{t('figures.discount')}</th>
          </tr>
        </thead>
        <tbody>
          {[...rows, { ...all, name: t('figures.all') }].map((row, at) => (
            <tr key={`${at} ${row.name}`}>
              <td>{row.name || t('figures.unsaid')}</td>
              <td className="num">{row.quoted}</td>
              <td className="num">{row.signed}</td>
              <td className="num">{share(row.signed, row.quoted)}</td>
              <td className="num">{row.delivered}</td>
              <td className="num">{row.cancelled}</td>
              <td className="num">
                <Money fen={row.priceFen} />
              </td>
              <td className="num">{row.discountBp === null ? '—' : `${(row.discountBp / 100).toFixed(2)}%`}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
