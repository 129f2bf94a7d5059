// 出入库流水: the ledger of parts, newest first; what was given out can be taken back from here.
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type MoveRow, parts } from '../../../shared/modules/parts/contract.ts'
import { moveKinds } from '../../../shared/modules/parts/rules.ts'
import { call } from '../../api.ts'
import type { ScreenProps } from '../../nav/screen.ts'
import { useMay } from '../../session.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Empty } from '../../ui/Empty.tsx'
import { Form } from '../../ui/form/Form.tsx'
import { useForm } from '../../ui/form/use-form.ts'
import { NumberField } from '../../ui/NumberField.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { DataTable, type DataTableProps } from '../../ui/table/DataTable.tsx'
import { columnsInFile, exportList } from '../../ui/table/export-list.ts'
import { unitInFile } from '../../ui/table/unit-in-file.ts'
import { useAsked } from '../../ui/table/use-asked.ts'
import { moveColumns, moveFilters } from './columns.tsx'

const newest = [{ column: 'movedAt', dir: 'desc' as const }]
const goesBack = (row: MoveRow): boolean => (row.keptUnits ?? 0) > 0

export function MovesScreen({ params }: ScreenProps) {
  const { t } = useTranslation('parts')
  const may = useMay()
  useAsked('parts.moves', params)
  const [returning, setReturning] = useState<MoveRow | null>(null)
  const seesCost = may('parts.cost')
  const columns = useMemo(() => moveColumns(t, seesCost), [t, seesCost])
  const filters = useMemo(() => moveFilters(t), [t])
  const views = useMemo(
    () => [
      { id: 'all', name: t('views.all'), filters: [] },
      { id: 'in', name: t('views.in'), filters: [{ column: 'kind', op: 'is' as const, values: ['receive', 'return'] }] },
      {
        id: 'out',
        name: t('views.out'),
        filters: [{ column: 'kind', op: 'is' as const, values: ['issue', 'sale'] }],
      },
    ],
    [t],
  )
  const save: NonNullable<DataTableProps<MoveRow>['onExport']> = (format, question, shown, paper) => {
    const kind = Object.fromEntries(moveKinds.map((each) => [each, t(`kinds.${each}`)]))
    exportList({
      list: 'parts.moves',
      question,
      columns: unitInFile(columnsInFile(shown, { kind }), t('column.unit')),
      format,
      paper,
      title: t('move.title'),
    })
  }
  return (
    <>
      <DataTable<MoveRow>
        list="parts.moves"
        title={t('move.title')}
        query="parts.moves"
        page={(request) => call('parts.moves', request)}
        columns={columns}
        filters={filters}
        views={views}
        sort={newest}
        groups={['kind', 'movedOn', 'no']}
        onOpen={(row) => may('parts.move') && goesBack(row) && setReturning(row)}
        foot={(_totals, total) => t('move.count', { count: total })}
        {...(may('exports.run') ? { onExport: save } : {})}
        empty={<Empty drawing="paper">{t('move.empty')}</Empty>}
      />
      <ReturnDialog row={returning} onClose={() => setReturning(null)} />
    </>
  )
}

export function ReturnDialog({ row, onClose }: { row: MoveRow | null; onClose: () => void }) {
  const { t } = useTranslation('parts')
  return (
    <Dialog open={row !== null} onClose={onClose} title={t('back.title')} width="small">
      {row && <Returning row={row} onClose={onClose} />}
    </Dialog>
  )
}

function Returning({ row, onClose }: { row: MoveRow; onClose: () => void }) {
  const { t } = useTranslation('parts')
  const form = useForm({
    module: 'parts',
    schema: parts.giveBack.input,
    initial: { units: row.keptUnits, note: '' },
    read: (values: { units: number | null; note: string }) => ({ ...values, moveId: row.id }),
    send: (input, attempt) => call('parts.giveBack', input, { attempt }),
    onDone: onClose,
  })
  return (
    <Form
      form={form}
      submit={t('back.save')}
      side={
        <Button kind="quiet" onPress={onClose}>
          {t('ui:cancel')}
        </Button>
      }
    >
      <p className="cap">{t('back.says', { no: row.no, code: row.code, name: row.name, units: row.keptUnits ?? 0, unit: row.unit })}</p>
      <NumberField label={t('move.units')} {...form.field('units')} unit={row.unit} autoFocus />
      <TextField label={t('move.note')} optional {...form.field('note')} maxLength={200} />
    </Form>
  )
}
