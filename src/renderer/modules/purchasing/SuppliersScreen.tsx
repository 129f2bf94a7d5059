// 供应商: suppliers of the group with what they are worth by what happened at this site, and what was said with them.
import AddIcon from 'lucide-react/icons/plus'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { purchasing, type SupplierRow } from '../../../shared/modules/purchasing/contract.ts'
import { relationKinds } from '../../../shared/modules/purchasing/rules.ts'
import { call } from '../../api.ts'
import { useLive } from '../../live.ts'
import type { ScreenProps } from '../../nav/screen.ts'
import { useMay } from '../../session.ts'
import { Button } from '../../ui/Button.tsx'
import { DateText } from '../../ui/DateText.tsx'
import { DetailPane, type PaneSteps, Section } from '../../ui/DetailPane.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Empty } from '../../ui/Empty.tsx'
import { Form } from '../../ui/form/Form.tsx'
import { useForm } from '../../ui/form/use-form.ts'
import { Figures, KeyValue } from '../../ui/KeyValue.tsx'
import { Money } from '../../ui/Money.tsx'
import { NumberField } from '../../ui/NumberField.tsx'
import { SelectField } from '../../ui/SelectField.tsx'
import type { Column } from '../../ui/table/columns.ts'
import { DataTable } from '../../ui/table/DataTable.tsx'
import { useAsked } from '../../ui/table/use-asked.ts'
import { TextField } from '../../ui/TextField.tsx'

const byName = [{ column: 'name', dir: 'asc' as const }]
const scored = ['quality', 'price', 'leadTime', 'service', 'whole'] as const

export function SuppliersScreen({ params }: ScreenProps) {
  const { t } = useTranslation('purchasing')
  const may = useMay()
  useAsked('purchasing.suppliers', params)
  const [known, setKnown] = useState<SupplierRow | null | undefined>(undefined)
  const columns = useMemo(
    (): Column<SupplierRow>[] => [
      { id: 'name', title: t('suppliers.name'), width: 200, grow: true, sortable: true, frozen: true, cell: (row) => row.name },
      ...scored.map((name) => ({
        id: name,
        title: t(`scores.${name}`),
        width: 80,
        align: 'end' as const,
        cell: (row: SupplierRow) => row.scores[name] ?? <span className="muted">·</span>,
      })),
      { id: 'meanDays', title: t('suppliers.meanDays'), width: 100, align: 'end', cell: (row) => row.meanDays ?? '·' },
      { id: 'boughtFen', title: t('suppliers.boughtFen'), width: 130, align: 'end', cell: (row) => <Money fen={row.boughtFen} /> },
    ],
    [t],
  )
  const add = may('purchasing.edit') && (
    <Button kind="primary" size="small" icon={AddIcon} shortcut="mod+N" onPress={() => setKnown(null)}>
      {t('suppliers.new')}
    </Button>
  )
  return (
    <>
      <DataTable<SupplierRow>
        list="purchasing.suppliers"
        title={t('suppliers.title')}
        query="purchasing.suppliers"
        page={(request) => call('purchasing.suppliers', request)}
        columns={columns}
        filters={[{ column: 'name', title: t('suppliers.name'), kind: 'text' }]}
        sort={byName}
        actions={add}
        toneOf={(row) => (row.archived ? 'done' : undefined)}
        pane={(row, steps) => <SupplierPane key={row.id} row={row} steps={steps} onChange={() => setKnown(row)} />}
        foot={(_totals, total) => t('suppliers.count', { count: total })}
        empty={
          <Empty drawing="paper" action={add || undefined}>
            {t('suppliers.empty')}
          </Empty>
        }
      />
      <SupplierDialog known={known} onClose={() => setKnown(undefined)} />
    </>
  )
}

