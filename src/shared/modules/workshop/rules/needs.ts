// What customers ask of the workshop, and how that changes: the spans a period is held against, and when a number is too small to be
// held against anything. Nothing is counted here.
import { z } from 'zod'
import { addDays, addMonths, type Day, daysBetween } from '../../../dates.ts'

/** 预约 · 进厂 · 做了的 · 没做的 · 项目 · 诉求 · 问题: where a wish is seen. */
export const needAsks = ['booked', 'came', 'taken', 'declined', 'job', 'ticket', 'question'] as const
export type NeedAsk = (typeof needAsks)[number]

/** Jobs that are in no catalogue, and questions no article answers. */
export const UNCLASSED = 'other'
export const UNANSWERED = 'none'

/** `declined:brakes`: where it is seen, and of what: a kind of work, a part of the car, a job, a kind of ticket, an article. */
export const Need = z
  .string()
  .max(160)
  .regex(/^(booked|came|taken|declined|job|ticket|question):.+$/)
export const needOf = (ask: NeedAsk, what: string): string => `${ask}:${what}`
export const readNeed = (need: string): { ask: NeedAsk; what: string } => {
  const at = need.indexOf(':')
  return { ask: need.slice(0, at) as NeedAsk, what: need.slice(at + 1) }
}

export type Days = { from: Day; to: Day }
const monthEnds = (day: Day): boolean => addDays(day, 1).endsWith('-01')
/** So many months earlier; a month's last day stays one. */
const earlier = (day: Day, months: number): Day =>
  monthEnds(day) ? addDays(addMonths(addDays(day, 1), -months), -1) : addMonths(day, -months)
const monthNo = (day: Day): number => Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7))

/**
 * The spans a period is held against: the same one a year earlier, and the one before it. A period that begins on the first of a month
 * is held against as many months before, up to the same day; another one against as many days before.
 */
export function spansBefore({ from, to }: Days): { before: Days; yearAgo: Days } {
  const yearAgo = { from: addMonths(from, -12), to: earlier(to, 12) }
  if (from.endsWith('-01')) {
    const months = monthNo(to) - monthNo(from) + 1
    return { before: { from: addMonths(from, -months), to: earlier(to, months) }, yearAgo }
  }
  return { before: { from: addDays(from, -daysBetween(from, to) - 1), to: addDays(from, -1) }, yearAgo }
}

export type Counted = { now: number; before: number; yearAgo: number }
/** Against what was before in basis points, half away from zero; null where nothing was. */
export function changeBp(now: number, before: number): number | null {
  if (before === 0) return null
  const exact = ((now - before) * 10_000) / before
  return Math.sign(exact) * Math.round(Math.abs(exact))
}
/** Neither now nor before so many that a change says something. */
export const tooFew = ({ now, before }: Counted, smallest: number): boolean => Math.max(now, before) < smallest

/** What rose most first, what fell most last; those too few to say anything after all others, the most of them first. */
export const byChange =
  (smallest: number) =>
  (a: Counted & { id: string }, b: Counted & { id: string }): number => {
    const [few, fewer] = [tooFew(a, smallest), tooFew(b, smallest)]
    if (few !== fewer) return few ? 1 : -1
    const rise = (each: Counted): number => (few ? each.now : each.now - each.before)
    return rise(b) - rise(a) || b.now - a.now || (a.id < b.id ? -1 : 1)
  }
