// Bytes beside the rounds: killed in the middle they go on where HQ has them, wrong ones are refused on either side, and
// a paper that is elsewhere is fetched when somebody wants it, or says where it is.
import { createHash, randomBytes } from 'node:crypto'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { reprint } from '../../src/main/modules/documents/jobs.ts'
import type { Job } from '../../src/main/modules/handler.ts'
import { readDesk } from '../../src/main/store/desk.ts'
import { forgetDrafts } from '../../src/main/store/files.ts'
import { fetchFile } from '../../src/main/sync/files.ts'
import { openSqliteStore } from '../../src/hq/store/sqlite.ts'
import type { Link } from '../../src/main/sync/link.ts'
import { documents, files } from '../../src/shared/modules/documents/tables.ts'
import { type Desktop, desktop, eventually } from '../support/desktop.ts'
import { type Group, startGroup } from '../support/group.ts'
import { type Proxy, proxyTo } from '../support/proxy.ts'

vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 })

let hq: Group
let line: Proxy
const all = new Set<Desktop>()
const made = (name: string, options = {}): Desktop => {
  const d = desktop(name, options)
  all.add(d)
  return d
}
let one: Desktop
let two: Desktop
const MB = 1024 * 1024
const sha = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

beforeAll(async () => {
  hq = await startGroup()
  line = await proxyTo(() => hq.port)
  await hq.site('昆山店')
  one = made('一号机')
  two = made('二号机')
  await one.join(await hq.code('昆山店'), line.port)
  await two.join(await hq.code('昆山店'), line.port)
})
afterAll(async () => {
  await Promise.all([...all].map((d) => d.remove()))
  await line.close()
  await hq.stop()
})

/** A paper as it is archived at a desktop: its row and, unless they are lost, its bytes. */
function archive(desk: Desktop, bytes: Uint8Array, keep = true): { id: string; sha256: string } {
  const sha256 = keep ? desk.files.put(bytes).sha256 : sha(bytes)
  let id = ''
  desk.write('documents.archive', (db) => {
    const fileId = db.newId()
    id = db.newId()
    const home = { siteId: db.who.site }
    db.put(files, {
      id: fileId,
      ...home,
      sha256,
      size: bytes.length,
      kind: 'application/pdf',
      name: 'p.pdf',
      replica: db.who.replica,
      createdAt: db.now,
    })
    db.put(documents, {
      id,
      ...home,
      kind: 'closing',
      recordId: 'C1',
      title: '日结单',
      templateId: 't',
      templateVersion: 1,
      fileId,
      sha256,
      printedAt: db.now,
      printedBy: 'u',
    } as never)
  })
  return { id, sha256 }
}
const sent = (desk: Desktop, sha256: string): boolean => desk.st.one('SELECT 1 FROM _sync_files WHERE sha256 = ?', sha256) !== undefined
/** A person at this desktop who asks for an archived paper. */
const jobAt = (desk: Desktop, printed: Uint8Array[]): Job =>
  ({
    who: desk.who(),
    store: () => desk.session,
    ask: ((name, input) => desk.run(name, input as never, { permissions: new Set(['documents.print', 'receivables.view']) })) as Job['ask'],
    services: {
      desktop: { files: () => desk.files, engine: () => desk.engine, desk: () => readDesk(desk.st) },
      paper: { print: async (pdf: Uint8Array) => Boolean(printed.push(pdf)) },
    },
  }) as unknown as Job
const refusal = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => 'printed',
    (error: { code?: string; details?: unknown }) => [error.code, error.details],
  )

