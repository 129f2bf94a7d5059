// What is known of each customer as SQL over rows of `customers c`: deals, money, last word, complaints, with everything
// merged into them; and the same arithmetic as rules.ts, so that a hundred thousand are sorted by it in one question.
import { daysBetween, type Day } from '../../../../shared/dates.ts'
import {
  firstLifeLimits,
  firstValueScale,
  type Known,
  type LifeLimits,
  type ValueScale,
} from '../../../../shared/modules/insights/rules.ts'
import type { Reader } from '../../../store/read.ts'
import { parameterOn } from '../../admin/queries.ts'

const FAMILY = `(WITH RECURSIVE family (id) AS (SELECT c.id UNION SELECT m.id FROM customers m JOIN family f ON m.merged_into = f.id) SELECT id FROM family)`
// Their few orders first: by itself SQLite walks every order of these stages for each customer.
const DEALS = `FROM orders o CROSS JOIN order_sums s ON s.id = o.id WHERE o.customer_id IN ${FAMILY} AND s.stage IN ('signed', 'reserved', 'paid', 'delivered')`
/** The China day of an instant. */
const dayAt = (sql: string): string => `date(${sql} / 1000 + 28800, 'unixepoch')`

const deals = `(SELECT count(*) ${DEALS})`
const spentFen = `coalesce((SELECT sum(o.price_fen) ${DEALS}), 0)`
const lastDealOn = `(SELECT ${dayAt('max(coalesce(o.signed_at, o.placed_at, o.created_at))')} ${DEALS})`
const lastTouchOn = `${dayAt(`max(c.created_at,
  coalesce((SELECT max(f.done_at) FROM follow_ups f WHERE f.customer_id IN ${FAMILY}), 0),
  coalesce((SELECT max(v.arrived_at) FROM visits v WHERE v.customer_id IN ${FAMILY}), 0),
  coalesce((SELECT max(q.created_at) FROM care_requests q WHERE q.customer_id IN ${FAMILY}), 0),
  coalesce((SELECT max(coalesce(o.delivered_at, o.signed_at, o.created_at)) FROM orders o WHERE o.customer_id IN ${FAMILY}), 0))`)}`
const openComplaints = `(SELECT count(*) FROM care_requests q WHERE q.customer_id IN ${FAMILY} AND q.kind = 'complaint' AND q.done_at IS NULL)`
const complaintsSince = (today: Day): string =>
  `(SELECT count(*) FROM care_requests q WHERE q.customer_id IN ${FAMILY} AND q.kind = 'complaint' AND ${dayAt('q.created_at')} > date('${today}', '-365 days'))`
/** Answers to what they said, and the aspects of their test drives. */
const RATED = `(SELECT q.content AS score FROM care_requests q WHERE q.customer_id IN ${FAMILY} AND q.content IS NOT NULL
  UNION ALL SELECT j.value FROM test_drives d, json_each(d.scores) j WHERE d.customer_id IN ${FAMILY} AND d.scores IS NOT NULL)`
const ratingSum = `coalesce((SELECT sum(score) FROM ${RATED}), 0)`
const ratings = `(SELECT count(*) FROM ${RATED})`
const openLead = `EXISTS (SELECT 1 FROM leads l WHERE l.customer_id IN ${FAMILY} AND l.stage NOT IN ('won', 'lost'))`
const lostOn = `(SELECT ${dayAt('max(l.stage_at)')} FROM leads l WHERE l.customer_id IN ${FAMILY} AND l.stage = 'lost')`

/** A record was entered, corrected, said to be right, or its customer was spoken with. */
export const REFRESHED_ON = `max(${dayAt('c.created_at')},
  coalesce((SELECT max(k.checked_on) FROM customer_checks k WHERE k.customer_id = c.id), ''),
  coalesce((SELECT ${dayAt('max(f.done_at)')} FROM follow_ups f WHERE f.customer_id = c.id), ''))`

/** Who took back that they are profiled, and nothing they said since answers that (privacy/rules.ts). */
export const PROFILED = `NOT EXISTS (SELECT 1 FROM customer_consents w WHERE w.customer_id IN ${FAMILY} AND w.state = 'withdrawn' AND w.purpose IN ('profiling', 'all')
  AND NOT EXISTS (SELECT 1 FROM customer_consents n JOIN json_each(n.answers) a ON a.value = w.id WHERE n.customer_id IN ${FAMILY} AND n.purpose IN ('profiling', 'all')))`

