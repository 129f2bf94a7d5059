// The steps of a trade-in after the first look: what it counts for, another person's word, the order it counts towards, and
// giving it up.
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { tradeins, type AppraisalRow } from '../../../shared/modules/tradeins/contract.ts'
import { worthOf } from '../../../shared/modules/tradeins/rules.ts'
import { formatYuan, type Fen } from '../../../shared/money.ts'
import { call } from '../../api.ts'
import { useLive } from '../../live.ts'
import { ChoiceField } from '../../ui/CheckField.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Cancel } from '../../ui/form/Cancel.tsx'
import { Form } from '../../ui/form/Form.tsx'
import { useForm } from '../../ui/form/use-form.ts'
import { KeyValue } from '../../ui/KeyValue.tsx'
import { Loading } from '../../ui/Loading.tsx'
import { Money } from '../../ui/Money.tsx'
import { MoneyField } from '../../ui/MoneyField.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { TextArea, TextField } from '../../ui/TextField.tsx'
import { carText } from './columns.tsx'

type Props = { row: AppraisalRow | null; onClose: () => void }
type Step = { row: AppraisalRow; onClose: () => void }

function Asking({
  row,
  onClose,
  title,
  of: Of,
  width = 'small',
}: Props & { title: string; of: (step: Step) => React.ReactNode; width?: 'small' | 'normal' }) {
  return (
    <Dialog open={row !== null} onClose={onClose} title={title} width={width} dismissable={false}>
      {row && <Of key={row.id} row={row} onClose={onClose} />}
    </Dialog>
  )
}
export function ValueDialog(props: Props) {
  const { t } = useTranslation('tradeins')
  return <Asking {...props} title={t('deeds.value')} of={Valuing} width="normal" />
}
export function DecideDialog(props: Props) {
  const { t } = useTranslation('tradeins')
  return <Asking {...props} title={t('deeds.decide')} of={Deciding} />
}
export function TakeDialog(props: Props) {
  const { t } = useTranslation('tradeins')
  return <Asking {...props} title={t('deeds.take')} of={Taking} />
}
export function DropDialog(props: Props) {
  const { t } = useTranslation('tradeins')
  return <Asking {...props} title={t('deeds.drop')} of={Dropping} />
}

type Worth = Record<'retailFen' | 'reconFen' | 'purchaseFen' | 'allowanceFen', Fen | null>

function Valuing({ row, onClose }: Step) {
  const { t } = useTranslation('tradeins')
  const [initial] = useState((): Worth => ({
    retailFen: row.retailFen,
    reconFen: row.reconFen,
    purchaseFen: row.purchaseFen,
    allowanceFen: row.allowanceFen,
  }))
  const form = useForm({
    module: 'tradeins',
    schema: tradeins.value.input,
    initial,
    read: (values: Worth) => ({ ...values, id: row.id, reconFen: values.reconFen ?? 0 }),
    send: (input, attempt) => call('tradeins.value', input, { attempt }),
    onDone: onClose,
  })
  const { retailFen, reconFen, purchaseFen, allowanceFen } = form.values
  const said =
    retailFen !== null && purchaseFen !== null && allowanceFen !== null
      ? worthOf({ retailFen, reconFen: reconFen ?? 0, purchaseFen, allowanceFen })
      : null
  return (
    <Form form={form} submit={t('value.save')} side={<Cancel onClose={onClose} />}>
      <p className="cap">{carText(row)}</p>
      <div className="pair">
        <MoneyField label={t('worth.retailFen')} {...form.field('retailFen')} autoFocus />
        <MoneyField label={t('worth.reconFen')} optional {...form.field('reconFen')} />
      </div>
      <div className="pair">
        <MoneyField label={t('worth.purchaseFen')} {...form.field('purchaseFen')} />
        <MoneyField label={t('worth.allowanceFen')} hint={t('value.allowanceHint')} {...form.field('allowanceFen')} />
      </div>
      {said && (
        <p className="worth-says" role="status">
          <span>
            {t('worth.supportFen')} <Money fen={said.supportFen} />
          </span>
          <span className={said.marginFen < 0 ? 'act' : undefined}>
            {t('worth.marginFen')} <Money fen={said.marginFen} />
          </span>
        </p>
      )}
    </Form>
  )
}

