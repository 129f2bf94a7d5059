// What came of care in a span of days: tasks and contacts per person, and the service goals with what was reached.
import type { Input, Output } from '../../../../shared/contract.ts'
import { addDays, CHINA_OFFSET_MINUTES, type Day, startOf } from '../../../../shared/dates.ts'
import { share } from '../../../../shared/modules/care/rules/voice.ts'
import { recommendation } from '../../../../shared/modules/care/rules.ts'
import { part } from '../../../store/list.ts'
import type { Reader } from '../../../store/read.ts'
import { goalsOn } from './facts.ts'

export function figures(db: Reader, { fromOn, toOn }: Input<'care.figures'>): Output<'care.figures'> {
  const goals = goalsOn(db)
  const [from, to] = [startOf(fromOn), startOf(addDays(toOn, 1))]
  const here = db.who.reach === 'group' ? part('1') : part('site_id = ?', db.who.site)
  const one = <T>(sql: string, ...values: unknown[]): T => db.one<T>(sql, ...values) as T
  const surveys = db.all<{ content: number; recommend: number | null }>(
    `SELECT content, recommend FROM care_surveys WHERE ${here.sql} AND at >= ? AND at < ?`,
    ...here.values,
    from,
    to,
  )
  const asked = one<{
    n: number
    complaints: number | null
    inTime: number | null
    open: number | null
  }>(
    `SELECT count(*) AS n, sum(kind = 'complaint') AS complaints, sum(coalesce(answered_at, done_at) <= due_at) AS inTime,
       sum(coalesce(answered_at, done_at) IS NULL AND due_at > ?) AS open FROM care_requests WHERE ${here.sql} AND created_at >= ? AND created_at < ?`,
    db.now,
    ...here.values,
    from,
    to,
  )
  const called = one<{ n: number; done: number | null }>(
    `SELECT count(*) AS n, sum(done_at IS NOT NULL) AS done FROM follow_ups WHERE ${here.sql} AND note LIKE '%回访%' AND due_on BETWEEN ? AND ?`,
    ...here.values,
    fromOn,
    toOn < db.today ? toOn : db.today,
  )
  // Who had bought before and bought again: how loyal people are.
  const bought = one<{ n: number; again: number | null }>(
    `SELECT count(*) AS n, sum(EXISTS (SELECT 1 FROM orders e WHERE e.customer_id = o.customer_id AND e.delivered_at < o.delivered_at)) AS again
     FROM orders o WHERE o.${db.who.reach === 'group' ? 'id IS NOT NULL' : 'site_id = ?'} AND o.delivered_at >= ? AND o.delivered_at < ?`,
    ...here.values,
    from,
    to,
  )
  const content = surveys.reduce((sum, each) => sum + each.content, 0)
  return {
    people: people(db, { fromOn, toOn, from, to }),
    goals,
    reached: {
      contentTenths: surveys.length === 0 ? null : Math.floor((content * 20 + surveys.length) / (2 * surveys.length)),
      recommendPoints: recommendation(surveys.flatMap(({ recommend }) => (recommend === null ? [] : [recommend]))),
      // What is neither answered nor late yet says nothing.
      answeredBp: share(asked.inTime ?? 0, asked.n - (asked.open ?? 0)),
      callbackBp: share(called.done ?? 0, called.n),
      repeatBp: share(bought.again ?? 0, bought.n),
      surveys: surveys.length,
      requests: asked.n,
      complaints: asked.complaints ?? 0,
    },
  }
}

type Span = { fromOn: Day; toOn: Day; from: number; to: number }

function people(db: Reader, { fromOn, toOn, from, to }: Span): Output<'care.figures'>['people'] {
  const { reach, user, site } = db.who
  const inSite = (alias: string): string => (reach === 'group' ? '1' : `${alias}.site_id = $site`)
  return db.all(
    `SELECT u.id, u.name, coalesce(k.given, 0) AS given, coalesce(k.done, 0) AS done, coalesce(k.inTime, 0) AS inTime, coalesce(k.late, 0) AS late, coalesce(f.talks, 0) AS talks
     FROM users u
     LEFT JOIN (SELECT k.owner_id, count(*) AS given, sum(k.done_at IS NOT NULL) AS done,
         sum(k.done_at IS NOT NULL AND date(k.done_at / 1000 + ${CHINA_OFFSET_MINUTES * 60}, 'unixepoch') <= k.due_on) AS inTime,
         sum(k.done_at IS NULL AND k.due_on < $today) AS late
       FROM care_tasks k WHERE ${inSite('k')} AND k.due_on BETWEEN $fromOn AND $toOn GROUP BY k.owner_id) k ON k.owner_id = u.id
     LEFT JOIN (SELECT f.done_by, count(*) AS talks FROM follow_ups f WHERE ${inSite('f')} AND f.done_at >= $from AND f.done_at < $to GROUP BY f.done_by) f ON f.done_by = u.id
     WHERE (k.given > 0 OR f.talks > 0) AND ${reach === 'own' ? 'u.id = $user' : '1'} ORDER BY k.given DESC, u.name`,
    {
      fromOn,
      toOn,
      from,
      to,
      today: db.today,
      ...(reach === 'group' ? {} : { site }),
      ...(reach === 'own' ? { user } : {}),
    },
  )
}
