// 退款: money of a repair goes back to the customer, with why. What may go back is what came in.
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { moneyMethods } from '../../../shared/modules/receivables/rules.ts'
import { settlements } from '../../../shared/modules/settlements/contract.ts'
import { formatYuan } from '../../../shared/money.ts'
import { call } from '../../api.ts'
import { Button } from '../../ui/Button.tsx'
import { ChoiceField } from '../../ui/CheckField.tsx'
import { Form } from '../../ui/form/Form.tsx'
import { useForm } from '../../ui/form/use-form.ts'
import { MoneyField } from '../../ui/MoneyField.tsx'
import { TextField } from '../../ui/TextField.tsx'

const methods = moneyMethods.filter((method) => method !== 'loan')

export function RefundForm({
  workOrderId,
  paidFen,
  dueFen,
  onClose,
}: {
  workOrderId: string
  paidFen: number
  dueFen: number
  onClose: () => void
}) {
  const { t } = useTranslation('workshop')
  const [initial] = useState(() => ({
    // What came in too much, if anything did: the likeliest.
    amountFen: (dueFen < 0 ? -dueFen : null) as number | null,
    method: 'wechat' as (typeof methods)[number],
    reason: '',
  }))
  const form = useForm({
    module: 'workshop',
    schema: settlements.giveBack.input,
    initial,
    read: (values) => ({ ...values, workOrderId }),
    send: (input, attempt) => call('settlements.giveBack', input, { attempt }),
    onDone: onClose,
  })
  return (
    <Form
      form={form}
      submit={t('refund.save')}
      side={
        <Button kind="quiet" onPress={onClose}>
          {t('ui:cancel')}
        </Button>
      }
    >
      <MoneyField label={t('pay.amount')} {...form.field('amountFen')} hint={t('refund.most', { amount: formatYuan(paidFen) })} autoFocus />
      <ChoiceField
        label={t('pay.method')}
        {...form.field('method')}
        options={methods.map((value) => ({ value, label: t(`receivables:methods.${value}`) }))}
      />
      <TextField label={t('refund.reason')} {...form.field('reason')} maxLength={200} />
    </Form>
  )
}
