// Gives money of an order back: never more than there is, with a reason, by the way the person says. What came in too much
// stands there as the amount.
import { useCallback, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { receivables, type PaymentRow } from '../../../shared/modules/receivables/contract.ts'
import { isHeld, moneyMethods, type ReceiptKind, type MoneyMethod } from '../../../shared/modules/receivables/rules.ts'
import { formatYuan, type Fen } from '../../../shared/money.ts'
import { call } from '../../api.ts'
import { useLive } from '../../live.ts'
import { Button } from '../Button.tsx'
import { Dialog } from '../Dialog.tsx'
import { Empty } from '../Empty.tsx'
import { Form } from '../form/Form.tsx'
import { useForm } from '../form/use-form.ts'
import { Loading } from '../Loading.tsx'
import { Money } from '../Money.tsx'
import { MoneyField } from '../MoneyField.tsx'
import { Notice } from '../Notice.tsx'
import { Refused } from '../Refused.tsx'
import { SelectField } from '../SelectField.tsx'
import { TextArea, TextField } from '../TextField.tsx'
import { TileField } from '../TileField.tsx'
import { Capitals } from './Capitals.tsx'
import { methodIcons } from './methods.ts'
import type { OrderRef } from './OrderChoice.tsx'
import type { OrderMoney } from './split.ts'
import { Taken, type Given } from './Taken.tsx'
import './money.css'

type Props = {
  /** null: closed. */
  order: OrderRef | null
  onClose: () => void
  /** What the caller suggests: the deposit of a cancelled order. Else what came in too much, else all there is. */
  amountFen?: Fen | null | undefined
  kind?: ReceiptKind | null | undefined
  reason?: string | undefined
}

export function RefundDialog({ order, onClose, amountFen, kind, reason }: Props) {
  const { t } = useTranslation('receivables')
  return (
    <Dialog
      open={order !== null}
      onClose={onClose}
      title={order ? t('refundTo', { order: order.title }) : t('refund')}
      width="wide"
      dismissable={false}
    >
      {order && <Refunding key={order.id} order={order} amountFen={amountFen} kind={kind} reason={reason} onClose={onClose} />}
    </Dialog>
  )
}

function Refunding({ order, amountFen, kind, reason, onClose }: Props & { order: OrderRef }) {
  const { t } = useTranslation('receivables')
  const [given, setGiven] = useState<Given | null>(null)
  const { data, error, again } = useLive('receivables.standing', { orderId: order.id })
  // 原路退回: what came in last is where it most likely goes back.
  const last = useLive('receivables.page', {
    limit: 1,
    filters: [
      { column: 'orderId', op: 'is', values: [order.id] },
      { column: 'direction', op: 'is', values: ['in'] },
    ],
    sort: [{ column: 'receivedAt', dir: 'desc' }],
  })
  if (given) return <Taken orderId={order.id} given={given} onClose={onClose} />
  if (error && !data) return <Refused error={error} module="receivables" onRetry={again} />
  if (!data || last.loading) return <Loading />
  if (data.netFen <= 0) return <Empty drawing="calm">{t('nothingToRefund')}</Empty>
  return (
    <RefundForm
      orderId={order.id}
      money={data}
      amountFen={amountFen}
      kind={kind}
      reason={reason}
      cameBy={last.data?.rows[0]}
      onGiven={setGiven}
      onClose={onClose}
    />
  )
}

type Values = { method: MoneyMethod; methodRef: string; amountFen: Fen | null; kind: ReceiptKind | 'any'; reason: string }

function RefundForm({
  orderId,
  money,
  amountFen,
  kind,
  reason,
  cameBy,
  onGiven,
  onClose,
}: Omit<Props, 'order'> & {
  orderId: string
  money: OrderMoney
  cameBy: Pick<PaymentRow, 'method' | 'methodRef'> | undefined
  onGiven: (given: Given) => void
}) {
  const { t } = useTranslation('receivables')
  const [first] = useState((): Values => ({
    method: !cameBy || cameBy.method === 'trade-in' || cameBy.method === 'write-off' ? 'transfer' : cameBy.method,
    methodRef: (cameBy?.method === 'card' && cameBy.methodRef) || '',
    amountFen: amountFen || money.overFen || money.netFen,
    kind: kind ?? 'any',
    reason: reason ?? '',
  }))
  const { netFen, refundable } = money
  const schema = useMemo(
    () =>
      receivables.refund.input.superRefine((input, ctx) => {
        const most = input.kind === null ? netFen : (refundable.find((each) => each.kind === input.kind)?.amountFen ?? 0)
        if (input.amountFen > most) ctx.addIssue({ code: 'custom', path: ['amountFen'], message: 'more-than-there-is' })
      }),
    [netFen, refundable],
  )
  const read = useCallback(
    (values: Values) => ({
      ...values,
      orderId,
      kind: values.kind === 'any' ? null : values.kind,
      amountFen: values.amountFen ?? undefined,
    }),
    [orderId],
  )
  const form = useForm({
    module: 'receivables',
    schema,
    initial: first,
    read,
    send: (input, attempt) => call('receivables.refund', input, { attempt }),
    onDone: onGiven,
  })
  const { values } = form
  const choose = (next: ReceiptKind | 'any'): void =>
    form.change({
      kind: next,
      amountFen: next === 'any' ? money.overFen || netFen : (refundable.find((each) => each.kind === next)?.amountFen ?? null),
    })
  return (
    <div className="money-dialog">
      <Form
        form={form}
        submit={t('refundAmount', { amount: formatYuan(values.amountFen ?? 0) })}
        side={
          <Button kind="quiet" onPress={onClose}>
            {t('ui:cancel')}
          </Button>
        }
      >
        <TileField
          label={t('methodBack')}
          name="method"
          autoFocus
          value={values.method}
          onChange={(method) => form.change({ method, methodRef: '' })}
          error={form.errors['method']}
          tiles={moneyMethods.map((value) => ({
            value,
            label: t(`methodsBack.${value}`),
            icon: methodIcons[value],
            note: value === cameBy?.method ? t('cameThisWay') : undefined,
          }))}
        />
        <div className="pair">
          <MoneyField label={t('amountBack')} {...form.field('amountFen')} />
          <SelectField
            label={t('whichMoney')}
            {...form.field('kind')}
            onChange={choose}
            options={[
              { value: 'any' as const, label: t('oursFirst') },
              ...refundable.map((each) => ({ value: each.kind, label: t(`kinds.${each.kind}`), more: formatYuan(each.amountFen) })),
            ]}
          />
        </div>
        <Capitals fen={values.amountFen} />
        {values.kind !== 'any' && isHeld(values.kind) && <Notice>{t('heldGoesBack')}</Notice>}
        {values.method !== 'cash' && <TextField label={t(`refs.${values.method}`)} optional {...form.field('methodRef')} maxLength={60} />}
        <TextArea label={t('reason')} rows={2} {...form.field('reason')} placeholder={t('refundReasonHint')} />
      </Form>
      <aside aria-label={t('refundable')}>
        <h3>{t('refundable')}</h3>
        <ul className="refundable">
          {refundable.map((each) => (
            <li key={each.kind}>
              <span>
                {t(`kinds.${each.kind}`)}
                {isHeld(each.kind) && <i className="held-dot" aria-hidden />}
              </span>
              <Money fen={each.amountFen} />
            </li>
          ))}
          <li>
            <span>{t('netIn')}</span>
            <Money fen={netFen} />
          </li>
        </ul>
        {money.overFen > 0 && (
          <p className="cap">
            {t('ofItOver')} <Money fen={money.overFen} />
          </p>
        )}
      </aside>
    </div>
  )
}
