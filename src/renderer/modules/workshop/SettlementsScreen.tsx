// 结算单: what was settled, and which repairs the platform that keeps records has not got yet.
import UploadIcon from 'lucide-react/icons/file-down'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { SettlementRow } from '../../../shared/modules/settlements/contract.ts'
import { call } from '../../api.ts'
import type { ScreenProps } from '../../nav/screen.ts'
import { useMay } from '../../session.ts'
import { open } from '../../state.ts'
import { Button } from '../../ui/Button.tsx'
import { DateText } from '../../ui/DateText.tsx'
import { Empty } from '../../ui/Empty.tsx'
import { Mark } from '../../ui/Mark.tsx'
import { Money } from '../../ui/Money.tsx'
import type { Column, FilterDef } from '../../ui/table/columns.ts'
import { DataTable } from '../../ui/table/DataTable.tsx'
import { useAsked } from '../../ui/table/use-asked.ts'
import { startWork } from '../../ui/work.ts'

const newest = [{ column: 'settledAt', dir: 'desc' as const }]

export function SettlementsScreen({ params }: ScreenProps) {
  const { t } = useTranslation('workshop')
  const may = useMay()
  useAsked('settlements', params)
  const columns = useMemo(
    (): Column<SettlementRow>[] => [
      { id: 'no', title: t('records.no'), width: 160, sortable: true, frozen: true, cell: (row) => row.no },
      { id: 'plate', title: t('column.plate'), width: 110, sortable: true, cell: (row) => row.plate ?? '—' },
      { id: 'car', title: t('column.car'), width: 180, grow: true, cell: (row) => row.carName },
      { id: 'customer', title: t('column.customer'), width: 90, sortable: true, cell: (row) => row.customerName },
      { id: 'totalFen', title: t('column.total'), width: 116, align: 'end', sortable: true, cell: (row) => <Money fen={row.totalFen} /> },
      { id: 'customerFen', title: t('records.customerFen'), width: 116, align: 'end', cell: (row) => <Money fen={row.customerFen} /> },
      { id: 'settledAt', title: t('records.settledAt'), width: 132, sortable: true, cell: (row) => <DateText at={row.settledAt} near /> },
      {
        id: 'uploadedAt',
        title: t('records.record'),
        width: 110,
        cell: (row) =>
          row.uploadedAt !== null ? (
            <Mark shape="tick" tone="done" word={t('records.sent')} />
          ) : row.missing.length > 0 ? (
            <Mark shape="diamond" tone="act" word={t('records.lacks')} />
          ) : (
            <Mark shape="dashedRing" tone="plain" word={t('records.waits')} />
          ),
      },
    ],
    [t],
  )
  const filters = useMemo(
    (): FilterDef[] => [
      { column: 'plate', title: t('column.plate'), kind: 'text' },
      { column: 'settledAt', title: t('records.settledAt'), kind: 'day' },
      { column: 'uploadedAt', title: t('records.record'), kind: 'day', canBeEmpty: true },
    ],
    [t],
  )
  const views = useMemo(
    () => [{ id: 'waiting', name: t('records.views.waiting'), filters: [{ column: 'uploadedAt', op: 'empty' as const, values: [] }] }],
    [t],
  )
  return (
    <DataTable<SettlementRow>
      list="settlements"
      title={t('records.title')}
      query="settlements.page"
      page={(request) => call('settlements.page', request)}
      columns={columns}
      filters={filters}
      views={views}
      sort={newest}
      actions={
        may('workshop.settle') && (
          <Button
            size="small"
            icon={UploadIcon}
            onPress={() =>
              void startWork(t('records.upload'), 'settlements.upload', {}, (made) => t('records.done', { records: made?.records ?? 0 }))
            }
          >
            {t('records.upload')}
          </Button>
        )
      }
      onOpen={(row) => open('workOrder', { record: row.workOrderId, title: row.plate ?? row.orderNo })}
      foot={(totals, total) => (
        <>
          {t('records.count', { count: total })} <Money fen={Number(totals['totalFen'] ?? 0)} />
        </>
      )}
      empty={<Empty drawing="paper">{t('records.empty')}</Empty>}
    />
  )
}
