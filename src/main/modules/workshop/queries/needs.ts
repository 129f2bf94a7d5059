// Counts what customers ask for in a period, the one before and the same a year earlier: appointments, orders, jobs they took or left,
// tickets and questions. Every statement walks the rows of its span by an index; a figure counts what the list has that it opens.
import type { Input, Output } from '../../../../shared/contract.ts'
import { addDays, startOf } from '../../../../shared/dates.ts'
import type { NeedRow } from '../../../../shared/modules/workshop/contract/needs.ts'
import {
  byChange,
  changeBp,
  type Days,
  type NeedAsk,
  needOf,
  readNeed,
  spansBefore,
  tooFew,
  UNANSWERED,
  UNCLASSED,
} from '../../../../shared/modules/workshop/rules/needs.ts'
import { joined, part, type Part } from '../../../store/list.ts'
import type { Reader } from '../../../store/read.ts'
import { parameterOn } from '../../admin/queries.ts'
import { inReach as ticketsInReach } from '../../care/queries/facts.ts'
import { placed, received } from './analysis.ts'

type Span = Days & { siteId: string | null }
type Count = { what: string; n: number; name?: string | null }
/** A job as it is counted: by the name the catalogue has for it, else by its own. */
export const JOB_KEY = 'coalesce(s.name, j.name)'
/** The part of the car, of what the catalogue has. */
export const JOB_AREA = `coalesce(s.area, '${UNCLASSED}')`
/** Jobs by what changed, beyond which nobody reads on. */
const MOST_JOBS = 60
const CODES = 3

const booked = (db: Reader, span: Span): Count[] => {
  const site = placed(db, 'a', span)
  return db.all(
    `SELECT a.kind AS what, count(*) AS n FROM appointments a WHERE a.day_on BETWEEN ? AND ? AND ${site.sql} GROUP BY a.kind`,
    span.from,
    span.to,
    ...site.values,
  )
}

const came = (db: Reader, span: Span): Count[] => {
  const of = received(db, span)
  return db.all(`SELECT w.kind AS what, count(*) AS n FROM work_orders w WHERE ${of.sql} GROUP BY w.kind`, ...of.values)
}

const byArea =
  (decision: 'agreed' | 'declined') =>
  (db: Reader, span: Span): Count[] => {
    const of = received(db, span)
    return db.all(
      `WITH o AS MATERIALIZED (SELECT w.id FROM work_orders w WHERE ${of.sql})
       SELECT ${JOB_AREA} AS what, count(DISTINCT j.order_id) AS n
       FROM o JOIN work_order_jobs j ON j.order_id = o.id LEFT JOIN service_jobs s ON s.id = j.catalogue_id
       WHERE j.decision = ? GROUP BY 1`,
      ...of.values,
      decision,
    )
  }

const byJob = (db: Reader, span: Span): Count[] => {
  const of = received(db, span)
  return db.all(
    `WITH o AS MATERIALIZED (SELECT w.id FROM work_orders w WHERE ${of.sql})
     SELECT ${JOB_KEY} AS what, ${JOB_KEY} AS name, count(DISTINCT j.order_id) AS n
     FROM o JOIN work_order_jobs j ON j.order_id = o.id LEFT JOIN service_jobs s ON s.id = j.catalogue_id
     WHERE j.decision IN ('agreed', 'declined') GROUP BY 1`,
    ...of.values,
  )
}

/** Tickets of the span in the person's reach; none for who does not see tickets. By site first, as their index is. */
function asked(db: Reader, { siteId, from, to }: Span): Part {
  const reach = ticketsInReach(db, 'q')
  const sites = siteId === null ? part('q.site_id IN (SELECT id FROM sites)') : part('q.site_id = ?', siteId)
  return joined([sites, part('q.created_at >= ? AND q.created_at < ?', startOf(from), startOf(addDays(to, 1))), reach])
}

const tickets = (db: Reader, span: Span): Count[] => {
  if (!db.who.permissions.has('care.view')) return []
  const of = asked(db, span)
  return db.all(`SELECT q.kind AS what, count(*) AS n FROM care_requests q WHERE ${of.sql} GROUP BY q.kind`, ...of.values)
}

const questions = (db: Reader, span: Span): Count[] => {
  if (!db.who.permissions.has('care.view')) return []
  const of = asked(db, span)
  return db.all(
    `SELECT coalesce(q.article_id, '${UNANSWERED}') AS what, max(a.title) AS name, count(*) AS n
     FROM care_requests q LEFT JOIN knowledge_articles a ON a.id = q.article_id WHERE ${of.sql} AND q.kind = 'consult' GROUP BY 1`,
    ...of.values,
  )
}

const counters: Readonly<Record<NeedAsk, (db: Reader, span: Span) => Count[]>> = {
  booked,
  came,
  taken: byArea('agreed'),
  declined: byArea('declined'),
  job: byJob,
  ticket: tickets,
  question: questions,
}

