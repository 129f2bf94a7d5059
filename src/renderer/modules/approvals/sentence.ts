// Lines of the approval flow as sentences: 优惠满 3 % 且订单满 ¥500,000.00，需要总经理.
import type { TFunction } from 'i18next'
import type { Output } from '../../../shared/contract.ts'
import { formatYuan } from '../../../shared/money.ts'
import { percentText } from '../../ui/percent.ts'

export type Flow = Output<'approvals.flow'>
export type FlowRule = Flow['rules'][number]
type Conditions = Pick<FlowRule, 'minDiscountBp' | 'minDiscountFen' | 'minAmountFen' | 'maxMarginBp' | 'belowCost'>

/** `when` is empty for a line that asks for every order. */
export function whenOf(t: TFunction, rule: Conditions): string {
  const parts = [
    rule.minDiscountBp === null ? null : t('approvals:when.discountBp', { percent: percentText(rule.minDiscountBp) }),
    rule.minDiscountFen === null ? null : t('approvals:when.discount', { amount: formatYuan(rule.minDiscountFen) }),
    rule.minAmountFen === null ? null : t('approvals:when.amount', { amount: formatYuan(rule.minAmountFen) }),
    rule.maxMarginBp === null ? null : t('approvals:when.margin', { percent: percentText(rule.maxMarginBp) }),
    rule.belowCost ? t('approvals:when.belowCost') : null,
  ]
  return parts.filter((part) => part !== null).join(t('approvals:when.and'))
}

export function sentenceOf(t: TFunction, rule: Conditions & { roleName: string; siteName: string | null }): string {
  const when = whenOf(t, rule)
  const says = when ? t('approvals:says', { when, role: rule.roleName }) : t('approvals:saysAlways', { role: rule.roleName })
  return rule.siteName ? t('approvals:saysAt', { site: rule.siteName, says }) : says
}

export type Trouble = 'nobody' | 'may-not' | null

/** What would make an order wait for ever at this line: a role nobody has, or one that may not decide. */
export function troubleOf(rule: { roleId: string; active: boolean }, roles: Flow['roles']): Trouble {
  const role = roles.find((each) => each.id === rule.roleId)
  if (!rule.active) return null
  if (role && !role.mayDecide) return 'may-not'
  return role && role.people > 0 ? null : 'nobody'
}
