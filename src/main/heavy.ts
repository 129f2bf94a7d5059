// The worker thread: heavy queries and counting on a read-only connection, and backups. It changes nothing in the store; the
// window keeps its frame rate whatever runs here.
import { parentPort, workerData } from 'node:worker_threads'
import { Refusal } from '../shared/errors.ts'
import '../shared/tables.ts'
import { lazyModules } from './modules/modules.ts'
import { type BackupOrder, makeBackup, verifyBackup } from './store/backup.ts'
import { type Database, openDatabase } from './store/open.ts'
import { getState } from './store/outbox.ts'
import { countTable } from './store/proof.ts'
import { type Reader, reader } from './store/read.ts'
import { type Statements, statementsOf } from './store/statements.ts'
import type { Who } from './store/who.ts'

export type HeavyTask =
  | { kind: 'query'; name: string; input: unknown; who: Who; now: number }
  | { kind: 'backup'; order: BackupOrder }
  | { kind: 'verify'; path: string; key: string | null }
  | { kind: 'count'; table: string }
  | { kind: 'fold' }
/** `leaving`: not 0 once the thread is to end. */
export type HeavyData = { file: string; key: string | null; leaving: Int32Array }
export type HeavyReply =
  | { id: number; ok: true; value: unknown }
  | {
      id: number
      ok: false
      refusal?: { code: string; details: unknown }
      error?: { name: string; message: string; code?: string; what?: string; stack?: string }
    }

const { file, key, leaving } = workerData as HeavyData
let db: Database | undefined
let st: Statements | undefined

const toLeave = (): boolean => Atomics.load(leaving, 0) !== 0

/** Runs work in one transaction: a report of many statements sees one moment of the store. */
function reading<T>(work: (statements: Statements) => T): T {
  if (toLeave()) throw Object.assign(new Error('the store is closing'), { code: 'ABORT_ERR' })
  db ??= openDatabase({ file, key, readonly: true })
  const statements = (st ??= statementsOf(db))
  return db.transaction(() => work(statements))()
}

const modules = lazyModules()
const ask = async ({ name, input, who, now }: Extract<HeavyTask, { kind: 'query' }>): Promise<unknown> => {
  const handler = (await modules.ready(name))?.handler as (db: Reader, input: unknown) => unknown
  return reading((statements) => {
    const joined = getState(statements, 'hq') !== null
    return handler(
      reader(statements, who, now, () => joined),
      input,
    )
  })
}

/** Carries the write-ahead log into the file. No content changes, and nobody waits for it but who asked. */
function fold(): void {
  const writable = openDatabase({ file, key })
  try {
    writable.pragma('wal_checkpoint(PASSIVE)')
  } finally {
    writable.close()
  }
}

async function run(task: HeavyTask): Promise<unknown> {
  switch (task.kind) {
    case 'query':
      return ask(task)
    case 'count':
      return reading((statements) => countTable(statements, task.table))
    case 'fold':
      return fold()
    case 'backup':
      return makeBackup(task.order)
    case 'verify':
      return verifyBackup(task.path, task.key)
  }
}

parentPort?.on('message', async (asked: { id: number; task: HeavyTask }) => {
  if (toLeave()) {
    db?.close()
    parentPort?.close()
    return
  }
  const { id, task } = asked
  let reply: HeavyReply
  try {
    reply = { id, ok: true, value: (await run(task)) ?? null }
  } catch (error) {
    const e = error as { name?: string; message?: string; code?: string; what?: string; stack?: string }
    reply =
      error instanceof Refusal
        ? { id, ok: false, refusal: { code: error.code, details: error.details } }
        : {
            id,
            ok: false,
            error: {
              name: String(e.name),
              message: String(e.message),
              ...(e.code ? { code: e.code } : {}),
              ...(e.what ? { what: e.what } : {}),
              ...(e.stack ? { stack: e.stack } : {}),
            },
          }
  }
  parentPort?.postMessage(reply)
})
