// 客户报表与画像: how many customers there are by source, kind, level and month, and what a group is like: use, age, budget,
// wishes, what they drive and bought. Every figure opens the rows it counts.
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Output } from '../../../shared/contract.ts'
import type { ListFilter } from '../../../shared/list.ts'
import { addDays, daysBetween } from '../../../shared/dates.ts'
import { formatYuan } from '../../../shared/money.ts'
import type { Dimension } from '../../../shared/modules/insights/contract.ts'
import { useLive } from '../../live.ts'
import type { ScreenProps } from '../../nav/screen.ts'
import { open } from '../../state.ts'
import { Button } from '../../ui/Button.tsx'
import { DateField } from '../../ui/DateField.tsx'
import { Loading } from '../../ui/Loading.tsx'
import { Refused } from '../../ui/Refused.tsx'
import { SelectField } from '../../ui/SelectField.tsx'
import { useToday } from '../../ui/today.ts'
import './customers.css'

type Figures = Output<'insights.figures'>
const report = ['source', 'kind', 'level', 'createdAt', 'value', 'life'] as const satisfies readonly Dimension[]
const profile = [
  'gender',
  'age',
  'city',
  'useKind',
  'buyKind',
  'pays',
  'energyWish',
  'budget',
  'wants',
  'ownBrand',
  'bought',
] as const satisfies readonly Dimension[]
/** Words for keys that are codes, by the place they stand in the texts. */
const wordsOf: Partial<Record<Dimension, string>> = {
  kind: 'kinds',
  level: 'levels',
  gender: 'genders',
  age: 'ages',
  useKind: 'carUses',
  buyKind: 'buyKinds',
  pays: 'payWays',
  energyWish: 'energies',
  value: 'values',
  life: 'lives',
}
const BUDGET_STEP_FEN = 5_000_000

export function CustomerFiguresScreen({ params }: ScreenProps) {
  const { t } = useTranslation('customers')
  const asked = typeof params?.['segmentId'] === 'string' ? params['segmentId'] : null
  const [segmentId, setSegmentId] = useState<string | null>(asked)
  const [from, setFrom] = useState<string | null>(null)
  const [to, setTo] = useState<string | null>(null)
  const { data: segments } = useLive('insights.segments', {})
  const { data, error } = useLive('insights.figures', from !== null && to !== null && from > to ? null : { segmentId, from, to })
  const cohort: ListFilter[] = [
    ...(segmentId === null ? [] : [{ column: 'segment', op: 'is' as const, values: [segmentId] }]),
    ...(from === null && to === null ? [] : [{ column: 'createdAt', op: 'between' as const, values: [from, to] }]),
  ]
  return (
    <div className="screen">
      <header className="screen-head">
        <div className="grow">
          <h1>{t('figures.title')}</h1>
          <p className="cap">{data ? t('figures.total', { count: data.total }) : t('figures.says')}</p>
        </div>
        <SelectField
          label={t('segment.nav')}
          value={segmentId ?? 'all'}
          onChange={(id) => setSegmentId(id === 'all' ? null : id)}
          options={[{ value: 'all', label: t('views.all') }, ...(segments ?? []).map(({ id, name }) => ({ value: id, label: name }))]}
        />
        <DateField label={t('figures.from')} optional value={from} onChange={setFrom} />
        <DateField label={t('figures.to')} optional value={to} onChange={setTo} min={from ?? undefined} />
        <Button onPress={() => open('segments')}>{t('segment.nav')}</Button>
      </header>
      {error && <Refused error={error} module="customers" />}
      {!data && !error && <Loading />}
      {data && (
        <div className="screen-body customer-figures">
          {data.classes.length > 0 && <Classes data={data} />}
          {[...report, ...profile].map((dimension) => (
            <Counts key={dimension} data={data} dimension={dimension} cohort={cohort} />
          ))}
        </div>
      )}
    </div>
  )
}

function Classes({ data }: { data: Figures }) {
  const { t } = useTranslation('customers')
  return (
    <section>
      <h2 className="title">{t('figures.classes')}</h2>
      <table className="facts">
        <tbody>
          {data.classes.map(({ id, name, count }) => (
            <tr key={id}>
              <td>{name}</td>
              <td className="num">{count}</td>
              <td style={{ width: '45%' }}>
                <i className="count-bar" style={{ width: `${data.total === 0 ? 0 : (count / data.total) * 100}%` }} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

const monthEnd = (month: string): string => {
  const next = addDays(`${month}-28`, 4).slice(0, 7)
  return addDays(`${next}-01`, -1)
}

function Counts({ data, dimension, cohort }: { data: Figures; dimension: Dimension; cohort: readonly ListFilter[] }) {
  const { t } = useTranslation('customers')
  const today = useToday()
  const rows = data.by[dimension]
  const all = rows.reduce((sum, { count }) => sum + count, 0)
  const says = (key: string | null): string => {
    if (key === null) return t('figures.unsaid')
    if (dimension === 'budget')
      return t('figures.budget', {
        from: formatYuan(Number(key)).replace('.00', ''),
        to: formatYuan(Number(key) + BUDGET_STEP_FEN).replace('.00', ''),
      })
    const words = wordsOf[dimension]
    return words ? t(`${words}.${key}`) : key
  }
  const within = (key: string | null): ListFilter[] => {
    if (key === null) return [{ column: dimension, op: 'empty', values: [] }]
    if (dimension === 'createdAt') {
      const found = cohort.find(({ column }) => column === 'createdAt')
      const [from = null, to = null] = found?.values ?? []
      const first = `${key}-01`
      return [
        {
          column: 'createdAt',
          op: 'between',
          values: [
            typeof from === 'string' && daysBetween(first, from) > 0 ? from : first,
            typeof to === 'string' && daysBetween(to, monthEnd(key)) > 0 ? to : monthEnd(key) < today ? monthEnd(key) : today,
          ],
        },
      ]
    }
    if (dimension === 'budget') return [{ column: 'budget', op: 'between', values: [Number(key), Number(key) + BUDGET_STEP_FEN - 1] }]
    if (dimension === 'age') {
      const [from, to] = key.split('-')
      return [{ column: 'age', op: 'between', values: [Number(from), to ? Number(to) : null] }]
    }
    return [{ column: dimension, op: 'is', values: [key] }]
  }
  return (
    <section>
      <h2 className="title">{t(`by.${dimension}`)}</h2>
      {all === 0 && <p className="cap">{t('figures.none')}</p>}
      {all > 0 && (
        <table className="facts">
          <tbody>
            {rows.map(({ key, count }) => (
              <tr key={key}>
                <td>{says(key)}</td>
                <td className="num">
                  <button
                    type="button"
                    className="link"
                    onClick={() =>
                      open('customers', {
                        params: {
                          filters: [...cohort.filter(({ column }) => column !== 'createdAt' || dimension !== 'createdAt'), ...within(key)],
                        },
                      })
                    }
                  >
                    {count}
                  </button>
                </td>
                <td className="num">{`${((count / data.total) * 100).toFixed(1)}%`}</td>
                <td style={{ width: '38%' }}>
                  <i className="count-bar" style={{ width: `${(count / Math.max(...rows.map((row) => row.count))) * 100}%` }} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  )
}
