// 价值与流失: everybody with what they are worth, where they stand and why, by the scales the store dates. Whose record nobody
// looked at for long is found here as well, and becomes tasks.
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Failure } from '../../../shared/errors.ts'
import { addDays } from '../../../shared/dates.ts'
import type { ValuedCustomer } from '../../../shared/modules/insights/contract.ts'
import { lifeStages, riskLevels, valueLevels } from '../../../shared/modules/insights/rules.ts'
import { call, newAttempt } from '../../api.ts'
import { useLive } from '../../live.ts'
import type { ScreenProps } from '../../nav/screen.ts'
import { useMay } from '../../session.ts'
import { open } from '../../state.ts'
import { Button } from '../../ui/Button.tsx'
import { DateText } from '../../ui/DateText.tsx'
import { DetailPane, Section } from '../../ui/DetailPane.tsx'
import { Empty } from '../../ui/Empty.tsx'
import { KeyValue } from '../../ui/KeyValue.tsx'
import { Money } from '../../ui/Money.tsx'
import { Refused } from '../../ui/Refused.tsx'
import { sayBriefly } from '../../ui/toast.tsx'
import type { BuiltInView, Column } from '../../ui/table/columns.ts'
import { DataTable, type DataTableProps, type Ticked } from '../../ui/table/DataTable.tsx'
import { columnsInFile, exportList } from '../../ui/table/export-list.ts'
import { useAsked } from '../../ui/table/use-asked.ts'
import { useToday } from '../../ui/today.ts'
import { filtersOf } from './columns.tsx'
import { groupFiltersOf } from './group-filters.ts'

/** Until the store's own have been read. */
const first = { staleDays: 180, retentionDays: 730 }
const best = [{ column: 'score', dir: 'desc' as const }]

