// 线索分析: how far the leads of a period came, how long it took, why they were lost, what each source and each way of talking
// brought. Every figure opens the rows it counts.
import { useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Output } from '../../../shared/contract.ts'
import { addDays, monthOf } from '../../../shared/dates.ts'
import type { ListFilter } from '../../../shared/list.ts'
import { closedStages, type LeadStage, lossReasons, openStages } from '../../../shared/modules/leads/rules.ts'
import { useLive } from '../../live.ts'
import { open } from '../../state.ts'
import { Empty } from '../../ui/Empty.tsx'
import { DateField } from '../../ui/DateField.tsx'
import { Loading } from '../../ui/Loading.tsx'
import { Refused } from '../../ui/Refused.tsx'
import { useToday } from '../../ui/today.ts'
import './leads.css'

type Figures = Output<'leads.figures'>
const WAY: readonly LeadStage[] = [...openStages, closedStages[0]]
const share = (part: number, whole: number): string => (whole === 0 ? '—' : `${((part / whole) * 100).toFixed(1)}%`)

export function FiguresScreen() {
  const { t } = useTranslation('leads')
  const today = useToday()
  const [from, setFrom] = useState<string | null>(`${monthOf(addDays(today, -60))}-01`)
  const [to, setTo] = useState<string | null>(today)
  const { data, error } = useLive('leads.figures', from !== null && to !== null && from <= to ? { from, to } : null)
  const all = data ? (data.funnel[0]?.count ?? 0) + data.channels.length + data.cadences.length : 0
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
      {error && <Refused error={error} module="leads" />}
      {!data && !error && <Loading />}
      {data && all === 0 && <Empty drawing="search">{t('figures.empty')}</Empty>}
      {data && all > 0 && (
        <div className="screen-body figures-body">
          <Funnel data={data} />
          <Losses data={data} />
          <Sources data={data} />
          <Talks data={data} by="channel" rows={data.channels} />
          <Talks data={data} by="cadence" rows={data.cadences} />
        </div>
      )}
    </div>
  )
}

/** Leads of the period, once each. */
const cohort = ({ from, to }: Figures): ListFilter[] => [
  { column: 'createdAt', op: 'between', values: [from, to] },
  { column: 'lostReason', op: 'not', values: ['double'] },
]
const toLeads = (data: Figures, ...more: ListFilter[]): void => open('leads', { params: { filters: [...cohort(data), ...more] } })
/** Leads that came at least so far. */
const reached = (stage: LeadStage): ListFilter => ({ column: 'reached', op: 'is', values: WAY.slice(WAY.indexOf(stage)) })

const Door = ({ onOpen, children }: { onOpen: () => void; children: ReactNode }) => (
  <button type="button" className="link" onClick={onOpen}>
    {children}
  </button>
)

