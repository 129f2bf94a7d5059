// The questions about a debt: what a reminder brought, how its customer is reminded, and giving it up.
import { useTranslation } from 'react-i18next'
import { arrears, type ArrearsRow } from '../../../shared/modules/arrears/contract.ts'
import { noticeChannels, strategies, type Strategy } from '../../../shared/modules/arrears/rules.ts'
import type { Fen } from '../../../shared/money.ts'
import { call } from '../../api.ts'
import { ChoiceField } from '../../ui/CheckField.tsx'
import { DateField } from '../../ui/DateField.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Cancel } from '../../ui/form/Cancel.tsx'
import { Form } from '../../ui/form/Form.tsx'
import { useForm } from '../../ui/form/use-form.ts'
import { MoneyField } from '../../ui/MoneyField.tsx'
import { SelectField } from '../../ui/SelectField.tsx'
import { TextField } from '../../ui/TextField.tsx'

type Props = { row: ArrearsRow | null; onClose: () => void }
type Channel = (typeof noticeChannels)[number]

export function RemindDialog({ row, text, onClose }: Props & { text: string | null }) {
  const { t } = useTranslation('arrears')
  return (
    <Dialog open={row !== null} onClose={onClose} title={t('remind.title')} dismissable={false}>
      {row && <Reminding row={row} text={text} onClose={onClose} />}
    </Dialog>
  )
}

function Reminding({ row, text, onClose }: { row: ArrearsRow; text: string | null; onClose: () => void }) {
  const { t } = useTranslation('arrears')
  const form = useForm({
    module: 'arrears',
    schema: arrears.remind.input,
    initial: { channel: 'phone' as Channel, said: '', promisedOn: null as string | null },
    read: (values: { channel: Channel; said: string; promisedOn: string | null }) => ({ ...values, orderId: row.id }),
    send: (input, attempt) => call('arrears.remind', input, { attempt }),
    onDone: onClose,
  })
  return (
    <Form form={form} submit={t('remind.save')} side={<Cancel onClose={onClose} />}>
      {text !== null && <p className="cap">{text}</p>}
      <SelectField
        label={t('remind.channel')}
        {...form.field('channel')}
        autoFocus
        options={noticeChannels.map((value) => ({ value, label: t(`channels.${value}`) }))}
      />
      <TextField label={t('remind.said')} optional {...form.field('said')} maxLength={200} />
      <DateField label={t('column.promisedOn')} optional {...form.field('promisedOn')} />
    </Form>
  )
}

export function StrategyDialog({ row, onClose }: Props) {
  const { t } = useTranslation('arrears')
  return (
    <Dialog open={row !== null} onClose={onClose} title={t('strategy.title')} width="small">
      {row && <Choosing row={row} onClose={onClose} />}
    </Dialog>
  )
}

function Choosing({ row, onClose }: { row: ArrearsRow; onClose: () => void }) {
  const { t } = useTranslation('arrears')
  type Values = { strategy: Strategy; untilOn: string | null; reason: string }
  const form = useForm({
    module: 'arrears',
    schema: arrears.setTerms.input,
    initial: { strategy: row.strategy, untilOn: null, reason: '' } as Values,
    read: (values: Values) => ({ ...values, customerId: row.customerId }),
    send: (input, attempt) => call('arrears.setTerms', input, { attempt }),
    onDone: onClose,
  })
  return (
    <Form form={form} submit={t('strategy.save')} side={<Cancel onClose={onClose} />}>
      <p className="cap">{t('strategy.says', { customer: row.customerName })}</p>
      <ChoiceField
        label={t('column.strategy')}
        {...form.field('strategy')}
        options={strategies.map((value) => ({ value, label: t(`strategies.${value}`) }))}
      />
      {form.values.strategy === 'hold' && <DateField label={t('strategy.until')} optional {...form.field('untilOn')} />}
      <TextField label={t('strategy.reason')} optional={form.values.strategy === 'normal'} {...form.field('reason')} maxLength={200} />
    </Form>
  )
}

export function WriteOffDialog({ row, mostFen, onClose }: Props & { mostFen: Fen }) {
  const { t } = useTranslation('arrears')
  return (
    <Dialog open={row !== null} onClose={onClose} title={t('writeOff.title')} width="small" dismissable={false}>
      {row && <GivingUp row={row} mostFen={mostFen} onClose={onClose} />}
    </Dialog>
  )
}

function GivingUp({ row, mostFen, onClose }: { row: ArrearsRow; mostFen: Fen; onClose: () => void }) {
  const { t } = useTranslation('arrears')
  const form = useForm({
    module: 'arrears',
    schema: arrears.askWriteOff.input,
    initial: { amountFen: Math.min(mostFen, row.overdueFen) as Fen | null, reason: '' },
    read: ({ amountFen, reason }: { amountFen: Fen | null; reason: string }) => ({
      orderId: row.id,
      amountFen: amountFen ?? undefined,
      reason,
    }),
    send: (input, attempt) => call('arrears.askWriteOff', input, { attempt }),
    onDone: onClose,
  })
  return (
    <Form form={form} submit={t('writeOff.save')} side={<Cancel onClose={onClose} />}>
      <p className="cap">{t('writeOff.says')}</p>
      <MoneyField label={t('writeOff.amount')} {...form.field('amountFen')} autoFocus />
      <TextField label={t('writeOff.reason')} {...form.field('reason')} maxLength={200} />
    </Form>
  )
}
