// A day with canaries: founding, pairing, signing in rightly and wrongly, rounds, a second desktop, a revocation, and then
// a search for every secret and every person's data in whatever either side left on disk, in its arguments and environment.
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { getState } from '../../src/main/store/outbox.ts'
import { readPairingCode, writePairingCode } from '../../src/shared/sync/pairing-code.ts'
import { eventually } from '../support/desktop.ts'
import { type Group, startGroup } from '../support/group.ts'
import { foundStore, newProfile, openProfile, PASSPHRASE, STORE } from '../support/profile.ts'

vi.setConfig({ testTimeout: 240_000, hookTimeout: 120_000 })

/** Everything either side writes goes below here: temporary files too, for the processes it starts inherit it. */
const outside = process.env['TMPDIR']
const root = mkdtempSync(join(tmpdir(), 'canaries-'))
let hq: Group
beforeAll(async () => {
  process.env['TMPDIR'] = root
  hq = await startGroup()
})
afterAll(async () => {
  await hq.stop()
  if (outside === undefined) delete process.env['TMPDIR']
  else process.env['TMPDIR'] = outside
  rmSync(root, { recursive: true, force: true })
})

const PERSON = { name: '金丝雀欧阳', phone: '13788990011', idNumber: '320583199003071239', note: '金丝雀备注：家住亭林路' }
const WRONG = '错的密码 canary-77'
const PIN = '740291'

