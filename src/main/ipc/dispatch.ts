// (name, input, caller) → reply. Finds the entry, checks phase, session and permission, parses the input, runs the
// handler in its kind of transaction and turns whatever happens into an envelope. Plain Node: no Electron here.
import { z } from 'zod'
import { type Envelope, type Failure, Refusal } from '../../shared/errors.ts'
import type { Permission } from '../../shared/permissions.ts'
import type { Job } from '../modules/handler.ts'
import type { Modules } from '../modules/modules.ts'
import type { Services } from '../modules/services.ts'
import { type Reader, TakesLong } from '../store/read.ts'
import type { Session } from '../store/session.ts'
import { diskTrouble } from '../store/whole.ts'
import type { Who } from '../store/who.ts'
import type { Writer } from '../store/write.ts'
import { onceMore } from './once-more.ts'

export type Call = { name: string; input: unknown; caller: string; attempt?: string | undefined; id?: string | undefined }
export type DispatchOptions = {
  modules: Modules
  /** The open store, or null. */
  store(): Session | null
  services: Services
  /** Runs a query that takes long on the read-only worker; without one main answers everything. */
  heavy?: (name: string, input: unknown, who: Who) => Promise<unknown>
  progress?: (caller: string, id: string, progress: { done: number; total: number; note?: string | undefined }) => void
  /** A page of the store could not be read: nothing more may be written to it. */
  damaged?: (error: unknown) => void
  /** Logs the unforeseen and returns its incident number. */
  incident(error: unknown, name: string): string
}

/** Who asks before anybody signed in. */
export const NOBODY: Who = {
  user: 'anyone',
  name: '',
  permissions: new Set(),
  reach: 'own',
  site: '',
  siteCode: '',
  replica: '',
  deviceCode: '',
}
const Attempt = z.string().min(8).max(64)

/** What an error of SQLite or the file system means to a person; null when it is unforeseen. */
function known(error: unknown): Failure | null {
  if (error instanceof Refusal) return error.details === undefined ? { code: error.code } : { code: error.code, details: error.details }
  const code = (error as { code?: unknown } | null)?.code
  if (typeof code !== 'string') return null
  const disk = diskTrouble(error)
  if (disk) return { code: disk }
  if (code.startsWith('SQLITE_CORRUPT') || code === 'SQLITE_NOTADB') return { code: 'damaged' }
  if (code === 'ABORT_ERR') return { code: 'cancelled' }
  return null
}

