// Sync in the words of a shop: what was done, how long ago, whose money; never what a changeset is.
import type { TFunction } from 'i18next'
import type { Output } from '../../../shared/contract.ts'
import type { CaseCard } from '../../../shared/modules/sync/contract/case-card.ts'
import type { Subject } from '../../../shared/modules/sync/contract/deeds.ts'
import { formatYuan } from '../../../shared/money.ts'

export type Status = Output<'sync.status'>
type Told = { command: string | null; subject: Subject | null }

/** A length of time in its largest whole unit; under ten seconds in tenths where `fine`. */
export function spanText(t: TFunction<'sync'>, ms: number, fine = false): string {
  const seconds = Math.abs(ms) / 1000
  if (fine && seconds < 10) return t('span.tenths', { count: (Math.round(seconds * 10) / 10).toFixed(1) as never })
  if (seconds < 60) return t('span.seconds', { count: Math.max(1, Math.round(seconds)) })
  if (seconds < 3600) return t('span.minutes', { count: Math.round(seconds / 60) })
  if (seconds < 86_400) return t('span.hours', { count: Math.round(seconds / 3600) })
  return t('span.days', { count: Math.round(seconds / 86_400) })
}

/** The command's word, as the log of deeds has it. */
export const commandText = (t: TFunction<'sync'>, command: string | null): string =>
  command ? t([`admin:words.commands.${command}`, 'deed.unknown'] as never) : ''

/** `周杉的订单，青屿 E5`, `新建客户：林见川`. */
export function deedText(t: TFunction<'sync'>, { command, subject }: Told): string {
  const what = commandText(t, command)
  if (!subject) return what
  if (subject.table === 'orders') {
    const vehicle = subject.vehicle ? t('deed.vehicle', { vehicle: subject.vehicle }) : ''
    return subject.name ? t('deed.orders', { name: subject.name, vehicle }) : t('deed.ordersOnly', { vehicle })
  }
  return subject.name ? t('deed.with', { what, name: subject.name }) : what
}

/** The small line under it: the command where the title does not say it, numbers, money. */
export function deedNote(t: TFunction<'sync'>, { command, subject, amountFen }: Told & { amountFen?: number | null }): string {
  const money = amountFen ? t(amountFen > 0 ? 'money.in' : 'money.out', { amount: formatYuan(Math.abs(amountFen)) }) : null
  const parts = [
    subject?.table === 'orders' ? commandText(t, command) : null,
    subject?.no,
    subject?.table === 'vehicles' ? subject.vehicle : null,
    money,
  ]
  return parts.filter(Boolean).join(t('dot'))
}

/** Kinds of records that have a screen. */
const screens: Readonly<Record<string, string>> = { orders: 'order', customers: 'customer', vehicles: 'vehicle' }
export const screenFor = (subject: Subject | null): { kind: string; record: string } | null => {
  const kind = subject ? screens[subject.table] : undefined
  return kind && subject ? { kind, record: subject.id } : null
}

/** The headline's sentence: what works, what waits, when it settles. */
export function saysText(t: TFunction<'sync'>, status: Status): string {
  if (!status.joined) return t('says.alone')
  if (status.problem === 'update-needed' && status.minimum) return t('problem.below-minimum', { version: status.minimum })
  if (status.mode === 'problem' && status.problem) return t([`problem.${status.problem}`, 'says.offline'] as never)
  if (status.founding) return t('says.founding', { done: status.founding.done, total: status.founding.total })
  if (status.anew && status.mode !== 'offline') return t(status.anew.placing ? 'says.anewPlacing' : 'says.anew', status.anew)
  if (status.mode === 'syncing') return t('says.syncing')
  if (status.mode === 'online') return status.cases > 0 ? t('says.onlineCases', { count: status.cases }) : t('says.online')
  return t(status.problem === 'timeout' || status.problem === 'busy' ? `says.${status.problem}` : 'says.offline')
}

/** The one sentence a case begins with. */
export function caseTitle(t: TFunction<'sync'>, card: CaseCard): string {
  if (card.slot) return t('case.title.slot', card.slot)
  if (card.kind === 'hold') {
    if (card.overridden) return t('case.title.overridden')
    const site = card.theirs?.site
    return site && card.earlierMs !== null ? t('case.title.hold', { span: spanText(t, card.earlierMs), site }) : t('case.title.holdPlain')
  }
  if (card.stop) return t('case.title.stop')
  if (card.kind === 'field') {
    const [first] = card.fields
    return card.fields.length === 1 && first
      ? t('case.title.field', { field: columnText(t, first.column) })
      : t('case.title.fields', { count: Math.max(1, card.fields.length) })
  }
  return t(`case.title.${card.kind}`)
}

/** What happened and what is safe. */
export function caseSays(t: TFunction<'sync'>, card: CaseCard): string {
  if (card.stop)
    return t('case.says.stop', {
      no: card.stop.no ?? '',
      title: card.stop.title ?? '',
      name: card.customer?.name ?? card.subject?.name ?? '',
    })
  if (card.kind !== 'hold') return t(`case.says.${card.kind}`)
  const name = card.customer?.name ?? card.subject?.name ?? ''
  if (card.slot) return t('case.says.slot', { name })
  if (card.overridden) {
    const { was, is, by, reason } = card.overridden
    return [
      t('case.says.overridden', { was, is, by: by ?? t('case.somebody'), name }),
      reason ? t('case.says.overriddenWhy', { reason }) : '',
    ].join('')
  }
  return card.theirs?.site && !card.mine.online ? t('case.says.hold', { site: card.theirs.site, name }) : t('case.says.holdPlain', { name })
}

export const columnText = (t: TFunction<'sync'>, column: string): string => t([`admin:words.columns.${column}`, column] as never)

/** A stored value as people read it: money by the column's ending, words where there are any, days as they are. */
export function valueText(t: TFunction<'sync'>, column: string, value: string | number | null): string {
  if (value === null || value === '') return '—'
  if (typeof value === 'number' && column.endsWith('_fen')) return formatYuan(value)
  return typeof value === 'string' ? t([`admin:words.values.${column}.${value}`, value] as never, { defaultValue: value }) : String(value)
}