test('[S-FEED-5] killed in the middle of an upload, the next start sends only what HQ has not got', async () => {
  const bytes = randomBytes(12 * MB)
  line.set({ kind: 'delay', ms: 60 })
  line.count()
  const { sha256 } = archive(one, bytes)
  let up = 0
  await eventually(() => (up += line.count().bytes) > 5 * MB, Boolean, 60_000)
  one.crash()
  all.delete(one)
  expect(sent(two, sha256)).toBe(false)
  // What was on its way may still have arrived; what HQ has is what it says.
  await new Promise((done) => setTimeout(done, 500))
  line.set({ kind: 'pass' })
  up += line.count().bytes
  one = made('一号机', { folder: one.folder })
  one.engine.start()
  await eventually(() => sent(one, sha256), Boolean, 90_000)
  const again = line.count().bytes
  expect(again).toBeLessThan(bytes.length - up + 2.5 * MB)
  await eventually(() => two.st.one('SELECT 1 FROM files WHERE sha256 = ?', sha256))
  expect(await two.engine.fetch(sha256)).toBe(true)
  expect(Buffer.from(two.files.get(sha256) ?? []).equals(bytes)).toBe(true)
})

test('[S-FEED-5] bytes are in no changeset, and lie encrypted at both ends', async () => {
  const bytes = Buffer.from('一份只在文件里的合同正文 '.repeat(4_000))
  const { sha256 } = archive(one, bytes)
  await eventually(() => sent(one, sha256))
  const needle = Buffer.from('一份只在文件里的合同正文')
  expect(one.st.all<{ payload: string }>('SELECT payload FROM _sync_changesets').filter((c) => c.payload?.includes('合同正文'))).toEqual([])
  const folders = [hq.folder, one.folder, join(one.folder, 'files')]
  for (const folder of folders)
    for (const name of readdirSync(folder, { withFileTypes: true }))
      if (name.isFile()) expect([name.name, readFileSync(join(folder, name.name)).includes(needle)]).toEqual([name.name, false])
})

test('[S-FEED-5] moved away and back, a desktop learns that HQ has the papers it does not have itself any more', async () => {
  const { sha256 } = archive(one, randomBytes(2_000))
  await eventually(() => sent(one, sha256))
  // What a desktop that comes back knows: the rows it made, and neither bytes nor what it sent.
  one.files.remove(sha256)
  one.session.keep([], (st) => st.run('DELETE FROM _sync_files WHERE sha256 = ?', sha256))
  await one.engine.now()
  await eventually(() => sent(one, sha256))
  expect(one.files.has(sha256)).toBe(false)
})

test('[S-FEED-5] a paper from elsewhere comes when it is wanted; without a line, or before its bytes, it says where they are', async () => {
  const printed: Uint8Array[] = []
  const bytes = randomBytes(300_000)
  const { id, sha256 } = archive(one, bytes)
  await eventually(() => sent(one, sha256))
  await eventually(() => two.st.one('SELECT 1 FROM documents WHERE id = ?', id))
  expect(two.files.has(sha256)).toBe(false)
  line.set({ kind: 'cut' })
  expect(await refusal(reprint(jobAt(two, printed), { id, to: 'printer' }))).toEqual(['hq-unreachable', undefined])
  line.set({ kind: 'pass' })
  expect(await reprint(jobAt(two, printed), { id, to: 'printer' })).toEqual({ path: null, printed: true })
  expect(printed.map(sha)).toEqual([sha256])
  // From now on it is here, line or not.
  line.set({ kind: 'cut' })
  expect(await reprint(jobAt(two, printed), { id, to: 'printer' })).toEqual({ path: null, printed: true })
  line.set({ kind: 'pass' })

  const lost = archive(one, randomBytes(1000), false)
  await eventually(() => two.st.one('SELECT 1 FROM documents WHERE id = ?', lost.id), Boolean, 60_000)
  expect(await refusal(reprint(jobAt(two, printed), { id: lost.id, to: 'printer' }))).toEqual(['not-here-yet', { device: '一号机' }])
  expect(printed).toHaveLength(2)
})

test('[S-FEED-5] a damaged own file is not sent and keeps no other back', async () => {
  const folder = join(one.folder, 'files')
  line.set({ kind: 'cut' })
  const before = new Set(readdirSync(folder))
  const spoiled = archive(one, randomBytes(5_000))
  const file = join(folder, readdirSync(folder).find((name) => !before.has(name)) ?? '')
  const whole = readFileSync(file)
  whole[100] = (whole[100] ?? 0) ^ 1
  writeFileSync(file, whole)
  const good = archive(one, randomBytes(5_000))
  line.set({ kind: 'pass' })
  one.engine.nudge()
  await eventually(() => sent(one, good.sha256), Boolean, 60_000)
  await eventually(() => one.engine.status().mode === 'online')
  expect(sent(one, spoiled.sha256)).toBe(false)
})

