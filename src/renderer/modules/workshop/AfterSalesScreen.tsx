// 售后分析: what the workshop took in over a period, what it brought, how well it went and who came back. Every figure that counts
// orders opens the list of just those; the months and kinds leave as a file.
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { addMonths, monthOf } from '../../../shared/dates.ts'
import type { ListFilter } from '../../../shared/list.ts'
import { serviceKinds, workOrderStates } from '../../../shared/modules/workshop/rules.ts'
import { useLive } from '../../live.ts'
import { useMay } from '../../session.ts'
import { open } from '../../state.ts'
import { Button } from '../../ui/Button.tsx'
import { DateField } from '../../ui/DateField.tsx'
import { Empty } from '../../ui/Empty.tsx'
import { Loading } from '../../ui/Loading.tsx'
import { Refused } from '../../ui/Refused.tsx'
import { SelectField } from '../../ui/SelectField.tsx'
import { exportList } from '../../ui/table/export-list.ts'
import { useToday } from '../../ui/today.ts'
import { Needs } from './Needs.tsx'
import { between, type Doors, is } from './analysis.tsx'
import { columns, Heads, Kinds, Months, Payers, Places } from './Brought.tsx'
import { Kept, Partners, Well } from './Well.tsx'
import './workshop.css'

const ALL = 'all'
const came = workOrderStates.filter((state) => state !== 'cancelled')

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
