// Two desks of a store that ran alone first, each on a line of its own that can be cut, and the headquarters they joined. Real
// processes, a real network; they stand before the tests of a file and are gone after them.
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll } from 'vitest'
import { setState } from '../../src/main/store/outbox.ts'
import { cutOff, desktop, type Desktop, eventually, KEY, quiet } from './desktop.ts'
import { type Group, startGroup } from './group.ts'
import { type Proxy, proxyTo } from './proxy.ts'
import { openShop, type Shop } from './shop.ts'
import { SITE } from './store.ts'

type Stage = { hq: Group; lines: [Proxy, Proxy]; one: Desktop; two: Desktop }

/** `alone` is what the store did before it joined, with the desk that becomes the first of the two. */
export function twoDesks(names: readonly [string, string], alone: (shop: Shop) => void = () => undefined) {
  let stage: Stage | undefined
  const now = (): Stage => {
    if (!stage) throw new Error('the desks stand only while tests run')
    return stage
  }
  beforeAll(async () => {
    const hq = await startGroup()
    await hq.site('昆山店')
    const lines: Stage['lines'] = [await proxyTo(() => hq.port), await proxyTo(() => hq.port)]
    const folder = mkdtempSync(join(tmpdir(), 'forecourt-desk-'))
    const shop = openShop({ file: join(folder, 'store.db'), key: KEY })
    alone(shop)
    setState(shop.st, 'site', SITE)
    setState(shop.st, 'device_code', '01')
    shop.session.close()
    const one = desktop(names[0], { folder })
    await one.join(await hq.code('昆山店', { group: true }), lines[0].port)
    await eventually(() => one.session.pendingCount() === 0 && one.engine.status().mode === 'online', Boolean, 60_000)
    const two = desktop(names[1])
    await two.join(await hq.code('昆山店'), lines[1].port)
    stage = { hq, lines, one, two }
    await quiet(one, two)
  })
  afterAll(async () => {
    const { hq, lines, one, two } = now()
    await Promise.all([one.remove(), two.remove()])
    await Promise.all(lines.map((line) => line.close()))
    await hq.stop()
  })

  const cut = async (): Promise<void> => {
    const { lines, one, two } = now()
    for (const line of lines) line.set({ kind: 'cut' })
    await cutOff(one, two)
  }
  return {
    get lines(): [Proxy, Proxy] {
      return now().lines
    },
    get one(): Desktop {
      return now().one
    },
    get two(): Desktop {
      return now().two
    },
    /** Neither has a line any more, and both have noticed. */
    cut,
    /** Both have one again, and each has heard the other out. */
    mend: async (): Promise<void> => {
      const { lines, one, two } = now()
      for (const line of lines) line.set({ kind: 'pass' })
      await quiet(one, two)
    },
    /** Both work without a line; the first desk's word reaches headquarters first. */
    apart: async (atOne: () => void, atTwo: () => void): Promise<void> => {
      const { lines, one, two } = now()
      await cut()
      atOne()
      atTwo()
      lines[0].set({ kind: 'pass' })
      await one.engine.now()
      await eventually(() => one.session.pendingCount() === 0, Boolean, 60_000)
      lines[1].set({ kind: 'pass' })
      await quiet(one, two)
    },
  }
}
