// 库存分析: whether stock fits sales, how it is made up and how old it is, and what it costs a day. Every figure opens the cars
// it counts.
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Output } from '../../../shared/contract.ts'
import type { ListFilter } from '../../../shared/list.ts'
import { cuts } from '../../../shared/modules/yard/contract.ts'
import type { Level } from '../../../shared/modules/yard/rules.ts'
import { useLive } from '../../live.ts'
import { open } from '../../state.ts'
import { Empty } from '../../ui/Empty.tsx'
import { ChoiceField } from '../../ui/CheckField.tsx'
import { Loading } from '../../ui/Loading.tsx'
import { Mark } from '../../ui/Mark.tsx'
import { Money } from '../../ui/Money.tsx'
import { Refused } from '../../ui/Refused.tsx'
import { StockPlan } from './StockPlan.tsx'
import { seriesName } from './series-name.ts'
import './yard.css'

type Figures = Output<'yard.figures'>
const looks = { short: ['chevrons', 'violet'], fine: ['tick', 'good'], high: ['pause', 'warn'], severe: ['diamond', 'act'] } as const
const standing: ListFilter = { column: 'state', op: 'is', values: ['in-stock', 'for-sale', 'demo', 'in-repair', 'pledged'] }

export function LevelMark({ level }: { level: Level }) {
  const { t } = useTranslation('yard')
  const [shape, tone] = looks[level]
  return <Mark shape={shape} tone={tone} word={t(`levels.${level}`)} />
}
/** 库存系数 as people say it: 133 → 1.33. */
const said = (coefficient: number | null): string => (coefficient === null ? '—' : (coefficient / 100).toFixed(2))

