// 承运商: who carries, on which ways, and what each is worth by what happened.
import AddIcon from 'lucide-react/icons/plus'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type CarrierRow, logistics } from '../../../shared/modules/logistics/contract.ts'
import { call } from '../../api.ts'
import { useLive } from '../../live.ts'
import type { ScreenProps } from '../../nav/screen.ts'
import { useMay } from '../../session.ts'
import { open } from '../../state.ts'
import { Button } from '../../ui/Button.tsx'
import { DetailPane, type PaneSteps, Section } from '../../ui/DetailPane.tsx'
import { Empty } from '../../ui/Empty.tsx'
import { Form } from '../../ui/form/Form.tsx'
import { useForm } from '../../ui/form/use-form.ts'
import { KeyValue } from '../../ui/KeyValue.tsx'
import { Money } from '../../ui/Money.tsx'
import { MoneyField } from '../../ui/MoneyField.tsx'
import { NumberField } from '../../ui/NumberField.tsx'
import type { Column } from '../../ui/table/columns.ts'
import { DataTable, type DataTableProps } from '../../ui/table/DataTable.tsx'
import { columnsInFile, exportList } from '../../ui/table/export-list.ts'
import { useAsked } from '../../ui/table/use-asked.ts'
import { TextField } from '../../ui/TextField.tsx'
import { CarrierDialog } from './dialogs.tsx'

const byName = [{ column: 'name', dir: 'asc' as const }]
const nothing = <span className="muted">·</span>
const days = (tenths: number | null): string => (tenths === null ? '·' : (tenths / 10).toFixed(1))

export function CarriersScreen({ params }: ScreenProps) {
  const { t } = useTranslation('logistics')
  const may = useMay()
  useAsked('logistics.carriers', params)
  const [known, setKnown] = useState<CarrierRow | null | undefined>(undefined)
  const columns = useMemo((): Column<CarrierRow>[] => {
    const word = (name: string): string => t(`carriers.column.${name as 'score'}`)
    return [
      { id: 'name', title: t('carriers.name'), width: 150, grow: true, sortable: true, frozen: true, cell: (row) => row.name },
      { id: 'score', title: word('score'), width: 80, align: 'end', cell: (row) => row.score ?? nothing },
      { id: 'shipments', title: word('shipments'), width: 80, align: 'end', cell: (row) => row.shipments },
      { id: 'ended', title: word('ended'), width: 80, align: 'end', cell: (row) => row.ended },
      { id: 'onTime', title: word('onTime'), width: 80, align: 'end', cell: (row) => row.onTime },
      { id: 'damaged', title: word('damaged'), width: 80, align: 'end', cell: (row) => row.damaged || nothing },
      { id: 'lost', title: word('lost'), width: 80, align: 'end', cell: (row) => row.lost || nothing },
      {
        id: 'daysTenths',
        title: word('days'),
        width: 90,
        align: 'end',
        cell: (row) => days(row.daysTenths),
        text: (row) => days(row.daysTenths),
      },
      { id: 'costFen', title: word('costFen'), width: 110, align: 'end', cell: (row) => <Money fen={row.costFen} /> },
      { id: 'routes', title: word('routes'), width: 70, align: 'end', cell: (row) => row.routes },
      { id: 'contact', title: t('carriers.contact'), width: 110, sortable: true, cell: (row) => row.contact ?? nothing },
    ]
  }, [t])
  const add = may('purchasing.edit') && (
    <Button kind="primary" size="small" icon={AddIcon} shortcut="mod+N" onPress={() => setKnown(null)}>
      {t('carriers.new')}
    </Button>
  )
  const save: NonNullable<DataTableProps<CarrierRow>['onExport']> = (format, question, shown, paper) =>
    exportList({ list: 'logistics.carriers', question, columns: columnsInFile(shown, {}), format, paper, title: t('carriers.nav') })
  return (
    <>
      <DataTable<CarrierRow>
        list="logistics.carriers"
        title={t('carriers.nav')}
        query="logistics.carriers"
        page={(request) => call('logistics.carriers', request)}
        columns={columns}
        filters={[]}
        views={[]}
        sort={byName}
        groups={[]}
        actions={
          <>
            <Button size="small" onPress={() => open('logisticsFigures')}>
              {t('figures.nav')}
            </Button>
            {add}
          </>
        }
        pane={(row, steps) => <CarrierPane key={row.id} row={row} steps={steps} onChange={() => setKnown(row)} />}
        foot={(_totals, total) => t('carriers.count', { count: total })}
        {...(may('exports.run') ? { onExport: save } : {})}
        empty={
          <Empty drawing="paper" action={add || undefined}>
            {t('carriers.empty')}
          </Empty>
        }
      />
      <CarrierDialog known={known} onClose={() => setKnown(undefined)} />
    </>
  )
}

function CarrierPane({ row, steps, onChange }: { row: CarrierRow; steps: PaneSteps; onChange: () => void }) {
  const { t } = useTranslation('logistics')
  const may = useMay()
  const { data: routes } = useLive('logistics.routes', { carrierId: row.id })
  return (
    <DetailPane
      title={row.name}
      caption={row.score === null ? t('carriers.unrated') : t('carriers.rated', { score: row.score })}
      steps={steps}
      actions={may('purchasing.edit') && <Button onPress={onChange}>{t('carriers.edit')}</Button>}
    >
      <Section>
        <KeyValue
          pairs={[
            row.contact !== null && [t('carriers.contact'), row.contact],
            row.phone !== null && [t('carriers.phone'), row.phone],
            row.terms !== null && [t('carriers.terms'), row.terms],
          ]}
        />
        <p className="cap">{t('carriers.how')}</p>
      </Section>
      <Section title={t('routes.title')}>
        <ul className="stack">
          {routes?.map((route) => (
            <li key={route.id} className="row">
              <span className="grow">
                {route.fromPlace} → {route.toPlace}
              </span>
              {route.days !== null && <span className="cap">{t('routes.days', { days: route.days })}</span>}
              <Money fen={route.priceFen} />
            </li>
          ))}
        </ul>
        {may('purchasing.edit') && <Routing carrierId={row.id} />}
      </Section>
    </DetailPane>
  )
}

type Way = { fromPlace: string; toPlace: string; days: number | null; priceFen: number | null }
function Routing({ carrierId }: { carrierId: string }) {
  const { t } = useTranslation('logistics')
  const form = useForm({
    module: 'logistics',
    schema: logistics.keepRoute.input,
    initial: { fromPlace: '', toPlace: '', days: null, priceFen: null } as Way,
    read: (values: Way) => ({ ...values, carrierId }),
    send: (input, attempt) => call('logistics.keepRoute', input, { attempt }),
  })
  return (
    <Form form={form} submit={t('routes.save')}>
      <TextField label={t('column.fromPlace')} {...form.field('fromPlace')} maxLength={60} />
      <TextField label={t('column.toPlace')} {...form.field('toPlace')} maxLength={60} />
      <NumberField label={t('routes.takes')} width="short" optional {...form.field('days')} />
      <MoneyField label={t('routes.price')} optional {...form.field('priceFen')} />
    </Form>
  )
}
