// Whatever a window sends, an envelope comes back: no crash, no effect of what was not allowed, no stack.
import { beforeEach, describe, expect, test } from 'vitest'
import { createDispatch, type DispatchOptions } from '../../src/main/ipc/dispatch.ts'
import { allModules, handlers } from '../../src/main/modules/handlers.ts'
import type { Job } from '../../src/main/modules/handler.ts'
import type { Services } from '../../src/main/modules/services.ts'
import type { Writer } from '../../src/main/store/write.ts'
import { Refusal } from '../../src/shared/errors.ts'
import type { Permission } from '../../src/shared/permissions.ts'
import { somebody, testStore } from '../support/store.ts'

let store: ReturnType<typeof testStore>
let who: ReturnType<typeof somebody> | null
let open: boolean
let incidents: unknown[]
let damages: unknown[]
let told: unknown[]

function dispatcher(over: Record<string, unknown> = {}, more: Partial<DispatchOptions> = {}) {
  const services = { sessions: { who: () => who }, desktop: { status: () => ({ phase: 'ready' }) } } as unknown as Services
  return createDispatch({
    modules: allModules(over),
    store: () => (open ? store.session : null),
    services,
    progress: (caller, id, progress) => told.push([caller, id, progress]),
    damaged: (error) => damages.push(error),
    incident: (error) => (incidents.push(error), '1122-7F3K'),
    ...more,
  })
}
const call = (name: string, input: unknown, more: { attempt?: string; id?: string; caller?: string } = {}) => ({
  name,
  input,
  caller: 'w1',
  ...more,
})
const boom = (error: unknown) => () => {
  throw error
}
const coded = (code: string): Error => Object.assign(new Error(`at /secret/path.ts:1 ${code}`), { code })
const drafts = (): number => store.st.one<{ n: number }>('SELECT count(*) AS n FROM drafts')?.n ?? 0

beforeEach(() => {
  store = testStore()
  who = somebody()
  open = true
  incidents = []
  damages = []
  told = []
})

describe('names and inputs', () => {
  test.each([
    '',
    'shell',
    'shell.nothing',
    '__proto__',
    'constructor',
    'toString',
    'shell.__proto__',
    'hasOwnProperty.call',
    'x'.repeat(100_000),
  ])('an unknown name is refused: %.30s', async (name) => {
    expect(await dispatcher().dispatch(call(name, {}))).toEqual({
      ok: false,
      error: { code: 'invalid-input', details: { issues: [{ path: 'name', message: 'unknown' }] } },
    })
    expect(incidents).toEqual([])
  })

  test.each([
    undefined,
    null,
    0,
    '',
    [],
    'x',
    () => 1,
    new Date(),
    { key: 1 },
    { key: '' },
    { key: 'x'.repeat(121) },
    { key: ['a'] },
    { key: { toString: () => 'a' } },
  ])('a wrong input is told: %j', async (input) => {
    const reply = await dispatcher().dispatch(call('shell.draft', input))
    expect(reply).toMatchObject({ ok: false, error: { code: 'invalid-input' } })
    expect(incidents).toEqual([])
  })

  test('surplus keys never reach a handler, and __proto__ pollutes nothing', async () => {
    let got: unknown
    const { dispatch } = dispatcher({ 'shell.draft': (_db: unknown, input: unknown) => ((got = input), null) })
    const input = JSON.parse(
      '{"key":"k","surplus":1,"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}}',
    ) as unknown
    expect(await dispatch(call('shell.draft', input))).toEqual({ ok: true, value: null })
    expect(got).toEqual({ key: 'k' })
    expect(Object.keys(got as object)).toEqual(['key'])
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined()
  })

  test('all problems of an input are told at once, with their paths', async () => {
    open = false
    const reply = await dispatcher().dispatch(
      call('setup.startStore', { storeName: '', siteCode: 'ks', adminName: ' ', login: 'Ä', password: '' }),
    )
    const issues = (reply as { error: { details: { issues: { path: string }[] } } }).error.details.issues
    expect(issues.map((i) => i.path)).toEqual(['storeName', 'siteCode', 'adminName', 'login', 'password'])
  })
})