function Deciding({ row, onClose }: Step) {
  const { t } = useTranslation('tradeins')
  const form = useForm({
    module: 'tradeins',
    schema: tradeins.decide.input,
    initial: { id: row.id, allowed: 'yes' as 'yes' | 'no', comment: '' },
    read: (values) => ({ ...values, allowed: values.allowed === 'yes' }),
    send: (input, attempt) => call('tradeins.decide', input, { attempt }),
    onDone: onClose,
  })
  return (
    <Form form={form} submit={t('decide.save')} side={<Cancel onClose={onClose} />}>
      <KeyValue
        pairs={[
          [t('column.car'), carText(row)],
          [t('worth.allowanceFen'), <Money key="allowance" fen={row.allowanceFen} />],
          [t('worth.supportFen'), <Money key="support" fen={row.supportFen} />],
          [t('worth.marginFen'), <Money key="margin" fen={row.marginFen} />],
          [t('decide.why'), row.askedFor.map((reason) => t(`reasons.${reason}`)).join(t('comma'))],
        ]}
      />
      <ChoiceField
        label={t('decide.word')}
        {...form.field('allowed')}
        options={[
          { value: 'yes' as const, label: t('decide.yes') },
          { value: 'no' as const, label: t('decide.no') },
        ]}
      />
      <TextArea label={t('decide.comment')} optional={form.values.allowed === 'yes'} {...form.field('comment')} rows={2} />
    </Form>
  )
}

function Taking({ row, onClose }: Step) {
  const { t } = useTranslation('tradeins')
  const { data } = useLive('tradeins.targets', { id: row.id })
  const [orderId, setOrderId] = useState<string | null>(null)
  const chosen = orderId ?? (data?.length === 1 ? (data[0]?.id ?? null) : null)
  const form = useForm({
    module: 'tradeins',
    schema: tradeins.take.input,
    initial: { location: '' },
    read: (values) => ({ ...values, id: row.id, orderId: chosen ?? undefined }),
    send: (input, attempt) => call('tradeins.take', input, { attempt }),
    onDone: onClose,
  })
  if (!data) return <Loading />
  if (row.vin === null) return <Notice kind="act">{t('take.vinFirst')}</Notice>
  if (data.length === 0) return <Notice>{t('take.noOrder', { customer: row.customerName })}</Notice>
  return (
    <Form form={form} submit={t('take.save', { amount: formatYuan(row.allowanceFen ?? 0) })} side={<Cancel onClose={onClose} />}>
      <p>{t('take.says')}</p>
      <ChoiceField
        label={t('take.order')}
        value={chosen}
        onChange={setOrderId}
        error={form.errors['orderId']}
        options={data.map((order) => ({
          value: order.id,
          label: `${order.no} ${order.vehicleName ?? ''} · ${t('take.due', { amount: formatYuan(order.dueFen) })}`,
        }))}
      />
      <TextField label={t('take.location')} optional {...form.field('location')} maxLength={60} />
    </Form>
  )
}

function Dropping({ row, onClose }: Step) {
  const { t } = useTranslation('tradeins')
  const form = useForm({
    module: 'tradeins',
    schema: tradeins.drop.input,
    initial: { id: row.id, comment: '' },
    send: (input, attempt) => call('tradeins.drop', input, { attempt }),
    onDone: onClose,
  })
  return (
    <Form form={form} submit={t('drop.save')} side={<Cancel onClose={onClose} />}>
      <p>{t('drop.says', { car: carText(row) })}</p>
      <TextArea label={t('drop.why')} {...form.field('comment')} autoFocus rows={2} />
    </Form>
  )
}
