// One account of held money beside the list: what came, what was paid on with which reference, and paying what is left.
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { receivables, type HeldRow, type PayoutRow } from '../../../shared/modules/receivables/contract.ts'
import { type MoneyMethod, moneyMethods, type PayoutKind } from '../../../shared/modules/receivables/rules.ts'
import type { Fen } from '../../../shared/money.ts'
import { call } from '../../api.ts'
import { useLive } from '../../live.ts'
import { useMay } from '../../session.ts'
import { open } from '../../state.ts'
import { Button } from '../../ui/Button.tsx'
import { DateText } from '../../ui/DateText.tsx'
import { DetailPane, Section, type PaneSteps } from '../../ui/DetailPane.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Form } from '../../ui/form/Form.tsx'
import { useForm } from '../../ui/form/use-form.ts'
import { KeyValue } from '../../ui/KeyValue.tsx'
import { Mark, SyncBadge } from '../../ui/Mark.tsx'
import { Money } from '../../ui/Money.tsx'
import { MoneyField } from '../../ui/MoneyField.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { SelectField } from '../../ui/SelectField.tsx'
import { TextField } from '../../ui/TextField.tsx'

const looks = {
  empty: ['ring', 'plain'],
  held: ['halfRing', 'accent'],
  settled: ['tick', 'done'],
  'to-clear': ['triangle', 'warn'],
  overpaid: ['diamond', 'act'],
} as const

export function HeldMark({ state, tag = false }: { state: HeldRow['state']; tag?: boolean }) {
  const { t } = useTranslation('receivables')
  const [shape, tone] = looks[state]
  return <Mark shape={shape} tone={tone} word={t(`heldStates.${state}`)} tag={tag} />
}

export function HeldPane({ row, steps }: { row: HeldRow; steps: PaneSteps }) {
  const { t } = useTranslation('receivables')
  const may = useMay()
  const { data } = useLive('receivables.payouts', { orderId: row.orderId as never })
  const [paying, setPaying] = useState<PayoutKind | null>(null)
  const [back, setBack] = useState<PayoutRow | null>(null)
  const pays = may('receivables.pay')
  const owed = data?.compensationLeftFen ?? 0
  return (
    <>
      <DetailPane
        number={row.orderNo}
        title={row.customerName || row.orderNo}
        tag={<HeldMark state={row.state} tag />}
        figure={<Money fen={row.leftFen} />}
        caption={t(`kinds.${row.kind}`)}
        steps={steps}
        actions={
          <>
            {pays && row.leftFen > 0 && (
              <Button kind="primary" shortcut="F8" onPress={() => setPaying(row.kind)}>
                {t('payOut.do')}
              </Button>
            )}
            {pays && owed > 0 && <Button onPress={() => setPaying('earnest-double')}>{t('payOut.double')}</Button>}
            <Button kind="quiet" onPress={() => open('order', { record: row.orderId, title: row.orderNo })}>
              {t('openOrder')}
            </Button>
          </>
        }
      >
        {row.state === 'to-clear' && (
          <Section>
            <Notice kind="act">{t('heldList.toClear')}</Notice>
          </Section>
        )}
        {row.state === 'overpaid' && (
          <Section>
            <Notice kind="act">{t('heldList.overpaid')}</Notice>
          </Section>
        )}
        <Section>
          <KeyValue
            pairs={[
              [t('heldList.planned'), <Money key="planned" fen={row.plannedFen} />],
              [t('heldList.collected'), <Money key="collected" fen={row.collectedFen} />],
              [t('heldList.paid'), <Money key="paid" fen={row.paidFen} />],
              [t('heldList.left'), <Money key="left" fen={row.leftFen} />],
              owed > 0 && [t('payOut.owed'), <Money key="owed" fen={owed} />],
            ]}
          />
        </Section>
        <Section title={t('payOut.list')}>
          {data?.rows.length === 0 && <p className="cap">{t('payOut.none')}</p>}
          <ul className="stack">
            {data?.rows.map((payout) => (
              <li key={payout.id} className={payout.reversed || payout.reverses ? 'muted' : undefined}>
                <div className="row">
                  <span className="grow">
                    {t(`payoutKinds.${payout.kind}`)} · {payout.payee}
                  </span>
                  <Money fen={payout.amountFen} />
                </div>
                <div className="row cap">
                  <span className="grow">
                    {payout.no} · {payout.methodRef} · <DateText on={payout.paidOn} /> {payout.by} <SyncBadge standing={payout.standing} />
                  </span>
                  {pays && !payout.reversed && !payout.reverses && (
                    <Button kind="quiet" size="small" onPress={() => setBack(payout)}>
                      {t('payOut.takeBack')}
                    </Button>
                  )}
                </div>
              </li>
            ))}
          </ul>
        </Section>
      </DetailPane>
      <PayOutDialog row={row} kind={paying} most={paying === 'earnest-double' ? owed : row.leftFen} onClose={() => setPaying(null)} />
      <TakeBackDialog payout={back} onClose={() => setBack(null)} />
    </>
  )
}