export function createDispatch(options: DispatchOptions) {
  const running = new Map<string, AbortController>()
  const { modules } = options

  const fail = (error: unknown, name: string): Envelope<never> => {
    const failure = known(error) ?? { code: 'internal', incident: options.incident(error, name) }
    if (failure.code === 'damaged') options.damaged?.(error)
    return { ok: false, error: failure }
  }

  const allowed = (access: string, who: Who | null): Failure | null => {
    const open = options.store() !== null
    if (access === 'always') return null
    if (access === 'setup')
      return !open || who?.permissions.has('admin.care') ? null : { code: 'forbidden', details: { needs: 'admin.care' } }
    if (!open) return { code: 'not-ready' }
    if (access === 'anyone') return null
    if (!who) return { code: 'signed-out' }
    if (access === 'signed-in' || who.permissions.has(access as Permission)) return null
    return { code: 'forbidden', details: { needs: access } }
  }

  /** Runs a query or command of a loaded module as `who`, from a screen or from inside a job. @throws whatever the handler throws. */
  const perform = (name: string, input: unknown, who: Who, attempt?: string): unknown => {
    const answer = modules.answer(name)
    const store = options.store()
    if (!answer || answer.entry.kind === 'job') throw new Error(`${name} is not a query or command, or its module is not loaded`)
    if (!store) throw new Refusal('not-ready')
    const { entry, writes } = answer
    const handler = answer.handler as (db: Reader | Writer, input: unknown) => unknown
    if (entry.kind === 'query') return store.read(who, (db) => handler(db, input))
    if (attempt) {
      const earlier = store.replyTo(attempt)
      if (earlier !== null) return JSON.parse(earlier) as unknown
    }
    const kept = entry.amendable ? JSON.stringify(input) : null
    return store.write(who, { command: name, attempt: attempt ?? null, writes, input: kept }, (db) => handler(db, input))
  }

  const asOnce = onceMore<unknown>()
  /** Answers a query: at once where that takes a moment, by the worker where it takes longer. */
  const answer = async (name: string, input: unknown, who: Who): Promise<unknown> => {
    const found = modules.answer(name)
    const { heavy } = options
    if (!heavy) return perform(name, input, who)
    const away = (): Promise<unknown> => {
      const as = { ...who, permissions: [...who.permissions] }
      return asOnce(JSON.stringify([name, input, as]), () => heavy(name, input, who))
    }
    if (found?.entry.kind === 'query' && found.entry.heavy) return away()
    const store = options.store()
    if (!store) throw new Refusal('not-ready')
    const handler = found?.handler as (db: Reader, input: unknown) => unknown
    try {
      return store.read(who, (db) => handler(db, input), true)
    } catch (error) {
      if (error instanceof TakesLong) return away()
      throw error
    }
  }

  const jobOf = (call: Call, who: Who | null, controller: AbortController): Job => {
    const within =
      <T>(kind: 'query' | 'command', work: (name: string, input: unknown, as: Who) => T) =>
      (name: string, input: unknown): T => {
        const entry = modules.answer(name)?.entry
        if (!entry || entry.kind !== kind) throw new Error(`${name} is not a ${kind}`)
        const failure = allowed(entry.access, who)
        if (failure) throw new Refusal(failure.code, failure.details)
        return work(name, entry.input.parse(input), who ?? NOBODY)
      }
    return {
      who,
      caller: call.caller,
      store: () => {
        const store = options.store()
        if (!store) throw new Refusal('not-ready')
        return store
      },
      ask: within('query', perform) as Job['ask'],
      look: within('query', answer) as Job['look'],
      run: within('command', perform) as Job['run'],
      entry: (name) => modules.answer(name)?.entry,
      progress: (done, total, note) => call.id && options.progress?.(call.caller, call.id, { done, total, note }),
      signal: controller.signal,
      services: options.services,
    }
  }

  const dispatch = async (call: Call): Promise<Envelope<unknown>> => {
    const found = await modules.ready(call.name)
    if (!found) return { ok: false, error: { code: 'invalid-input', details: { issues: [{ path: 'name', message: 'unknown' }] } } }
    const { entry } = found
    const who = options.services.sessions.who(call.caller)
    const failure = allowed(entry.access, who)
    if (failure) return { ok: false, error: failure }
    const parsed = entry.input.safeParse(call.input)
    const attempt = call.attempt === undefined ? undefined : Attempt.safeParse(call.attempt)
    if (!parsed.success || attempt?.success === false)
      return {
        ok: false,
        error: {
          code: 'invalid-input',
          details: { issues: (parsed.error?.issues ?? []).map((i) => ({ path: i.path.join('.'), message: i.message, code: i.code })) },
        },
      }
    try {
      if (entry.kind !== 'job') {
        if (entry.kind === 'query') return { ok: true, value: (await answer(call.name, parsed.data, who ?? NOBODY)) ?? null }
        return { ok: true, value: perform(call.name, parsed.data, who ?? NOBODY, attempt?.data) ?? null }
      }
      const controller = new AbortController()
      if (call.id) running.set(`${call.caller}:${call.id}`, controller)
      try {
        const handler = found.handler as (job: Job, input: unknown) => Promise<unknown>
        return { ok: true, value: (await handler(jobOf(call, who, controller), parsed.data)) ?? null }
      } finally {
        if (call.id) running.delete(`${call.caller}:${call.id}`)
      }
    } catch (error) {
      return fail(error, call.name)
    }
  }

  return {
    dispatch,
    perform,
    /** Cancels a running job of this window. */
    cancel: (caller: string, id: string): void => running.get(`${caller}:${id}`)?.abort(),
    cancelAll: (): void => running.forEach((c) => c.abort()),
  }
}
export type Dispatch = ReturnType<typeof createDispatch>
