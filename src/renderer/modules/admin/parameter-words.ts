// A parameter's value as people say it: 13%, ¥500.00, 60、90 天.
import type { TFunction } from 'i18next'
import type { Output } from '../../../shared/contract.ts'
import type { ParameterKey, ParameterValue } from '../../../shared/modules/admin/rules/parameters.ts'
import { gradedLevels } from '../../../shared/modules/leads/rules.ts'
import { formatYuan } from '../../../shared/money.ts'

/** A parameter with its dated values, as the query answers. */
export type Group = Output<'admin.parameters'>[number]

/** Basis points as a percentage: 1300 → 13%, 1250 → 12.5%. Whole numbers only; nothing is rounded. */
export const percentOf = (bp: number): string => `${percentText(bp)}%`

export function percentText(bp: number): string {
  const rest = String(bp % 100)
    .padStart(2, '0')
    .replace(/0+$/, '')
  return `${Math.trunc(bp / 100)}${rest ? `.${rest}` : ''}`
}

/** Reads `13`, `12.5`, `0.25%`; null for anything else. */
export function readPercent(text: string): number | null {
  const match = /^\s*(\d{1,3})(?:\.(\d{1,2}))?\s*[%％]?\s*$/.exec(text)
  return match ? Number(match[1]) * 100 + Number((match[2] ?? '').padEnd(2, '0')) : null
}

/** Levels of dunning as lines of text: `8 finance 催款通知 | what the letter says`; a star before it: the program plans its task. */
export const levelLines = (levels: ParameterValue<'dunning-levels'>): string =>
  levels.map(({ afterDays, who, name, text, plans }) => `${plans ? '*' : ''}${afterDays} ${who} ${name} | ${text}`).join('\n')

/** Those lines read; a line that cannot be read is a level of 0 days, which the schema refuses. */
export const readLevels = (text: string): unknown[] =>
  text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => {
      const match = /^\s*([*＊])?\s*(\d{1,3})\s+(consultant|manager|finance)\s+([^|｜]+)[|｜](.+)$/.exec(line)
      return match
        ? { plans: match[1] !== undefined, afterDays: Number(match[2]), who: match[3], name: match[4]?.trim(), text: match[5]?.trim() }
        : { afterDays: 0, who: 'consultant', name: line.trim(), text: '' }
    })

