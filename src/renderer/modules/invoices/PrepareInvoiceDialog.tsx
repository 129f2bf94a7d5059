// Prepares the invoice of an order: every field it will show, filled in from what the store knows, checked before it is kept.
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Output } from '../../../shared/contract.ts'
import { invoices } from '../../../shared/modules/invoices/contract.ts'
import {
  amountsOf,
  buyerKinds,
  type InvoiceContent,
  type InvoiceField,
  type InvoiceForm,
  invoiceForms,
  type InvoiceKind,
  invoiceKinds,
  requiredFields,
} from '../../../shared/modules/invoices/rules.ts'
import { type Fen, inChineseCapitals } from '../../../shared/money.ts'
import { call } from '../../api.ts'
import { useLive } from '../../live.ts'
import { Button } from '../../ui/Button.tsx'
import { ChoiceField } from '../../ui/CheckField.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Form } from '../../ui/form/Form.tsx'
import { useForm } from '../../ui/form/use-form.ts'
import { KeyValue } from '../../ui/KeyValue.tsx'
import { Loading } from '../../ui/Loading.tsx'
import { Money } from '../../ui/Money.tsx'
import { OrderChoice, type OrderRef } from '../../ui/money/OrderChoice.tsx'
import { MoneyField } from '../../ui/MoneyField.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { Refused } from '../../ui/Refused.tsx'
import { TextField } from '../../ui/TextField.tsx'

export function PrepareInvoiceDialog({ open, onClose }: { open: boolean; onClose: () => void }) {
  const { t } = useTranslation('invoices')
  const [order, setOrder] = useState<OrderRef | null>(null)
  const close = (): void => {
    setOrder(null)
    onClose()
  }
  return (
    <Dialog open={open} onClose={close} title={t('prepare.title')} width="wide" dismissable={false}>
      {open && (
        <div className="form">
          <OrderChoice label={t('column.orderNo')} chosen={order} onChange={setOrder} autoFocus />
          {order && <Basis key={order.id} orderId={order.id} onClose={close} />}
        </div>
      )}
    </Dialog>
  )
}

function Basis({ orderId, onClose }: { orderId: string; onClose: () => void }) {
  const { t } = useTranslation('invoices')
  const { data, error, again } = useLive('invoices.basis', { orderId })
  const [first] = useState<{ current: Output<'invoices.basis'> | null }>({ current: null })
  if (error && !data) return <Refused error={error} module="invoices" onRetry={again} />
  if (!data) return <Loading />
  if (data.obstacle && !first.current) return <Notice kind="act">{t(`refusals.${data.obstacle}`)}</Notice>
  first.current ??= data
  return <Preparing orderId={orderId} basis={first.current} onClose={onClose} />
}

type Values = InvoiceContent & { kind: InvoiceKind; form: InvoiceForm; grossFen: Fen | null }
const parts: readonly (readonly [string, readonly InvoiceField[]])[] = [
  ['buyer', ['buyerName', 'buyerPaperNo', 'buyerTaxNo']],
  [
    'car',
    [
      'vehicleType',
      'brandModel',
      'vin',
      'engineNo',
      'certificateNo',
      'origin',
      'seats',
      'tonnage',
      'importNo',
      'inspectionNo',
      'plateNo',
      'registrationNo',
      'transferTo',
    ],
  ],
  ['seller', ['sellerName', 'sellerTaxNo', 'sellerPhone', 'sellerAddress', 'sellerBank', 'sellerAccount', 'taxOffice', 'taxOfficeCode']],
  ['rest', ['drawer', 'note']],
]
const used: readonly InvoiceField[] = ['plateNo', 'registrationNo', 'transferTo']

function Preparing({ orderId, basis, onClose }: { orderId: string; basis: Output<'invoices.basis'>; onClose: () => void }) {
  const { t } = useTranslation('invoices')
  const form = useForm({
    module: 'invoices',
    schema: invoices.prepare.input,
    initial: { ...basis.content, kind: basis.kind, form: 'electronic', grossFen: basis.carFen } as Values,
    read: ({ kind, form: shape, grossFen, ...content }: Values) => ({
      orderId,
      kind,
      form: shape,
      grossFen: grossFen ?? undefined,
      content,
    }),
    fieldOf: (path) => path.replace(/^content\./, ''),
    send: (input, attempt) => call('invoices.prepare', input, { attempt }),
    onDone: onClose,
  })
  const { values } = form
  const vatBp = basis.vat[values.kind]
  const amounts = vatBp === null || values.grossFen === null ? null : amountsOf(values.grossFen, vatBp)
  const required = new Set(requiredFields(values.kind, values))
  const shown = (field: InvoiceField): boolean =>
    values.kind === 'used-car' ? field !== 'certificateNo' || values[field] !== '' : !used.includes(field)
  return (
    <Form
      form={form}
      submit={t('prepare.save')}
      side={
        <Button kind="quiet" onPress={onClose}>
          {t('ui:cancel')}
        </Button>
      }
    >
      <p className="cap">{t('prepare.says')}</p>
      <div className="pair">
        <ChoiceField
          label={t('column.kind')}
          {...form.field('kind')}
          options={invoiceKinds.map((value) => ({ value, label: t(`kinds.${value}`) }))}
        />
        <ChoiceField
          label={t('column.form')}
          {...form.field('form')}
          options={invoiceForms.map((value) => ({ value, label: t(`forms.${value}`) }))}
        />
      </div>
      <MoneyField label={t('column.gross')} {...form.field('grossFen')} />
      {amounts && (
        <KeyValue
          wide
          pairs={[
            [t('capitals'), inChineseCapitals(amounts.grossFen)],
            [t('column.net'), <Money key="net" fen={amounts.netFen} />],
            [t('taxAt', { rate: `${(vatBp ?? 0) / 100}%` }), <Money key="tax" fen={amounts.taxFen} />],
          ]}
        />
      )}
      {values.grossFen !== null && values.grossFen > basis.mostFen && <Notice kind="act">{t('beyondOwn')}</Notice>}
      {parts.map(([part, fields]) => (
        <fieldset key={part} className="invoice-part">
          <legend>{t(`parts.${part}`)}</legend>
          {part === 'buyer' && (
            <ChoiceField
              label={t('fields.buyerKind')}
              {...form.field('buyerKind')}
              options={buyerKinds.map((value) => ({ value, label: t(`buyerKinds.${value}`) }))}
            />
          )}
          <div className="invoice-fields">
            {fields.filter(shown).map((field) => (
              <TextField key={field} label={t(`fields.${field}`)} optional={!required.has(field)} {...form.field(field)} />
            ))}
          </div>
        </fieldset>
      ))}
    </Form>
  )
}
