// A small dealership on real processes: headquarters, a store that founded its site with a short history, and a second
// desktop that joined. Everything is ready to be worked at, and to be killed.
import { mkdirSync, mkdtempSync, rmSync, statfsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fillDemo } from '../../src/main/demo/generate.ts'
import { identify, readDesk } from '../../src/main/store/desk.ts'
import { differences } from '../support/compare.ts'
import { desktop, eventually, KEY, type Desktop } from '../support/desktop.ts'
import { startGroup, type Group } from '../support/group.ts'

const TODAY = '2026-11-22'

/** A folder in memory where there is one with room: a killed process loses nothing there that it would keep on a disk. */
export function quickFolder(): string {
  const memory = '/dev/shm'
  try {
    const { bavail, bsize } = statfsSync(memory)
    if (bavail * bsize > 1e9) return mkdtempSync(join(memory, 'forecourt-'))
  } catch {
    // No such place on this system.
  }
  return mkdtempSync(join(tmpdir(), 'forecourt-'))
}

/** Fills a fresh store as one that runs alone: people, cars, customers and a few orders. */
export async function foundStore(desk: Desktop, seed: number): Promise<void> {
  const { session } = desk
  const site = { id: session.newId(), name: '试验店', code: 'SY' }
  identify(session.st, { replica: session.newId(), site: site.id, deviceCode: '01', demo: false })
  session.forgetChain()
  await fillDemo(session, {
    seed,
    today: TODAY,
    site,
    replica: readDesk(session.st).replica,
    deviceCode: '01',
    deviceName: desk.name,
    secrets: null,
    months: 1,
    customers: 10,
    orders: 6,
    vehicles: 30,
  })
  session.forgetChain()
}

export type DeskFolder = { folder: string; file: string; key: string }
export type OpenedGroup = {
  hq: Group
  desks: DeskFolder[]
  /** Row by row, once everything was ended. */
  differences(): Promise<string[]>
  remove(): Promise<void>
}

/** `through`: the port a desk reaches headquarters by, a proxy's or headquarters' own. */
export async function openGroup(
  seed: number,
  options: {
    hqProgram?: string
    hqFolder?: string
    hqEnv?: Record<string, string>
    through?: (hq: Group, desk: number) => Promise<number>
  } = {},
): Promise<OpenedGroup> {
  const folder = quickFolder()
  const hqFolder = options.hqFolder ?? join(folder, 'hq')
  const hq = await startGroup({
    folder: hqFolder,
    ...(options.hqProgram ? { program: options.hqProgram } : {}),
    ...(options.hqEnv ? { env: options.hqEnv } : {}),
  })
  await hq.site('试验店')
  const desks: DeskFolder[] = []
  for (const n of [0, 1]) {
    const at = join(folder, `desk-${n}`)
    mkdirSync(at)
    const desk = desktop(`前台 ${n + 1}`, { folder: at })
    if (n === 0) await foundStore(desk, seed)
    await desk.join(await hq.code(n === 0 ? '试验店' : 'SY'), await options.through?.(hq, n))
    await eventually(() => desk.session.pendingCount() === 0 && desk.engine.status().mode === 'online', Boolean, 60_000)
    await desk.leave()
    desks.push({ folder: at, file: join(at, 'store.db'), key: KEY })
  }
  return {
    hq,
    desks,
    differences: () => differences(desks, hqFolder),
    remove: async () => {
      await hq.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