/** Of each need of the period the codes it was mostly about, from one walk over its orders. */
function codesOf(db: Reader, span: Span): (need: string) => string[] {
  const of = received(db, span)
  const lines = db.all<{ kind: string; decision: string; area: string; job: string; code: string; n: number }>(
    `WITH o AS MATERIALIZED (SELECT w.id, w.kind FROM work_orders w WHERE ${of.sql})
     SELECT o.kind, j.decision, s.area, s.name AS job, s.code, count(DISTINCT j.order_id) AS n
     FROM o JOIN work_order_jobs j ON j.order_id = o.id JOIN service_jobs s ON s.id = j.catalogue_id
     WHERE j.decision IN ('agreed', 'declined') AND s.archived_at IS NULL GROUP BY 1, 2, 3, 4, 5`,
    ...of.values,
  )
  const held: Readonly<Record<NeedAsk, (line: (typeof lines)[number], what: string) => boolean>> = {
    booked: ({ kind, decision }, what) => kind === what && decision === 'agreed',
    came: ({ kind, decision }, what) => kind === what && decision === 'agreed',
    taken: ({ area, decision }, what) => area === what && decision === 'agreed',
    declined: ({ area, decision }, what) => area === what && decision === 'declined',
    job: ({ job }, what) => job === what,
    ticket: ({ kind, decision }, what) => kind === what && decision === 'agreed',
    question: () => false,
  }
  return (need) => {
    const { ask, what } = readNeed(need)
    const counts = new Map<string, number>()
    for (const line of lines) if (held[ask](line, what)) counts.set(line.code, (counts.get(line.code) ?? 0) + line.n)
    return [...counts]
      .toSorted((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
      .slice(0, CODES)
      .map(([code]) => code)
  }
}

type Answer = NeedRow['answers'][number]
/** What was made of each need at this site, the newest first, with on how many orders of the period it lies. */
function answersOf(db: Reader, span: Span, needs: readonly string[]): Map<string, Answer[]> {
  const made = db.all<Omit<Answer, 'used'> & { need: string }>(
    `SELECT n.need, n.subject, n.subject_id AS id, coalesce(p.code, s.code) AS code, coalesce(p.name, s.name) AS name
     FROM json_each(?) i JOIN need_answers n ON n.need = i.value
       LEFT JOIN service_packages p ON n.subject = 'service_packages' AND p.id = n.subject_id
       LEFT JOIN service_jobs s ON n.subject = 'service_jobs' AND s.id = n.subject_id
     WHERE n.site_id = ? AND coalesce(p.id, s.id) IS NOT NULL ORDER BY n.noted_at DESC, n.id LIMIT 200`,
    JSON.stringify(needs),
    db.who.site,
  )
  const of = received(db, span)
  const used = new Map(
    made.length === 0
      ? []
      : db
          .all<{ id: string; n: number }>(
            `WITH o AS MATERIALIZED (SELECT w.id FROM work_orders w WHERE ${of.sql})
             SELECT i.value AS id, count(DISTINCT j.order_id) AS n FROM o JOIN work_order_jobs j ON j.order_id = o.id
               JOIN json_each(?) i ON i.value = j.catalogue_id OR i.value = json_extract(j.price_origin, '$.id')
             WHERE j.decision = 'agreed' GROUP BY 1`,
            ...of.values,
            JSON.stringify([...new Set(made.map(({ id }) => id))]),
          )
          .map(({ id, n }) => [id, n] as const),
  )
  const answers = new Map<string, Answer[]>()
  for (const { need, ...answer } of made) answers.set(need, [...(answers.get(need) ?? []), { ...answer, used: used.get(answer.id) ?? 0 }])
  return answers
}

export function needs(db: Reader, { siteId, ...now }: Input<'workshop.needs'>): Output<'workshop.needs'> {
  const spans = { now, ...spansBefore(now) }
  const smallest = parameterOn(db, 'needs-smallest', db.today) ?? 5
  const found = new Map<string, Pick<NeedRow, 'id' | 'ask' | 'what' | 'name' | 'now' | 'before' | 'yearAgo'>>()
  for (const [ask, count] of Object.entries(counters) as [NeedAsk, (typeof counters)[NeedAsk]][])
    for (const when of ['now', 'before', 'yearAgo'] as const)
      for (const { what, n, name } of count(db, { ...spans[when], siteId })) {
        const id = needOf(ask, what)
        const known = found.get(id) ?? { id, ask, what, name: name ?? null, now: 0, before: 0, yearAgo: 0 }
        found.set(id, { ...known, [when]: n })
      }
  const span = { ...now, siteId }
  const codes = codesOf(db, span)
  const answers = answersOf(db, span, [...found.keys()])
  const sorted = [...found.values()].toSorted(byChange(smallest))
  const jobs = new Set(sorted.filter(({ ask }) => ask === 'job').slice(0, MOST_JOBS))
  const rows = sorted
    .filter((row) => row.ask !== 'job' || jobs.has(row))
    .map((row): NeedRow => ({
      ...row,
      changeBp: changeBp(row.now, row.before),
      few: tooFew(row, smallest),
      codes: codes(row.id),
      answers: answers.get(row.id) ?? [],
    }))
  return { ...spans, smallest, rows }
}
