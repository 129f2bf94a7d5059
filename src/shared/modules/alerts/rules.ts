// When an indicator rings, how often, and what state an alert is in after all that was done about it. How an indicator is
// measured is main's (queries/indicators.ts).
import { addDays, type Day, monthOf, weekdayOf } from '../../dates.ts'
import { uuidv5 } from '../../ids.ts'

/** What a value counts. `hundredths`: 150 is 1.50. */
export const units = ['count', 'days', 'fen', 'hundredths'] as const
export type Unit = (typeof units)[number]
export const directions = ['above', 'below'] as const
export type Direction = (typeof directions)[number]

type Indicator = {
  unit: Unit
  /** Which way is bad, to begin with. */
  direction: Direction
  threshold: number
  /** What `windowDays` means: sales counted back, or how long something must have waited; null: it means nothing. */
  window: 'back' | 'waited' | null
  days: number
  /** What it is measured of. */
  by: 'series' | 'person' | 'site' | 'desktop'
}

export const indicators = {
  'turnover-days': { unit: 'days', direction: 'above', threshold: 60, window: 'back', days: 30, by: 'series' },
  'stock-coefficient': { unit: 'hundredths', direction: 'above', threshold: 150, window: 'back', days: 30, by: 'series' },
  'stock-count': { unit: 'count', direction: 'below', threshold: 2, window: null, days: 0, by: 'series' },
  sales: { unit: 'count', direction: 'below', threshold: 3, window: 'back', days: 30, by: 'series' },
  'slow-stock': { unit: 'count', direction: 'above', threshold: 5, window: 'waited', days: 90, by: 'series' },
  'overdue-receivables': { unit: 'fen', direction: 'above', threshold: 0, window: 'waited', days: 1, by: 'site' },
  'overdue-payments': { unit: 'fen', direction: 'above', threshold: 0, window: 'waited', days: 1, by: 'person' },
  'stock-cost': { unit: 'fen', direction: 'above', threshold: 5_000_000_000, window: null, days: 0, by: 'site' },
  'floor-plan-cost': { unit: 'fen', direction: 'above', threshold: 10_000_000, window: null, days: 0, by: 'site' },
  'gift-cost': { unit: 'fen', direction: 'above', threshold: 2_000_000, window: 'back', days: 30, by: 'site' },
  'discount-cost': { unit: 'fen', direction: 'above', threshold: 50_000_000, window: 'back', days: 30, by: 'site' },
  'floor-plan-due': { unit: 'count', direction: 'above', threshold: 0, window: null, days: 0, by: 'site' },
  'unanswered-leads': { unit: 'count', direction: 'above', threshold: 0, window: 'waited', days: 1, by: 'person' },
  'overdue-follow-ups': { unit: 'count', direction: 'above', threshold: 5, window: 'waited', days: 1, by: 'person' },
  'approvals-waiting': { unit: 'count', direction: 'above', threshold: 0, window: 'waited', days: 1, by: 'site' },
  'open-cases': { unit: 'count', direction: 'above', threshold: 0, window: null, days: 0, by: 'site' },
  'late-deliveries': { unit: 'count', direction: 'above', threshold: 0, window: 'waited', days: 1, by: 'site' },
  'parts-short': { unit: 'count', direction: 'above', threshold: 0, window: null, days: 0, by: 'site' },
  'parts-over': { unit: 'count', direction: 'above', threshold: 0, window: null, days: 0, by: 'site' },
  'parts-idle': { unit: 'count', direction: 'above', threshold: 0, window: 'waited', days: 180, by: 'site' },
  'late-loaners': { unit: 'count', direction: 'above', threshold: 0, window: 'waited', days: 0, by: 'site' },
  'certificates-ending': { unit: 'count', direction: 'above', threshold: 0, window: null, days: 0, by: 'site' },
  'overdue-claims': { unit: 'fen', direction: 'above', threshold: 0, window: 'waited', days: 0, by: 'site' },
  'late-tickets': { unit: 'count', direction: 'above', threshold: 0, window: 'waited', days: 0, by: 'person' },
  'survey-points': { unit: 'hundredths', direction: 'below', threshold: 700, window: 'back', days: 30, by: 'site' },
  'backup-age': { unit: 'days', direction: 'above', threshold: 3, window: null, days: 0, by: 'desktop' },
} as const satisfies Record<string, Indicator>
export type IndicatorName = keyof typeof indicators
/** Those whose alert may be answered with tasks of reminding. */
export const ofOverdueMoney: readonly IndicatorName[] = ['overdue-payments', 'overdue-receivables']
export const indicatorNames = Object.keys(indicators) as [IndicatorName, ...IndicatorName[]]
export const indicatorOf = (name: IndicatorName): Indicator => indicators[name]