export function CustomerValueScreen({ params }: ScreenProps) {
  const { t } = useTranslation('customers')
  const may = useMay()
  const today = useToday()
  useAsked('customerValue', params)
  const { data: words } = useLive('customers.words', {})
  const { data: dated } = useLive('insights.limits', {})
  const limits = dated ?? first
  const [failure, setFailure] = useState<Failure | null>(null)
  const columns = useMemo((): Column<ValuedCustomer>[] => {
    const nothing = <span className="muted">·</span>
    return [
      {
        id: 'name',
        title: t('column.name'),
        width: 120,
        frozen: true,
        cell: (row) => <span className="mid">{row.name}</span>,
        text: (row) => row.name,
      },
      { id: 'score', title: t('by.score'), width: 70, align: 'end', sortable: true, cell: (row) => row.score },
      { id: 'value', title: t('by.value'), width: 84, sortable: true, cell: (row) => t(`values.${row.value}`) },
      { id: 'life', title: t('by.life'), width: 84, sortable: true, cell: (row) => t(`lives.${row.life}`) },
      { id: 'risk', title: t('by.risk'), width: 84, sortable: true, cell: (row) => t(`risks.${row.risk}`) },
      {
        id: 'riskReasons',
        title: t('why'),
        width: 170,
        grow: true,
        cell: (row) => (row.riskReasons.length === 0 ? nothing : row.riskReasons.map((reason) => t(`churn.${reason}`)).join(t('comma'))),
      },
      { id: 'deals', title: t('by.deals'), width: 70, align: 'end', sortable: true, cell: (row) => row.deals },
      { id: 'spentFen', title: t('by.spentFen'), width: 110, align: 'end', sortable: true, cell: (row) => <Money fen={row.spentFen} /> },
      { id: 'lastTouchOn', title: t('by.lastTouchOn'), width: 100, sortable: true, cell: (row) => <DateText on={row.lastTouchOn} /> },
      { id: 'refreshedOn', title: t('by.refreshedOn'), width: 100, sortable: true, cell: (row) => <DateText on={row.refreshedOn} /> },
      { id: 'consultantId', title: t('column.consultant'), width: 80, sortable: true, cell: (row) => row.consultant ?? nothing },
      { id: 'phone', title: t('column.phone'), width: 104, hidden: true, cell: (row) => row.phone ?? nothing },
    ]
  }, [t])
  const filters = useMemo(
    () => [...filtersOf(t, words?.consultants ?? []), ...groupFiltersOf(t, [])].filter(({ column }) => column !== 'segment'),
    [t, words?.consultants],
  )
  const views = useMemo(
    (): BuiltInView[] => [
      { id: 'all', name: t('views.all'), filters: [] },
      { id: 'best', name: t('views.best'), filters: [{ column: 'value', op: 'is', values: ['high'] }], sort: best },
      {
        id: 'risk',
        name: t('views.risk'),
        filters: [{ column: 'risk', op: 'is', values: ['high', 'middle'] }],
        sort: [{ column: 'risk', dir: 'asc' }],
      },
      {
        id: 'back',
        name: t('views.back'),
        filters: [{ column: 'life', op: 'is', values: ['win-back'] }],
        sort: [{ column: 'score', dir: 'desc' }],
      },
      {
        id: 'stale',
        name: t('views.stale'),
        filters: [{ column: 'refreshedOn', op: 'between', values: [null, addDays(today, -limits.staleDays)] }],
        sort: [{ column: 'refreshedOn', dir: 'asc' }],
      },
      {
        id: 'retention',
        name: t('views.retention'),
        filters: [
          { column: 'deals', op: 'is', values: [0] },
          { column: 'lastTouchOn', op: 'between', values: [null, addDays(today, -limits.retentionDays)] },
        ],
        sort: [{ column: 'lastTouchOn', dir: 'asc' }],
      },
    ],
    [t, today, limits],
  )
  const plan = async (ticked: Ticked): Promise<void> => {
    const reply = await call('insights.planChecks', { ids: [...ticked.ids] }, { attempt: newAttempt() })
    setFailure(reply.ok ? null : reply.error)
    if (reply.ok) {
      sayBriefly(t('checks.done', { count: reply.value.count }))
      ticked.clear()
    }
  }
  const save: NonNullable<DataTableProps<ValuedCustomer>['onExport']> = (format, question, shown, paper) => {
    const wordsOf = (place: string, values: readonly string[]): Record<string, string> =>
      Object.fromEntries(values.map((value) => [value, t(`${place}.${value}`)]))
    const coded: Record<string, Record<string, string>> = {
      value: wordsOf('values', valueLevels),
      life: wordsOf('lives', lifeStages),
      risk: wordsOf('risks', riskLevels),
      riskReasons: wordsOf('churn', ['quiet', 'complaint', 'lost']),
    }
    exportList({
      list: 'insights',
      question,
      title: t('worth.nav'),
      format,
      paper,
      columns: columnsInFile(shown, coded, { consultantId: 'consultant' }),
    })
  }
  return (
    <>
      {failure && <Refused error={failure} module="customers" />}
      <DataTable<ValuedCustomer>
        list="customerValue"
        title={t('worth.nav')}
        query="insights.page"
        page={(request) => call('insights.page', request)}
        columns={columns}
        filters={filters}
        views={views}
        sort={best}
        groups={['value', 'life', 'risk', 'consultantId']}
        onOpen={(row) => open('customer', { record: row.id, title: row.name })}
        {...(may('customers.edit')
          ? {
              ticked: (ticked: Ticked) => (
                <Button size="small" disabled={ticked.all || ticked.count > 200} onPress={() => void plan(ticked)}>
                  {t('checks.plan')}
                </Button>
              ),
            }
          : {})}
        pane={(row, steps) => (
          <DetailPane
            key={row.id}
            number={t(`lives.${row.life}`)}
            steps={steps}
            title={row.name}
            caption={t('worth.of', { score: row.score, value: t(`values.${row.value}`) })}
            actions={
              <Button kind="primary" onPress={() => open('customer', { record: row.id, title: row.name })}>
                {t('openCustomer')}
              </Button>
            }
          >
            <Section title={t('worth.why')}>
              <KeyValue
                wide
                pairs={row.valueReasons.map(({ factor, points }) => [t(`factors.${factor}`), points > 0 ? `+${points}` : String(points)])}
              />
            </Section>
            <Section title={t('by.risk')}>
              <p>
                {row.riskReasons.length === 0 ? t('risks.low') : row.riskReasons.map((reason) => t(`churn.${reason}`)).join(t('comma'))}
              </p>
            </Section>
          </DetailPane>
        )}
        foot={(_totals, total) => t('count', { count: total })}
        {...(may('exports.run') ? { onExport: save } : {})}
        empty={<Empty drawing="people">{t('empty')}</Empty>}
      />
    </>
  )
}