describe('who may', () => {
  test.each<[string, unknown]>([
    ['shell.saveDraft', { key: 'k', value: '1' }],
    ['admin.users', {}],
  ])('a stranger gets nothing from %s', async (name, input) => {
    who = null
    expect(await dispatcher().dispatch(call(name, input))).toEqual({ ok: false, error: { code: 'signed-out' } })
    expect(drafts()).toBe(0)
  })

  test('a right one lacks is named, and nothing was parsed or run', async () => {
    who = somebody({ permissions: new Set() })
    let ran = false
    const { dispatch } = dispatcher({ 'admin.users': () => (ran = true) })
    expect(await dispatch(call('admin.users', 'rubbish'))).toEqual({
      ok: false,
      error: { code: 'forbidden', details: { needs: 'admin.users' } },
    })
    expect(ran).toBe(false)
  })

  test('setup: everybody while no store is open, afterwards who cares for the desktop', async () => {
    const { dispatch } = dispatcher({ 'setup.backups': async () => ({ folder: '/b', list: [] }) })
    const fine = { ok: true, value: { folder: '/b', list: [] } }
    const refused = { ok: false, error: { code: 'forbidden', details: { needs: 'admin.care' } } }
    expect(await dispatch(call('setup.backups', {}))).toEqual(fine)
    who = somebody({ permissions: new Set<Permission>(['customers.view', 'admin.users']) })
    expect(await dispatch(call('setup.backups', {}))).toEqual(refused)
    who = null
    expect(await dispatch(call('setup.backups', {}))).toEqual(refused)
    open = false
    expect(await dispatch(call('setup.backups', {}))).toEqual(fine)
  })

  test('without a store only setup answers', async () => {
    open = false
    expect(await dispatcher().dispatch(call('shell.preferences', {}))).toEqual({ ok: false, error: { code: 'not-ready' } })
    expect(await dispatcher().dispatch(call('admin.establish', {}))).toMatchObject({ ok: false, error: { code: 'invalid-input' } })
    expect(await dispatcher().dispatch(call('setup.status', {}))).toEqual({ ok: true, value: { phase: 'ready' } })
  })
})

describe('what goes wrong', () => {
  test.each([
    [new Refusal('not-found', { id: 'x' }), { code: 'not-found', details: { id: 'x' } }],
    [coded('SQLITE_FULL'), { code: 'disk-full' }],
    [coded('ENOSPC'), { code: 'disk-full' }],
    [coded('SQLITE_READONLY_DBMOVED'), { code: 'read-only' }],
    [coded('EACCES'), { code: 'read-only' }],
    [coded('EROFS'), { code: 'read-only' }],
    [coded('SQLITE_CORRUPT_VTAB'), { code: 'damaged' }],
    [coded('ABORT_ERR'), { code: 'cancelled' }],
    [new Error('secret of /work/main/src/x.ts:10'), { code: 'internal', incident: '1122-7F3K' }],
    [coded('SQLITE_CONSTRAINT'), { code: 'internal', incident: '1122-7F3K' }],
    ['a thrown text', { code: 'internal', incident: '1122-7F3K' }],
    [null, { code: 'internal', incident: '1122-7F3K' }],
  ])('%s becomes a word', async (error, expected) => {
    const reply = await dispatcher({ 'shell.draft': boom(error) }).dispatch(call('shell.draft', { key: 'k' }))
    expect(reply).toEqual({ ok: false, error: expected })
    expect(JSON.stringify(reply)).not.toMatch(/secret|\.ts:/)
    expect(damages).toHaveLength(expected.code === 'damaged' ? 1 : 0)
  })

  test('a full database refuses the write, keeps what is there, and still reads', async () => {
    const { dispatch } = dispatcher()
    expect(await dispatch(call('shell.saveDraft', { key: 'first', value: '1' }))).toMatchObject({ ok: true })
    store.raw.pragma(`max_page_count = ${String(store.raw.pragma('page_count', { simple: true }))}`)
    const reply = await dispatch(call('shell.saveDraft', { key: 'second', value: 'x'.repeat(200_000) }))
    expect(reply).toEqual({ ok: false, error: { code: 'disk-full' } })
    expect(await dispatch(call('shell.draft', { key: 'first' }))).toMatchObject({ ok: true, value: { value: '1' } })
    expect(await dispatch(call('shell.draft', { key: 'second' }))).toEqual({ ok: true, value: null })
    expect(incidents).toEqual([])
  })

  test('a command that fails halfway leaves nothing', async () => {
    const { dispatch } = dispatcher({
      'shell.saveDraft': (db: Writer, input: never) => {
        handlers['shell.saveDraft'](db, input)
        throw new Error('halfway')
      },
    })
    expect(await dispatch(call('shell.saveDraft', { key: 'k', value: '1' }))).toMatchObject({ ok: false, error: { code: 'internal' } })
    expect(drafts()).toBe(0)
  })
})

