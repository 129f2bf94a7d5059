// A long list put in groups, sorted by what no index serves, filtered and searched, and written to Excel: how long the person
// waits for it, and how long main was held meanwhile, through dispatch with the worker as the product has it.
import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { heavyThread } from '../../src/main/heavy-thread.ts'
import { createDispatch } from '../../src/main/ipc/dispatch.ts'
import { allModules } from '../../src/main/modules/handlers.ts'
import type { Services } from '../../src/main/modules/services.ts'
import { held } from './held.ts'
import { spread } from './measure.ts'
import { customersStore } from './rows.ts'
import { somebody } from '../support/store.ts'

const MAIN = new URL('../../src/main/heavy.ts', import.meta.url)

type Store = ReturnType<typeof customersStore>['store']

function desk(rows: number, more: (store: Store) => void = () => undefined) {
  const { store, file, key, close } = customersStore(rows)
  more(store)
  const who = somebody()
  const heavy = heavyThread(MAIN, { file, key })
  let away = 0
  const { dispatch, cancel } = createDispatch({
    modules: allModules(),
    store: () => store.session,
    services: { sessions: { who: () => who } } as unknown as Services,
    heavy: (name, input, as) => {
      away += 1
      return heavy.ask({ kind: 'query', name, input, who: as, now: Date.now() })
    },
    incident: (error) => String((error as Error).stack),
  })
  const ask = async <T>(name: string, input: unknown): Promise<T> => {
    const reply = await dispatch({ name, input, caller: '1', id: name })
    if (!reply.ok) throw new Error(JSON.stringify(reply.error).slice(0, 500))
    return reply.value as T
  }
  const end = async (): Promise<void> => {
    await heavy.stop()
    close()
  }
  return { ask, cancel: () => cancel('1', 'exports.run'), away: () => away, write: () => write(store), end }
}
/** Something is written between two questions, so that no count is remembered. */
const write = (store: Store): void => store.session.setState('bench', String(performance.now()))

const QUESTIONS = {
  plain: {},
  groups: { group: { column: 'level' }, limit: 0 },
  grouped: { group: { column: 'source' }, sort: [{ column: 'name', dir: 'asc' }] },
  unindexed: { sort: [{ column: 'nextOn', dir: 'desc' }] },
  filtered: { filters: [{ column: 'level', op: 'is', values: ['B'] }] },
  searched: { search: 'zx' },
}

export const benchGrouping = (rows: number) => answered(rows, 'customers.page', QUESTIONS)

const open = { column: 'stage', op: 'is', values: ['new', 'contacted', 'invited', 'arrived', 'driven', 'quoted'] }
const LEADS = {
  plain: {},
  oldest: { sort: [{ column: 'createdAt', dir: 'asc' }] },
  open: { filters: [open] },
  next: { filters: [open], sort: [{ column: 'nextOn', dir: 'asc' }] },
  groups: { group: { column: 'stage' }, limit: 0 },
  searched: { search: 'zx' },
}
/** Every customer with a lead, one in four of them open and with a next step. */
function withLeads(store: Store): void {
  store.raw.exec(
    `INSERT INTO leads (id, site_id, customer_id, consultant_id, stage, stage_at, created_at, created_by)
       SELECT 'l' || id, site_id, id, consultant_id, CASE rowid % 4 WHEN 0 THEN 'contacted' WHEN 1 THEN 'won' ELSE 'lost' END, created_at, created_at, created_by FROM customers;
     INSERT INTO follow_ups (id, site_id, customer_id, due_on, channel, owner_id, created_at)
       SELECT 'f' || id, site_id, customer_id, date('2026-11-22', (rowid % 60 - 30) || ' days'), 'phone', consultant_id, created_at FROM leads WHERE stage = 'contacted';
     ANALYZE`,
  )
}
export async function benchLeads(rows: number) {
  return { page: await answered(rows, 'leads.page', LEADS, withLeads), board: await answered(rows, 'leads.board', { all: {} }, withLeads) }
}

/** Each question thirty times, something written before each. */
async function answered(rows: number, list: string, questions: Record<string, object>, more?: (store: Store) => void) {
  const { ask, away, write, end } = desk(rows, more)
  // The worker starts with the first question it is given.
  await ask('customers.page', QUESTIONS.groups)
  const made: Record<string, unknown> = {}
  for (const [name, question] of Object.entries(questions)) {
    const times: number[] = []
    const before = away()
    const meanwhile = held()
    for (let i = 0; i < 30; i++) {
      write()
      const from = performance.now()
      await ask(list, question)
      times.push(performance.now() - from)
      await new Promise((done) => setTimeout(done, 10))
    }
    made[name] = { answeredMs: spread(times), heldMs: meanwhile.end().heldMs, byWorker: away() - before }
  }
  await end()
  return { rows, ...made, asked: { heldMs: rows > 100_000 ? 50 : 20 } }
}

const COLUMNS = ['name', 'phone', 'level', 'source', 'city', 'wants', 'consultant', 'nextOn', 'lastAt', 'createdAt'].map((id) => ({
  id,
  title: id,
}))

export async function benchExport(rows: number) {
  const folder = mkdtempSync(join(tmpdir(), 'forecourt-bench-export-'))
  const { ask, cancel, end } = desk(rows)
  const to = join(folder, 'list.xlsx')
  const question = { list: 'customers', format: 'xlsx', title: '客户', question: {}, columns: COLUMNS, to }
  const writing = held()
  const { rows: written } = await ask<{ rows: number }>('exports.run', question)
  const exported = writing.end()
  const bytes = statSync(to).size
  rmSync(to)
  const cancelling = held()
  setTimeout(cancel, exported.s * 500)
  const stopped = await ask('exports.run', question).then(
    () => false,
    (error: Error) => error.message.includes('cancelled'),
  )
  const left = statSync(to, { throwIfNoEntry: false }) !== undefined
  if (written !== rows || !stopped || left) throw new Error(`${written} rows, cancelled: ${stopped}, a file left: ${left}`)
  const cancelled = cancelling.end()
  await end()
  rmSync(folder, { recursive: true, force: true })
  return { rows, bytes, exported, cancelledAfterS: cancelled.s, asked: { heldMs: 50 } }
}
