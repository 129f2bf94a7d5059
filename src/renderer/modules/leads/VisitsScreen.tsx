// 接待: who came in, who received them, how long they stayed. The log of the counter, latest first.
import AddIcon from 'lucide-react/icons/plus'
import type { TFunction } from 'i18next'
import { useEffect, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Failure } from '../../../shared/errors.ts'
import { intentionLevels } from '../../../shared/modules/customers/rules.ts'
import type { Visit } from '../../../shared/modules/leads/contract/shapes.ts'
import { call, newAttempt } from '../../api.ts'
import { useLive } from '../../live.ts'
import type { ScreenProps } from '../../nav/screen.ts'
import { useMay } from '../../session.ts'
import { open } from '../../state.ts'
import { Button } from '../../ui/Button.tsx'
import { DateText } from '../../ui/DateText.tsx'
import { DetailPane, Section, type PaneSteps } from '../../ui/DetailPane.tsx'
import { Empty } from '../../ui/Empty.tsx'
import { KeyValue } from '../../ui/KeyValue.tsx'
import { Mark, SyncBadge } from '../../ui/Mark.tsx'
import { LevelMark } from '../../ui/people/LevelMark.tsx'
import { Refused } from '../../ui/Refused.tsx'
import type { BuiltInView, Column, FilterDef } from '../../ui/table/columns.ts'
import { DataTable, type DataTableProps } from '../../ui/table/DataTable.tsx'
import { exportList } from '../../ui/table/export-list.ts'
import { useAsked } from '../../ui/table/use-asked.ts'
import { useToday } from '../../ui/today.ts'
import { VisitDialog } from './VisitDialog.tsx'
import './leads.css'

const latest = [{ column: 'arrivedAt', dir: 'desc' as const }]
const nothing = <span className="muted">·</span>

const columnsOf = (t: TFunction): Column<Visit>[] => {
  const word = (name: string): string => t(`leads:column.${name}`)
  return [
    {
      id: 'arrivedAt',
      title: word('arrivedAt'),
      width: 132,
      sortable: true,
      frozen: true,
      cell: (row) => <DateText at={row.arrivedAt} near />,
    },
    {
      id: 'stayMinutes',
      title: word('stay'),
      width: 92,
      align: 'end',
      cell: (row) =>
        row.stayMinutes === null ? (
          <Mark shape="disc" tone="accent" word={t('leads:visit.here')} />
        ) : (
          t('leads:visit.minutes', { count: row.stayMinutes })
        ),
      text: (row) => (row.stayMinutes === null ? t('leads:visit.here') : String(row.stayMinutes)),
    },
    { id: 'name', title: word('name'), width: 104, cell: (row) => row.name ?? <span className="muted">{t('leads:visit.nameless')}</span> },
    { id: 'phone', title: word('phone'), width: 104, cell: (row) => row.phone ?? nothing },
    { id: 'people', title: word('people'), width: 60, align: 'end', sortable: true, cell: (row) => row.people },
    { id: 'again', title: word('again'), width: 84, cell: (row) => t(row.again ? 'leads:visit.again' : 'leads:visit.first') },
    { id: 'level', title: word('level'), width: 76, sortable: true, cell: (row) => <LevelMark level={row.level} /> },
    { id: 'model', title: word('model'), width: 110, sortable: true, cell: (row) => row.model ?? nothing },
    { id: 'needs', title: word('needs'), width: 160, grow: true, cell: (row) => row.needs ?? nothing, text: (row) => row.needs ?? '' },
    { id: 'receivedById', title: word('receivedBy'), width: 72, sortable: true, cell: (row) => row.receivedBy ?? nothing },
    { id: 'sync', title: word('sync'), width: 76, cell: (row) => <SyncBadge standing={row.standing} /> },
  ]
}

const filtersOf = (t: TFunction, people: readonly { id: string; name: string }[]): FilterDef[] => [
  { column: 'arrivedAt', title: t('leads:column.arrivedAt'), kind: 'day' },
  { column: 'leftAt', title: t('leads:column.leftAt'), kind: 'day', canBeEmpty: true },
  {
    column: 'receivedById',
    title: t('leads:column.receivedBy'),
    kind: 'choice',
    options: people.map(({ id, name }) => ({ value: id, label: name })),
  },
  { column: 'model', title: t('leads:column.model'), kind: 'text', canBeEmpty: true },
  {
    column: 'again',
    title: t('leads:column.again'),
    kind: 'choice',
    options: (['first', 'again'] as const).map((value) => ({ value, label: t(`leads:visit.${value}`) })),
  },
]
const viewsOf = (t: TFunction, today: string): BuiltInView[] => [
  { id: 'today', name: t('leads:visit.views.today'), filters: [{ column: 'arrivedAt', op: 'between', values: [today, today] }] },
  { id: 'here', name: t('leads:visit.views.here'), filters: [{ column: 'leftAt', op: 'empty', values: [] }] },
  { id: 'all', name: t('leads:visit.views.all'), filters: [] },
]

