// The one thing to do next with an order, as its button says it, and which dialog or step that press begins.
import type { TFunction } from 'i18next'
import type { OrderCard } from '../../../shared/modules/orders/contract/card.ts'
import type { ReceiptKind } from '../../../shared/modules/receivables/rules.ts'
import { formatYuan, type Fen } from '../../../shared/money.ts'

/** What a press begins; null where one can only wait. */
export type Doing = 'change' | 'place' | 'sign' | 'changeVehicle' | 'reserve' | 'receive' | 'refund' | 'checks' | 'deliver' | 'decide'
export type Next = { label: string; doing: Doing | null; amountFen: Fen | null; kind: ReceiptKind | null }

const deeds: Partial<Record<OrderCard['next']['action'], { doing: Doing; deed: OrderCard['may'][number] }>> = {
  'complete-draft': { doing: 'change', deed: 'change' },
  'request-approval': { doing: 'place', deed: 'place' },
  confirm: { doing: 'place', deed: 'place' },
  sign: { doing: 'sign', deed: 'sign' },
  'choose-car': { doing: 'changeVehicle', deed: 'changeVehicle' },
  reserve: { doing: 'reserve', deed: 'reserve' },
  'complete-papers': { doing: 'checks', deed: 'check' },
  deliver: { doing: 'deliver', deed: 'deliver' },
}

/** The open advance is asked for before the rest; a lender's payment comes last. */
function toReceive(card: OrderCard): { fen: Fen; kind: ReceiptKind | null; word: string } {
  const open = card.money.plan.filter((line) => line.openFen > 0)
  const advance = open.find((line) => line.kind === 'deposit' || line.kind === 'earnest')
  if (advance) return { fen: advance.openFen, kind: advance.kind, word: `receive-${advance.kind}` }
  if (card.money.customerDueFen === 0) return { fen: card.money.loanDueFen, kind: 'loan', word: 'receive-loan' }
  const own = open.find((line) => line.kind === 'down' || line.kind === 'balance')
  return { fen: card.money.customerDueFen, kind: null, word: own ? `receive-${own.kind}` : 'receive' }
}

/** Null when there is nothing to do or to wait for. */
export function nextWords(card: OrderCard, t: TFunction): Next | null {
  const { action, amountFen } = card.next
  if (action === 'none') return null
  if (action === 'receive-payment') {
    const { fen, kind, word } = toReceive(card)
    return {
      label: t(`orders:next.${word}`, { amount: formatYuan(fen) }),
      doing: card.may.includes('receive') ? 'receive' : null,
      amountFen: fen,
      kind,
    }
  }
  if (action === 'refund')
    return {
      label: t('orders:next.refund', { amount: formatYuan(amountFen ?? 0) }),
      doing: card.may.includes('refund') ? 'refund' : null,
      amountFen,
      kind: null,
    }
  if (action === 'await-approval') {
    if (card.may.includes('decide')) return { label: t('orders:next.decide'), doing: 'decide', amountFen: null, kind: null }
    const waiting = card.approvals.steps.filter((step) => step.termsRev === card.termsRev && step.state === 'waiting')
    const level = Math.min(...waiting.map((step) => step.level))
    const roles = waiting.filter((step) => step.level === level).map((step) => step.roleName)
    return { label: t('orders:next.await-approval', { roles: roles.join(t('orders:comma')) }), doing: null, amountFen: null, kind: null }
  }
  const found = deeds[action]
  return {
    label: t(`orders:next.${action === 'quote' ? 'confirm' : action}`),
    doing: found && card.may.includes(found.deed) ? found.doing : null,
    amountFen: null,
    kind: null,
  }
}
