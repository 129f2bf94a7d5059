// Takes money for an order: the amount that is due stands there, the way is one key, and what the payment does to the plan
// is seen before it is sent. One intent is one receipt, however often the button is pressed.
import { useCallback, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { receivables } from '../../../shared/modules/receivables/contract.ts'
import { orderKinds, moneyMethods, type ReceiptKind, type MoneyMethod } from '../../../shared/modules/receivables/rules.ts'
import { formatYuan, type Fen } from '../../../shared/money.ts'
import { call } from '../../api.ts'
import { useLive } from '../../live.ts'
import { Button } from '../Button.tsx'
import { CheckField } from '../CheckField.tsx'
import { Dialog } from '../Dialog.tsx'
import { Form } from '../form/Form.tsx'
import { useForm } from '../form/use-form.ts'
import { Loading } from '../Loading.tsx'
import { MoneyField } from '../MoneyField.tsx'
import { Notice } from '../Notice.tsx'
import { Refused } from '../Refused.tsx'
import { SelectField } from '../SelectField.tsx'
import { TextField } from '../TextField.tsx'
import { TileField } from '../TileField.tsx'
import { Capitals } from './Capitals.tsx'
import { methodIcons } from './methods.ts'
import { OrderChoice, type OrderRef } from './OrderChoice.tsx'
import { suggestedFen, type OrderMoney } from './split.ts'
import { SplitTable } from './SplitTable.tsx'
import { Taken, type Given } from './Taken.tsx'
import './money.css'

type Props = {
  open: boolean
  onClose: () => void
  /** The order, with the words the title says it by (`周杉 · SO-KS-02-2611-18`); null: the person chooses it here. */
  order: OrderRef | null
  /** What the caller suggests instead of all that is due: a deposit, one line of the plan. */
  amountFen?: Fen | null | undefined
  kind?: ReceiptKind | null | undefined
}

export function ReceiveDialog({ open, onClose, order, amountFen, kind }: Props) {
  const { t } = useTranslation('receivables')
  const [found, setFound] = useState<OrderRef | null>(null)
  const about = order ?? found
  const close = (): void => {
    setFound(null)
    onClose()
  }
  return (
    <Dialog
      open={open}
      onClose={close}
      title={about ? t('receiveFrom', { order: about.title }) : t('receive')}
      width={about ? 'wide' : 'normal'}
      dismissable={false}
    >
      {open && !about && <OrderChoice label={t('order')} chosen={null} onChange={setFound} autoFocus openOnly />}
      {open && about && <Receiving key={about.id} orderId={about.id} amountFen={amountFen} kind={kind} onClose={close} />}
    </Dialog>
  )
}

function Receiving({ orderId, amountFen, kind, onClose }: Pick<Props, 'amountFen' | 'kind' | 'onClose'> & { orderId: string }) {
  const [taken, setTaken] = useState<Given | null>(null)
  const { data, error, again } = useLive('receivables.standing', { orderId })
  if (taken) return <Taken orderId={orderId} given={taken} onClose={onClose} />
  if (error && !data) return <Refused error={error} module="receivables" onRetry={again} />
  return data ? (
    <ReceiveForm orderId={orderId} money={data} amountFen={amountFen} kind={kind} onTaken={setTaken} onClose={onClose} />
  ) : (
    <Loading />
  )
}

type Values = { method: MoneyMethod; methodRef: string; amountFen: Fen | null; kind: ReceiptKind | 'plan'; over: boolean; note: string }

function ReceiveForm({
  orderId,
  money,
  amountFen,
  kind,
  onTaken,
  onClose,
}: {
  orderId: string
  money: OrderMoney
  amountFen: Fen | null | undefined
  kind: ReceiptKind | null | undefined
  onTaken: (given: Given) => void
  onClose: () => void
}) {
  const { t } = useTranslation('receivables')
  const [first] = useState((): Values => {
    const method: MoneyMethod = money.customerDueFen === 0 && money.loanDueFen > 0 ? 'loan' : 'card'
    return {
      method,
      methodRef: '',
      amountFen: amountFen || suggestedFen(money, method) || null,
      kind: kind ?? 'plan',
      over: false,
      note: '',
    }
  })
  const { dueFen, earnestRoomFen } = money
  const schema = useMemo(
    () =>
      receivables.receive.input.superRefine((input, ctx) => {
        if (input.amountFen > dueFen && !input.over) ctx.addIssue({ code: 'custom', path: ['over'], message: 'tick-over' })
        if (input.kind === 'earnest' && earnestRoomFen !== null && input.amountFen > earnestRoomFen)
          ctx.addIssue({ code: 'custom', path: ['amountFen'], message: 'earnest-ceiling' })
      }),
    [dueFen, earnestRoomFen],
  )
  const read = useCallback(
    (values: Values) => ({
      ...values,
      orderId,
      kind: values.kind === 'plan' ? null : values.kind,
      amountFen: values.amountFen ?? undefined,
    }),
    [orderId],
  )
  const form = useForm({
    module: 'receivables',
    schema,
    initial: first,
    read,
    send: (input, attempt) => call('receivables.receive', input, { attempt }),
    onDone: onTaken,
  })
  const { values } = form
  const typed = values.amountFen ?? 0
  const beyond = typed > dueFen
  const choose = (method: MoneyMethod): void => {
    const untouched = values.amountFen === (suggestedFen(money, values.method) || null)
    form.change({ method, methodRef: '', ...(untouched && { amountFen: suggestedFen(money, method) || null, over: false }) })
  }
  return (
    <div className="money-dialog">
      <Form
        form={form}
        submit={t('receiveAmount', { amount: formatYuan(typed) })}
        side={
          <Button kind="quiet" onPress={onClose}>
            {t('ui:cancel')}
          </Button>
        }
      >
        {dueFen === 0 && <Notice>{t('nothingDue')}</Notice>}
        <TileField
          label={t('method')}
          name="method"
          autoFocus
          value={values.method}
          onChange={choose}
          error={form.errors['method']}
          tiles={moneyMethods.map((value) => ({ value, label: t(`methods.${value}`), icon: methodIcons[value] }))}
        />
        <MoneyField
          label={t('amount')}
          {...form.field('amountFen')}
          onChange={(fen) => form.change({ amountFen: fen, over: false })}
          hint={values.kind === 'earnest' && earnestRoomFen !== null ? t('earnestRoom', { amount: formatYuan(earnestRoomFen) }) : undefined}
        />
        <Capitals fen={values.amountFen} />
        {beyond && (
          <CheckField label={t('overLabel', { amount: formatYuan(typed - dueFen) })} hint={t('overHint')} {...form.field('over')} />
        )}
        <div className="pair">
          {values.method !== 'cash' && (
            <TextField
              label={t(`refs.${values.method}`)}
              optional
              {...form.field('methodRef')}
              maxLength={60}
              inputMode={values.method === 'card' ? 'numeric' : 'text'}
            />
          )}
          <SelectField
            label={t('usedFor')}
            {...form.field('kind')}
            options={[
              { value: 'plan' as const, label: t('byPlan') },
              ...orderKinds.map((value) => ({ value, label: t(`kinds.${value}`) })),
            ]}
          />
        </div>
        <TextField label={t('note')} optional {...form.field('note')} maxLength={200} />
      </Form>
      <aside aria-label={t('thisPayment')}>
        <h3>{t('thisPayment')}</h3>
        <SplitTable
          money={money}
          payment={{ amountFen: typed, method: values.method, kind: values.kind === 'plan' ? null : values.kind }}
        />
      </aside>
    </div>
  )
}
