// Modules are loaded when one of their entries is asked for, and every one of them before a job runs that may need any.
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { allModules, handlers } from '../../src/main/modules/handlers.ts'
import { lazyModules, sources } from '../../src/main/modules/modules.ts'
import { entries } from '../../src/shared/contract.ts'

test('an entry is there once its module was asked for, and no other with it', async () => {
  const modules = lazyModules()
  expect(modules.answer('shell.draft')).toBeUndefined()
  const asked = await modules.ready('shell.draft')
  expect(asked?.handler).toBe(handlers['shell.draft'])
  expect(modules.answer('shell.saveDraft')?.writes).toEqual(new Set(['drafts']))
  expect(modules.answer('orders.page')).toBeUndefined()
})

test('what is no entry loads nothing and is nothing', async () => {
  const modules = lazyModules()
  for (const name of ['', 'shell', 'shell.', 'shell.nothing', 'nothing.draft', 'constructor.name', '__proto__.x'])
    expect(await modules.ready(name)).toBeUndefined()
})

test('a job finds every entry loaded, whichever it runs', async () => {
  const modules = lazyModules()
  await modules.ready('exports.run')
  for (const name of entries.keys()) expect(modules.answer(name)?.handler, name).toBe(handlers[name as keyof typeof handlers])
})

test('jobs of the sign-in and of the profile wait for no other module, for they run entries of their own only', async () => {
  const modules = lazyModules()
  await modules.ready('identity.signIn')
  expect(modules.answer('orders.page')).toBeUndefined()
  for (const module of ['identity', 'setup']) {
    const source = readFileSync(`src/main/modules/${module}/jobs.ts`, 'utf8')
    for (const [, run] of source.matchAll(/job\.(?:run|ask|look|entry)\(([^,)]*)/g)) expect(run).toMatch(new RegExp(`^'${module}\\.`))
  }
})

test('all modules together are the contract', async () => {
  expect(Object.keys(handlers).toSorted()).toEqual([...entries.keys()].toSorted())
  for (const name of entries.keys()) expect(allModules().answer(name)?.handler, name).toBeTypeOf('function')
  expect(new Set([...entries.keys()].map((name) => name.split('.')[0]))).toEqual(new Set(Object.keys(sources)))
})
