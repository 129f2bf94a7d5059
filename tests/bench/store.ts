// The demo generator's big stores: how long one of so many rows takes to make and how large it is, and starting the application
// on it beside starting it on the demo store.
import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { declaredTables } from '../../src/shared/tables/define.ts'
import { dayOf } from '../../src/shared/dates.ts'
import { fillDemo } from '../../src/main/demo/generate.ts'
import { readDesk } from '../../src/main/store/desk.ts'
import { demoPlace } from '../../src/main/store/profile.ts'
import { openProfile } from '../support/profile.ts'
import { spread } from './measure.ts'
import { timesOf } from './start.ts'

/** Rows of the demo store with its usual numbers, log included: what they are multiplied by comes from it. */
const USUAL = { customers: 3000, orders: 1200, vehicles: 400, rows: 74_600 }
const SITE = { name: '展厅演示店', code: 'YS' }

/** Makes a store of about so many rows in a profile, or opens the one it holds; it stays open. */
export async function makeBig(profile: string, rows: number) {
  const times = rows / USUAL.rows
  const { desktop } = await openProfile(profile)
  if (desktop.session()) return { desktop, s: 0 }
  const from = performance.now()
  await desktop.control.makeDemo(SITE.name, async (session, site) => {
    const { replica, deviceCode } = readDesk(session.st)
    await fillDemo(session, {
      today: dayOf(session.now()),
      now: session.now(),
      site: { id: site, ...SITE },
      replica,
      deviceCode,
      deviceName: '演示电脑',
      secrets: null,
      customers: Math.round(USUAL.customers * times),
      orders: Math.round(USUAL.orders * times),
      vehicles: Math.round(USUAL.vehicles * times),
    })
  })
  return { desktop, s: Math.round((performance.now() - from) / 100) / 10 }
}

async function made(profile: string, wanted: number) {
  const { desktop, s } = await makeBig(profile, wanted)
  const session = desktop.session()
  if (!session) throw new Error('the store did not open')
  const count = (table: string): number => session.st.one<{ n: number }>(`SELECT count(*) AS n FROM "${table}"`)?.n ?? 0
  const business = declaredTables().reduce((sum, table) => sum + count(table), 0)
  const rows = business + count('_sync_changesets') + count('_sync_touch')
  const customers = count('customers')
  const mb = Math.round(statSync(demoPlace(profile).db).size / 1e6)
  await desktop.close()
  return { s, mb, rows, business, customers }
}

export async function benchStore(rows: number, given?: string) {
  const profiles = {
    big: given ?? mkdtempSync(join(tmpdir(), 'forecourt-bench-big-')),
    demo: mkdtempSync(join(tmpdir(), 'forecourt-bench-demo-')),
  }
  const big = await made(profiles.big, rows)
  process.stderr.write(`${JSON.stringify(big)}\n`)
  const demo = await made(profiles.demo, USUAL.rows)
  const start = await timesOf(7, ['.', '--smoke', '--profile', profiles.big], ['.', '--smoke', '--profile', profiles.demo])
  if (!given) rmSync(profiles.big, { recursive: true, force: true })
  rmSync(profiles.demo, { recursive: true, force: true })
  return {
    big,
    demo,
    startMs: { big: spread(start.ours), demo: spread(start.other) },
    ratio: spread(start.ours.map((each, i) => each / (start.other[i] as number))).p50,
    asked: { ratio: 1 },
  }
}
