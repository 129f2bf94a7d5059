// The morning every simulated day begins with: three sites of three desktops and a headquarters, founded, joined and
// stocked through the product's own commands on a perfect line. Made once in a process and copied for each seed.
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { addDays } from '../../src/shared/dates.ts'
import { demoVin, models } from '../../src/main/demo/catalogue.ts'
import { fillDemo } from '../../src/main/demo/generate.ts'
import { seeded, type Random } from '../../src/main/demo/random.ts'
import { identify, readDesk } from '../../src/main/store/desk.ts'
import type { Session } from '../../src/main/store/session.ts'
import { writePairingCode } from '../../src/shared/sync/pairing-code.ts'
import { createDesktop, type Desktop } from './desktop.ts'
import { openHeadquarters, type Headquarters } from './headquarters.ts'
import { createLine } from './line.ts'
import { createScheduler, type Scheduler } from './scheduler.ts'
import { carryOut, person, step } from './shop-floor.ts'
import { createWatch, type Receipt, type Tables } from './watch.ts'

export const TODAY = '2026-11-22'
/** When the day begins, epoch ms: nine o'clock in China. */
export const OPENS = Date.parse(`${TODAY}T09:00:00+08:00`)

/** Site by site; the last desktop of the first site belongs to the group's manager. */
export const DESKTOPS = ['A', 'B', 'C'].flatMap((site, s) =>
  [1, 2, 3].map((n) => ({ name: `${site}${n}`, site: s, group: s === 0 && n === 3 })),
)
export type Morning = {
  hq: Map<string, Buffer>
  desktops: Buffer[]
  /** What lies in each one's folder of files, by name. */
  papers: Map<string, Buffer>[]
  sites: string[]
  tables: Tables
  position: number
  entered: Map<string, Receipt>
}

/** A folder that costs no disk, where the system has one. */
export const workplace = (): string => mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'forecourt-sim-'))

/** Pairs a desktop with a site and runs until its store is whole. */
export async function joinSite(hq: Headquarters, desktop: Desktop, site: string, group: boolean, scheduler: Scheduler): Promise<void> {
  const life = desktop.life()
  if (!life) throw new Error(`${desktop.name} is off`)
  const { code } = await hq.office().pairing.issue(site, { group, minutes: 60 })
  let over: unknown = null
  const joined = life.engine
    .join({ code: writePairingCode(code), name: desktop.name }, () => undefined, new AbortController().signal)
    .then(
      () => (over = true),
      (error: unknown) => (over = error),
    )
  await scheduler.run(scheduler.now() + 3_600_000, () => over !== null)
  await joined
  if (over !== true) throw over
}

export const atRest = (hq: Headquarters, desktops: readonly Desktop[]): boolean =>
  hq.up() &&
  desktops.every((d) => {
    const life = d.life()
    return life !== null && life.session.pendingCount() === 0 && life.session.chain().seen.number >= hq.headFor(readDesk(life.session.st))
  })

let made: Promise<Morning> | null = null
export const morning = (): Promise<Morning> => (made ??= prepare())

async function prepare(): Promise<Morning> {
  const folder = workplace()
  const random = seeded(20_261_122)
  const scheduler = createScheduler(Date.parse(`${addDays(TODAY, -1)}T08:00:00+08:00`))
  const hq = await openHeadquarters(join(folder, 'hq'), scheduler, random)
  const desktops = DESKTOPS.map(({ name }) => {
    const line = createLine(hq, scheduler, seeded(7))
    hq.onAnswered(line.look)
    return createDesktop({
      name,
      file: join(folder, `${name}.db`),
      hq,
      line,
      scheduler,
      random,
      onCut: () => undefined,
      onMoved: () => undefined,
    })
  })
  for (const desktop of desktops) desktop.start()
  const [first] = desktops as [Desktop]
  const sites = [await founded(hq, first, random, scheduler)]
  for (const name of ['乙店', '丙店']) sites.push((await hq.office().pairing.addSite(name)).id)
  for (const [n, { site, group }] of DESKTOPS.entries()) {
    const desktop = desktops[n] as Desktop
    if (n > 0) await joinSite(hq, desktop, sites[site] as string, group, scheduler)
    desktop.life()?.engine.start()
    if (!(await scheduler.run(scheduler.now() + 3_600_000, () => atRest(hq, desktops.slice(0, n + 1)))))
      throw new Error(`${desktop.name} does not come to rest`)
    if (group) everywhere((desktop.life() as { session: Session }).session)
    if (site > 0 && n % 3 === 0) stock((desktop.life() as { session: Session }).session, random, site)
  }
  if (!(await scheduler.run(scheduler.now() + 3_600_000, () => atRest(hq, desktops)))) throw new Error('the morning does not come to rest')
  for (const d of desktops) {
    const life = d.life()
    if (!life) continue
    for (let i = 0; i < 30 && d.name.endsWith('1'); i++) step({ ...life, fetch: () => undefined, did: () => undefined }, random)
  }
  if (!(await scheduler.run(scheduler.now() + 3_600_000, () => atRest(hq, desktops)))) throw new Error('the morning does not come to rest')
  const entered = new Map<string, Receipt>()
  for (const d of desktops) noteReceipts((d.life() as { session: Session }).session, entered)
  const watch = createWatch(hq, entered)
  watch.look()
  if (watch.violations.length > 0) throw new Error(watch.violations.join('\n'))
  for (const d of desktops) await d.stop()
  await hq.stop()
  const whole: Morning = {
    hq: new Map(['hq.db', 'files.db', 'hq.key'].map((name) => [name, readFileSync(join(folder, 'hq', name))])),
    desktops: desktops.map((d) => readFileSync(d.file)),
    papers: desktops.map((d) => papersOf(`${d.file}.files`)),
    sites,
    tables: watch.tables,
    position: watch.position(),
    entered,
  }
  rmSync(folder, { recursive: true, force: true })
  return whole
}