function Funnel({ data }: { data: Figures }) {
  const { t } = useTranslation('leads')
  const all = data.funnel[0]?.count ?? 0
  return (
    <section>
      <h2 className="title">{t('figures.funnel')}</h2>
      <table className="facts">
        <thead>
          <tr>
            <th>{t('column.stage')}</th>
            <th className="num">{t('figures.count')}</th>
            <th className="num">{t('figures.ofBefore')}</th>
            <th className="num">{t('figures.ofAll')}</th>
            <th style={{ width: '40%' }} aria-label={t('figures.funnel')} />
          </tr>
        </thead>
        <tbody>
          {data.funnel.map(({ stage, count }, at) => (
            <tr key={stage}>
              <td>{t(`stages.${stage}`)}</td>
              <td className="num">
                <Door onOpen={() => toLeads(data, reached(stage))}>{count}</Door>
              </td>
              <td className="num">{at === 0 ? '' : share(count, data.funnel[at - 1]?.count ?? 0)}</td>
              <td className="num">{share(count, all)}</td>
              <td>
                <i className="funnel-bar" style={{ width: `${all === 0 ? 0 : (count / all) * 100}%` }} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="cap">
        {data.cycle.medianDays === null
          ? t('figures.noCycle')
          : t('figures.cycle', { days: data.cycle.medianDays.toFixed(1), count: data.cycle.count })}
      </p>
    </section>
  )
}

function Losses({ data }: { data: Figures }) {
  const { t } = useTranslation('leads')
  const all = data.losses.reduce((sum, { count }) => sum + count, 0)
  return (
    <section>
      <h2 className="title">{t('figures.losses')}</h2>
      {all === 0 && <p className="cap">{t('figures.none')}</p>}
      {all > 0 && (
        <table className="facts">
          <tbody>
            {data.losses.map(({ reason, count }) => (
              <tr key={reason}>
                <td>{reason !== null && lossReasons.includes(reason) ? t(`losses.${reason}`) : t('figures.unsaid')}</td>
                <td className="num">
                  <Door
                    onOpen={() =>
                      toLeads(data, { column: 'stage', op: 'is', values: ['lost'] }, { column: 'lostReason', op: 'is', values: [reason] })
                    }
                  >
                    {count}
                  </Door>
                </td>
                <td className="num">{share(count, all)}</td>
                <td style={{ width: '45%' }}>
                  <i className="funnel-bar lost" style={{ width: `${(count / all) * 100}%` }} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  )
}

function Sources({ data }: { data: Figures }) {
  const { t } = useTranslation('leads')
  return (
    <section>
      <h2 className="title">{t('figures.sources')}</h2>
      <table className="facts">
        <thead>
          <tr>
            <th>{t('column.channel')}</th>
            <th className="num">{t('title')}</th>
            <th className="num">{t('stages.arrived')}</th>
            <th className="num">{t('stages.won')}</th>
            <th className="num">{t('stages.lost')}</th>
            <th className="num">{t('figures.wonShare')}</th>
          </tr>
        </thead>
        <tbody>
          {data.sources.map(({ channel, leads, arrived, won, lost }) => {
            const from: ListFilter = { column: 'channel', op: channel === null ? 'empty' : 'is', values: channel === null ? [] : [channel] }
            return (
              <tr key={channel}>
                <td>{channel ?? t('figures.unsaid')}</td>
                <td className="num">
                  <Door onOpen={() => toLeads(data, from)}>{leads}</Door>
                </td>
                <td className="num">
                  <Door onOpen={() => toLeads(data, from, reached('arrived'))}>{arrived}</Door>
                </td>
                <td className="num">
                  <Door onOpen={() => toLeads(data, from, reached('won'))}>{won}</Door>
                </td>
                <td className="num">
                  <Door onOpen={() => toLeads(data, from, { column: 'stage', op: 'is', values: ['lost'] })}>{lost}</Door>
                </td>
                <td className="num">{share(won, leads)}</td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </section>
  )
}

function Talks({ data, by, rows }: { data: Figures; by: 'channel' | 'cadence'; rows: Figures['channels'] }) {
  const { t } = useTranslation('leads')
  const toTalks = (key: string | null, ...more: ListFilter[]): void =>
    open('talks', {
      params: {
        filters: [
          { column: 'doneAt', op: 'between', values: [data.from, data.to] },
          { column: by, op: key === null ? 'empty' : 'is', values: key === null ? [] : [key] },
          ...more,
        ],
      },
    })
  return (
    <section>
      <h2 className="title">{t(by === 'channel' ? 'figures.byChannel' : 'figures.byCadence')}</h2>
      <table className="facts">
        <thead>
          <tr>
            <th>{t(by === 'channel' ? 'figures.way' : 'figures.strategy')}</th>
            <th className="num">{t('figures.talks')}</th>
            <th className="num">{t('figures.answered')}</th>
            <th className="num">{t('figures.advanced')}</th>
            <th className="num">{t('figures.effect')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ key, talks, answered, advanced }) => (
            <tr key={key}>
              <td>{key === null ? t('figures.byHand') : t(by === 'channel' ? `customers:channels.${key}` : `customers:levels.${key}`)}</td>
              <td className="num">
                <Door onOpen={() => toTalks(key)}>{talks}</Door>
              </td>
              <td className="num">
                <Door onOpen={() => toTalks(key, { column: 'feedback', op: 'filled', values: [] })}>{answered}</Door>
              </td>
              <td className="num">
                <Door onOpen={() => toTalks(key, { column: 'advanced', op: 'is', values: ['yes'] })}>{advanced}</Door>
              </td>
              <td className="num">{share(advanced, talks)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
