// 客户关怀: what customers ask for and complain of, late ones first, and the ways to the other parts of care.
import AddIcon from 'lucide-react/icons/plus'
import { useEffect, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import type { RequestRow } from '../../../shared/modules/care/contract/tickets.ts'
import { requestChannels, requestKinds, requestStages, ticketSteps } from '../../../shared/modules/care/rules/tickets.ts'
import { call } from '../../api.ts'
import { useLive } from '../../live.ts'
import type { ScreenProps } from '../../nav/screen.ts'
import { useMay } from '../../session.ts'
import { open } from '../../state.ts'
import { Button } from '../../ui/Button.tsx'
import { DateText } from '../../ui/DateText.tsx'
import { Empty } from '../../ui/Empty.tsx'
import { Mark } from '../../ui/Mark.tsx'
import type { Column, FilterDef } from '../../ui/table/columns.ts'
import { DataTable, type DataTableProps } from '../../ui/table/DataTable.tsx'
import { exportList } from '../../ui/table/export-list.ts'
import { useAsked } from '../../ui/table/use-asked.ts'
import type { Found } from '../../ui/ComboField.tsx'
import { AskDialog } from './AskDialog.tsx'
import { looks } from './looks.ts'
import { RequestPane } from './RequestPane.tsx'

const none: readonly { id: string; name: string }[] = []
/** Of whom a ticket is taken down, as another screen asks for it. */
const Asked = z.object({ id: z.string(), name: z.string() })

export function CareScreen({ params }: ScreenProps) {
  const { t } = useTranslation('care')
  const may = useMay()
  useAsked('care.requests', params)
  const [asking, setAsking] = useState<{ who: Found | null } | null>(null)
  const taken = useRef<unknown>(undefined)
  useEffect(() => {
    const ask = Asked.safeParse(params?.['ask'])
    if (!ask.success || taken.current === params) return
    taken.current = params
    setAsking({ who: { id: ask.data.id, label: ask.data.name } })
  }, [params])
  const columns = useMemo(
    (): Column<RequestRow>[] => [
      { id: 'who', title: t('column.who'), width: 120, frozen: true, cell: (row) => row.who },
      {
        id: 'stage',
        title: t('column.stage'),
        width: 90,
        sortable: true,
        cell: (row) => <Mark shape={looks[row.stage][0]} tone={looks[row.stage][1]} word={t(`stages.${row.stage}`)} />,
        text: (row) => t(`stages.${row.stage}`),
      },
      {
        id: 'kind',
        title: t('column.kind'),
        width: 90,
        sortable: true,
        cell: (row) => t(`kinds.${row.kind}`),
      },
      {
        id: 'channel',
        title: t('column.channel'),
        width: 70,
        sortable: true,
        cell: (row) => t(`channels.${row.channel}`),
      },
      {
        id: 'question',
        title: t('column.question'),
        width: 300,
        grow: true,
        cell: (row) => row.question ?? row.serviceName ?? '',
      },
      {
        id: 'step',
        title: t('column.step'),
        width: 90,
        sortable: true,
        cell: (row) => (row.step ? t(`ticketSteps.${row.step}`) : <span className="muted">·</span>),
        text: (row) => (row.step ? t(`ticketSteps.${row.step}`) : ''),
      },
      {
        id: 'steps',
        title: t('column.steps'),
        width: 70,
        align: 'end',
        cell: (row) => (row.stepsTotal > 0 ? `${row.stepsDone}/${row.stepsTotal}` : <span className="muted">·</span>),
      },
      { id: 'owner', title: t('column.owner'), width: 90, cell: (row) => row.owner },
      {
        id: 'dueAt',
        title: t('column.dueAt'),
        width: 130,
        sortable: true,
        cell: (row) => <DateText at={row.dueAt} />,
      },
    ],
    [t],
  )
  const { data: sites = none } = useLive('identity.places', {})
  const filters = useMemo((): FilterDef[] => {
    const choice = (column: 'stage' | 'kind' | 'channel', values: readonly string[]): FilterDef => ({
      column,
      title: t(`column.${column}`),
      kind: 'choice',
      options: values.map((value) => ({ value, label: t(`${column}s.${value}`) })),
    })
    return [
      choice('stage', requestStages),
      choice('kind', requestKinds),
      choice('channel', requestChannels),
      {
        column: 'step',
        title: t('column.step'),
        kind: 'choice',
        options: ticketSteps.map((value) => ({ value, label: t(`ticketSteps.${value}`) })),
      },
      { column: 'article', title: t('column.article'), kind: 'text', canBeEmpty: true },
      { column: 'createdAt', title: t('column.createdAt'), kind: 'day' },
      {
        column: 'siteId',
        title: t('column.siteId'),
        kind: 'choice',
        options: sites.map(({ id, name }) => ({ value: id, label: name })),
      },
    ]
  }, [t, sites])
  const views = useMemo(
    () =>
      (['open', 'late', 'done'] as const).map((stage) => ({
        id: stage,
        name: t(`stages.${stage}`),
        filters: [{ column: 'stage', op: 'is' as const, values: [stage] }],
      })),
    [t],
  )
  const add = may('care.edit') && (
    <Button kind="primary" size="small" icon={AddIcon} shortcut="mod+N" onPress={() => setAsking({ who: null })}>
      {t('new')}
    </Button>
  )
  const words: Readonly<Record<string, Readonly<Record<string, string>>>> = {
    stage: Object.fromEntries(requestStages.map((value) => [value, t(`stages.${value}`)])),
    kind: Object.fromEntries(requestKinds.map((value) => [value, t(`kinds.${value}`)])),
    channel: Object.fromEntries(requestChannels.map((value) => [value, t(`channels.${value}`)])),
    step: Object.fromEntries(ticketSteps.map((value) => [value, t(`ticketSteps.${value}`)])),
  }
  const save: NonNullable<DataTableProps<RequestRow>['onExport']> = (format, question, shown, paper) =>
    exportList({
      list: 'care.requests',
      question,
      columns: shown.filter(({ id }) => id !== 'steps').map((each) => (words[each.id] ? { ...each, words: words[each.id] } : each)),
      format,
      paper,
      title: t('title'),
    })
  return (
    <>
      <DataTable<RequestRow>
        list="care.requests"
        title={t('title')}
        query="care.requests"
        page={(request) => call('care.requests', request)}
        columns={columns}
        filters={filters}
        views={views}
        groups={['stage', 'kind', 'channel']}
        actions={
          <>
            {(
              ['carePrompts', 'careCampaigns', 'careTasks', 'careKnowledge', 'careServices', 'careFigures', 'surveys', 'messages'] as const
            ).map((kind) => (
              <Button key={kind} size="small" onPress={() => open(kind)}>
                {t(`parts.${kind}`)}
              </Button>
            ))}
            {add}
          </>
        }
        toneOf={(row) => (row.stage === 'done' ? 'done' : undefined)}
        pane={(row, steps) => <RequestPane key={row.id} row={row} steps={steps} />}
        foot={(_totals, total) => t('count', { count: total })}
        {...(may('exports.run') ? { onExport: save } : {})}
        empty={
          <Empty drawing="people" action={add || undefined}>
            {t('empty')}
          </Empty>
        }
      />
      <AskDialog asking={asking} onClose={() => setAsking(null)} />
    </>
  )
}
