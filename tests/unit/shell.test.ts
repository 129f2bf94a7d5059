// What a desktop remembers for a person: drafts, views, preferences. It concerns nobody else, so it leaves no line in the log.
import { expect, test } from 'vitest'
import { somebody, testStore } from '../support/store.ts'

const store = testStore()
const lines = (): number => store.st.one<{ n: number }>('SELECT count(*) AS n FROM _sync_changesets')?.n ?? Number.NaN

test('a preference, a draft and a view leave no line in the log, changed or found as they were', () => {
  const keep = (value: string): unknown => store.run('shell.savePreference', { key: 'tabs', value: JSON.stringify(value) })
  for (const value of ['first', 'first', 'second', 'second']) keep(value)
  expect(store.run('shell.preferences', {})).toEqual({ tabs: '"second"' })
  store.run('shell.dropDraft', { key: 'never-begun' })
  store.run('shell.saveDraft', { key: 'quote', value: '{}' })
  store.run('shell.dropDraft', { key: 'quote' })
  const view = { list: 'customers', name: '我的', definition: '{}' }
  const { id } = store.run('shell.saveView', view)
  store.run('shell.saveView', { ...view, id })
  expect(lines()).toBe(0)
})

test('a deed that writes nothing is in the log for what it is', () => {
  const { id } = store.run('customers.add', { name: '林见川', phone: '13900006401' })
  const before = lines()
  store.run('customers.reveal', { ids: [id], what: 'phone' })
  expect(lines()).toBe(before + 1)
})

test('everybody has their own', () => {
  store.run('shell.savePreference', { key: 'tabs', value: '"theirs"' }, somebody({ user: 'another' }))
  expect(store.run('shell.preferences', {})).toEqual({ tabs: '"second"' })
})
