// A desktop that is taken off the list while it has the sole right to a car: nobody else sells that car behind its papers,
// until somebody takes the right back and says why.
import { afterAll, afterEach, expect, test } from 'vitest'
import { perform } from '../../src/hq/admin.ts'
import type { Guard } from '../../src/shared/sync/protocol.ts'
import { removeFolders, startHq, type TestHq } from '../support/hq.ts'
import { insert, update } from '../support/judge.ts'

const open: TestHq[] = []
afterEach(async () => {
  for (const hq of open.splice(0)) await hq.close()
})
afterAll(removeFolders)

const KEY = 'vin:V1'
const grant = (to: string, fence: number, override = false): Guard => ({
  ...{ kind: 'grant', key: KEY, of: 'V1', to, fence, override, covers: [], otherwise: [] },
  ...(override ? { reason: '桌面已停用' } : {}),
})
const sale = (order: string) => ({
  changes: [update('cars', 'V1', { state: 'reserved', holder_id: order }, { state: 'free', holder_id: null })],
  guards: [{ kind: 'hold', key: KEY, of: 'V1', holder: order, covers: [0], otherwise: [] }] satisfies Guard[],
})

test('[S-RIGHT-1] [S-RIGHT-4] [S-TRUST-3] the rights of a revoked desktop stay with it until an override frees them', async () => {
  const hq = await startHq()
  open.push(hq)
  const site = await hq.addSite()
  const [gone, here] = [await hq.join(site, false, '外展'), await hq.join(site, false, '前台')]
  const outcome = async (desk: typeof here, about: Parameters<typeof here.make>[0]): Promise<string | undefined> =>
    (await desk.round([desk.make(about)])).rulings[0]?.outcome
  expect(await outcome(gone, { changes: [insert('cars', 'V1', { site_id: site, state: 'free' })] })).toBe('accepted')
  expect(await outcome(gone, { guards: [grant(gone.replica, 0)] })).toBe('accepted')
  await here.round()

  expect(await perform(hq.hq, { ask: 'revoke', device: gone.replica })).toEqual({
    revoked: { replica: gone.replica, name: '外展', rights: 1 },
  })
  // What it sold firm before it heard of that lies in quarantine: its papers exist, and HQ's row of the car does not say so.
  const firm = gone.make(sale('O1'))
  expect((await gone.tryRound([firm])).json()).toEqual({ error: 'revoked' })
  expect((await hq.hq.store.changesets([firm.id])).get(firm.id)?.ruling).toMatchObject({ outcome: 'quarantined', reason: 'revoked' })
  expect(await outcome(here, sale('O2'))).toBe('lost')

  expect(await outcome(here, { command: 'seize', guards: [grant(here.replica, 1, true)] })).toBe('accepted')
  expect(await outcome(here, sale('O3'))).toBe('accepted')
  // The other way round there is nothing to tell.
  expect(await perform(hq.hq, { ask: 'revoke', device: (await hq.join(site)).replica })).toMatchObject({ revoked: { rights: 0 } })
})