/** One value of an indicator: of a series, of a person, or of the site. */
export type Measure = { subject: string; label: string; value: number }
/** The subject of what is measured of the site as a whole. */
export const WHOLE = 'site'

/** At the limit nothing rings: `above 5` rings from 6 on. */
export const rings = (value: number, { direction, threshold }: { direction: Direction; threshold: number }): boolean =>
  direction === 'above' ? value > threshold : value < threshold

export const everies = ['day', 'week', 'month'] as const
export type Every = (typeof everies)[number]

/** The stretch of time a subject rings in once: the day, the Monday of the week, or the month. */
export function periodOf(every: Every, today: Day): string {
  if (every === 'day') return today
  if (every === 'month') return monthOf(today)
  const weekday = weekdayOf(today)
  return addDays(today, -((weekday + 6) % 7))
}

/** Whether `clock` (`HH:MM`) lies in the quiet time; it may reach over midnight. The end is not quiet any more. */
export function isQuiet(clock: string, from: string | null, to: string | null): boolean {
  if (from === null || to === null || from === to) return false
  return from < to ? clock >= from && clock < to : clock >= from || clock < to
}

/** What can happen to an alert: a person saw it, did something, closed it; or what it rang for went away, or came back. */
export const deedKinds = ['seen', 'acted', 'cleared', 'closed', 'returned'] as const
export type DeedKind = (typeof deedKinds)[number]
export const alertStates = ['open', 'seen', 'acted', 'cleared', 'closed'] as const
export type AlertState = (typeof alertStates)[number]

type Deed = { turn: number; kind: DeedKind }

/**
 * The state after all deeds, in whatever order the desks learned of them: of the last turn the deed that says most. A late
 * "seen" does not open again what was closed; what comes back begins a turn of its own.
 */
export function stateAfter(deeds: readonly Deed[]): { turn: number; state: AlertState; gone: boolean } {
  const turn = deeds.reduce((last, deed) => Math.max(last, deed.turn), 1)
  const kinds = deeds.filter((deed) => deed.turn === turn && deed.kind !== 'returned').map(({ kind }) => kind as AlertState)
  const state = alertStates[kinds.reduce((most, kind) => Math.max(most, alertStates.indexOf(kind)), 0)] as AlertState
  return { turn, state, gone: kinds.includes('cleared') }
}

const ALERTS = '3e5c0d52-1df1-4a5c-8a0e-6f5f0b6c1a01'
const DEEDS = '3e5c0d52-1df1-4a5c-8a0e-6f5f0b6c1a02'
const READS = '3e5c0d52-1df1-4a5c-8a0e-6f5f0b6c1a03'
export const alertId = (ruleId: string, subject: string, period: string): string => uuidv5(ALERTS, `${ruleId} ${period} ${subject}`)
/** Of what the program itself notes: the same at every desk. */
export const deedId = (alert: string, turn: number, kind: 'cleared' | 'returned'): string => uuidv5(DEEDS, `${alert} ${turn} ${kind}`)
export const readId = (userId: string, message: string): string => uuidv5(READS, `${userId} ${message}`)

export const messageKinds = ['alert', 'mention', 'approval', 'case', 'task'] as const
export type MessageKind = (typeof messageKinds)[number]
/** Of each kind the newest are listed; all are counted. */
export const MESSAGES_SHOWN = 100