/** The value in one line; the words for one this version cannot read when it is null. */
export function sayParameter(key: ParameterKey, value: unknown, t: TFunction<'admin'>): string {
  if (value === null || value === undefined) return t('parameters.unreadable')
  switch (key) {
    case 'purchase-tax': {
      const { rateBp, vatBp, nevReliefBp, nevReliefCapFen } = value as ParameterValue<'purchase-tax'>
      const cap = nevReliefCapFen === null ? '' : t('parameters.said.cap', { amount: formatYuan(nevReliefCapFen) })
      return t('parameters.said.purchaseTax', { rate: percentOf(rateBp), vat: percentOf(vatBp), relief: percentOf(nevReliefBp), cap })
    }
    case 'vat-rate':
    case 'used-car-vat':
    case 'earnest-ceiling':
    case 'trade-in-margin':
      return percentOf(value as number)
    case 'dunning-levels':
      return (value as ParameterValue<'dunning-levels'>).map(({ afterDays, name }) => `${afterDays} ${name}`).join(t('ui:filter.comma'))
    case 'tax-office': {
      const { name, code } = value as ParameterValue<'tax-office'>
      return `${name} ${code}`
    }
    case 'stock-ageing':
      return t('parameters.said.days', { list: (value as number[]).join(t('ui:filter.comma')) })
    case 'pdi-items':
    case 'inspection-points':
    case 'job-certificates':
      return t('parameters.said.items', { count: (value as string[]).length })
    case 'floor-plan': {
      const { annualBp, freeDays } = value as ParameterValue<'floor-plan'>
      return t('parameters.said.floorPlan', { rate: percentOf(annualBp), days: freeDays })
    }
    case 'stock-policy': {
      const { coverDays, safetyDays } = value as ParameterValue<'stock-policy'>
      return t('parameters.said.stockPolicy', { cover: coverDays, safety: safetyDays })
    }
    case 'stock-coefficient': {
      const { low, high, severe } = value as ParameterValue<'stock-coefficient'>
      const said = (hundredths: number): string => (hundredths / 100).toFixed(2)
      return t('parameters.said.limits', { low: said(low), high: said(high), severe: said(severe) })
    }
    case 'customer-value': {
      const { middleFrom, highFrom } = value as ParameterValue<'customer-value'>
      return t('parameters.said.value', { middle: middleFrom, high: highFrom })
    }
    case 'customer-life': {
      const { quietDays, prospectQuietDays } = value as ParameterValue<'customer-life'>
      return t('parameters.said.life', { days: quietDays, prospect: prospectQuietDays })
    }
    case 'stale-days':
    case 'retention-days':
    case 'certificate-notice-days':
      return t('parameters.said.days', { list: String(value) })
    case 'idle-lock-minutes':
      return value === 0 ? t('parameters.said.never') : t('parameters.said.minutes', { count: value as number })
    case 'needs-smallest':
      return t('parameters.said.times', { count: value as number })
    case 'quote-valid-days':
      return t('parameters.said.validDays', { count: value as number })
    case 'three-guarantees': {
      const { repairMonths, repairKm, validMonths, validKm } = value as ParameterValue<'three-guarantees'>
      return t('parameters.said.guarantees', { repairMonths, repairKm, validMonths, validKm })
    }
    case 'plate-fee':
      return formatYuan(value as number)
    case 'compulsory-insurance-base': {
      const { under6Fen, from6Fen } = value as ParameterValue<'compulsory-insurance-base'>
      return t('parameters.said.seats', { under: formatYuan(under6Fen), from: formatYuan(from6Fen) })
    }
    case 'lead-cadence': {
      const cadence = value as ParameterValue<'lead-cadence'>
      return gradedLevels.map((level) => `${level} ${t(`leads:heats.${cadence[level].heat}`)}`).join(t('ui:filter.comma'))
    }
    case 'delivery-papers':
      return (value as ParameterValue<'delivery-papers'>).map(({ name }) => name).join(t('ui:filter.comma'))
    case 'care-occasions':
      return (value as ParameterValue<'care-occasions'>).map(({ name }) => name).join(t('ui:filter.comma'))
    case 'care-greetings': {
      const { birthday, holiday, clock } = value as ParameterValue<'care-greetings'>
      return t('parameters.said.greetings', {
        birthday: t(`parameters.fields.way-${birthday}`),
        holiday: t(`parameters.fields.way-${holiday}`),
        clock,
      })
    }
    case 'care-holidays':
      return t('parameters.said.holidays', { count: (value as ParameterValue<'care-holidays'>).length })
    case 'care-prompts': {
      return t('parameters.said.prompts', { ...(value as ParameterValue<'care-prompts'>) })
    }
    case 'service-goals': {
      const { contentTenths, recommendPoints, answerHours } = value as ParameterValue<'service-goals'>
      return t('parameters.said.goals', { content: (contentTenths / 10).toFixed(1), points: recommendPoints, hours: answerHours })
    }
    case 'ticket-rules': {
      const { kinds, followUpDays } = value as ParameterValue<'ticket-rules'>
      return t('parameters.said.tickets', { hours: kinds.complaint.solveHours, days: followUpDays })
    }
    case 'message-quiet-hours': {
      const { from, until } = value as ParameterValue<'message-quiet-hours'>
      return t('parameters.said.quiet', { from, until })
    }
    case 'test-drive-hours':
    case 'service-hours': {
      const { opensAt, closesAt, slotMinutes } = value as ParameterValue<'test-drive-hours'>
      return t('parameters.said.hours', { from: opensAt, to: closesAt, minutes: slotMinutes })
    }
    case 'test-drive-routes':
      return (value as ParameterValue<'test-drive-routes'>).map((route) => t('parameters.said.route', route)).join(t('ui:filter.comma'))
    case 'part-costing':
      return t(`parameters.fields.${value as ParameterValue<'part-costing'>}`)
    case 'landed-basis':
      return t(`parameters.fields.by-${value as ParameterValue<'landed-basis'>}`)
    case 'below-cost-warning':
      return t(value ? 'parameters.fields.yes' : 'parameters.fields.no')
  }
}
