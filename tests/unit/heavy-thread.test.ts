// The worker thread beside the window: answers as the dispatcher needs them, and a death that is an error, not a silence.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { heavyThread } from '../../src/main/heavy-thread.ts'
import { newDataKey } from '../../src/main/store/keys.ts'
import { Refusal } from '../../src/shared/errors.ts'
import { somebody, testStore } from '../support/store.ts'

const root = mkdtempSync(join(tmpdir(), 'forecourt-heavy-'))
afterAll(() => rmSync(root, { recursive: true, force: true }))
const entry = resolve('src/main/heavy.ts')
const key = newDataKey()

test('runs queries of the person who asks on the file, sees every commit, and cannot write', async () => {
  const file = join(root, 'a.db')
  const store = testStore({ file, key })
  const heavy = heavyThread(entry, { file, key })
  const ask = (name: string, input: unknown) => heavy.ask({ kind: 'query', name, input, who: somebody(), now: 5 })
  expect(await ask('shell.draft', { key: 'k' })).toBeNull()
  store.run('shell.saveDraft', { key: 'k', value: '1' })
  expect(await ask('shell.draft', { key: 'k' })).toMatchObject({ value: '1' })
  expect(
    await heavy.ask({ kind: 'query', name: 'shell.draft', input: { key: 'k' }, who: somebody({ user: 'another' }), now: 5 }),
  ).toBeNull()
  await expect(ask('shell.saveDraft', { key: 'x', value: '2' })).rejects.toThrow()
  expect(store.run('shell.draft', { key: 'x' })).toBeNull()
  await heavy.stop()
  store.session.close()
})

test('refusals and codes of SQLite come through as themselves', async () => {
  const file = join(root, 'b.db')
  const store = testStore({ file, key })
  const heavy = heavyThread(entry, { file, key })
  const refused = await heavy
    .ask({ kind: 'query', name: 'orders.card', input: { id: '019a0000-0000-7000-8000-0000000000ff' }, who: somebody(), now: 5 })
    .catch((error: unknown) => error)
  expect(refused).toBeInstanceOf(Refusal)
  await heavy.stop()
  const wrong = heavyThread(entry, { file, key: newDataKey() })
  await expect(wrong.ask({ kind: 'query', name: 'shell.preferences', input: {}, who: somebody(), now: 5 })).rejects.toMatchObject({
    code: 'SQLITE_NOTADB',
  })
  await wrong.stop()
  store.session.close()
})

test('a thread that dies fails what waited, and the next question starts another', async () => {
  const file = join(root, 'c.db')
  const store = testStore({ file, key })
  const heavy = heavyThread(entry, { file, key })
  const waiting = heavy.ask({ kind: 'query', name: 'shell.preferences', input: {}, who: somebody(), now: 5 })
  await heavy.stop()
  await expect(waiting).rejects.toMatchObject({ code: 'ABORT_ERR' })
  expect(await heavy.ask({ kind: 'query', name: 'shell.preferences', input: {}, who: somebody(), now: 5 })).toEqual({})
  await heavy.stop()
  store.session.close()
})

test('a thread that is stopped in the middle of its work ends in peace: the program goes on', async () => {
  const file = join(root, 'd.db')
  const store = testStore({ file, key })
  for (let round = 0; round < 12; round++) {
    const heavy = heavyThread(entry, { file, key })
    // The first answer says that it works on the file by now.
    await heavy.ask({ kind: 'count', table: 'customers' })
    const waiting = Array.from({ length: 50 }, () => heavy.ask({ kind: 'count', table: 'customers' }))
    const settled = Promise.allSettled(waiting)
    await waiting[0]
    await heavy.stop()
    for (const each of await settled) if (each.status === 'rejected') expect(each.reason).toMatchObject({ code: 'ABORT_ERR' })
  }
  store.session.close()
}, 120_000)