const days = (sql: string, today: Day): string => `CAST(julianday('${today}') - julianday(${sql}) AS INTEGER)`

export type Scales = { value: ValueScale; life: LifeLimits; staleDays: number; today: Day }
export const scalesOf = (db: Reader): Scales => ({
  value: parameterOn(db, 'customer-value', db.today) ?? firstValueScale,
  life: parameterOn(db, 'customer-life', db.today) ?? firstLifeLimits,
  staleDays: parameterOn(db, 'stale-days', db.today) ?? 180,
  today: db.today,
})

/** Columns of `customers c` by the name lists know them by. Scales are whole numbers and days: nothing of a person is in the text. */
export function sqlOf({ value: v, life, today }: Scales) {
  const since = days(lastDealOn, today)
  const score = `max(0, min(100,
    CASE WHEN ${lastDealOn} IS NULL THEN 0 WHEN ${since} <= ${v.recentDays} THEN ${v.recentPoints} WHEN ${since} <= ${v.onceDays} THEN ${v.oncePoints} ELSE 0 END
    + min(${deals} * ${v.dealPoints}, ${v.dealMost}) + min(${spentFen} / ${v.spendStepFen} * ${v.spendPoints}, ${v.spendMost})
    - ${complaintsSince(today)} * ${v.complaintPoints}
    + coalesce((${ratingSum} - 3 * ${ratings}) * ${v.contentPoints} / nullif(${ratings}, 0), 0)))`
  const quiet = `(${days(lastTouchOn, today)} >= iif(${deals} > 0, ${life.quietDays}, ${life.prospectQuietDays}))`
  const lost = `coalesce(NOT ${openLead} AND ${days(lostOn, today)} <= ${life.lostDays}, 0)`
  const reasons = `(${quiet} + (${openComplaints} > 0) + ${lost})`
  return {
    deals,
    spentFen,
    lastDealOn,
    lastTouchOn,
    refreshedOn: REFRESHED_ON,
    score,
    value: `CASE WHEN ${score} >= ${v.highFrom} THEN 'high' WHEN ${score} >= ${v.middleFrom} THEN 'middle' ELSE 'low' END`,
    risk: `CASE ${reasons} WHEN 0 THEN 'low' WHEN 1 THEN 'middle' ELSE 'high' END`,
    life: `CASE WHEN ${deals} > 0 THEN iif(${quiet} OR ${openComplaints} > 0, 'win-back', 'keep') WHEN ${lost} THEN 'win-back' ELSE 'develop' END`,
    /** Whole years of age. */
    age: `iif(c.birthday_on IS NULL, NULL, CAST(strftime('%Y', '${today}') AS INTEGER) - CAST(substr(c.birthday_on, 1, 4) AS INTEGER) - (strftime('%m-%d', '${today}') < substr(c.birthday_on, 6)))`,
  }
}

type Facts = Omit<Known, 'openLead'> & { openLead: number; refreshedOn: Day }

/** What is known of a few customers, for the rules. */
export const knownOf = (db: Reader, ids: readonly string[]): Map<string, Known & { refreshedOn: Day }> =>
  new Map(
    db
      .all<Facts & { id: string }>(
        `SELECT c.id, ${deals} AS deals, ${spentFen} AS spentFen, ${lastDealOn} AS lastDealOn, ${lastTouchOn} AS lastTouchOn,
           ${complaintsSince(db.today)} AS complaints, ${openComplaints} AS openComplaints, ${ratingSum} AS ratingSum, ${ratings} AS ratings,
           ${openLead} AS openLead, ${lostOn} AS lostOn, ${REFRESHED_ON} AS refreshedOn
         FROM json_each(?) j JOIN customers c ON c.id = j.value`,
        JSON.stringify(ids),
      )
      .map(({ id, openLead: open, ...facts }) => [id, { ...facts, openLead: open === 1 }]),
  )

export const staleSince = (refreshedOn: Day, { staleDays, today }: Scales): boolean => daysBetween(refreshedOn, today) >= staleDays