test('[S-FEED-5] bytes from HQ that are not what was asked for are thrown away, and so are the drafts of a kill', async () => {
  const wrong = randomBytes(5_000)
  const link = { ask: async () => ({ bytes: wrong, size: wrong.length }) } as unknown as Link
  const folder = join(two.folder, 'files')
  const before = readdirSync(folder)
  expect(await fetchFile(link, two.files, sha(randomBytes(5_000)))).toBe(false)
  expect([readdirSync(folder), two.files.has(sha(wrong))]).toEqual([before, false])
  expect(await fetchFile(link, two.files, sha(wrong))).toBe(true)
  writeFileSync(join(folder, 'aabb.part'), 'half')
  forgetDrafts(folder)
  expect(readdirSync(folder).filter((name) => name.endsWith('.part'))).toEqual([])
  expect(two.files.has(sha(wrong))).toBe(true)
})

test('[S-ERASE-2] an erased file is gone in row and bytes, here, there and at headquarters; the same bytes under another row stay', async () => {
  line.set({ kind: 'pass' })
  const [own, shared] = [randomBytes(300_000), randomBytes(200_000)]
  const theirs = [archive(two, own), archive(two, shared)]
  const kept = archive(two, shared)
  await eventually(() => theirs.every(({ sha256 }) => sent(two, sha256)), Boolean, 60_000)
  const three = made('三号机')
  await three.join(await hq.code('昆山店'), line.port)
  for (const { sha256 } of theirs) expect(await three.engine.fetch(sha256)).toBe(true)

  const rows = two.st.all<{ id: string; sha256: string }>(
    'SELECT f.id, f.sha256 FROM documents d JOIN files f ON f.id = d.file_id WHERE d.id IN (?, ?)',
    ...theirs.map(({ id }) => id),
  )
  two.write('documents.archive', (db) => rows.forEach(({ id }) => db.erase(files, id)))
  for (const desk of [two, three]) {
    await eventually(
      () => desk.files.has(theirs[0]?.sha256 ?? ''),
      (has) => !has,
      60_000,
    )
    expect(desk.row('files', rows[0]?.id ?? '')).not.toHaveProperty('sha256')
    expect(desk.files.has(kept.sha256)).toBe(true)
    expect(desk.st.all('SELECT * FROM _files_forgotten')).toEqual([])
  }
  // Nobody gets it from headquarters any more, and nobody can bring it back there.
  const four = made('四号机')
  await four.join(await hq.code('昆山店'), line.port)
  expect(await four.engine.fetch(theirs[0]?.sha256 ?? '')).toBe(false)
  expect(await four.engine.fetch(kept.sha256)).toBe(true)
  await hq.kill()
  const store = openSqliteStore(hq.folder)
  expect(await store.files.progress(theirs[0]?.sha256 ?? '')).toBeNull()
  expect(await store.files.progress(kept.sha256)).toMatchObject({ complete: true })
  await store.close()
  await hq.start()
})

test('[S-ERASE-2] killed between forgetting the row and removing the bytes, the next start removes them', async () => {
  const { sha256 } = archive(two, randomBytes(1_000))
  two.session.keep([], (st) => void st.run('INSERT INTO _files_forgotten (sha256) VALUES (?)', sha256))
  const row = two.st.one<{ id: string }>('SELECT id FROM files WHERE sha256 = ?', sha256)
  two.st.run('UPDATE files SET sha256 = NULL WHERE id = ?', row?.id)
  expect(two.files.has(sha256)).toBe(true)
  await two.leave()
  all.delete(two)
  const again = made('二号机', { folder: two.folder })
  expect(again.files.has(sha256)).toBe(false)
  expect(again.st.all('SELECT * FROM _files_forgotten')).toEqual([])
})
