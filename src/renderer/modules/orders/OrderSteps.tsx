// The way of an order from quote to delivery: solid behind, a ring where it stands, dashed where headquarters has not
// spoken, cinnabar where a person must act.
import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import type { OrderCard } from '../../../shared/modules/orders/contract/card.ts'
import { formatYuan } from '../../../shared/money.ts'
import { dayOf, timeOf } from '../../ui/DateText.tsx'
import { Steps, type Step } from '../../ui/Steps.tsx'
import { todayOn } from './words.ts'

/** 今天 10:30, or the day. */
function whenOf(at: number | null, t: TFunction): string | undefined {
  if (at === null) return undefined
  return dayOf(at) === todayOn() ? `${t('ui:today')} ${timeOf(at)}` : dayOf(at)
}

function stepsOf(card: OrderCard, t: TFunction): Step[] {
  const { stage, next, money, approvals } = card
  const closed = stage === 'cancelled' || stage === 'delivered'
  const say = (key: string, options: Record<string, unknown> = {}): string => t(`orders:stepNote.${key}`, options)
  const step = (name: string, done: boolean, now: boolean, note: string | undefined, other?: Step['state']): Step => ({
    label: t(`orders:step.${name}`),
    note,
    state: other ?? (done ? 'done' : now && !closed ? 'now' : 'ahead'),
  })
  const waiting = approvals.steps.filter((each) => each.termsRev === card.termsRev && each.state === 'waiting')
  const level = Math.min(...waiting.map((each) => each.level))
  const registered = card.checks.filter((check) => check.group === 'registration')
  const paid = money.dueFen === 0 && money.plannedFen > 0
  const car: [boolean, string | undefined, Step['state'] | undefined] =
    stage === 'car-lost'
      ? [false, say('taken'), 'act']
      : card.hold === 'provisional'
        ? [false, say('hq'), 'pencil']
        : card.hold === 'firm'
          ? [true, say('held'), undefined]
          : [false, undefined, undefined]
  return [
    step('quote', stage !== 'draft', stage === 'draft', stage === 'draft' ? say('noCar') : whenOf(card.createdAt, t)),
    step('place', card.placedAt !== null && !card.rejected, stage === 'quoted' && !card.rejected, whenOf(card.placedAt, t)),
    step(
      'approve',
      card.approvedAt !== null,
      stage === 'awaiting-approval',
      card.rejected
        ? say('rejected')
        : waiting.length > 0
          ? say('waiting', {
              roles: waiting
                .filter((each) => each.level === level)
                .map((each) => each.roleName)
                .join(t('orders:comma')),
            })
          : approvals.state === 'none' && card.approvedAt !== null
            ? say('none')
            : whenOf(card.approvedAt, t),
      card.rejected ? 'act' : undefined,
    ),
    step('sign', card.signedAt !== null, stage === 'approved', whenOf(card.signedAt, t)),
    step(
      'pay',
      paid,
      next.action === 'receive-payment',
      paid ? say('all') : money.netFen > 0 ? say('received', { amount: formatYuan(money.netFen) }) : undefined,
    ),
    step('car', car[0], next.action === 'reserve', car[1], car[2]),
    step(
      'register',
      registered.every((check) => check.done),
      next.action === 'complete-papers',
      card.hold === 'firm' && !closed
        ? say('checks', { done: registered.filter((check) => check.done).length, all: registered.length })
        : undefined,
    ),
    step(
      'deliver',
      card.deliveredAt !== null,
      next.action === 'deliver',
      whenOf(card.deliveredAt, t) ?? (card.deliverOn ? say('about', { day: card.deliverOn }) : undefined),
    ),
  ]
}

export function OrderSteps({ card }: { card: OrderCard }) {
  const { t } = useTranslation('orders')
  return <Steps label={t('steps')} steps={stepsOf(card, t)} />
}
