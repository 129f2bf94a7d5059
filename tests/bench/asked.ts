// What the screens of a big store ask when they are opened, every kind of record in it: how long the person waits for the answer,
// how long main was held meanwhile and how long it worked itself, through dispatch with the worker as the product has it. Of a
// key in the palette the best of three counts: a busy machine is not its doing.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createDispatch, NOBODY } from '../../src/main/ipc/dispatch.ts'
import { allModules } from '../../src/main/modules/handlers.ts'
import { whoOf } from '../../src/main/modules/identity/queries.ts'
import type { Services } from '../../src/main/modules/services.ts'
import { dayOf } from '../../src/shared/dates.ts'
import { held } from './held.ts'
import { spread, type Spread } from './measure.ts'
import { keysTyped, slowestOf } from './palette.ts'
import { makeBig } from './store.ts'

const newest = (column: string): object => ({ sort: [{ column, dir: 'desc' }], limit: 100 })
const ROUNDS = 12

/** The first question of a screen, as the person who may see everything asks it. */
const questions = (today: string): Readonly<Record<string, object>> => ({
  'home.today': {},
  'home.team': {},
  'customers.page': newest('createdAt'),
  'customers.followUps': { sort: [{ column: 'dueOn', dir: 'asc' }], limit: 100 },
  'customers.duplicates': {},
  'customers.words': {},
  'leads.page': { ...newest('createdAt'), filters: [{ column: 'stage', op: 'is', values: ['new', 'contacted', 'invited', 'arrived'] }] },
  'leads.board': {},
  'leads.words': {},
  'leads.visits': newest('arrivedAt'),
  'leads.agenda': { from: today, to: today },
  'vehicles.page': newest('ageDays'),
  'vehicles.words': {},
  'yard.figures': {},
  'orders.page': newest('createdAt'),
  'orders.execution': { limit: 100 },
  'approvals.waiting': {},
  'approvals.count': {},
  'receivables.page': newest('receivedAt'),
  'receivables.dayTotals': { on: today },
  'testdrives.page': newest('driveOn'),
  'tradeins.page': newest('createdAt'),
  'stocktakes.page': newest('openedAt'),
  'recalls.page': { limit: 100 },
  'catalogue.page': { limit: 100 },
  'jobs.page': { limit: 100 },
  'jobs.packages': { limit: 100 },
  'sync.status': {},
  'sync.recent': {},
  'admin.audit': { limit: 100 },
})

export async function benchAsked(rows: number, given?: string) {
  const profile = given ?? mkdtempSync(join(tmpdir(), 'forecourt-bench-asked-'))
  const { desktop, s } = await makeBig(profile, rows)
  const session = desktop.session()
  if (!session) throw new Error('the store did not open')
  const director = session.st.one<{ id: string }>('SELECT id FROM users ORDER BY id LIMIT 1')
  const who = session.read(NOBODY, (db) => whoOf(db, director?.id ?? ''))
  if (!who) throw new Error('nobody works here')
  const customers = session.st.one<{ n: number }>('SELECT count(*) AS n FROM customers')?.n
  let away = 0
  const { dispatch } = createDispatch({
    modules: allModules(),
    store: () => desktop.session(),
    services: { sessions: { who: () => who } } as unknown as Services,
    heavy: (name, input, as) => {
      away += 1
      return desktop.heavy(name, input, as)
    },
    incident: (error) => String((error as Error).stack),
  })
  const ask = async (name: string, input: unknown): Promise<number> => {
    const from = performance.now()
    const reply = await dispatch({ name, input, caller: '1' })
    if (!reply.ok) throw new Error(`${name}: ${JSON.stringify(reply.error).slice(0, 400)}`)
    return performance.now() - from
  }
  const screens: { name: string; cpuMs: number; answeredMs: Spread; heldMs: number; byWorker: boolean }[] = []
  for (const [name, input] of Object.entries(questions(dayOf(session.now())))) {
    await ask(name, input)
    const before = away
    const meanwhile = held()
    const times: number[] = []
    const worked = process.threadCpuUsage()
    for (let i = 0; i < ROUNDS; i++) {
      // Something is written between two questions, so that no count is remembered.
      session.setState('bench', String(performance.now()))
      times.push(await ask(name, input))
      await new Promise((done) => setTimeout(done, 10))
    }
    const { user, system } = process.threadCpuUsage(worked)
    const cpuMs = Math.round((user + system) / 100 / ROUNDS) / 10
    screens.push({ name, cpuMs, answeredMs: spread(times), heldMs: meanwhile.end().heldMs.max, byWorker: away > before })
  }
  const typed = keysTyped(60)
  const best = async (text: string): Promise<number> => {
    const times: number[] = []
    for (let i = 0; i < 3; i++) times.push(await ask('palette.search', { text }))
    return Math.min(...times)
  }
  const palette: number[] = []
  for (const text of typed) palette.push(await best(text))
  await desktop.close()
  if (!given) rmSync(profile, { recursive: true, force: true })
  screens.sort((a, b) => b.cpuMs - a.cpuMs)
  return {
    rows,
    customers,
    madeS: s,
    palette: { ...spread(palette), slowest: slowestOf(typed, palette) },
    screens,
    asked: { paletteP99: 50, heldMs: 50 },
  }
}
