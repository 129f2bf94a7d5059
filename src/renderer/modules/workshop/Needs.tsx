// 客户需求: what customers ask for and how that changes, what rose most on top; each figure opens its records, and a row becomes a
// package or a job of the catalogue that says of which need it was made.
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Day, monthOf } from '../../../shared/dates.ts'
import type { ListFilter } from '../../../shared/list.ts'
import type { Proposal } from '../../../shared/modules/jobs/contract/packages.ts'
import type { NeedRow } from '../../../shared/modules/workshop/contract/needs.ts'
import { changeBp, type Days, type NeedAsk, needAsks, UNANSWERED } from '../../../shared/modules/workshop/rules/needs.ts'
import { workOrderStates } from '../../../shared/modules/workshop/rules.ts'
import { useLive } from '../../live.ts'
import { useMay } from '../../session.ts'
import { open } from '../../state.ts'
import { Button } from '../../ui/Button.tsx'
import { DateText } from '../../ui/DateText.tsx'
import { Loading } from '../../ui/Loading.tsx'
import { useNeedWords } from '../../ui/need-words.ts'
import { Refused } from '../../ui/Refused.tsx'
import { SelectField } from '../../ui/SelectField.tsx'

const EVERY = 'every'
const is = (column: string, ...values: string[]): ListFilter => ({ column, op: 'is', values })
const came = workOrderStates.filter((state) => state !== 'cancelled')

/** The list that has just what a figure counts. */
function openBehind({ ask, what, name }: NeedRow, { from, to }: Days, siteId: string | null): void {
  const during = (column: string): ListFilter => ({ column, op: 'between', values: [from, to] })
  const at = siteId === null ? [] : [is('siteId', siteId)]
  const show = (kind: string, ...filters: ListFilter[]): void => open(kind, { params: { filters: [...filters, ...at] } })
  const orders = (column: string): void => show('workshop', during('receivedAt'), is('state', ...came), is(column, what))
  const opens: Readonly<Record<NeedAsk, () => void>> = {
    booked: () => show('appointmentList', during('dayOn'), is('kind', what)),
    came: () => orders('kind'),
    taken: () => orders('takenArea'),
    declined: () => orders('declinedArea'),
    job: () => orders('job'),
    ticket: () => show('care', during('createdAt'), is('kind', what)),
    question: () =>
      show(
        'care',
        during('createdAt'),
        is('kind', 'consult'),
        what === UNANSWERED ? { column: 'article', op: 'empty', values: [] } : is('article', name ?? ''),
      ),
  }
  opens[ask]()
}

export function Needs({ from, to, siteId }: Days & { siteId: string | null }) {
  const { t } = useTranslation('workshop')
  const [month, setMonth] = useState(true)
  const [ask, setAsk] = useState<NeedAsk | typeof EVERY>(EVERY)
  const [few, setFew] = useState(false)
  const first: Day = `${monthOf(to)}-01`
  const { data, error, again } = useLive('workshop.needs', { from: month && first > from ? first : from, to, siteId })
  const ofAsk = (data?.rows ?? []).filter((row) => ask === EVERY || row.ask === ask)
  const small = ofAsk.filter((row) => row.few)
  const rows = few ? ofAsk : ofAsk.filter((row) => !row.few)
  const heading = (days: Days | undefined, word: 'now' | 'before' | 'yearAgo') => (
    <th scope="col" className="num">
      {t(`needs.${word}`)}
      {days && (
        <p className="cap">
          <DateText on={days.from} near /> – <DateText on={days.to} near />
        </p>
      )}
    </th>
  )
  return (
    <section className="wide">
      <div className="row needs-head">
        <div className="grow">
          <h2 className="title">{t('needs.title')}</h2>
          <p className="cap">{t('needs.says')}</p>
        </div>
        <SelectField
          label={t('needs.ask')}
          value={ask}
          onChange={setAsk}
          options={[{ value: EVERY, label: t('needs.every') }, ...needAsks.map((value) => ({ value, label: t(`needs.asks.${value}`) }))]}
        />
        <SelectField
          label={t('needs.period')}
          value={month ? 'month' : 'whole'}
          onChange={(value) => setMonth(value === 'month')}
          options={[
            { value: 'month', label: t('needs.month') },
            { value: 'whole', label: t('needs.whole') },
          ]}
        />
      </div>
      {error && <Refused error={error} module="workshop" onRetry={again} />}
      {!data && !error && <Loading />}
      {data && (
        <table className="facts needs">
          <thead>
            <tr>
              <th scope="col">{t('needs.need')}</th>
              {heading(data.now, 'now')}
              {heading(data.before, 'before')}
              {heading(data.yearAgo, 'yearAgo')}
              <th scope="col" className="num">
                {t('needs.change')}
              </th>
              <th scope="col">{t('needs.content')}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <NeedLine key={row.id} row={row} spans={data} siteId={siteId} />
            ))}
          </tbody>
        </table>
      )}
      {data && rows.length === 0 && <p className="cap">{t('needs.none')}</p>}
      {data && small.length > 0 && (
        <p>
          <button type="button" className="link" onClick={() => setFew(!few)}>
            {t(few ? 'needs.hideFew' : 'needs.showFew', { count: small.length, smallest: data.smallest })}
          </button>
        </p>
      )}
    </section>
  )
}

