// Reads tickets: the list with the stage and the step each is at, the steps of a service, and a ticket's log.
import type { Input, Output } from '../../../../shared/contract.ts'
import type { RequestRow } from '../../../../shared/modules/care/contract/tickets.ts'
import { type RequestKind, type TicketStep, ticketSteps } from '../../../../shared/modules/care/rules/tickets.ts'
import { inOrder, listed, part, type Part } from '../../../store/list.ts'
import type { Reader } from '../../../store/read.ts'
import { reachable } from '../../customers/queries/reach.ts'
import { meant } from '../../palette/queries/match.ts'
import { COUNTS } from '../../surveys/queries/facts.ts'
import { inReach, mustSeeRequest, servicesNow, ticketRulesOn } from './facts.ts'

/** The next of its two deadlines: until it is answered that of the answer, then that of the end. */
export const DEADLINE = 'iif(q.answered_at IS NULL, q.due_at, coalesce(q.solve_by, q.due_at))'
const stageSql = (now: number): string => `iif(q.done_at IS NOT NULL, 'done', iif(${DEADLINE} < ${Math.floor(now)}, 'late', 'open'))`
const RANK = ticketSteps.map((step, at) => `WHEN '${step}' THEN ${at + 1}`).join(' ')
/** The last of the four steps taken in this round. */
const STEP = `(SELECT m.mark FROM care_marks m WHERE m.request_id = q.id AND m.round = q.round AND m.mark IN (${ticketSteps.map((step) => `'${step}'`).join(', ')})
  ORDER BY CASE m.mark ${RANK} END DESC LIMIT 1)`

/** Which of the four steps were taken in this round. */
export const stepsTaken = (db: Pick<Reader, 'all'>, { id, round }: { id: string; round: number }): TicketStep[] =>
  db
    .all<{ mark: TicketStep }>('SELECT mark FROM care_marks WHERE request_id = ? AND round = ?', id, round)
    .map(({ mark }) => mark)
    .filter((mark) => ticketSteps.includes(mark))

type Stored = Omit<RequestRow, 'serviceName' | 'stepsTotal' | 'byStep' | 'standing'>

function found(text: string): Part {
  const liked = `%${text.trim().replace(/[\\%_]/g, (c) => `\\${c}`)}%`
  const words = part(`(q.question LIKE ? ESCAPE '\\' OR q.answer LIKE ? ESCAPE '\\' OR q.caller LIKE ? ESCAPE '\\')`, liked, liked, liked)
  const person = meant('customer', text, 'q.customer_id')
  return person ? part(`(${words.sql} OR ${person.sql})`, ...words.values, ...person.values) : words
}

export function requests(db: Reader, request: Input<'care.requests'>): Output<'care.requests'> {
  const stage = stageSql(db.now)
  const { ids, ...sums } = listed(db, request, {
    from: 'care_requests q LEFT JOIN customers c ON c.id = q.customer_id LEFT JOIN users u ON u.id = q.owner_id',
    id: 'q.id',
    columns: {
      kind: { sql: 'q.kind', kind: 'text' },
      channel: { sql: 'q.channel', kind: 'text' },
      stage: { sql: stage, kind: 'text', order: `instr('late open done', ${stage})` },
      step: { sql: STEP, kind: 'text', order: `CASE ${STEP} ${RANK} ELSE 0 END` },
      service: { sql: 'q.service', kind: 'text' },
      customerId: { sql: 'q.customer_id', kind: 'text' },
      ownerId: { sql: 'q.owner_id', kind: 'text' },
      dueAt: { sql: DEADLINE, kind: 'instant' },
      doneAt: { sql: 'q.done_at', kind: 'instant' },
      createdAt: { sql: 'q.created_at', kind: 'instant' },
      article: { sql: '(SELECT a.title FROM knowledge_articles a WHERE a.id = q.article_id)', kind: 'text' },
      siteId: { sql: 'q.site_id', kind: 'text' },
    },
    where: [inReach(db, 'q')],
    search: found,
    order: `q.done_at IS NOT NULL, ${DEADLINE}`,
    tie: 'q.created_at DESC, q.id',
  })
  return { rows: rowsOf(db, ids), ...sums }
}

/** In the order of `ids`. */
export function rowsOf(db: Reader, ids: readonly string[]): RequestRow[] {
  if (ids.length === 0) return []
  const rows = db.all<Stored>(
    `SELECT q.id, q.kind, q.channel, ${stageSql(db.now)} AS stage, q.customer_id AS customerId, coalesce(c.name, q.caller, '') AS who, q.service, q.question, q.answer,
       q.article_id AS articleId, a.title AS articleTitle, q.owner_id AS ownerId, coalesce(u.name, '') AS owner, ${DEADLINE} AS dueAt, q.done_at AS doneAt, q.result, q.content,
       q.solved, q.round, ${STEP} AS step, q.reward_fen AS rewardFen, q.reward_note AS rewardNote, q.reward_state AS rewardState, q.work_order_id AS workOrderId,
       (SELECT name FROM users WHERE id = q.reward_by) AS rewardBy,
       (SELECT count(*) FROM care_steps s WHERE s.request_id = q.id AND s.done = 1) AS stepsDone, q.created_at AS createdAt
     FROM json_each(?) j JOIN care_requests q ON q.id = j.value LEFT JOIN customers c ON c.id = q.customer_id LEFT JOIN users u ON u.id = q.owner_id LEFT JOIN knowledge_articles a ON a.id = q.article_id`,
    JSON.stringify(ids),
  )
  const standings = db.states(ids)
  const known = new Map(servicesNow(db).map((service) => [service.key, service]))
  const { kinds } = ticketRulesOn(db)
  return inOrder(
    ids,
    rows.map((row) => {
      const service = row.service === null ? undefined : known.get(row.service)
      return {
        ...row,
        byStep: kinds[row.kind as RequestKind].steps,
        serviceName: service?.name ?? null,
        stepsTotal: service?.steps.length ?? 0,
        standing: standings.get(row.id) ?? 'alone',
      }
    }),
  )
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
    return { step, done: mark?.done === 1, by: mark?.done === 1 ? mark.by : null, at: mark?.done === 1 ? mark.at : null }
  })
}

export function marks(db: Reader, { id }: Input<'care.marks'>): Output<'care.marks'> {
  mustSeeRequest(db, id)
  return db.all(
    `SELECT m.id, m.round, m.mark, m.words, m.at, coalesce(u.name, '') AS by FROM care_marks m LEFT JOIN users u ON u.id = m.by
     WHERE m.request_id = ? ORDER BY m.round, m.at, m.id`,
    id,
  )
}

/** Work orders that may do what a ticket asks for. */
const ORDERS_SHOWN = 20

export function workOrders(db: Reader, { customerId }: Input<'care.workOrders'>): Output<'care.workOrders'> {
  reachable(db, customerId)
  return db.all(
    `SELECT w.id, w.no, w.state, coalesce(w.plate, w.car_name) AS car, w.received_on AS receivedOn,
       (SELECT cast(round(avg(a.points)) AS INTEGER) FROM survey_invitations i JOIN survey_answers a ON a.invitation_id = i.id
        WHERE i.subject = w.id AND ${COUNTS('a')}) AS points
     FROM work_orders w WHERE w.customer_id = ? AND w.state <> 'cancelled' ORDER BY w.received_at DESC, w.id DESC LIMIT (SELECT ?)`,
    customerId,
    ORDERS_SHOWN,
  )
}
