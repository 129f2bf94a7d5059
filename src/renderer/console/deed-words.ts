// A deed as a sentence. Acts this page does not know (an older page, a newer headquarters) are shown by their own word.
import type { TFunction } from 'i18next'
import type { DeedLine } from '../../shared/console/contract/deeds.ts'
import { dayOf, timeOf } from '../../shared/dates.ts'
import { bytesText } from './words.tsx'

/** Details whose value is a word of ours, with the texts it is among. */
const words: Readonly<Record<string, string>> = { role: 'roles', from: 'roles', to: 'roles', what: 'failures', how: 'cases.settle' }

export function deedText(t: TFunction, { act, details }: Pick<DeedLine, 'act' | 'details'>): string {
  const values = Object.fromEntries(
    Object.entries(details).map(([name, value]) => {
      if (typeof value === 'number' && name === 'bytes') return ['size', bytesText(value)]
      if (typeof value === 'number' && name.endsWith('At')) return [name, `${dayOf(value)} ${timeOf(value)}`]
      const among = words[name]
      return [name, typeof value === 'string' && among !== undefined ? t(`console:${among}.${value}`, value) : String(value ?? '')]
    }),
  )
  return t(`console:acts.${act.replace('.', '-')}${details['group'] === true ? '-group' : ''}`, { ...values, defaultValue: act })
}
