// Words the screens of orders share: refusals with their codes spoken, percentages, and what a payment was for.
import type { TFunction } from 'i18next'
import { dayOf } from '../../ui/DateText.tsx'
import type { Envelope, Failure } from '../../../shared/errors.ts'
import type { LoanMethod, Subsidiser } from '../../../shared/modules/loans/rules.ts'
import { formatYuan, type Fen } from '../../../shared/money.ts'
import type { ReceiptKind } from '../../../shared/modules/receivables/rules.ts'
import { isHeld } from '../../../shared/modules/receivables/rules.ts'

/** The failure with its codes (a stage, a car's state, missing papers) as words, for the sentence that names them. */
export function spoken<Code extends string>(error: Failure<Code>, t: TFunction): Failure<Code> {
  const details = (error.details ?? {}) as { stage?: string; state?: string; missing?: readonly string[]; checks?: readonly string[] }
  const checks = (ids: readonly string[]) => ids.map((id) => t(`orders:checks.id.${id}`, { defaultValue: id })).join(t('orders:comma'))
  return {
    ...error,
    details: {
      ...details,
      ...(details.stage ? { stageWord: t(`orders:stage.${details.stage}`) } : {}),
      ...(details.state ? { stateWord: t(`ui:vehicle.${details.state}`) } : {}),
      ...(details.missing ? { missingWords: checks(details.missing) } : {}),
    },
  }
}

export const spokenReply = <Value, Code extends string>(reply: Envelope<Value, Code>, t: TFunction): Envelope<Value, Code> =>
  reply.ok ? reply : { ok: false, error: spoken(reply.error, t) }

/** The day it is at this desk. */
export const todayOn = (): string => dayOf(Date.now())

/** Basis points as people say them: 3.15%. */
export const percentOf = (bp: number): string => `${(bp / 100).toFixed(2).replace(/\.?0+$/, '')}%`

/** 月供 ¥2,988.06，年化 4.91%: what is said of a loan wherever it stands. */
export const loanText = (
  t: TFunction<'orders'>,
  cost: { firstFen: Fen; trueBp: number | null; method: LoanMethod; subsidiser: Subsidiser },
): string =>
  [
    t('loans.monthly', { amount: formatYuan(cost.firstFen) }),
    cost.method !== 'annuity' && t(`loans:methods.${cost.method}`),
    cost.trueBp !== null && t('loans.rate', { rate: percentOf(cost.trueBp) }),
    cost.subsidiser !== 'none' && t(`loans:subsidisers.${cost.subsidiser}`),
  ]
    .filter(Boolean)
    .join(t('comma'))

/** What a payment of these kinds was for; many kinds at once are 车款与费用. */
export function kindsText(kinds: readonly ReceiptKind[], t: TFunction): string {
  const distinct = [...new Set(kinds)]
  if (distinct.length === 1) return t(`receivables:kinds.${distinct[0]}`)
  if (distinct.every(isHeld)) return t('orders:money.fees')
  const own = distinct.filter((kind) => !isHeld(kind))
  if (own.length === distinct.length && own.length === 2) return own.map((kind) => t(`receivables:kinds.${kind}`)).join(t('orders:comma'))
  return own.every((kind) => kind === 'down') ? t('orders:money.downAndFees') : t('orders:money.mixed')
}

/** A check by the words every store has, or by the name this store gave its paper. */
export const checkText = (t: TFunction<'orders'>, { id, name }: { id: string; name: string | null }): string =>
  t(`checks.id.${id}` as never, { defaultValue: name ?? id })
