// The questions about an invoice that exists: the number it was given, the tax that was paid, and why it is ended.
import { useTranslation } from 'react-i18next'
import { invoices, type InvoiceRow } from '../../../shared/modules/invoices/contract.ts'
import type { Numbers } from '../../../shared/modules/invoices/rules.ts'
import { call } from '../../api.ts'
import { DateField } from '../../ui/DateField.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Cancel } from '../../ui/form/Cancel.tsx'
import { Form } from '../../ui/form/Form.tsx'
import { useForm } from '../../ui/form/use-form.ts'
import { TextField } from '../../ui/TextField.tsx'
import { useToday } from '../../ui/today.ts'

type Props = { row: InvoiceRow | null; onClose: () => void }

export function IssueInvoiceDialog({ row, onClose }: Props) {
  const { t } = useTranslation('invoices')
  return (
    <Dialog open={row !== null} onClose={onClose} title={t('issue.title')} dismissable={false}>
      {row && <Issuing row={row} onClose={onClose} />}
    </Dialog>
  )
}

function Issuing({ row, onClose }: { row: InvoiceRow; onClose: () => void }) {
  const { t } = useTranslation('invoices')
  const today = useToday()
  const form = useForm({
    module: 'invoices',
    schema: invoices.issue.input,
    initial: { code: '', number: '', issuedOn: today, machineCode: '', machineNo: '', machineId: '', taxControlCode: '' } as Numbers,
    read: (numbers: Numbers) => ({ id: row.id, numbers }),
    fieldOf: (path) => path.replace(/^numbers\./, ''),
    send: (input, attempt) => call('invoices.issue', input, { attempt }),
    onDone: onClose,
  })
  const paper = row.form === 'paper'
  return (
    <Form form={form} submit={t('issue.save')} side={<Cancel onClose={onClose} />}>
      <p className="cap">{t(paper ? 'issue.paper' : 'issue.electronic')}</p>
      {paper && <TextField label={t('fields.code')} {...form.field('code')} autoFocus mono inputMode="numeric" />}
      <TextField label={t('column.number')} {...form.field('number')} autoFocus={!paper} mono inputMode="numeric" />
      <DateField label={t('column.issuedOn')} {...form.field('issuedOn')} onChange={(on) => form.set('issuedOn', on ?? '')} max={today} />
      {paper && (
        <div className="invoice-fields">
          <TextField label={t('fields.machineCode')} optional {...form.field('machineCode')} mono />
          <TextField label={t('fields.machineNo')} optional {...form.field('machineNo')} mono />
          <TextField label={t('fields.machineId')} optional {...form.field('machineId')} mono />
          <TextField label={t('fields.taxControlCode')} optional {...form.field('taxControlCode')} mono />
        </div>
      )}
    </Form>
  )
}

export function EndInvoiceDialog({ row, how, onClose }: Props & { how: 'void' | 'reverse' }) {
  const { t } = useTranslation('invoices')
  return (
    <Dialog open={row !== null} onClose={onClose} title={t(`${how}.title`)} width="small">
      {row && <Ending row={row} how={how} onClose={onClose} />}
    </Dialog>
  )
}

function Ending({ row, how, onClose }: { row: InvoiceRow; how: 'void' | 'reverse'; onClose: () => void }) {
  const { t } = useTranslation('invoices')
  const form = useForm({
    module: 'invoices',
    schema: invoices.void.input,
    initial: { reason: '' },
    read: (values: { reason: string }) => ({ ...values, id: row.id }),
    send: (input, attempt) => call(how === 'void' ? 'invoices.void' : 'invoices.reverse', input, { attempt }),
    onDone: onClose,
  })
  return (
    <Form form={form} submit={t(`${how}.save`)} side={<Cancel onClose={onClose} />}>
      <p className="cap">{t(`${how}.says`)}</p>
      <TextField label={t('column.reason')} {...form.field('reason')} autoFocus maxLength={200} />
    </Form>
  )
}

export function TaxPaidDialog({ row, onClose }: Props) {
  const { t } = useTranslation('invoices')
  return (
    <Dialog open={row !== null} onClose={onClose} title={t('taxPaid.title')} width="small">
      {row && <Paying row={row} onClose={onClose} />}
    </Dialog>
  )
}

function Paying({ row, onClose }: { row: InvoiceRow; onClose: () => void }) {
  const { t } = useTranslation('invoices')
  const form = useForm({
    module: 'invoices',
    schema: invoices.taxPaid.input,
    initial: { taxPaymentNo: '' },
    read: (values: { taxPaymentNo: string }) => ({ ...values, id: row.id }),
    send: (input, attempt) => call('invoices.taxPaid', input, { attempt }),
    onDone: onClose,
  })
  return (
    <Form form={form} submit={t('taxPaid.save')} side={<Cancel onClose={onClose} />}>
      <TextField label={t('fields.taxPaymentNo')} {...form.field('taxPaymentNo')} autoFocus mono maxLength={40} />
    </Form>
  )
}
