// 预警记录: everything that rang here with what came of it, as a list that can be filtered and written to a file; and how it
// was dealt with, by rule and by person.
import ChartIcon from 'lucide-react/icons/chart-column'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Output } from '../../../shared/contract.ts'
import { addDays, monthOf } from '../../../shared/dates.ts'
import type { AlertRow } from '../../../shared/modules/alerts/contract.ts'
import { alertStates, indicatorNames } from '../../../shared/modules/alerts/rules.ts'
import { call } from '../../api.ts'
import { useLive } from '../../live.ts'
import type { ScreenProps } from '../../nav/screen.ts'
import { useMay } from '../../session.ts'
import { open } from '../../state.ts'
import { Button } from '../../ui/Button.tsx'
import { DateField } from '../../ui/DateField.tsx'
import { DateText } from '../../ui/DateText.tsx'
import { DetailPane, Section } from '../../ui/DetailPane.tsx'
import { Drawing, Empty } from '../../ui/Empty.tsx'
import { Loading } from '../../ui/Loading.tsx'
import { SyncBadge } from '../../ui/Mark.tsx'
import { Refused } from '../../ui/Refused.tsx'
import type { BuiltInView, Column, FilterDef } from '../../ui/table/columns.ts'
import { DataTable, type DataTableProps } from '../../ui/table/DataTable.tsx'
import { exportList } from '../../ui/table/export-list.ts'
import { useAsked } from '../../ui/table/use-asked.ts'
import { useToday } from '../../ui/today.ts'
import { AlertDialog, AlertFacts } from './AlertCard.tsx'
import { limitText, reading, StateMark } from './words.tsx'
import './alerts.css'

const newest = [{ column: 'rungAt', dir: 'desc' as const }]

export function AlertsScreen({ params }: ScreenProps) {
  const { t } = useTranslation('alerts')
  const may = useMay()
  useAsked('alerts', params)
  const [about, setAbout] = useState<AlertRow | null>(null)
  const columns = useMemo(
    (): Column<AlertRow>[] => [
      {
        id: 'rungAt',
        title: t('field.rungAt'),
        width: 120,
        sortable: true,
        frozen: true,
        cell: (row) => <DateText at={row.rungAt} near />,
      },
      {
        id: 'rule',
        title: t('field.rule'),
        width: 150,
        grow: true,
        sortable: true,
        cell: (row) => <b>{row.ruleName}</b>,
        text: (row) => row.ruleName,
      },
      { id: 'label', title: t('field.subject'), width: 150, sortable: true, cell: (row) => row.label || t('wholeSite') },
      { id: 'value', title: t('field.value'), width: 110, align: 'end', cell: (row) => reading(t, row.unit, row.value) },
      { id: 'limit', title: t('field.limit'), width: 130, cell: (row) => limitText(t, row.unit, row.direction, row.threshold) },
      {
        id: 'state',
        title: t('field.state'),
        width: 92,
        sortable: true,
        cell: (row) => <StateMark state={row.state} />,
        text: (row) => t(`states.${row.state}`),
      },
      {
        id: 'handledBy',
        title: t('field.handledBy'),
        width: 88,
        sortable: true,
        cell: (row) => row.handledBy ?? <span className="muted">·</span>,
      },
      { id: 'words', title: t('field.words'), width: 160, cell: (row) => row.words ?? <span className="muted">·</span> },
      {
        id: 'sync',
        title: t('field.sync'),
        width: 84,
        cell: (row) => <SyncBadge standing={row.standing} />,
        text: (row) => t(`ui:sync.${row.standing}`),
      },
    ],
    [t],
  )
  const filters = useMemo(
    (): FilterDef[] => [
      {
        column: 'state',
        title: t('field.state'),
        kind: 'choice',
        options: alertStates.map((value) => ({ value, label: t(`states.${value}`) })),
      },
      {
        column: 'indicator',
        title: t('field.indicator'),
        kind: 'choice',
        options: indicatorNames.map((value) => ({ value, label: t(`indicators.${value}`) })),
      },
      { column: 'rule', title: t('field.rule'), kind: 'text' },
      { column: 'rungAt', title: t('field.rungAt'), kind: 'day' },
    ],
    [t],
  )
  const views = useMemo(
    (): BuiltInView[] => [
      { id: 'waiting', name: t('views.waiting'), filters: [{ column: 'state', op: 'is', values: ['open', 'seen', 'acted'] }] },
      { id: 'closed', name: t('views.closed'), filters: [{ column: 'state', op: 'is', values: ['closed'] }] },
    ],
    [t],
  )
  const save: NonNullable<DataTableProps<AlertRow>['onExport']> = (format, question, shown, paper) =>
    exportList({
      list: 'alerts',
      question,
      columns: shown.flatMap(({ id, title }) => {
        if (id === 'sync') return []
        if (id === 'state') return [{ id, title, words: Object.fromEntries(alertStates.map((state) => [state, t(`states.${state}`)])) }]
        return [{ id: id === 'rule' ? 'ruleName' : id === 'limit' ? 'threshold' : id, title }]
      }),
      format,
      paper,
      title: t('title'),
    })
  return (
    <>
      <DataTable<AlertRow>
        list="alerts"
        title={t('title')}
        query="alerts.page"
        page={(request) => call('alerts.page', request)}
        columns={columns}
        filters={filters}
        views={views}
        sort={newest}
        groups={['rule', 'state']}
        actions={
          <Button size="small" icon={ChartIcon} onPress={() => open('alertReport')}>
            {t('report.title')}
          </Button>
        }
        toneOf={(row) => (row.state === 'closed' || row.state === 'cleared' ? 'done' : undefined)}
        pane={(row, steps) => (
          <DetailPane
            key={row.id}
            number={t(`indicators.${row.indicator}`)}
            title={row.ruleName}
            tag={<StateMark state={row.state} />}
            figure={reading(t, row.unit, row.value)}
            caption={row.label || t('wholeSite')}
            steps={steps}
            drawing={<Drawing of="calm" />}
            actions={[
              <Button key="handle" kind="primary" shortcut="F8" disabled={row.state === 'closed'} onPress={() => setAbout(row)}>
                {t('handle.title')}
              </Button>,
            ]}
          >
            <Section>
              <AlertFacts id={row.id} />
            </Section>
          </DetailPane>
        )}
        foot={(_totals, total) => t('count', { count: total })}
        {...(may('exports.run') ? { onExport: save } : {})}
        empty={<Empty drawing="calm">{t('empty')}</Empty>}
      />
      <AlertDialog about={about && { id: about.id, state: about.state, title: about.ruleName }} onClose={() => setAbout(null)} />
    </>
  )
}

