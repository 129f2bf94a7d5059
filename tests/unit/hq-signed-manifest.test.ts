// The manifest as an artefact: signed by its publisher, taken by an HQ that knows the publisher, refused in words
// otherwise; and that nothing of the program escapes it.
import { execFileSync } from 'node:child_process'
import { generateKeyPairSync, sign, type KeyObject } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { afterAll, afterEach, describe, expect, it } from 'vitest'
import { RELEASE } from '../../src/hq/manifest.ts'
import { migrate, readMigrations } from '../../src/main/store/migrate.ts'
import { openDatabase } from '../../src/main/store/open.ts'
import { entries } from '../../src/shared/contract.ts'
import { buildManifest } from '../../src/shared/sync/build-manifest.ts'
import { type Manifest, NumberedManifest, releaseNumber, SignedManifest } from '../../src/shared/sync/manifest.ts'
import { declaredTables, syncOf } from '../../src/shared/tables/define.ts'
import { removeFolders, startHq, tempFolder, type TestHq, type TestHqOptions } from '../support/hq.ts'
import { runHq, spawnHq } from '../support/hq-process.ts'
import { insert, manifest as tiny } from '../support/judge.ts'

const ROOT = resolve(import.meta.dirname, '../..')
const keys = generateKeyPairSync('ed25519')
const publisherOf = (key: KeyObject): string => key.export({ format: 'der', type: 'spki' }).toString('base64')
const publisher = publisherOf(keys.publicKey)
const signed = (body: string, key = keys.privateKey): string =>
  JSON.stringify({ body, signature: sign(null, Buffer.from(body), key).toString('base64') })
const fields = { scope: 'group', policy: 'fields', groups: [], owner: null, personal: [], document: null } as const
/** The tiny manifest with boats. */
const withBoats = (number: number): string =>
  JSON.stringify({
    number,
    tables: { ...tiny.tables, boats: fields },
    commands: { ...tiny.commands, sail: { permission: null, writes: ['boats'] } },
    keys: tiny.keys,
  } satisfies NumberedManifest)

const open: TestHq[] = []
const start = async (options?: TestHqOptions): Promise<TestHq> => {
  const hq = await startHq(options)
  open.push(hq)
  return hq
}
afterEach(async () => {
  for (const hq of open.splice(0)) await hq.close()
})
afterAll(removeFolders)
const denial = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'taken',
    (error: { code?: string }) => error.code ?? String(error),
  )

