// A program of its own: makes the demo store in a folder that is thrown away and founds a site of an HQ with it, by the
// very protocol a store that ran alone uses. People of that site sign in with the password printed at the end.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { parseArgs } from 'node:util'
import { fileURLToPath } from 'node:url'
import '../../shared/tables.ts'
import { dayOf } from '../../shared/dates.ts'
import { derives } from '../modules/derives.ts'
import { hashSecret } from '../passwords.ts'
import { identify, readDesk } from '../store/desk.ts'
import { newDataKey } from '../store/keys.ts'
import { migrate, readMigrations } from '../store/migrate.ts'
import { openDatabase } from '../store/open.ts'
import { createSession } from '../store/session.ts'
import { statementsOf } from '../store/statements.ts'
import { createEngine } from '../sync/engine.ts'
import { forkedPort } from '../sync/port.ts'
import { fillDemo } from './generate.ts'

/** For trying things out on machines of one's own; a real store never has it. */
const PASSWORD = 'Demo-2468-Showroom'
const PIN = '2468'

const { values } = parseArgs({ options: { migrations: { type: 'string' }, worker: { type: 'string' } } })
const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url))
const say = (line: string): void => void process.stdout.write(`${line}\n`)

async function main(): Promise<void> {
  const code = (await text(process.stdin)).trim()
  if (code === '') throw new Error('no pairing code came')
  const folder = mkdtempSync(join(tmpdir(), 'forecourt-demo-'))
  try {
    const raw = openDatabase({ file: join(folder, 'demo.db'), key: newDataKey() })
    migrate(raw, readMigrations(values.migrations ?? here('../../../migrations')))
    const session = createSession(raw, { derives, decides: () => true })
    const site = { id: session.newId(), name: '展厅演示店', code: 'YS' }
    identify(statementsOf(raw), { replica: session.newId(), site: site.id, deviceCode: '01', demo: false })
    session.forgetChain()
    const [password, pin] = await Promise.all([hashSecret(PASSWORD), hashSecret(PIN)])
    say('making the demo store …')
    const { vehicles, customers } = await fillDemo(session, {
      today: dayOf(Date.now()),
      now: Date.now(),
      site,
      replica: readDesk(session.st).replica,
      deviceCode: '01',
      deviceName: '演示数据',
      secrets: { password, pin },
    })
    session.forgetChain()
    say(`made ${customers} customers and ${vehicles} cars; founding the site …`)
    const engine = createEngine({ session, spawn: () => forkedPort(values.worker ?? here('../sync/worker.ts')), appVersion: 'demo' })
    await engine.start()
    await engine.join({ code, name: '演示数据' }, () => undefined, new AbortController().signal)
    while (session.pendingCount() > 0) {
      const status = await engine.now()
      if (status.problem) throw new Error(`headquarters: ${status.problem}`)
      say(`${session.pendingCount()} changesets left`)
    }
    await engine.stop()
    session.close()
    say(`the demo store is at headquarters. Sign in as gutinglan (manager) or chenyu (consultant), password ${PASSWORD}`)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

main().then(
  () => process.exit(0),
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : error)
    process.exit(1)
  },
)
