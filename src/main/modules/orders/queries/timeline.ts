// Everything that happened to an order, newest first: made of the log's changesets that touched it, its payments, the
// words on it and its paper. What another desktop did is known by name; what this one did also by figures.
import type { Output } from '../../../../shared/contract.ts'
import type { ReceiptKind, ReceiptMethod } from '../../../../shared/modules/receivables/rules.ts'
import { sumFen } from '../../../../shared/money.ts'
import type { Standing } from '../../../../shared/standing.ts'
import type { Change, Guard, Payload } from '../../../../shared/sync/protocol.ts'
import type { Reader } from '../../../store/read.ts'
import { namesOf } from '../../approvals/queries.ts'
import { archiveNo } from '../../documents/queries/papers.ts'
import { grouped } from './facts.ts'

type Happening = Output<'orders.card'>['timeline'][number]
type Facts = Happening['facts']
type Moved = NonNullable<Facts['moved']>[number]
type Logged = {
  n: number
  id: string
  command: string
  actor: string
  at: number
  replica: string
  state: string
  sent: number | null
  payload: string | null
}

const LONGEST = 200
/** Columns of the terms that people speak of, by SQL name. */
const AMOUNTS: readonly (readonly [string, Moved['what']])[] = [
  ['price_fen', 'car'],
  ['purchase_tax_fen', 'tax'],
  ['insurance_fen', 'insurance'],
  ['plate_fee_fen', 'plates'],
  ['loan_fen', 'loan'],
]

/** Where a line of the log stands: ruled is ruled, whatever came of it; what needs a person is said by the order itself. */
function standingOf({ state, sent }: Pick<Logged, 'state' | 'sent'>): Standing {
  if (state === 'local') return 'alone'
  if (state === 'pending') return sent ? 'sent' : 'local'
  return state === 'quarantined' ? 'needs-you' : 'confirmed'
}

const number = (value: unknown): number => (typeof value === 'number' ? value : 0)

/** What the accessories of this change added up to before and after, as far as its rows say; lines it did not touch cancel out. */
function accessories(changes: readonly Change[]): Moved | null {
  const lines = changes.filter((change) => change.table === 'order_lines')
  const charged = (row: Record<string, unknown>): number => (row['gift'] ? 0 : number(row['amount_fen']))
  const from = sumFen(lines.filter((line) => line.op !== 'insert').map((line) => charged({ ...line.set, ...line.was })))
  const to = sumFen(lines.filter((line) => line.op !== 'delete').map((line) => charged({ ...line.was, ...line.set })))
  return from === to ? null : { what: 'accessories', from, to }
}

function termsFacts(changes: readonly Change[]): Facts {
  const facts: Facts = {}
  const moved: Moved[] = []
  for (const change of changes.filter(({ table, op }) => table === 'orders' && op === 'update')) {
    for (const [column, what] of AMOUNTS)
      if (column in change.set && change.was) moved.push({ what, from: number(change.was[column]), to: number(change.set[column]) })
    if ('terms_rev' in change.set)
      Object.assign(facts, { termsFrom: number(change.was?.['terms_rev']), termsTo: number(change.set['terms_rev']) })
  }
  const extras = accessories(changes)
  if (extras) moved.push(extras)
  return moved.length > 0 ? { ...facts, moved } : facts
}

type Receipt = { id: string; no: string; kind: ReceiptKind; method: ReceiptMethod; methodRef: string | null; amountFen: number }
type Step = { id: string; state: string; roleId: string; comment: string | null; decidedAt: number | null }
type Paper = { id: string; title: string; provisional: number }

export function timeline(db: Reader, orderId: string): Happening[] {
  const receipts = db.all<Receipt>(
    'SELECT id, no, kind, method, method_ref AS "methodRef", amount_fen AS "amountFen" FROM receipts WHERE order_id = ?',
    orderId,
  )
  const steps = db.all<Step>(
    'SELECT id, state, role_id AS "roleId", comment, decided_at AS "decidedAt" FROM approval_steps WHERE order_id = ?',
    orderId,
  )
  const papers = db.all<Paper>('SELECT id, title, provisional FROM documents WHERE order_id = ?', orderId)
  const about = new Map<string, Receipt | Step | Paper>([...receipts, ...steps, ...papers].map((row) => [row.id, row]))
  const checks = db.all<{ id: string }>('SELECT id FROM order_ticks WHERE order_id = ?', orderId).map(({ id }) => id)
  const ids = JSON.stringify([orderId, ...checks, ...about.keys()])
  const logged = db.all<Logged>(
    `SELECT DISTINCT c.n, c.id, c.command, c.actor, c.device_time AS at, c.replica, c.state, c.sent_at AS sent, c.payload
     FROM _sync_touch t JOIN _sync_changesets c ON c.n = t.n WHERE t.row_id IN (SELECT value FROM json_each(?)) AND c.state NOT IN ('discarded', 'amended')
     ORDER BY c.device_time DESC, c.n DESC LIMIT (SELECT ?)`,
    ids,
    LONGEST,
  )
  const touched = grouped(
    db.all<{ n: number; row: string }>(
      'SELECT n, row_id AS row FROM _sync_touch WHERE n IN (SELECT value FROM json_each(?)) AND row_id IN (SELECT value FROM json_each(?))',
      JSON.stringify(logged.map(({ n }) => n)),
      ids,
    ),
    ({ n }) => n,
  )
  const [users, roles, devices] = [namesOf(db, 'users'), namesOf(db, 'roles'), namesOf(db, 'devices')]
  return logged.map((line) => {
    const payload = line.payload ? (JSON.parse(line.payload) as Payload) : null
    const rows = (touched.get(line.n) ?? []).map(({ row }) => row)
    return {
      id: line.id,
      at: line.at,
      command: line.command,
      who: users.get(line.actor) ?? '',
      device: devices.get(line.replica) ?? null,
      standing: standingOf(line),
      provisional: line.state === 'pending' && promises(payload?.guards ?? [], orderId),
      facts: {
        ...factsOf(line.command, rows, about, roles),
        ...(payload && line.command.startsWith('orders.') ? termsFacts(payload.changes) : {}),
      },
    }
  })
}

const promises = (guards: readonly Guard[], orderId: string): boolean =>
  guards.some((guard) => guard.kind === 'hold' && guard.holder === orderId)

function factsOf(
  command: string,
  rows: readonly string[],
  about: ReadonlyMap<string, Receipt | Step | Paper>,
  roles: ReadonlyMap<string, string>,
): Facts {
  const found = rows.flatMap((id) => about.get(id) ?? [])
  const paid = found.filter((row): row is Receipt => 'amountFen' in row)
  const [first] = paid
  if (first) {
    return {
      no: first.no,
      amountFen: sumFen(paid.map((row) => row.amountFen)),
      kinds: [...new Set(paid.map((row) => row.kind))],
      method: first.method,
      ...(first.methodRef ? { methodRef: first.methodRef } : {}),
    }
  }
  if (command === 'approvals.decide') {
    const word = found.find((row): row is Step => 'roleId' in row && row.decidedAt !== null)
    return word ? { role: roles.get(word.roleId) ?? '', state: word.state, ...(word.comment ? { comment: word.comment } : {}) } : {}
  }
  const paper = found.find((row): row is Paper => 'title' in row)
  return paper ? { title: paper.title, archiveNo: archiveNo(paper.id), state: paper.provisional === 1 ? 'provisional' : 'firm' } : {}
}
