// Reads the service desk: requests with their steps, services, knowledge found by any piece of its text, and tasks.
import type { Input, Output } from '../../../shared/contract.ts'
import type { Article, RequestRow, TaskRow } from '../../../shared/modules/care/contract.ts'
import { gramQuery, taskStage } from '../../../shared/modules/care/rules.ts'
import { inOrder, listed, part, type Part } from '../../store/list.ts'
import type { Reader } from '../../store/read.ts'
import { meant } from '../palette/queries/match.ts'
import { mustSeeRequest, servicesNow } from './queries/facts.ts'

/** Rows of `alias` a person sees: who sees only their own, what they have to do or gave. */
function inReach({ who }: Reader, alias: string): Part {
  if (who.reach === 'group') return part('1')
  if (who.reach === 'site') return part(`${alias}.site_id = ?`, who.site)
  return part(`${alias}.site_id = ? AND (${alias}.owner_id = ? OR ${alias}.created_by = ?)`, who.site, who.user, who.user)
}

const FROM = 'care_requests q LEFT JOIN customers c ON c.id = q.customer_id LEFT JOIN users u ON u.id = q.owner_id'
const stageSql = (now: number): string => `iif(q.done_at IS NOT NULL, 'done', iif(q.due_at < ${Math.floor(now)}, 'late', 'open'))`

type Stored = Omit<RequestRow, 'serviceName' | 'stepsTotal' | 'standing'>

export function requests(db: Reader, request: Input<'care.requests'>): Output<'care.requests'> {
  const stage = stageSql(db.now)
  const { ids, ...sums } = listed(db, request, {
    from: FROM,
    id: 'q.id',
    columns: {
      kind: { sql: 'q.kind', kind: 'text' },
      channel: { sql: 'q.channel', kind: 'text' },
      stage: { sql: stage, kind: 'text', order: `instr('late open done', ${stage})` },
      service: { sql: 'q.service', kind: 'text' },
      customerId: { sql: 'q.customer_id', kind: 'text' },
      ownerId: { sql: 'q.owner_id', kind: 'text' },
      dueAt: { sql: 'q.due_at', kind: 'instant' },
      doneAt: { sql: 'q.done_at', kind: 'instant' },
      createdAt: { sql: 'q.created_at', kind: 'instant' },
    },
    where: [inReach(db, 'q')],
    search: (text) => {
      const liked = `%${text.trim().replace(/[\\%_]/g, (c) => `\\${c}`)}%`
      const words = part(
        `(q.question LIKE ? ESCAPE '\\' OR q.answer LIKE ? ESCAPE '\\' OR q.caller LIKE ? ESCAPE '\\')`,
        liked,
        liked,
        liked,
      )
      const person = meant('customer', text, 'q.customer_id')
      return person ? part(`(${words.sql} OR ${person.sql})`, ...words.values, ...person.values) : words
    },
    order: `q.done_at IS NOT NULL, q.due_at`,
    tie: 'q.created_at DESC, q.id',
  })
  const rows = db.all<Stored>(
    `SELECT q.id, q.kind, q.channel, ${stage} AS stage, q.customer_id AS customerId, coalesce(c.name, q.caller, '') AS who, q.service, q.question, q.answer,
       q.article_id AS articleId, a.title AS articleTitle, q.owner_id AS ownerId, coalesce(u.name, '') AS owner, q.due_at AS dueAt, q.done_at AS doneAt, q.result, q.content,
       (SELECT count(*) FROM care_steps s WHERE s.request_id = q.id AND s.done = 1) AS stepsDone, q.created_at AS createdAt
     FROM json_each(?) j JOIN care_requests q ON q.id = j.value LEFT JOIN customers c ON c.id = q.customer_id LEFT JOIN users u ON u.id = q.owner_id LEFT JOIN knowledge_articles a ON a.id = q.article_id`,
    JSON.stringify(ids),
  )
  const standings = db.states(ids)
  const known = new Map(servicesNow(db).map((service) => [service.key, service]))
  return {
    rows: inOrder(
      ids,
      rows.map((row) => {
        const service = row.service === null ? undefined : known.get(row.service)
        return {
          ...row,
          serviceName: service?.name ?? null,
          stepsTotal: service?.steps.length ?? 0,
          standing: standings.get(row.id) ?? 'alone',
        }
      }),
    ),
    ...sums,
  }
}

