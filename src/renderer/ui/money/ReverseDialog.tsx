// 冲正: takes one wrongly entered payment back, whole and once, with the reason. The wrong line and its opposite both stay.
import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import { receivables, type PaymentRow } from '../../../shared/modules/receivables/contract.ts'
import { call } from '../../api.ts'
import { Button } from '../Button.tsx'
import { Dialog } from '../Dialog.tsx'
import { Form } from '../form/Form.tsx'
import { useForm } from '../form/use-form.ts'
import { KeyValue } from '../KeyValue.tsx'
import { Money } from '../Money.tsx'
import { TextArea } from '../TextField.tsx'
import { sayBriefly } from '../toast.tsx'

type Wrong = Pick<PaymentRow, 'no' | 'orderNo' | 'customerName' | 'method' | 'methodRef' | 'amountFen' | 'receivedOn'>

/** `payment` null: closed. */
export function ReverseDialog({ payment, onClose }: { payment: Wrong | null; onClose: () => void }) {
  const { t } = useTranslation('receivables')
  return (
    <Dialog open={payment !== null} onClose={onClose} title={t('reverseWhat', { no: payment?.no ?? '' })} dismissable={false}>
      {payment && <Reversing key={payment.no} payment={payment} onClose={onClose} />}
    </Dialog>
  )
}

function Reversing({ payment, onClose }: { payment: Wrong; onClose: () => void }) {
  const { t } = useTranslation('receivables')
  const { no } = payment
  const read = useCallback((values: { reason: string }) => ({ ...values, no }), [no])
  const form = useForm({
    module: 'receivables',
    schema: receivables.reverse.input,
    initial: { reason: '' },
    read,
    send: (input, attempt) => call('receivables.reverse', input, { attempt }),
    onDone: (given) => {
      sayBriefly(t('reversed', { no: given.no }))
      onClose()
    },
  })
  return (
    <Form
      form={form}
      submit={t('reverseDo')}
      side={
        <Button kind="quiet" onPress={onClose}>
          {t('ui:cancel')}
        </Button>
      }
    >
      <KeyValue
        pairs={[
          [t('customer'), payment.customerName],
          [t('order'), payment.orderNo],
          [t('method'), [t(`methods.${payment.method}`), payment.methodRef].filter(Boolean).join(' ')],
          [t('day'), payment.receivedOn],
          [t('amount'), <Money key="amount" fen={payment.amountFen} />],
        ]}
      />
      <p className="ink2">{t('reverseSays')}</p>
      <TextArea label={t('reason')} rows={2} autoFocus {...form.field('reason')} placeholder={t('reverseReasonHint')} />
    </Form>
  )
}