/** How a secret could lie somewhere: as text in two encodings, packed in base64 or hex, and as the bytes it stands for. */
function formsOf(secret: string): Buffer[] {
  const forms = [
    Buffer.from(secret),
    Buffer.from(secret, 'utf16le'),
    Buffer.from(Buffer.from(secret).toString('base64').replaceAll('=', '')),
    Buffer.from(Buffer.from(secret).toString('hex')),
  ]
  if (/^[0-9a-f]{64}$/i.test(secret)) forms.push(Buffer.from(secret, 'hex'))
  if (/^[\w+/-]{40,}={0,2}$/.test(secret)) forms.push(Buffer.from(secret, 'base64'))
  return forms
}
function* filesBelow(folder: string): Generator<string> {
  for (const name of readdirSync(folder)) {
    const path = join(folder, name)
    const stat = statSync(path, { throwIfNoEntry: false })
    if (stat?.isDirectory()) yield* filesBelow(path)
    else if (stat?.isFile()) yield path
  }
}
/** What the system tells everyone about the processes of either side. */
function told(): Map<string, Buffer> {
  const found = new Map<string, Buffer>()
  const children = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid): [number, number][] => {
      try {
        // After the name in brackets: state, then the parent.
        return [[Number(pid), Number(readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ')[1])]]
      } catch {
        return []
      }
    })
  const family = new Set([process.pid])
  for (let grown = true; grown;) {
    grown = false
    for (const [pid, parent] of children) if (family.has(parent) && !family.has(pid)) grown = Boolean(family.add(pid))
  }
  for (const pid of family)
    for (const what of ['cmdline', 'environ'])
      try {
        found.set(`/proc/${pid}/${what}`, readFileSync(`/proc/${pid}/${what}`))
      } catch {
        // It ended while we looked.
      }
  return found
}

test.runIf(process.platform === 'linux')('[S-TRUST-10] after a working day nothing secret lies in clear on either side', async () => {
  await hq.site('昆山店')
  const profile = newProfile()
  expect(profile.startsWith(root)).toBe(true)
  const opened = await foundStore(profile)
  const idle = () =>
    eventually(
      () => [opened.desktop.session()?.pendingCount(), opened.desktop.control.engine().status().mode],
      ([pending, mode]) => pending === 0 && mode === 'online',
      60_000,
    )
  const code = await hq.code('昆山店')
  const parsed = readPairingCode(code)
  if (!parsed) throw new Error('no code')
  // A mistyped secret first: what is refused must not be written down either.
  const guessed = 'canary-guess-of-a-secret-0123456789'
  expect(await opened.ask('setup.join', { code: writePairingCode({ ...parsed, secret: guessed }), deviceName: '前台' })).toMatchObject({
    ok: false,
  })
  expect(await opened.ask('setup.join', { code, deviceName: '前台' })).toMatchObject({ ok: true })
  const { phone, idNumber, name, note } = PERSON
  expect(
    await opened.dispatch({
      name: 'customers.add',
      input: { kind: 'person', name, phone, idKind: 'id-card', idNumber, note, source: 'walk-in' },
      caller: 'window',
    }),
  ).toMatchObject({ ok: true })
  for (const password of [WRONG, STORE.password]) await opened.ask('identity.signIn', { who: STORE.login, password })
  expect(await opened.ask('identity.setPin', { password: STORE.password, pin: PIN })).toMatchObject({ ok: true })
  expect(await opened.ask('setup.backupNow', {})).toMatchObject({ ok: true })
  await idle()

  const second = await openProfile(newProfile())
  const spare = await hq.code('昆山店')
  expect(await second.ask('setup.join', { code: spare, deviceName: '二号机', passphrase: '二号机的口令 9981' })).toMatchObject({ ok: true })
  await hq.revoke('二号机')
  await eventually(
    () => second.status().phase,
    (phase) => phase === 'revoked',
    60_000,
  )
  for (const wrong of [WRONG, hq.recoveryKey.slice(0, -1)]) await second.ask('setup.unlock', { recoveryCode: wrong })

  const session = opened.desktop.session()
  const deviceKey = getState(session?.st as never, 'device_key') ?? ''
  const tlsKey = readFileSync(join(hq.folder, 'hq-tls.key'), 'utf8').replaceAll(/-----[A-Z ]+-----|\s/g, '')
  const dataKey = readFileSync(join(hq.folder, 'hq.key'), 'utf8').trim()
  expect([deviceKey.length, tlsKey.length, dataKey.length].every((length) => length > 60)).toBe(true)
  const secrets: Record<string, { text: string; may?: RegExp }> = {
    name: { text: name },
    phone: { text: phone },
    'identity card': { text: idNumber },
    note: { text: note },
    password: { text: STORE.password },
    'wrong password': { text: WRONG },
    PIN: { text: PIN },
    passphrase: { text: PASSPHRASE },
    'recovery code': { text: opened.recoveryCode },
    'recovery key': { text: hq.recoveryKey },
    'recovery key as bytes': { text: hq.recoveryKey.replaceAll('-', '').slice(0, 64).toLowerCase() },
    'pairing secret': { text: parsed.secret },
    'pairing code': { text: code },
    'spare code': { text: spare },
    'guessed secret': { text: guessed },
    'device key': { text: deviceKey },
    // Each lies in one file of HQ's directory that only its owner reads.
    'HQ certificate key': { text: tlsKey.slice(64, 90), may: /hq-tls\.key$/ },
    'HQ data key': { text: dataKey, may: /hq\.key$/ },
  }
  const places = told()
  expect([...places.keys()].filter((path) => path.endsWith('cmdline')).length).toBeGreaterThan(2)
  expect(places.has(`/proc/${hq.pid()}/environ`)).toBe(true)
  let bytes = 0
  // While all of it is open: databases, their logs, drafts and locks as they are in the middle of the day.
  for (const path of filesBelow(root)) {
    const content = readFileSync(path)
    bytes += content.length
    places.set(path, content)
  }
  expect([...places.keys()].some((path) => path.endsWith('forecourt.db-wal'))).toBe(true)
  expect([...places.keys()].some((path) => path.endsWith('hq.log'))).toBe(true)
  expect(bytes).toBeGreaterThan(500_000)
  const found: string[] = []
  for (const [path, content] of places)
    for (const [what, { text, may }] of Object.entries(secrets))
      if (!may?.test(path) && formsOf(text).some((form) => form.length > 5 && content.includes(form))) found.push(`${what} in ${path}`)
  expect(found).toEqual([])
  // The search itself sees: what may lie in its one place is found there.
  for (const { text, may } of Object.values(secrets))
    if (may) expect([...places].some(([path, content]) => may.test(path) && content.includes(text))).toBe(true)
  for (const name of ['hq.key', 'hq-tls.key', 'hq.log', 'hq.db'])
    expect([name, statSync(join(hq.folder, name)).mode & 0o077]).toEqual([name, 0])
  await second.desktop.close()
  await opened.desktop.close()
  // And when everything is closed.
  for (const path of filesBelow(root))
    for (const [what, { text, may }] of Object.entries(secrets))
      if (!may?.test(path) && formsOf(text).some((form) => form.length > 5 && readFileSync(path).includes(form)))
        found.push(`${what} in ${path}`)
  expect(found).toEqual([])
})
