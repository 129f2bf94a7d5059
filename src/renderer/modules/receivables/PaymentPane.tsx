// One payment beside the list: what it was for, by which way, who took it, and what may be done with it.
import MoreIcon from 'lucide-react/icons/ellipsis'
import PrinterIcon from 'lucide-react/icons/printer'
import { useTranslation } from 'react-i18next'
import type { PaymentRow } from '../../../shared/modules/receivables/contract.ts'
import { inChineseCapitals } from '../../../shared/money.ts'
import { useMay } from '../../session.ts'
import { Button } from '../../ui/Button.tsx'
import { DateText } from '../../ui/DateText.tsx'
import { DetailPane, Section, type PaneSteps } from '../../ui/DetailPane.tsx'
import { KeyValue } from '../../ui/KeyValue.tsx'
import { SyncBadge } from '../../ui/Mark.tsx'
import { Menu } from '../../ui/Menu.tsx'
import { Money } from '../../ui/Money.tsx'
import { Outcome } from '../../ui/paper/Outcome.tsx'
import { usePrint } from '../../ui/paper/use-print.ts'
import { kindsOf } from './columns.tsx'
import { PaymentMark } from './PaymentMark.tsx'

type Deeds = { onOpenOrder: () => void; onReverse: () => void; onRefund: () => void }

export function PaymentPane({ row, steps, onOpenOrder, onReverse, onRefund }: { row: PaymentRow; steps: PaneSteps } & Deeds) {
  const { t } = useTranslation('receivables')
  const may = useMay()
  const { state, print } = usePrint()
  const closed = row.reverses || row.reversed
  const back = row.amountFen < 0
  const whyNot = row.reverses ? t('isReversal') : row.reversed ? t('wasReversed') : undefined
  return (
    <DetailPane
      number={row.no}
      title={row.customerName || row.orderNo}
      tag={<PaymentMark row={row} tag />}
      figure={<Money fen={row.amountFen} />}
      caption={inChineseCapitals(Math.abs(row.amountFen))}
      steps={steps}
      actions={
        <>
          {may('documents.print') && !closed && (
            <Button
              className="grow"
              icon={PrinterIcon}
              shortcut="mod+P"
              busy={state.phase === 'working'}
              onPress={() => print({ kind: 'receipt', orderId: row.orderId, receiptNo: row.no, to: 'printer' })}
            >
              {t(back ? 'printRefund' : 'printReceipt')}
            </Button>
          )}
          <Menu
            label={t('more')}
            entries={[
              { id: 'order', label: t('openOrder'), keys: 'Enter', onPress: onOpenOrder },
              {
                id: 'file',
                label: t('saveReceipt'),
                disabled: closed || !may('documents.print'),
                why: whyNot,
                onPress: () => print({ kind: 'receipt', orderId: row.orderId, receiptNo: row.no, to: 'file' }),
              },
              ...(may('receivables.refund')
                ? [
                    'line' as const,
                    { id: 'refund', label: t('refundOrder'), onPress: onRefund },
                    { id: 'reverse', label: t('reverseDots'), disabled: closed, why: whyNot ?? t('reverseWhy'), onPress: onReverse },
                  ]
                : []),
            ]}
          >
            <Button icon={MoreIcon} label={t('more')} />
          </Menu>
        </>
      }
    >
      {state.phase !== 'idle' && (
        <Section>
          <Outcome state={state} />
        </Section>
      )}
      <Section>
        <KeyValue
          pairs={[
            [
              t('order'),
              <button key="order" type="button" className="link" onClick={onOpenOrder}>
                {row.orderNo}
              </button>,
            ],
            [t('kind'), kindsOf(t, row)],
            [t('method'), t(`methods.${row.method}`)],
            row.methodRef !== null && [t(`refs.${row.method}`), row.methodRef],
            [t('by'), row.by],
            [t('at'), <DateText key="at" at={row.receivedAt} near />],
            [t(back || row.reverses ? 'reason' : 'note'), row.note],
            row.standing !== 'alone' && [t('sync'), <SyncBadge key="sync" standing={row.standing} />],
          ]}
        />
      </Section>
      {row.heldFen !== 0 && (
        <Section title={t('ownAndHeld')}>
          <KeyValue
            pairs={[
              [t('own'), <Money key="own" fen={row.ownFen} />],
              [t('held'), <Money key="held" fen={row.heldFen} />],
            ]}
          />
          <p className="cap held-says">{t('heldSays')}</p>
        </Section>
      )}
    </DetailPane>
  )
}
