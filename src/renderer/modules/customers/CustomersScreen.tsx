// 客户: everybody this person sees, newest first, found by pinyin and tails; the next step beside it.
import AddIcon from 'lucide-react/icons/user-round-plus'
import ImportIcon from 'lucide-react/icons/file-down'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CustomerRow, FollowUp } from '../../../shared/modules/customers/contract/shapes.ts'
import { ListFilter } from '../../../shared/list.ts'
import { customerKinds, intentionLevels } from '../../../shared/modules/customers/rules.ts'
import { call } from '../../api.ts'
import { useLive } from '../../live.ts'
import type { ScreenProps } from '../../nav/screen.ts'
import { useMay, useMe } from '../../session.ts'
import { open, usePreference } from '../../state.ts'
import { Button } from '../../ui/Button.tsx'
import { Menu } from '../../ui/Menu.tsx'
import { Empty } from '../../ui/Empty.tsx'
import { DataTable, type DataTableProps } from '../../ui/table/DataTable.tsx'
import { columnsInFile, exportList } from '../../ui/table/export-list.ts'
import { useToday } from '../../ui/today.ts'
import { CaptureDialog } from './CaptureDialog.tsx'
import { columnsOf, filtersOf, viewsOf } from './columns.tsx'
import { groupFiltersOf } from './group-filters.ts'
import { type KeptSegment, SegmentDialog } from './SegmentDialog.tsx'
import { CustomerPane } from './CustomerPane.tsx'
import { FinishDialog, PlanDialog } from '../../ui/people/FollowUpDialogs.tsx'
import { useAsked } from '../../ui/table/use-asked.ts'
import '../../ui/people/people.css'

const groups = ['level', 'consultantId', 'source', 'city', 'createdAt']
const newest = [{ column: 'createdAt', dir: 'desc' as const }]

/** The conditions the list stands at, as it remembers them. */
const filtersKept = (kept: unknown): readonly ListFilter[] =>
  ListFilter.array().safeParse((kept as { arrangement?: { filters?: unknown } } | undefined)?.arrangement?.filters).data ?? []

export function CustomersScreen({ params }: ScreenProps) {
  const { t } = useTranslation('customers')
  const may = useMay()
  const me = useMe()
  const today = useToday()
  useAsked('customers', params)
  const { data: words } = useLive('customers.words', {})
  const [adding, setAdding] = useState(false)
  const [planning, setPlanning] = useState<CustomerRow | null>(null)
  const [finishing, setFinishing] = useState<FollowUp | null>(null)
  const [heard, setHeard] = useState<typeof params>(undefined)
  if (params !== heard) {
    setHeard(params)
    if (params?.['add'] === true) setAdding(true)
  }
  const columns = useMemo(() => columnsOf(t), [t])
  const { data: segments } = useLive('insights.segments', {})
  const filters = useMemo(
    () => [...filtersOf(t, words?.consultants ?? []), ...groupFiltersOf(t, segments ?? [])],
    [t, words?.consultants, segments],
  )
  const [keeping, setKeeping] = useState<KeptSegment | null>(null)
  const [conditions] = usePreference('list.customers', filtersKept)
  const edited = segments?.find(({ id }) => id === params?.['segment'])
  const views = useMemo(() => viewsOf(t, today, me.id, me.reach !== 'own'), [t, today, me])
  const openCustomer = (row: CustomerRow): void => open('customer', { record: row.id, title: row.name })
  const add = may('customers.edit') && (
    <Button kind="primary" size="small" icon={AddIcon} shortcut="mod+N" onPress={() => setAdding(true)}>
      {t('add.open')}
    </Button>
  )
  const bring = may('imports.run') && (
    <Button size="small" icon={ImportIcon} onPress={() => open('imports', { params: { kind: 'customers' } })}>
      {t('import')}
    </Button>
  )
  const save: NonNullable<DataTableProps<CustomerRow>['onExport']> = (format, question, shown, paper) => {
    const wordsOf: Record<string, Record<string, string>> = {
      level: Object.fromEntries(intentionLevels.map((level) => [level, t(`levels.${level}`)])),
      kind: Object.fromEntries(customerKinds.map((kind) => [kind, t(`kinds.${kind}`)])),
    }
    exportList({
      list: 'customers',
      question,
      title: t('title'),
      format,
      paper,
      columns: columnsInFile(shown, wordsOf, { consultantId: 'consultant' }),
    })
  }
  return (
    <>
      <DataTable<CustomerRow>
        list="customers"
        title={t('title')}
        query="customers.page"
        page={(request) => call('customers.page', request)}
        columns={columns}
        filters={filters}
        views={views}
        sort={newest}
        groups={groups}
        actions={
          <>
            {may('customers.edit') && conditions.length > 0 && (
              <Button
                size="small"
                onPress={() => setKeeping({ ...(edited ?? { id: null, name: '', isClass: false }), filters: conditions })}
              >
                {t('segment.keep')}
              </Button>
            )}
            <Menu
              label={t('together')}
              entries={[
                { id: 'segments', label: t('segment.nav'), onPress: () => open('segments') },
                { id: 'figures', label: t('figures.title'), onPress: () => open('customerFigures') },
                { id: 'worth', label: t('worth.nav'), onPress: () => open('customerValue') },
              ]}
            >
              <Button size="small" kind="quiet">
                {t('together')}
              </Button>
            </Menu>
            {may('customers.edit') && (
              <Button size="small" kind="quiet" onPress={() => open('duplicates')}>
                {t('duplicates.title')}
              </Button>
            )}
            {bring}
            {add}
          </>
        }
        onOpen={openCustomer}
        toneOf={(row) => (row.level === 'T' ? 'done' : undefined)}
        pane={(row, steps) => (
          <CustomerPane
            key={row.id}
            row={row}
            steps={steps}
            onOpen={() => openCustomer(row)}
            onPlan={() => setPlanning(row)}
            onFinish={setFinishing}
          />
        )}
        foot={(_totals, total) => t('count', { count: total })}
        {...(may('exports.run') ? { onExport: save } : {})}
        empty={
          <Empty
            drawing="people"
            action={
              <div className="row">
                {add}
                {bring}
              </div>
            }
          >
            {t('empty')}
          </Empty>
        }
      />
      <CaptureDialog open={adding} onClose={() => setAdding(false)} />
      {planning && <PlanDialog customer={planning} open onClose={() => setPlanning(null)} />}
      <SegmentDialog segment={keeping} onClose={() => setKeeping(null)} />
      <FinishDialog followUp={finishing} onClose={() => setFinishing(null)} />
    </>
  )
}
