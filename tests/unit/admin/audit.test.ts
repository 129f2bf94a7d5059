// The audit log: what a search finds, how a change reads, what it never shows, and that tampering shows.
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { hashSecret } from '../../../src/main/passwords.ts'
import { customers } from '../../../src/shared/modules/customers/tables.ts'
import { roleIdOf } from '../../../src/shared/modules/admin/rules.ts'
import type { Output } from '../../../src/shared/contract.ts'
import { BOSS, testDesk, yes } from '../../support/desk.ts'
import { SITE, somebody } from '../../support/store.ts'

const folder = mkdtempSync(join(tmpdir(), 'forecourt-audit-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const li = { name: '李青', login: 'liqing', title: null, phone: '13812345678', roleIds: [roleIdOf('sales-consultant')], siteIds: [SITE] }
const busyDesk = async (options: Parameters<typeof testDesk>[0] = {}) => {
  const desk = await testDesk(options)
  yes(await desk.call('identity.signIn', { who: BOSS.login, password: BOSS.password }))
  const { id } = yes(await desk.call('admin.addUser', li))
  yes(await desk.call('admin.editUser', { id, ...li, name: '李清', phone: '13900001111' }))
  yes(await desk.call('admin.dateParameter', { key: 'plate-fee', validFromOn: '2026-12-01', value: 60_000 }))
  return { ...desk, li: id }
}
const commands = (page: Output<'admin.audit'>): string[] => page.lines.map((line) => line.command)

describe('search', () => {
  test('[ADM-05] lines come latest first with person, desktop and what they are about', async () => {
    const { call, boss, li } = await busyDesk()
    const page = yes(await call('admin.audit', {}))
    expect(commands(page)).toEqual(['admin.dateParameter', 'admin.editUser', 'admin.createUser', 'identity.noteSignIn', 'admin.establish'])
    expect(page.next).toBeNull()
    expect(page.lines[1]).toMatchObject({
      actor: { id: boss, name: '沈知遥' },
      device: '前台 1',
      elsewhere: false,
      changes: 1,
      subjects: [{ table: 'users', id: li, title: '李清' }],
    })
    expect(page.lines[0]?.subjects).toEqual([{ table: 'parameters', id: 'plate-fee@2026-12-01', title: 'plate-fee' }])
    expect(page.lines[3]).toMatchObject({ changes: 0, subjects: [] })
    expect(page.lines[4]?.actor).toBeNull()
  })

  test('finds by person, day, command and record, alone and together', async () => {
    const { call, clock, boss, li, run } = await busyDesk()
    clock.at += 86_400_000
    run('admin.deactivateUser', { userId: li }, somebody({ user: boss }))
    const found = async (search: object): Promise<string[]> => commands(yes(await call('admin.audit', search)))
    expect(await found({ from: '2026-11-23' })).toEqual(['admin.deactivateUser'])
    expect(await found({ to: '2026-11-22', actor: boss, commands: ['admin.editUser', 'identity.noteSignIn'] })).toEqual([
      'admin.editUser',
      'identity.noteSignIn',
    ])
    expect(await found({ record: li })).toEqual(['admin.deactivateUser', 'admin.editUser', 'admin.createUser'])
    expect(await found({ record: li, commands: ['admin.createUser'] })).toEqual(['admin.createUser'])
    expect(await found({ actor: 'nobody' })).toEqual([])
    expect(await found({ from: '2026-11-24' })).toEqual([])
  })

  test('pages meet without gap or double, also where many lines share one instant', async () => {
    const { call, session, clock } = await busyDesk()
    for (let at = 0; at < 40; at++) {
      if (at % 8 !== 0) clock.at -= 1
      session.write(somebody(), { command: at % 2 ? 'customers.reveal' : 'exports.run', writes: null }, () => null)
    }
    for (const search of [{}, { commands: ['customers.reveal', 'exports.run'] }, { actor: somebody().user }]) {
      const all = yes(await call('admin.audit', { ...search, limit: 500 })).lines.map((line) => line.n)
      const paged: number[] = []
      let after: Output<'admin.audit'>['next'] = null
      do {
        const page: Output<'admin.audit'> = yes(await call('admin.audit', { ...search, limit: 7, after }))
        paged.push(...page.lines.map((line) => line.n))
        after = page.next
      } while (after)
      expect(paged).toEqual(all)
      expect(new Set(paged).size).toBe(paged.length)
      expect(paged.length).toBeGreaterThanOrEqual(40)
    }
  })

  test('words for the filters are those that occur', async () => {
    const { call, boss } = await busyDesk()
    const words = yes(await call('admin.auditWords', {}))
    expect(words.actors).toEqual([{ id: boss, name: '沈知遥' }])
    expect(words.commands).toEqual(['admin.createUser', 'admin.dateParameter', 'admin.editUser', 'admin.establish', 'identity.noteSignIn'])
  })

  test('forbidden without the right', async () => {
    const { call, hire } = await busyDesk()
    hire('王维', 'wangwei', 'sales-manager', await hashSecret('spring-rain-88'))
    yes(await call('identity.signIn', { who: 'wangwei', password: 'spring-rain-88' }, '2'))
    for (const [name, input] of [
      ['admin.audit', {}],
      ['admin.auditLine', { n: 1 }],
      ['admin.verifyAudit', {}],
      ['admin.auditWords', {}],
    ] as const)
      expect(await call(name, input as never, '2')).toMatchObject({ error: { code: 'forbidden', details: { needs: 'admin.audit' } } })
  })
})

describe('a line', () => {
  test('[ADM-05] [ADM-11] says field by field what changed, with names for ids and masks for phones', async () => {
    const { call } = await busyDesk()
    const { lines } = yes(await call('admin.audit', {}))
    const edited = yes(await call('admin.auditLine', { n: lines[1]?.n ?? 0 }))
    expect(edited.rows).toEqual([
      {
        table: 'users',
        id: expect.any(String) as string,
        title: '李清',
        op: 'update',
        fields: [
          { column: 'name', kind: 'text', was: '李青', now: '李清' },
          { column: 'phone', kind: 'masked', was: '138****5678', now: '139****1111' },
        ],
      },
    ])
    expect(edited.hash).toMatch(/^[0-9a-f]{64}$/)
    const made = yes(await call('admin.auditLine', { n: lines[2]?.n ?? 0 }))
    expect(made.rows.map((row) => [row.table, row.op])).toEqual([
      ['users', 'insert'],
      ['credentials', 'insert'],
    ])
    expect(made.rows[0]?.fields).toContainEqual({ column: 'role_ids', kind: 'names', was: null, now: ['销售顾问'] })
    expect(made.rows[0]?.fields).toContainEqual({ column: 'site_ids', kind: 'names', was: null, now: ['昆山店'] })
    expect(made.rows[1]?.fields).toContainEqual({ column: 'password', kind: 'secret', was: null, now: null })
    expect(JSON.stringify([edited, made])).not.toMatch(/argon2|13812345678|13900001111/)
    expect(await call('admin.auditLine', { n: 999_999 })).toMatchObject({ error: { code: 'not-found' } })
  })

  test('written in several steps reads as one', async () => {
    const { call, session } = await busyDesk()
    session.write(somebody(), { command: 'customers.add', writes: null }, (db) => {
      db.put(customers, { id: 'c1', siteId: SITE, kind: 'person', name: '周杉', createdAt: 1, createdBy: 'x' })
      db.patch(customers, 'c1', { note: '先生' })
    })
    session.write(somebody(), { command: 'customers.correct', writes: null }, (db) => {
      db.patch(customers, 'c1', { note: '周先生', level: 'A' })
      db.patch(customers, 'c1', { note: '周先生，置换' })
    })
    const { lines } = yes(await call('admin.audit', { limit: 2 }))
    expect(lines.map((line) => line.changes)).toEqual([1, 1])
    const [corrected, added] = [
      yes(await call('admin.auditLine', { n: lines[0]?.n ?? 0 })),
      yes(await call('admin.auditLine', { n: lines[1]?.n ?? 0 })),
    ]
    expect(corrected.rows).toHaveLength(1)
    expect(corrected.rows[0]?.fields).toContainEqual({ column: 'note', kind: 'text', was: '先生', now: '周先生，置换' })
    expect(added.rows.map((row) => row.op)).toEqual(['insert'])
    expect(added.rows[0]?.fields).toContainEqual({ column: 'note', kind: 'text', was: null, now: '先生' })
  })

  test('of another desktop says whom and what it touched, not the values it never had', async () => {
    const { call, session, st } = await busyDesk({ joined: true })
    session.write(somebody(), { command: 'customers.add', writes: null }, (db) =>
      db.put(customers, { id: 'c1', siteId: SITE, kind: 'person', name: '周杉', createdAt: 1, createdBy: 'x' }),
    )
    st.run(
      `INSERT INTO _sync_changesets (id, replica, command, actor, device_time, state, position) VALUES ('far', 'replica-9', 'customers.edit', 'u9', 1900000000000, 'foreign', 7)`,
    )
    const n = st.one<{ n: number }>(`SELECT n FROM _sync_changesets WHERE id = 'far'`)?.n ?? 0
    st.run('INSERT INTO _sync_touch (row_id, n) VALUES (?, ?)', 'c1', n)
    const { lines } = yes(await call('admin.audit', { limit: 1 }))
    expect(lines[0]).toMatchObject({
      command: 'customers.edit',
      elsewhere: true,
      device: null,
      actor: { id: 'u9', name: 'u9' },
      changes: 1,
      subjects: [{ table: 'customers', id: 'c1', title: '周杉' }],
    })
    expect(yes(await call('admin.auditLine', { n })).rows).toEqual([])
  })
})

test('a look at what is masked says at whom, and is found by the record', async () => {
  const { call, session } = await busyDesk()
  session.write(somebody(), { command: 'customers.add', writes: null }, (db) =>
    db.put(customers, { id: 'c1', siteId: SITE, kind: 'person', name: '周杉', createdAt: 1, createdBy: 'x' }),
  )
  session.write(somebody(), { command: 'customers.reveal', writes: null }, (db) => db.release('revealed:phone', 'c1'))
  const found = yes(await call('admin.audit', { record: 'c1' }))
  expect(commands(found)).toEqual(['customers.reveal', 'customers.add'])
  expect(found.lines[0]).toMatchObject({ changes: 0, subjects: [{ table: 'customers', id: 'c1', title: '周杉' }] })
  expect(yes(await call('admin.auditLine', { n: found.lines[0]?.n ?? 0 })).deeds).toEqual([
    { word: 'revealed', what: 'phone', count: null, of: '周杉' },
  ])
})

describe('the chain', () => {
  const broken = async (tamper: (sql: (text: string) => void) => void): Promise<number | null> => {
    const desk = await busyDesk()
    tamper((text) => void desk.raw.exec(text))
    return yes(await desk.call('admin.verifyAudit', {})).broken
  }

  test('[S-CAP-3] is whole when nobody touched it', async () => {
    const { call } = await busyDesk()
    expect(yes(await call('admin.verifyAudit', {}))).toEqual({ checked: 5, total: 5, next: null, broken: null })
  })
  test('[S-CAP-3] an edited payload is found', async () =>
    expect(await broken((sql) => sql(`UPDATE _sync_changesets SET payload = replace(payload, '李清', '李轻') WHERE n = 4`))).toBe(4))
  test('[S-CAP-3] an edited payload with a digest to fit is found', async () =>
    expect(
      await broken((sql) =>
        sql(
          `UPDATE _sync_changesets SET payload = '{"changes":[],"guards":[]}', payload_digest = '9b1e9ae3dd0e64bd0b0ac05a2d9cf54b64e3e2c0a4c15a7d1ecbc7b3d0f0a000' WHERE n = 4`,
        ),
      ),
    ).toBe(4))
  test.each(['actor', 'command', 'id'])('[S-CAP-3] an edited %s is found', async (column) =>
    expect(await broken((sql) => sql(`UPDATE _sync_changesets SET ${column} = 'x' WHERE n = 3`))).toBe(3),
  )
  test('[S-CAP-3] an edited time is found', async () =>
    expect(await broken((sql) => sql('UPDATE _sync_changesets SET device_time = device_time - 86400000 WHERE n = 2'))).toBe(2))
  test('[S-CAP-3] a removed line is found at the next one', async () =>
    expect(await broken((sql) => sql('DELETE FROM _sync_changesets WHERE n = 3'))).toBe(4))
  test('[S-CAP-3] the first line removed is found', async () =>
    expect(await broken((sql) => sql('DELETE FROM _sync_changesets WHERE n = 1'))).toBe(2))
  test('[S-CAP-3] reordered lines are found', async () =>
    expect(
      await broken((sql) =>
        sql(
          'UPDATE _sync_changesets SET n = 100 WHERE n = 2; UPDATE _sync_changesets SET n = 2 WHERE n = 3; UPDATE _sync_changesets SET n = 3 WHERE n = 100',
        ),
      ),
    ).toBe(2))
  test('[S-CAP-3] a line whose references are junk is found, not a crash', async () =>
    expect(await broken((sql) => sql(`UPDATE _sync_changesets SET after = '{' WHERE n = 3`))).toBe(3))

  test('[S-CAP-3] is checked in pieces that add up, wherever the damage lies', async () => {
    const { call, session, raw } = await busyDesk()
    for (let at = 0; at < 1200; at++) session.write(somebody(), { command: 'customers.reveal', writes: null }, () => null)
    const walk = async (limit: number): Promise<{ checked: number; broken: number | null }> => {
      let after: number | null = 0
      let checked = 0
      while (after !== null) {
        const piece: Output<'admin.verifyAudit'> = yes(await call('admin.verifyAudit', { after, limit }))
        checked += piece.checked
        if (piece.broken !== null) return { checked, broken: piece.broken }
        after = piece.next
      }
      return { checked, broken: null }
    }
    expect(await walk(100)).toEqual({ checked: 1205, broken: null })
    expect(await walk(1000)).toEqual({ checked: 1205, broken: null })
    raw.exec(`UPDATE _sync_changesets SET actor = 'x' WHERE n = 1001`)
    expect(await walk(100)).toEqual({ checked: 1000, broken: 1001 })
  })
})

describe('export', () => {
  const words = { 'admin.editUser': '修改人员', users: '人员', system: '系统', parameters: '参数', 'plate-fee': '上牌费' }
  const heads = ['时间', '人员', '电脑', '操作', '对象', '改动', '行号']

  test('writes what the search finds, for a spreadsheet, and says so in the log', async () => {
    const path = join(folder, 'audit.csv')
    const { call, log } = await busyDesk({ save: () => path })
    expect(yes(await call('admin.exportAudit', { title: '操作记录', heads, words }))).toEqual({ path, lines: 5 })
    const text = readFileSync(path, 'utf8')
    expect(text.startsWith('\ufeff"时间","人员"')).toBe(true)
    expect(text.split('\r\n')).toHaveLength(7)
    expect(text).toContain('"修改人员","人员 李清","1"')
    expect(text).toContain('"参数 上牌费"')
    expect(log().at(-1)).toBe('admin.noteExport')
    const { lines } = yes(await call('admin.audit', { limit: 1 }))
    expect(yes(await call('admin.auditLine', { n: lines[0]?.n ?? 0 })).deeds).toEqual([
      { word: 'exported', what: 'audit', count: 5, of: 'audit.csv' },
    ])
    expect(readdirSync(folder)).toEqual(['audit.csv'])
  })
  test('takes no cell for a formula', async () => {
    const path = join(folder, 'formula.csv')
    const { call, li } = await busyDesk({ save: () => path })
    yes(await call('admin.editUser', { id: li, name: '=HYPERLINK("x")', login: 'liqing', roleIds: [roleIdOf('parts')], siteIds: [SITE] }))
    yes(await call('admin.exportAudit', { title: 'x', heads, words: { users: '', 'admin.editUser': '=1+1' } }))
    const text = readFileSync(path, 'utf8')
    expect(text).toContain(`"'=1+1"`)
    expect(text).toContain(`"'=HYPERLINK(""x"")"`)
  })
  test('cancelled in the dialog writes nothing; cancelled on the way leaves the old file', async () => {
    const { call, log } = await busyDesk({ save: () => null })
    expect(yes(await call('admin.exportAudit', { title: 'x', heads, words: {} }))).toBeNull()
    expect(log()).not.toContain('admin.noteExport')
    const path = join(folder, 'old.csv')
    writeFileSync(path, 'old')
    const later = await busyDesk({ save: () => path })
    for (let at = 0; at < 1200; at++) later.session.write(somebody(), { command: 'customers.reveal', writes: null }, () => null)
    const running = later.call('admin.exportAudit', { title: 'x', heads, words: {} }, '1', 'job-1')
    setTimeout(later.cancelAll, 5)
    expect(await running).toMatchObject({ ok: false, error: { code: 'cancelled' } })
    expect(readFileSync(path, 'utf8')).toBe('old')
    expect(readdirSync(folder).filter((name) => name.endsWith('.part'))).toEqual([])
  })
  test('a folder that cannot be written is said in words', async () => {
    const { call } = await busyDesk({ save: () => join(folder, 'no', 'such', 'folder.csv') })
    expect(await call('admin.exportAudit', { title: 'x', heads, words: {} })).toMatchObject({
      ok: false,
      error: { code: 'folder-missing' },
    })
  })
})
