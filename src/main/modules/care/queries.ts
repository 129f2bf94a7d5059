// Reads what stands behind the service desk: services, knowledge found by any piece of its text, and tasks. Tickets are in
// queries/tickets.ts.
import type { Input, Output } from '../../../shared/contract.ts'
import type { Article } from '../../../shared/modules/care/contract.ts'
import type { TaskRow } from '../../../shared/modules/care/contract/tasks.ts'
import { gramQuery, taskStage } from '../../../shared/modules/care/rules.ts'
import { inOrder, listed, part } from '../../store/list.ts'
import type { Reader } from '../../store/read.ts'
import { inReach, servicesNow } from './queries/facts.ts'

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
      improves: { sql: 'k.improves', kind: 'text' },
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
       k.due_on AS dueOn, k.percent, k.done_at AS doneAt, k.result, k.improves, k.improves_id AS improvesId, q.question AS about, k.was, k.created_at AS createdAt
     FROM json_each(?) j JOIN care_tasks k ON k.id = j.value LEFT JOIN customers c ON c.id = k.customer_id LEFT JOIN users u ON u.id = k.owner_id LEFT JOIN users g ON g.id = k.created_by
       LEFT JOIN care_requests q ON k.improves = 'ticket' AND q.id = k.improves_id`,
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
