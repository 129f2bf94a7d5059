// A long list put in groups, sorted by what no index serves, filtered and searched, and written to Excel: how long the person
// waits for it, and how long main was held meanwhile, through dispatch with the worker as the product has it.
import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { heavyThread } from '../../src/main/heavy-thread.ts'
import { createDispatch } from '../../src/main/ipc/dispatch.ts'
import { handlers } from '../../src/main/modules/handlers.ts'
import type { Services } from '../../src/main/modules/services.ts'
import { held } from './held.ts'
import { spread } from './measure.ts'
import { customersStore } from './rows.ts'
import { somebody } from '../support/store.ts'

const MAIN = new URL('../../src/main/heavy.ts', import.meta.url)

function desk(rows: number) {
  const { store, file, key, close } = customersStore(rows)
  const who = somebody()
  const heavy = heavyThread(MAIN, { file, key })
  let away = 0
  const { dispatch, cancel } = createDispatch({
    handlers,
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
const write = (store: ReturnType<typeof customersStore>['store']): void => store.session.setState('bench', String(performance.now()))

const QUESTIONS = {
  plain: {},
  groups: { group: { column: 'level' }, limit: 0 },
  grouped: { group: { column: 'source' }, sort: [{ column: 'name', dir: 'asc' }] },
  unindexed: { sort: [{ column: 'nextOn', dir: 'desc' }] },
  filtered: { filters: [{ column: 'level', op: 'is', values: ['B'] }] },
  searched: { search: 'zx' },
}

export async function benchGrouping(rows: number) {
  const { ask, away, write, end } = desk(rows)
  // The worker starts with the first question it is given.
  await ask('customers.page', QUESTIONS.groups)
  const made: Record<string, unknown> = {}
  for (const [name, question] of Object.entries(QUESTIONS)) {
    const times: number[] = []
    const before = away()
    const meanwhile = held()
    for (let i = 0; i < 30; i++) {
      write()
      const from = performance.now()
      await ask('customers.page', question)
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