function SupplierPane({ row, steps, onChange }: { row: SupplierRow; steps: PaneSteps; onChange: () => void }) {
  const { t } = useTranslation('purchasing')
  const may = useMay()
  const { data: notes } = useLive('purchasing.notes', { supplierId: row.id })
  return (
    <DetailPane
      title={row.name}
      steps={steps}
      actions={may('purchasing.edit') && <Button onPress={onChange}>{t('suppliers.change')}</Button>}
    >
      <Section title={t('scores.title')}>
        <Figures pairs={scored.map((name) => [t(`scores.${name}`), row.scores[name] ?? '·'] as const)} />
        <p className="cap">{t('scores.says')}</p>
      </Section>
      <Section>
        <KeyValue
          wide
          pairs={[
            [t('suppliers.contact'), row.contact],
            [t('suppliers.phone'), row.phone],
            [t('suppliers.leadDays'), row.leadDays],
            [t('suppliers.meanDays'), row.meanDays],
            [t('suppliers.terms'), row.terms],
          ]}
        />
      </Section>
      <Section title={t('notes.title')}>
        <ul className="stack">
          {notes?.map((note) => (
            <li key={note.id}>
              <p>
                {t(`notes.kinds.${note.kind}`)} {note.said} {note.points !== null && t('notes.given', { points: note.points })}
              </p>
              <p className="cap">
                {note.notedBy} <DateText at={note.notedAt} near />
              </p>
            </li>
          ))}
        </ul>
        {may('purchasing.edit') && <Noting supplierId={row.id} />}
      </Section>
    </DetailPane>
  )
}

function Noting({ supplierId }: { supplierId: string }) {
  const { t } = useTranslation('purchasing')
  const form = useForm({
    module: 'purchasing',
    schema: purchasing.note.input,
    initial: { kind: 'call' as (typeof relationKinds)[number], said: '', points: null as number | null },
    read: (values: { kind: (typeof relationKinds)[number]; said: string; points: number | null }) => ({ ...values, supplierId }),
    send: (input, attempt) => call('purchasing.note', input, { attempt }),
    onDone: () => form.change({ said: '', points: null }),
  })
  return (
    <Form form={form} submit={t('notes.save')}>
      <SelectField
        label={t('notes.kind')}
        {...form.field('kind')}
        options={relationKinds.map((value) => ({ value, label: t(`notes.kinds.${value}`) }))}
      />
      <TextField label={t('notes.said')} {...form.field('said')} maxLength={500} />
      {form.values.kind === 'review' && <NumberField label={t('notes.points')} {...form.field('points')} width="short" />}
    </Form>
  )
}

export function SupplierDialog({ known, onClose }: { known: SupplierRow | null | undefined; onClose: () => void }) {
  const { t } = useTranslation('purchasing')
  return (
    <Dialog
      open={known !== undefined}
      onClose={onClose}
      title={t(known ? 'suppliers.change' : 'suppliers.new')}
      width="small"
      dismissable={false}
    >
      {known !== undefined && <Keeping known={known} onClose={onClose} />}
    </Dialog>
  )
}

function Keeping({ known, onClose }: { known: SupplierRow | null; onClose: () => void }) {
  const { t } = useTranslation('purchasing')
  const form = useForm({
    module: 'purchasing',
    schema: purchasing.keepSupplier.input,
    initial: {
      id: known?.id ?? '',
      name: known?.name ?? '',
      contact: known?.contact ?? '',
      phone: known?.phone ?? '',
      leadDays: known?.leadDays ?? null,
      terms: known?.terms ?? '',
    },
    send: (input, attempt) => call('purchasing.keepSupplier', input, { attempt }),
    onDone: onClose,
  })
  return (
    <Form
      form={form}
      submit={t('suppliers.save')}
      side={
        <Button kind="quiet" onPress={onClose}>
          {t('ui:cancel')}
        </Button>
      }
    >
      <TextField label={t('suppliers.name')} {...form.field('name')} autoFocus maxLength={80} />
      <TextField label={t('suppliers.contact')} optional {...form.field('contact')} maxLength={40} />
      <TextField label={t('suppliers.phone')} optional {...form.field('phone')} maxLength={40} />
      <NumberField label={t('suppliers.leadDays')} optional {...form.field('leadDays')} width="short" />
      <TextField label={t('suppliers.terms')} optional {...form.field('terms')} maxLength={200} />
    </Form>
  )
}
