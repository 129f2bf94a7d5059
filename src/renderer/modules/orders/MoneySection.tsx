// What came in and went back, and what the plan still waits for: receipts by number, then the open plan by who pays.
import MoreIcon from 'lucide-react/icons/ellipsis'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { daysBetween } from '../../../shared/dates.ts'
import type { OrderCard } from '../../../shared/modules/orders/contract/card.ts'
import { isHeld, type ReceiptKind } from '../../../shared/modules/receivables/rules.ts'
import { formatYuan, type Fen } from '../../../shared/money.ts'
import { useMay } from '../../session.ts'
import { useJoined } from '../../phase.ts'
import { Button } from '../../ui/Button.tsx'
import { SyncBadge } from '../../ui/Mark.tsx'
import { Menu } from '../../ui/Menu.tsx'
import { Money } from '../../ui/Money.tsx'
import { ReverseDialog } from '../../ui/money/ReverseDialog.tsx'
import { PrintDialog } from '../../ui/paper/PrintDialog.tsx'
import { kindsText, todayOn } from './words.ts'

type Payment = OrderCard['money']['payments'][number]
type Open = { key: string; kinds: ReceiptKind[]; dueOn: string | null; fen: Fen; heldFen: Fen }

/** The open lines of the plan as people speak of them: an advance, what the buyer pays by a day, what the lender pays. */
function openOf(plan: OrderCard['money']['plan']): Open[] {
  const groups = new Map<string, Open>()
  for (const line of plan) {
    if (line.openFen === 0) continue
    const apart = line.kind === 'loan' || line.kind === 'deposit' || line.kind === 'earnest'
    const key = apart ? line.id : `buyer ${line.dueOn ?? ''}`
    const group = groups.get(key) ?? { key, kinds: [], dueOn: line.dueOn, fen: 0, heldFen: 0 }
    groups.set(key, {
      ...group,
      kinds: [...group.kinds, line.kind],
      fen: group.fen + line.openFen,
      heldFen: group.heldFen + (isHeld(line.kind) ? line.openFen : 0),
    })
  }
  return [...groups.values()]
}

export function MoneySection({ card, onRefund }: { card: OrderCard; onRefund: () => void }) {
  const { t } = useTranslation('orders')
  const joined = useJoined()
  const [reversing, setReversing] = useState<Payment | null>(null)
  const [printing, setPrinting] = useState<string | null>(null)
  const open = openOf(card.money.plan)
  if (card.money.payments.length === 0 && open.length === 0) return null
  return (
    <section>
      <h2 className="title">{t('money.title')}</h2>
      <table className="facts order-money">
        <thead>
          <tr>
            <th className="item">{t('money.item')}</th>
            <th className="paper">{t('money.paper')}</th>
            <th className="method">{t('money.method')}</th>
            <th className="day">{t('money.day')}</th>
            <th>{t('money.by')}</th>
            {joined && <th className="sync">{t('money.sync')}</th>}
            <th className="num amount">{t('money.amount')}</th>
            <th className="more" aria-label={t('money.more')} />
          </tr>
        </thead>
        <tbody>
          {card.money.payments.map((payment) => (
            <PaidRow
              key={payment.no}
              payment={payment}
              onPrint={() => setPrinting(payment.no)}
              onReverse={() => setReversing(payment)}
              onRefund={onRefund}
            />
          ))}
          {open.map((group) => (
            <OpenRow key={group.key} group={group} bank={card.price.loanBank} />
          ))}
        </tbody>
      </table>
      <ReverseDialog
        payment={reversing && { ...reversing, orderNo: card.no, customerName: card.customer.name }}
        onClose={() => setReversing(null)}
      />
      <PrintDialog
        subject={printing === null ? null : { orderId: card.id, kind: 'receipt', receiptNo: printing }}
        onClose={() => setPrinting(null)}
      />
    </section>
  )
}

function PaidRow({
  payment,
  onPrint,
  onReverse,
  onRefund,
}: {
  payment: Payment
  onPrint: () => void
  onReverse: () => void
  onRefund: () => void
}) {
  const joined = useJoined()
  const { t } = useTranslation('orders')
  const may = useMay()
  const { parts, amountFen, reverses, reversed } = payment
  const held = parts.filter((part) => isHeld(part.kind)).reduce((sum, part) => sum + part.amountFen, 0)
  const says = reverses
    ? t('money.reverses', { no: reverses })
    : kindsText(
        parts.map((part) => part.kind),
        t,
      )
  const detail = [
    parts.length > 1 &&
      t('money.parts', {
        parts: parts.map((part) => `${t(`receivables:kinds.${part.kind}`)} ${formatYuan(part.amountFen)}`).join(t('comma')),
      }),
    held !== 0 && t('money.held', { amount: formatYuan(held) }),
    payment.note,
  ].filter(Boolean)
  return (
    <tr className={reversed || reverses ? 'void' : undefined}>
      <td className="mid" title={detail.join('\n')}>
        {says}
        {reversed && <span className="cap"> {t('money.reversedBy')}</span>}
      </td>
      <td className="selectable">{payment.no}</td>
      <td title={payment.methodRef ?? undefined}>
        {[t(`receivables:methods.${payment.method}`), payment.methodRef].filter(Boolean).join(' ')}
      </td>
      <td>{payment.receivedOn}</td>
      <td title={payment.device ?? undefined}>{[payment.by, payment.device].filter(Boolean).join(t('dot'))}</td>
      {joined && (
        <td>
          <SyncBadge standing={payment.standing} />
        </td>
      )}
      <td className="num mid">
        <Money fen={amountFen} />
      </td>
      <td className="more">
        <Menu
          label={t('money.more')}
          entries={[
            {
              id: 'print',
              label: t('money.printReceipt'),
              disabled: !may('documents.print') || reversed || reverses !== null,
              onPress: onPrint,
            },
            ...(may('receivables.refund')
              ? [
                  'line' as const,
                  { id: 'refund', label: t('deed.refund'), disabled: amountFen < 0, onPress: onRefund },
                  { id: 'reverse', label: t('money.reverse'), disabled: reversed || reverses !== null, onPress: onReverse },
                ]
              : []),
          ]}
        >
          <Button kind="quiet" size="small" icon={MoreIcon} label={`${t('money.more')} ${payment.no}`} />
        </Menu>
      </td>
    </tr>
  )
}

function OpenRow({ group, bank }: { group: Open; bank: string | null }) {
  const joined = useJoined()
  const { t } = useTranslation('orders')
  const today = todayOn()
  const loan = group.kinds[0] === 'loan'
  const late = group.dueOn !== null && group.dueOn < today
  const plan =
    group.dueOn === today
      ? t('money.plannedToday')
      : late
        ? t('money.overdue', { days: daysBetween(group.dueOn as string, today) })
        : [t('money.planned'), loan && bank].filter(Boolean).join(t('and'))
  return (
    <tr>
      <td
        className="mid"
        title={group.heldFen > 0 && group.heldFen !== group.fen ? t('money.held', { amount: formatYuan(group.heldFen) }) : undefined}
      >
        {kindsText(group.kinds, t)}
      </td>
      <td className={late ? 'warn' : 'muted'}>{plan}</td>
      <td className="muted">{t(loan ? 'receivables:methods.loan' : 'money.undecided')}</td>
      <td>{group.dueOn ?? <span className="muted">—</span>}</td>
      <td className="muted">{t(loan ? 'money.bankOpen' : 'money.open')}</td>
      {joined && <td className="muted">—</td>}
      <td className={`num${loan ? '' : ' accent mid'}`}>
        <Money fen={group.fen} />
      </td>
      <td />
    </tr>
  )
}