export function VisitsScreen({ params }: ScreenProps) {
  const { t } = useTranslation('leads')
  const may = useMay()
  const today = useToday()
  useAsked('visits', params)
  const { data: words } = useLive('leads.words', {})
  const [receiving, setReceiving] = useState(false)
  const asked = useRef<unknown>(undefined)
  useEffect(() => {
    if (params?.['add'] !== true || asked.current === params) return
    asked.current = params
    setReceiving(true)
  }, [params])
  const columns = useMemo(() => columnsOf(t), [t])
  const filters = useMemo(() => filtersOf(t, words?.consultants ?? []), [t, words?.consultants])
  const views = useMemo(() => viewsOf(t, today), [t, today])
  const add = may('leads.edit') && (
    <Button kind="primary" size="small" icon={AddIcon} shortcut="mod+N" onPress={() => setReceiving(true)}>
      {t('receive.open')}
    </Button>
  )
  const save: NonNullable<DataTableProps<Visit>['onExport']> = (format, question, shown, paper) =>
    exportList({
      list: 'leads.visits',
      question,
      title: t('visit.title'),
      format,
      paper,
      columns: shown
        .filter(({ id }) => id !== 'sync')
        .map(({ id, title }) => ({
          id: id === 'receivedById' ? 'receivedBy' : id,
          title,
          ...(id === 'level'
            ? { words: Object.fromEntries(intentionLevels.map((level) => [level, t(`customers:levels.${level}`)])) }
            : id === 'again'
              ? { words: { true: t('visit.again'), false: t('visit.first') } }
              : {}),
        })),
    })
  return (
    <>
      <DataTable<Visit>
        list="visits"
        title={t('visit.title')}
        query="leads.visits"
        page={(request) => call('leads.visits', request)}
        columns={columns}
        filters={filters}
        views={views}
        sort={latest}
        groups={['receivedById', 'arrivedAt']}
        actions={add}
        toneOf={(row) => (row.leftAt === null ? undefined : 'done')}
        onOpen={(row) => {
          if (row.leadId) open('lead', { record: row.leadId, title: row.name ?? '' })
        }}
        pane={(row, steps) => <VisitPane key={row.id} row={row} steps={steps} />}
        foot={(_totals, total) => t('visit.count', { count: total })}
        {...(may('exports.run') ? { onExport: save } : {})}
        empty={
          <Empty drawing="people" action={add || undefined}>
            {t('visit.empty')}
          </Empty>
        }
      />
      <VisitDialog open={receiving} onClose={() => setReceiving(false)} />
    </>
  )
}

function VisitPane({ row, steps }: { row: Visit; steps: PaneSteps }) {
  const { t } = useTranslation('leads')
  const may = useMay()
  const [failure, setFailure] = useState<Failure | null>(null)
  const seeOut = async (): Promise<void> => {
    const reply = await call('leads.seeOut', { id: row.id }, { attempt: newAttempt() })
    setFailure(reply.ok ? null : reply.error)
  }
  return (
    <DetailPane
      number={row.receivedBy}
      steps={steps}
      title={row.name ?? t('visit.nameless')}
      tag={row.level && <LevelMark level={row.level} tag />}
      caption={row.stayMinutes === null ? t('visit.here') : t('visit.stayed', { count: row.stayMinutes })}
      actions={
        <>
          {may('leads.edit') && row.leftAt === null && (
            <Button kind="primary" shortcut="F8" onPress={() => void seeOut()}>
              {t('visit.seeOut')}
            </Button>
          )}
          {row.leadId && (
            <Button onPress={() => open('lead', { record: row.leadId ?? '', title: row.name ?? '' })}>{t('visit.toLead')}</Button>
          )}
        </>
      }
    >
      {failure && (
        <Section>
          <Refused error={failure} module="leads" />
        </Section>
      )}
      <Section>
        <KeyValue
          pairs={[
            [t('column.arrivedAt'), <DateText key="came" at={row.arrivedAt} near />],
            [t('column.leftAt'), row.leftAt === null ? null : <DateText key="went" at={row.leftAt} near />],
            [t('column.people'), row.people],
            [t('column.model'), row.model],
            [t('field.needs'), row.needs],
            [t('field.answers'), row.answers],
            [t('field.impression'), row.impression],
          ]}
        />
      </Section>
    </DetailPane>
  )
}