describe('a signed manifest', () => {
  it('[S-TRUST-11] is judged by from the moment it is installed, also after a restart; what waited for it is taken', async () => {
    const hq = await start({ publisher })
    const desk = await hq.join(await hq.addSite())
    const boat = desk.make({ command: 'sail', changes: [insert('boats', 'B1', { name: 'Möwe' })] })
    expect((await desk.round([boat])).rulings[0]).toMatchObject({ outcome: 'quarantined', reason: expect.stringContaining('unknown-') })
    expect(hq.hq.judging.number()).toBe(RELEASE)
    await expect(hq.hq.judging.install(signed(withBoats(RELEASE + 1)))).resolves.toMatchObject({ number: RELEASE + 1 })
    expect((await desk.round([], { retry: [boat.id] })).rulings[0]).toMatchObject({ outcome: 'accepted' })
    await hq.close()
    const again = await start({ data: hq.data })
    Object.assign(desk, { code: { ...desk.code, url: again.url } })
    expect(again.hq.judging.number()).toBe(RELEASE + 1)
    const second = desk.make({ command: 'sail', changes: [insert('boats', 'B2', { name: 'Welle' })] })
    expect((await desk.round([second])).rulings[0]).toMatchObject({ outcome: 'accepted' })
  })

  it('[S-TRUST-11] older, equal, altered, foreign, unsigned and misunderstood ones are refused and change nothing', async () => {
    const hq = await start({ publisher })
    const install = (text: string): Promise<string> => denial(hq.hq.judging.install(text))
    expect(await install(signed(withBoats(RELEASE + 5)))).toBe('taken')
    const foreign = generateKeyPairSync('ed25519').privateKey
    const next = withBoats(RELEASE + 9)
    const altered = JSON.parse(signed(next)) as { body: string; signature: string }
    for (const [text, code] of [
      [signed(withBoats(RELEASE + 5)), 'manifest-older'],
      [signed(withBoats(RELEASE)), 'manifest-older'],
      [signed(next, foreign), 'manifest-unsigned'],
      [JSON.stringify({ ...altered, body: altered.body.replace('"fields"', '"ledger"') }), 'manifest-unsigned'],
      [JSON.stringify({ ...altered, body: `${altered.body} ` }), 'manifest-unsigned'],
      [JSON.stringify({ ...altered, signature: '' }), 'manifest-unsigned'],
      [JSON.stringify({ body: next }), 'manifest-unreadable'],
      ['', 'manifest-unreadable'],
      [signed(next.replace('"policy"', '"reach":"all","policy"')), 'manifest-unreadable'],
      [signed(next.replace('"boats":', '"bo ats":')), 'manifest-unreadable'],
      [signed('{}'), 'manifest-unreadable'],
    ] as const)
      expect([text.slice(0, 60), await install(text)]).toEqual([text.slice(0, 60), code])
    expect(hq.hq.judging.number()).toBe(RELEASE + 5)
    // No publisher was named here, and this program knows none: it takes nobody's.
    expect(await denial((await start()).hq.judging.install(signed(next)))).toBe('manifest-unsigned')
  })

  it('[S-TRUST-11] the program’s own goes before an installed one of an earlier release', async () => {
    const hq = await start({ publisher })
    await hq.hq.judging.install(signed(withBoats(RELEASE + 1)))
    const state = (number: number): Promise<void> =>
      hq.hq.store.head().then((base) => hq.hq.store.commit({ base, state: new Map([['manifest', signed(withBoats(number))]]) }))
    await state(RELEASE - 1)
    await hq.close()
    const own = await start({ data: hq.data })
    expect([own.hq.judging.number(), Object.keys(own.hq.judging.manifest.tables).includes('boats')]).toEqual([RELEASE, false])
  })

  it(
    '[S-TRUST-11] is made by the publisher and installed by the administrator, running or not, in words',
    { timeout: 300_000 },
    async () => {
      const [data, folder] = [tempFolder(), tempFolder()]
      const [secret, known, artefact] = [join(folder, 'publisher.pem'), join(folder, 'publisher.pub'), join(folder, 'manifest.json')]
      writeFileSync(secret, keys.privateKey.export({ format: 'pem', type: 'pkcs8' }))
      writeFileSync(known, keys.publicKey.export({ format: 'pem', type: 'spki' }))
      const said = execFileSync(process.execPath, ['build/manifest.ts', '--key', secret, '--out', artefact], {
        cwd: ROOT,
        encoding: 'utf8',
      })
      expect(said).toContain(publisher)
      const made = SignedManifest.parse(JSON.parse(readFileSync(artefact, 'utf8')))
      expect(NumberedManifest.parse(JSON.parse(made.body))).toEqual({ number: RELEASE, ...buildManifest() })

      const running = await spawnHq(data, ['--publisher', known])
      const same = runHq('--data', data, 'manifest', artefact)
      expect([same.status, same.err]).toEqual([1, expect.stringContaining('一样新或更新')])
      writeFileSync(artefact, signed(JSON.stringify({ ...(JSON.parse(made.body) as NumberedManifest), number: RELEASE + 1 })))
      const taken = runHq('--data', data, 'manifest', artefact, '--lang', 'en')
      expect([taken.status, taken.out]).toEqual([0, expect.stringContaining(`Manifest ${RELEASE + 1} is in use`)])
      await running.end('SIGTERM')
      writeFileSync(artefact, signed(withBoats(RELEASE + 2), generateKeyPairSync('ed25519').privateKey))
      const foreign = runHq('--data', data, 'manifest', artefact)
      expect([foreign.status, foreign.err]).toEqual([1, expect.stringContaining('没有采用')])
      const late = runHq('--data', data, '--port', '0', '--host', '127.0.0.1', '--publisher', known)
      expect([late.status, late.err]).toEqual([1, expect.stringContaining('第一次启动')])
      expect(runHq('--data', data, 'manifest', join(folder, 'missing')).err).toContain('无法读取')
    },
  )

  it('[S-TRUST-11] releases are numbered in their order', () => {
    const versions = ['0.1.0', '0.1.1', '0.2.0', '0.10.0', '1.0.0', '1.0.12', '12.3.4']
    expect(versions.map(releaseNumber)).toEqual(versions.map(releaseNumber).toSorted((a, b) => a - b))
    for (const wrong of ['', '1', '1.2', '1.2.x', '1.1000.0', 'v1.2.3']) expect(() => releaseNumber(wrong)).toThrow(RangeError)
  })
})

describe('nothing escapes the manifest', () => {
  it('[S-RULE-2] every table of the database is declared, every synced one is in it, every entry is in it', () => {
    const db = openDatabase({ file: ':memory:', key: null })
    migrate(db, readMigrations(join(ROOT, 'migrations')))
    const tables = db
      .prepare(
        `SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite~_%' ESCAPE '~' AND name NOT LIKE '~_%' ESCAPE '~'`,
      )
      .pluck()
      .all() as string[]
    db.close()
    // Search tables and the books of parts are derived and kept by triggers and derive(): no command has a way to write them.
    const derived = (name: string): boolean => name.startsWith('search_') || ['part_books', 'part_stock'].includes(name)
    const made: Manifest = buildManifest()
    expect(tables.length).toBeGreaterThan(20)
    for (const name of declaredTables())
      expect([name, syncOf(name)?.scope === 'local' || Object.hasOwn(made.tables, name)]).toEqual([name, true])
    expect(tables.filter((name) => syncOf(name) === undefined && !derived(name))).toEqual([])
    expect([...entries.keys()].filter((name) => !Object.hasOwn(made.commands, name))).toEqual([])
  })

  it('[S-RULE-2] a command that says it writes a table nobody declared is not built', () => {
    const contract = entries as unknown as Map<string, unknown>
    contract.set('planted.deed', { kind: 'command', access: 'signed-in', writes: ['customers', 'undeclared'] })
    expect(() => buildManifest()).toThrow('planted.deed writes undeclared')
    contract.delete('planted.deed')
    expect(Object.keys(buildManifest().commands)).toHaveLength(entries.size)
  })
})