describe('attempts', () => {
  test('a repeated attempt gets the first reply and no second effect, also when the answers would differ', async () => {
    const { dispatch } = dispatcher()
    const attempt = 'attempt-0001'
    const first = await dispatch(call('shell.saveView', { list: 'vehicles', name: '在库', definition: '{}' }, { attempt }))
    const second = await dispatch(call('shell.saveView', { list: 'vehicles', name: '在库', definition: '{}' }, { attempt }))
    expect(second).toEqual(first)
    expect(store.st.one('SELECT count(*) AS n FROM views')).toEqual({ n: 1 })
    await dispatch(call('shell.saveView', { list: 'vehicles', name: '在库', definition: '{}' }, { attempt: 'attempt-0002' }))
    expect(store.st.one('SELECT count(*) AS n FROM views')).toEqual({ n: 2 })
  })

  test('a refused attempt may be tried again', async () => {
    let refuse = true
    const { dispatch } = dispatcher({
      'shell.saveDraft': (db: Writer, input: never) => {
        if (refuse) throw new Refusal('not-now')
        return handlers['shell.saveDraft'](db, input)
      },
    })
    expect(await dispatch(call('shell.saveDraft', { key: 'k', value: '1' }, { attempt: 'attempt-0003' }))).toMatchObject({ ok: false })
    refuse = false
    expect(await dispatch(call('shell.saveDraft', { key: 'k', value: '1' }, { attempt: 'attempt-0003' }))).toMatchObject({ ok: true })
  })

  test.each(['', 'short', 'x'.repeat(65), 7 as unknown as string])('a malformed attempt id is refused: %s', async (attempt) => {
    expect(await dispatcher().dispatch(call('shell.saveDraft', { key: 'k', value: '1' }, { attempt }))).toMatchObject({
      ok: false,
      error: { code: 'invalid-input' },
    })
    expect(drafts()).toBe(0)
  })
})

describe('jobs', () => {
  const waiting = {
    'setup.backups': (job: Job) => new Promise((_, failed) => job.signal.addEventListener('abort', () => failed(new Refusal('cancelled')))),
  }

  test('are cancelled by their own window only', async () => {
    const { dispatch, cancel } = dispatcher(waiting)
    const running = dispatch(call('setup.backups', {}, { id: 'job-1' }))
    let ended = false
    void running.then(() => (ended = true))
    cancel('w2', 'job-1')
    cancel('w1', 'job-2')
    await new Promise((done) => setTimeout(done, 20))
    expect(ended).toBe(false)
    cancel('w1', 'job-1')
    expect(await running).toEqual({ ok: false, error: { code: 'cancelled' } })
    cancel('w1', 'job-1')
  })

  test('tell their progress to their window under their id, and nothing without one', async () => {
    const { dispatch } = dispatcher({
      'setup.backups': async (job: Job) => {
        job.progress(1, 2, 'half')
        return { folder: '', list: [] }
      },
    })
    await dispatch(call('setup.backups', {}))
    expect(told).toEqual([])
    await dispatch(call('setup.backups', {}, { id: 'job-9' }))
    expect(told).toEqual([['w1', 'job-9', { done: 1, total: 2, note: 'half' }]])
  })

  test('run commands and queries only with the rights of their person', async () => {
    who = somebody({ permissions: new Set<Permission>(['admin.care']) })
    const tried: string[] = []
    const { dispatch } = dispatcher({
      'setup.backups': async (job: Job) => {
        for (const work of [
          () => job.ask('admin.users', {} as never),
          () => job.run('shell.saveDraft', { key: 'k', value: '1' }),
          () => job.run('shell.preferences' as never, {} as never),
        ])
          try {
            work()
            tried.push('done')
          } catch (error) {
            tried.push(error instanceof Refusal ? error.code : 'error')
          }
        return { folder: '', list: [] }
      },
    })
    expect(await dispatch(call('setup.backups', {}))).toMatchObject({ ok: true })
    expect(tried).toEqual(['forbidden', 'done', 'error'])
  })
})

test('heavy queries go to the worker with the person who asks, others do not', async () => {
  const asked: unknown[] = []
  const { dispatch } = dispatcher({}, { heavy: async (name, _input, by) => (asked.push([name, by.user]), { heavy: true }) })
  expect(await dispatch(call('admin.audit', {}))).toEqual({ ok: true, value: { heavy: true } })
  expect(await dispatch(call('shell.preferences', {}))).toMatchObject({ ok: true })
  expect(asked).toEqual([['admin.audit', somebody().user]])
})
