// 银行对账: lines of statements, those nobody has looked at first, with what each most likely is beside them.
import ImportIcon from 'lucide-react/icons/file-up'
import SureIcon from 'lucide-react/icons/list-checks'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { BankLineRow } from '../../../shared/modules/bank/contract.ts'
import { lineStates } from '../../../shared/modules/bank/rules.ts'
import { call } from '../../api.ts'
import type { ScreenProps } from '../../nav/screen.ts'
import { useMay } from '../../session.ts'
import { open } from '../../state.ts'
import { Button } from '../../ui/Button.tsx'
import { DateText } from '../../ui/DateText.tsx'
import { Empty } from '../../ui/Empty.tsx'
import { Money } from '../../ui/Money.tsx'
import { sayBriefly } from '../../ui/toast.tsx'
import type { BuiltInView, Column, FilterDef } from '../../ui/table/columns.ts'
import { DataTable, type DataTableProps } from '../../ui/table/DataTable.tsx'
import { columnsInFile, exportList } from '../../ui/table/export-list.ts'
import { useAsked } from '../../ui/table/use-asked.ts'
import { useDeed } from '../../ui/use-deed.ts'
import { BankPane } from './BankPane.tsx'
import { LineMark } from './LineMark.tsx'

const nothing = <span className="muted">·</span>
const page: DataTableProps<BankLineRow>['page'] = (request) => call('bank.page', request)
const open1st = [{ column: 'state', dir: 'asc' as const }]
const unmatched = [{ column: 'state', op: 'is' as const, values: ['open', 'partly'] }]
const sum = (totals: Readonly<Record<string, unknown>>, name: string) => <Money fen={typeof totals[name] === 'number' ? totals[name] : 0} />

export function BankScreen({ params }: ScreenProps) {
  const { t } = useTranslation('bank')
  const may = useMay()
  const deed = useDeed()
  useAsked('bank', params)
  const [failed, setFailed] = useState(false)
  const columns = useMemo(
    (): Column<BankLineRow>[] => [
      {
        id: 'bookedOn',
        title: t('column.bookedOn'),
        width: 96,
        sortable: true,
        frozen: true,
        cell: (row) => <DateText on={row.bookedOn} />,
      },
      {
        id: 'state',
        title: t('column.state'),
        width: 96,
        sortable: true,
        cell: (row) => <LineMark state={row.state} />,
        text: (row) => t(`states.${row.state}`),
      },
      {
        id: 'amount',
        title: t('column.amount'),
        width: 130,
        align: 'end',
        sortable: true,
        cell: (row) => <Money fen={row.amountFen} />,
        foot: (totals) => sum(totals, 'amount'),
      },
      {
        id: 'left',
        title: t('column.left'),
        width: 124,
        align: 'end',
        sortable: true,
        cell: (row) => (row.leftFen === 0 ? nothing : <Money fen={row.leftFen} />),
        foot: (totals) => sum(totals, 'left'),
      },
      { id: 'payerName', title: t('column.payerName'), width: 150, sortable: true, cell: (row) => row.payerName ?? nothing },
      { id: 'purpose', title: t('column.purpose'), width: 200, grow: true, cell: (row) => row.ignored ?? row.purpose ?? nothing },
      { id: 'reference', title: t('column.reference'), width: 160, cell: (row) => row.reference ?? nothing },
      { id: 'account', title: t('column.account'), width: 150, hidden: true, cell: (row) => row.account ?? nothing },
    ],
    [t],
  )
  const filters = useMemo(
    (): FilterDef[] => [
      {
        column: 'state',
        title: t('column.state'),
        kind: 'choice',
        options: lineStates.map((value) => ({ value, label: t(`states.${value}`) })),
      },
      {
        column: 'direction',
        title: t('column.direction'),
        kind: 'choice',
        options: (['in', 'out'] as const).map((value) => ({ value, label: t(`directions.${value}`) })),
      },
      { column: 'bookedOn', title: t('column.bookedOn'), kind: 'day' },
      { column: 'amount', title: t('column.amount'), kind: 'money' },
      { column: 'payerName', title: t('column.payerName'), kind: 'text', canBeEmpty: true },
    ],
    [t],
  )
  const views = useMemo(
    (): BuiltInView[] => [
      { id: 'unmatched', name: t('views.unmatched'), filters: unmatched },
      { id: 'matched', name: t('views.matched'), filters: [{ column: 'state', op: 'is', values: ['matched'] }] },
      { id: 'out', name: t('views.out'), filters: [{ column: 'direction', op: 'is', values: ['out'] }] },
    ],
    [t],
  )
  /** The oldest two hundred that wait: what is sure of them is taken. */
  const takeSure = (): void =>
    deed.run(
      async (attempt) => {
        setFailed(false)
        const waiting = await call('bank.page', { limit: 200, filters: unmatched, sort: [{ column: 'bookedOn', dir: 'asc' }] })
        if (!waiting.ok) return waiting
        if (waiting.value.rows.length === 0) return { ok: true as const, value: { matched: 0, left: 0 } }
        const reply = await call('bank.matchSure', { ids: waiting.value.rows.map(({ id }) => id) }, { attempt })
        setFailed(!reply.ok)
        return reply
      },
      ({ matched, left }) => sayBriefly(t('sure.done', { matched, left })),
    )
  const bring = (): void => open('imports', { params: { kind: 'statements' } })
  const save: NonNullable<DataTableProps<BankLineRow>['onExport']> = (format, question, shown, paper) => {
    const named: Readonly<Record<string, string>> = { amount: 'amountFen', left: 'leftFen' }
    const state = Object.fromEntries(lineStates.map((value) => [value, t(`states.${value}`)]))
    exportList({ list: 'bank', question, columns: columnsInFile(shown, { state }, named), format, paper, title: t('title') })
  }
  const add = may('imports.run') && (
    <Button size="small" icon={ImportIcon} shortcut="F7" onPress={bring}>
      {t('bring')}
    </Button>
  )
  return (
    <DataTable<BankLineRow>
      list="bank"
      title={t('title')}
      query="bank.page"
      page={page}
      columns={columns}
      filters={filters}
      views={views}
      sort={open1st}
      groups={['state', 'bookedOn']}
      actions={
        <>
          {add}
          <Button kind="primary" size="small" icon={SureIcon} shortcut="F9" busy={deed.busy} onPress={takeSure}>
            {t(failed ? 'sure.again' : 'sure.do')}
          </Button>
        </>
      }
      toneOf={(row) => (row.state === 'matched' || row.state === 'ignored' ? 'done' : undefined)}
      pane={(row, steps) => <BankPane key={row.id} row={row} steps={steps} />}
      {...(may('exports.run') ? { onExport: save } : {})}
      empty={
        <Empty drawing="paper" action={add || undefined}>
          {t('empty')}
        </Empty>
      }
    />
  )
}
