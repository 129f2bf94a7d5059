// What can be said of a phone or paper while somebody still types: nothing until it is long enough to be wrong.
import type { TFunction } from 'i18next'
import { checkPaper } from '../../../shared/modules/customers/contract/fields.ts'
import { checkPhone } from '../../../shared/modules/customers/rules.ts'

const LONG_ENOUGH = 11

/** The line under the field, or undefined. `kind` is the paper's, for an ID number. */
export function typingIssue(t: TFunction, what: 'phone' | 'idNumber', text: string, kind: string | null = null): string | undefined {
  const typed = text.trim()
  if (what === 'phone') {
    const check = checkPhone(typed)
    return typed.replace(/\D/g, '').length < LONG_ENOUGH || check.ok ? undefined : t(`customers:issues.phone-${check.problem}`)
  }
  const [problem] = typed.length < 18 ? [] : checkPaper(kind, typed).problems
  return problem ? t(`customers:issues.${problem}`) : undefined
}