export function YardScreen() {
  const { t } = useTranslation('yard')
  const { data, error, again } = useLive('yard.figures', {})
  const [by, setBy] = useState<(typeof cuts)[number]>('series')
  if (error)
    return (
      <div className="screen-body">
        <Refused error={error} module="yard" onRetry={again} />
      </div>
    )
  if (!data) return <Loading />
  const show = (...filters: ListFilter[]): void =>
    open('vehicles', {
      params: { filters: [...(data.siteId === null ? [] : [{ column: 'siteId', op: 'is' as const, values: [data.siteId] }]), ...filters] },
    })
  const soldLately: ListFilter[] = [
    { column: 'state', op: 'is', values: ['sold'] },
    { column: 'leftOn', op: 'between', values: [data.soldFrom, data.today] },
  ]
  if (data.stock === 0 && data.sold === 0) return <Empty drawing="car">{t('empty')}</Empty>
  return (
    <div className="screen">
      <div className="screen-head">
        <div className="grow">
          <h1>{t('title')}</h1>
          <p>{t('says', { from: data.soldFrom, to: data.today })}</p>
        </div>
      </div>
      <div className="screen-body yard">
        <Headline data={data} onStock={() => show(standing)} onSold={() => show(...soldLately)} />
        <section>
          <h2 className="title">{t('ages')}</h2>
          <table className="yard-table">
            <Head names={['age', 'stock', 'listFen']} />
            <tbody>
              {data.ages.map((age) => (
                <tr key={age.from}>
                  <td>{t(age.to === null ? 'over' : 'between', { from: age.from, to: age.to })}</td>
                  <td className="end">
                    <Opens
                      count={age.stock}
                      label={t('open', { what: t('column.age') })}
                      onOpen={() => show(standing, { column: 'arrivedOn', op: 'between', values: [age.arrivedFrom, age.arrivedTo] })}
                    />
                  </td>
                  <td className="end">
                    <Money fen={age.listFen} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
        <section>
          <ChoiceField
            label={t('structure')}
            value={by}
            onChange={setBy}
            options={cuts.map((value) => ({ value, label: t(`cuts.${value}`) }))}
          />
          <Cuts data={data} by={by} show={show} soldLately={soldLately} />
        </section>
        <StockPlan />
      </div>
    </div>
  )
}

function Opens({ count, label, onOpen }: { count: number; label: string; onOpen: () => void }) {
  return count === 0 ? (
    <span className="muted">0</span>
  ) : (
    <button type="button" className="link" aria-label={`${count} ${label}`} onClick={onOpen}>
      {count}
    </button>
  )
}

function Head({ names }: { names: readonly string[] }) {
  const { t } = useTranslation('yard')
  return (
    <thead>
      <tr>
        {names.map((name, at) => (
          <th key={name} scope="col" className={at === 0 || name === 'advice' ? undefined : 'end'}>
            {t(`column.${name}`)}
          </th>
        ))}
      </tr>
    </thead>
  )
}

function Headline({ data, onStock, onSold }: { data: Figures; onStock: () => void; onSold: () => void }) {
  const { t } = useTranslation('yard')
  return (
    <dl className="figures yard-headline">
      <div>
        <dt>{t('coefficient')}</dt>
        <dd>
          {said(data.coefficient)} {data.coefficient !== null && <LevelMark level={data.level} />}
        </dd>
      </div>
      <div>
        <dt>{t('stock')}</dt>
        <dd>
          <Opens count={data.stock} label={t('stock')} onOpen={onStock} />
        </dd>
      </div>
      <div>
        <dt>{t('sold')}</dt>
        <dd>
          <Opens count={data.sold} label={t('sold')} onOpen={onSold} />
        </dd>
      </div>
      <div>
        <dt>{t('turnover')}</dt>
        <dd>{data.turnoverDays === null ? '—' : t('days', { count: data.turnoverDays })}</dd>
      </div>
      <div>
        <dt>{t('averageAge')}</dt>
        <dd>{data.averageAge === null ? '—' : t('days', { count: data.averageAge })}</dd>
      </div>
      <div>
        <dt>{t('listFen')}</dt>
        <dd>
          <Money fen={data.listFen} />
        </dd>
      </div>
      {data.money && (
        <>
          <div>
            <dt>{t('costFen')}</dt>
            <dd>
              <Money fen={data.money.costFen} />
            </dd>
            {data.money.without > 0 && <dt>{t('without', { count: data.money.without })}</dt>}
          </div>
          <div>
            <dt>{t('interestFen')}</dt>
            <dd>
              <Money fen={data.money.interestFen} />
            </dd>
            <dt>
              {t('perDay')} <Money fen={data.money.perDayFen} />
            </dt>
          </div>
        </>
      )}
    </dl>
  )
}

function Cuts({
  data,
  by,
  show,
  soldLately,
}: {
  data: Figures
  by: (typeof cuts)[number]
  show: (...filters: ListFilter[]) => void
  soldLately: readonly ListFilter[]
}) {
  const { t } = useTranslation('yard')
  const nameOf = (key: string | null): string => {
    if (key === null || key === '') return t('nowhere')
    if (by === 'state') return t(`ui:vehicle.${key}`)
    if (by === 'series') return seriesName(key)
    return by === 'energy' ? t(`vehicles:energy.${key}`) : key
  }
  const only = (key: string | null): ListFilter =>
    key === null ? { column: by, op: 'empty', values: [] } : { column: by, op: 'is', values: [key] }
  return (
    <table className="yard-table">
      <Head names={[by, 'stock', 'sold', 'coefficient', 'averageAge', 'listFen', 'advice']} />
      <tbody>
        {data.cuts[by].map((cut) => (
          <tr key={cut.key ?? ''}>
            <td>{nameOf(cut.key)}</td>
            <td className="end">
              <Opens
                count={cut.stock}
                label={nameOf(cut.key)}
                onOpen={() =>
                  show(...(by === 'state' ? [only(cut.key)] : [standing, only(cut.key)]), { column: 'leftOn', op: 'empty', values: [] })
                }
              />
            </td>
            <td className="end">
              <Opens
                count={by === 'state' ? 0 : cut.sold}
                label={t('soldOf', { what: nameOf(cut.key) })}
                onOpen={() => show(...soldLately, only(cut.key))}
              />
            </td>
            <td className="end">{by === 'state' ? '—' : said(cut.coefficient)}</td>
            <td className="end">{cut.averageAge ?? '—'}</td>
            <td className="end">
              <Money fen={cut.listFen} />
            </td>
            <td>{by === 'series' || by === 'brand' || by === 'energy' ? t(`advice.${cut.level}`) : ''}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