type PayOutProps = { row: HeldRow; kind: PayoutKind | null; most: Fen; onClose: () => void }

export function PayOutDialog({ kind, ...props }: PayOutProps) {
  const { t } = useTranslation('receivables')
  return (
    <Dialog
      open={kind !== null}
      onClose={props.onClose}
      title={t(kind === 'earnest-double' ? 'payOut.double' : 'payOut.title')}
      dismissable={false}
    >
      {kind && <Paying kind={kind} {...props} />}
    </Dialog>
  )
}

function Paying({ row, kind, most, onClose }: Omit<PayOutProps, 'kind'> & { kind: PayoutKind }) {
  const { t } = useTranslation('receivables')
  const form = useForm({
    module: 'receivables',
    schema: receivables.payOut.input,
    initial: {
      method: 'transfer' as MoneyMethod,
      methodRef: '',
      payee: kind === 'earnest-double' ? row.customerName : t(`payees.${kind}`),
      amountFen: most as Fen | null,
    },
    read: (values: { method: MoneyMethod; methodRef: string; payee: string; amountFen: Fen | null }) => ({
      ...values,
      amountFen: values.amountFen ?? undefined,
      orderId: row.orderId,
      kind,
    }),
    send: (input, attempt) => call('receivables.payOut', input, { attempt }),
    onDone: onClose,
  })
  return (
    <Form
      form={form}
      submit={t('payOut.save')}
      side={
        <Button kind="quiet" onPress={onClose}>
          {t('ui:cancel')}
        </Button>
      }
    >
      <p className="cap">{t(kind === 'earnest-double' ? 'payOut.doubleSays' : 'payOut.says')}</p>
      <MoneyField label={t('amount')} {...form.field('amountFen')} autoFocus />
      <TextField label={t('payOut.payee')} {...form.field('payee')} maxLength={80} />
      <div className="pair">
        <SelectField
          label={t('method')}
          {...form.field('method')}
          options={moneyMethods.filter((value) => value !== 'loan').map((value) => ({ value, label: t(`methods.${value}`) }))}
        />
        <TextField label={t('payOut.reference')} {...form.field('methodRef')} maxLength={60} />
      </div>
    </Form>
  )
}

export function TakeBackDialog({ payout, onClose }: { payout: PayoutRow | null; onClose: () => void }) {
  const { t } = useTranslation('receivables')
  return (
    <Dialog open={payout !== null} onClose={onClose} title={t('payOut.takeBack')} width="small">
      {payout && <TakingBack payout={payout} onClose={onClose} />}
    </Dialog>
  )
}

function TakingBack({ payout, onClose }: { payout: PayoutRow; onClose: () => void }) {
  const { t } = useTranslation('receivables')
  const form = useForm({
    module: 'receivables',
    schema: receivables.takeBack.input,
    initial: { reason: '' },
    read: (values: { reason: string }) => ({ ...values, no: payout.no }),
    send: (input, attempt) => call('receivables.takeBack', input, { attempt }),
    onDone: onClose,
  })
  return (
    <Form form={form} submit={t('payOut.takeBack')}>
      <TextField label={t('reason')} {...form.field('reason')} autoFocus maxLength={200} />
    </Form>
  )
}