export function ReportScreen() {
  const { t } = useTranslation('alerts')
  const today = useToday()
  const [from, setFrom] = useState<string | null>(`${monthOf(addDays(today, -60))}-01`)
  const [to, setTo] = useState<string | null>(today)
  const { data, error } = useLive('alerts.report', from !== null && to !== null && from <= to ? { from, to } : null)
  return (
    <div className="screen">
      <header className="screen-head">
        <div className="grow">
          <h1>{t('report.title')}</h1>
          <p className="cap">{t('report.says')}</p>
        </div>
        <DateField label={t('report.from')} value={from} onChange={setFrom} />
        <DateField label={t('report.to')} value={to} onChange={setTo} min={from ?? undefined} />
      </header>
      <div className="screen-body">
        {error && <Refused error={error} module="alerts" />}
        {!data && !error && <Loading />}
        {data && data.rules.length === 0 && <Empty drawing="search">{t('report.none')}</Empty>}
        {data && data.rules.length > 0 && (
          <>
            <Reactions title={t('report.byRule')} rows={data.rules} />
            <Reactions title={t('report.byPerson')} rows={data.people} />
          </>
        )}
      </div>
    </div>
  )
}

function Reactions({ title, rows }: { title: string; rows: Output<'alerts.report'>['rules'] }) {
  const { t } = useTranslation('alerts')
  return (
    <section>
      <h2 className="title">{title}</h2>
      {rows.length === 0 && <p className="cap">{t('report.none')}</p>}
      {rows.length > 0 && (
        <table className="facts">
          <thead>
            <tr>
              <th>{title}</th>
              <th className="num">{t('report.rung')}</th>
              <th className="num">{t('report.handled')}</th>
              <th className="num">{t('report.closed')}</th>
              <th className="num">{t('report.reaction')}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.key}>
                <td>{row.name}</td>
                <td className="num">{row.rung}</td>
                <td className="num">{row.handled}</td>
                <td className="num">{row.closed}</td>
                <td className="num">{row.reactionMinutes === null ? '—' : t('report.minutes', { value: row.reactionMinutes })}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  )
}