type Spans = { now: Days; before: Days; yearAgo: Days; smallest: number }

function NeedLine({ row, spans, siteId }: { row: NeedRow; spans: Spans; siteId: string | null }) {
  const { t } = useTranslation('workshop')
  const { ask, what } = useNeedWords()(row.id, row.name)
  const figure = (when: 'now' | 'before' | 'yearAgo') => (
    <td className="num">
      {row[when] === 0 ? (
        0
      ) : (
        <button type="button" className="link" onClick={() => openBehind(row, spans[when], siteId)}>
          {row[when]}
        </button>
      )}
    </td>
  )
  return (
    <tr>
      <td>
        {what} <span className="cap">{ask}</span>
      </td>
      {figure('now')}
      {figure('before')}
      {figure('yearAgo')}
      <td className="num">
        {row.few ? (
          <span className="cap">{t('needs.few', { smallest: spans.smallest })}</span>
        ) : (
          <>
            <span className="mid">{signed(row.now - row.before)}</span>{' '}
            <span className="cap">{shareOf(row.changeBp) ?? t('needs.fresh')}</span>
            {row.yearAgo >= spans.smallest && (
              <p className="cap">{t('needs.toYear', { change: shareOf(changeBp(row.now, row.yearAgo)) ?? '' })}</p>
            )}
          </>
        )}
      </td>
      <td>
        <Content row={row} what={what} spans={spans} siteId={siteId} />
      </td>
    </tr>
  )
}

const signed = (count: number): string => (count > 0 ? `+${count}` : count < 0 ? `−${-count}` : '0')
const shareOf = (bp: number | null): string | null =>
  bp === null ? null : `${bp > 0 ? '+' : bp < 0 ? '−' : ''}${Math.abs(bp / 100).toFixed(0)}%`

/** What was made of it, and making something: a package of the jobs it was about, or an entry for a job that is in no catalogue. */
function Content({ row, what, spans, siteId }: { row: NeedRow; what: string; spans: Spans; siteId: string | null }) {
  const { t } = useTranslation('workshop')
  const may = useMay()
  const unlisted = row.ask === 'job' && row.codes.length === 0
  const offers = may('jobs.edit') && !row.few && row.now > row.before && (unlisted || row.codes.length > 0)
  const propose = (): void => {
    const proposal: Proposal = {
      fromNeed: { need: row.id, ...spans.now, siteId },
      of: row.name,
      counted: { now: row.now, before: row.before, yearAgo: row.yearAgo },
      name: unlisted ? what : t('needs.package', { what }),
      codes: row.codes,
    }
    open(unlisted ? 'jobs' : 'packages', { params: { proposal } })
  }
  return (
    <div className="row">
      {row.answers.map(({ subject, id, code, name, used }) => (
        <button
          key={id}
          type="button"
          className="link"
          title={name}
          onClick={() =>
            open(subject === 'service_packages' ? 'packages' : 'jobs', {
              params: { filters: [is('code', code)] },
            })
          }
        >
          {t('needs.made', { code, count: used })}
        </button>
      ))}
      {offers && (
        <Button size="small" label={t(unlisted ? 'needs.jobOf' : 'needs.packageOf', { what })} onPress={propose}>
          {t(unlisted ? 'needs.makeJob' : 'needs.makePackage')}
        </Button>
      )}
      {row.ask === 'question' && row.what === UNANSWERED && may('care.manage') && (
        <Button size="small" onPress={() => open('careKnowledge')}>
          {t('needs.answer')}
        </Button>
      )}
    </div>
  )
}