export function steps(db: Reader, { id }: Input<'care.steps'>): Output<'care.steps'> {
  const { service } = mustSeeRequest(db, id)
  const ticked = db.all<{ step: string; done: number; by: string | null; at: number | null }>(
    'SELECT s.step, s.done, u.name AS by, s.done_at AS at FROM care_steps s LEFT JOIN users u ON u.id = s.done_by WHERE s.request_id = ?',
    id,
  )
  const standard = servicesNow(db).find(({ key }) => key === service)?.steps ?? []
  // What was ticked under an older list of steps stays to be seen.
  const others = ticked.filter(({ step, done }) => done === 1 && !standard.includes(step)).map(({ step }) => step)
  return [...standard, ...others].map((step) => {
    const mark = ticked.find((each) => each.step === step)
    return {
      step,
      done: mark?.done === 1,
      by: mark?.done === 1 ? mark.by : null,
      at: mark?.done === 1 ? mark.at : null,
    }
  })
}

const LATELY = 30 * 86_400_000

export function services(db: Reader): Output<'care.services'> {
  const asked = new Map(
    db
      .all<{ service: string; n: number }>(
        'SELECT service, count(*) AS n FROM care_requests WHERE site_id = ? AND created_at >= ? AND service IS NOT NULL GROUP BY service',
        db.who.site,
        db.now - LATELY,
      )
      .map(({ service, n }) => [service, n]),
  )
  return servicesNow(db).map((service) => ({
    ...service,
    steps: [...service.steps],
    asked: asked.get(service.key) ?? 0,
  }))
}

export const people = (db: Reader): Output<'care.people'> =>
  db.all(
    'SELECT id, name FROM users WHERE active = 1 AND (all_sites = 1 OR EXISTS (SELECT 1 FROM json_each(site_ids) s WHERE s.value = ?)) ORDER BY name',
    db.who.site,
  )

const MOST = 200

export function articles(db: Reader, { text, category }: Input<'care.articles'>): Output<'care.articles'> {
  const expression = gramQuery(text)
  if (text.trim() !== '' && expression === null) return []
  const found =
    expression === null
      ? null
      : part('SELECT article, bm25(search_knowledge, 0, 4, 1) AS rank FROM search_knowledge WHERE search_knowledge MATCH ?', expression)
  const rows = db.all<Omit<Article, 'active'> & { active: number }>(
    `SELECT a.id, a.category, a.title, a.body, a.active, a.edited_at AS editedAt, coalesce(u.name, '') AS editedBy,
       (SELECT count(*) FROM care_requests q WHERE q.article_id = a.id) AS used
     FROM knowledge_articles a LEFT JOIN users u ON u.id = a.edited_by ${found ? `JOIN (${found.sql}) f ON f.article = a.id` : ''}
     WHERE (? IS NULL OR a.category = ?) ORDER BY a.active DESC, ${found ? 'f.rank, ' : ''}a.edited_at DESC, a.id LIMIT ${MOST}`,
    ...(found?.values ?? []),
    category,
    category,
  )
  return rows.map((row) => ({ ...row, active: row.active === 1 }))
}

type StoredTask = Omit<TaskRow, 'stage' | 'standing'>

export function tasks(db: Reader, request: Input<'care.tasks'>): Output<'care.tasks'> {
  const stage = `iif(k.done_at IS NOT NULL, 'done', iif(k.due_on < '${db.today}', 'late', iif(k.percent > 0, 'doing', 'open')))`
  const { ids, ...sums } = listed(db, request, {
    from: 'care_tasks k LEFT JOIN users u ON u.id = k.owner_id',
    id: 'k.id',
    columns: {
      stage: { sql: stage, kind: 'text', order: `instr('late doing open done', ${stage})` },
      ownerId: { sql: 'k.owner_id', kind: 'text' },
      owner: { sql: 'u.name', kind: 'text' },
      dueOn: { sql: 'k.due_on', kind: 'day' },
      percent: { sql: 'k.percent', kind: 'number' },
      doneAt: { sql: 'k.done_at', kind: 'instant' },
    },
    where: [inReach(db, 'k')],
    search: (text) => part(`k.title LIKE ? ESCAPE '\\'`, `%${text.trim().replace(/[\\%_]/g, (c) => `\\${c}`)}%`),
    order: 'k.done_at IS NOT NULL, k.due_on',
    tie: 'k.created_at DESC, k.id',
  })
  const rows = db.all<StoredTask>(
    `SELECT k.id, k.title, k.note, k.customer_id AS customerId, c.name AS customer, k.owner_id AS ownerId, coalesce(u.name, '') AS owner, coalesce(g.name, '') AS givenBy,
       k.due_on AS dueOn, k.percent, k.done_at AS doneAt, k.result
     FROM json_each(?) j JOIN care_tasks k ON k.id = j.value LEFT JOIN customers c ON c.id = k.customer_id LEFT JOIN users u ON u.id = k.owner_id LEFT JOIN users g ON g.id = k.created_by`,
    JSON.stringify(ids),
  )
  const standings = db.states(ids)
  return {
    rows: inOrder(
      ids,
      rows.map((row) => ({
        ...row,
        stage: taskStage(row, db.today),
        standing: standings.get(row.id) ?? 'alone',
      })),
    ),
    ...sums,
  }
}