const papersOf = (folder: string): Map<string, Buffer> =>
  new Map((existsSync(folder) ? readdirSync(folder) : []).map((name) => [name, readFileSync(join(folder, name))]))

/** The first desktop's store ran alone for a month and founds its site. */
async function founded(hq: Headquarters, desktop: Desktop, random: Random, scheduler: Scheduler): Promise<string> {
  const life = desktop.life()
  if (!life) throw new Error('off')
  const { session } = life
  const site = { id: session.newId(), name: '模拟店', code: 'MN' }
  identify(session.st, { replica: session.newId(), site: site.id, deviceCode: '01', demo: false })
  session.forgetChain()
  await fillDemo(session, {
    seed: 1,
    today: addDays(TODAY, -2),
    site,
    replica: readDesk(session.st).replica,
    deviceCode: '01',
    deviceName: desktop.name,
    secrets: null,
    months: 1,
    customers: 12,
    orders: 8,
    vehicles: 14,
  })
  session.forgetChain()
  const made = await hq.office().pairing.addSite(site.name)
  await joinSite(hq, desktop, made.id, false, scheduler)
  return site.id
}

/** Everybody may work at every site: the three sites share the people of the first. */
function everywhere(session: Session): void {
  const director = person(session, '总经理')
  for (const u of session.st.all<{ id: string; name: string; login: string; title: string; role_ids: string; site_ids: string }>(
    'SELECT * FROM users ORDER BY id',
  ))
    carryOut(session, director, 'admin.editUser', {
      id: u.id,
      name: u.name,
      login: u.login,
      title: u.title,
      roleIds: JSON.parse(u.role_ids) as string[],
      siteIds: JSON.parse(u.site_ids) as string[],
      allSites: true,
    })
}

/** Cars and customers of a site that begins empty. */
function stock(session: Session, random: Random, site: number): void {
  const manager = person(session, '销售经理')
  for (let n = 0; n < 8; n++) {
    const model = random.pick(models)
    carryOut(session, manager, 'vehicles.arrive', {
      vin: demoVin(model, 2026, 500_000 + site * 1000 + n * 11),
      brand: model.brand,
      series: model.series,
      model: model.model,
      modelYear: 2026,
      energy: model.energy,
      seats: model.seats,
      listFen: model.listFen,
      priceFen: model.listFen,
      state: n % 2 === 0 ? 'for-sale' : 'in-stock',
      location: '展厅 1',
      arrivedOn: addDays(TODAY, -2),
      cost: { costFen: Math.floor(model.listFen * 0.9), rebateFen: 0 },
    })
  }
  for (let n = 0; n < 6; n++)
    carryOut(session, manager, 'customers.add', {
      name: `客户${site}${n}`,
      phone: `1380000${site}${String(n).padStart(3, '0')}`,
      evenSo: '已核对',
    })
}

/** What people took, from a store's own rows: a command that came back, or a committed one found after a crash. */
export function noteReceipts({ st }: Session, entered: Map<string, Receipt>): void {
  for (const r of st.all<{ id: string; site_id: string; method: string; amount_fen: number }>(
    'SELECT id, site_id, method, amount_fen FROM receipts',
  ))
    if (!entered.has(r.id)) entered.set(r.id, { site: r.site_id, method: r.method, fen: r.amount_fen })
}
