// Turns what a schema or main found wrong into lines under fields, in the person's language: what is wrong, what would
// be right. A rule names its finding with a word (`vin-check-digit`); the words are texts of the module or of the kit.
import type { TFunction } from 'i18next'

/** As zod gives it (path in pieces) or as main sends it (path joined by dots). */
export type Issue = {
  path: readonly PropertyKey[] | string
  message: string
  code?: string | undefined
  minimum?: unknown
  maximum?: unknown
  origin?: unknown
  input?: unknown
}

const word = /^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/

/** One text per field name (dotted path); the first finding of a field wins, since it is the most basic one. */
export function errorsByField(issues: readonly Issue[], t: TFunction, module?: string): Record<string, string> {
  const errors: Record<string, string> = {}
  for (const issue of issues) {
    const path = typeof issue.path === 'string' ? issue.path : issue.path.map(String).join('.')
    errors[path] ??= issueText(issue, t, module)
  }
  return errors
}

function issueText(issue: Issue, t: TFunction, module: string | undefined): string {
  const limits = { minimum: String(issue.minimum ?? ''), maximum: String(issue.maximum ?? '') }
  const plain = word.test(issue.message) ? issue.message : undefined
  const keys = [
    ...(plain && module ? [`${module}:issues.${plain}`] : []),
    ...(plain ? [`ui:issues.${plain}`] : []),
    ...(issue.code === 'too_small' && issue.origin === 'string' && Number(issue.minimum) <= 1 ? ['ui:issues.missing'] : []),
    ...(issue.code ? [`ui:issues.${issue.code}${typeof issue.origin === 'string' ? `.${issue.origin}` : ''}`] : []),
    'ui:issues.other',
  ]
  return t(keys, limits)
}
