// Silence: an online desktop that has nothing to say says nothing, and still hears at once when there is news.
import { afterAll, expect, test } from 'vitest'
import { customers } from '../../src/shared/modules/customers/tables.ts'
import { type Desktop, desktop, eventually } from '../support/desktop.ts'
import { startGroup } from '../support/group.ts'
import { proxyTo } from '../support/proxy.ts'

const QUIET_MS = 20_000
const ends: (() => Promise<void>)[] = []
afterAll(async () => {
  for (const end of ends) await end()
})

test('[S-FEED-3] twenty seconds of idleness: not a byte leaves the desktop, and the next change arrives at once', async () => {
  const hq = await startGroup()
  ends.unshift(() => hq.stop())
  await hq.site('昆山店')
  const line = await proxyTo(() => hq.port)
  ends.unshift(() => line.close())
  const [quiet, busy]: Desktop[] = [desktop('安静'), desktop('忙碌')]
  if (!quiet || !busy) throw new Error('no desktops')
  ends.unshift(quiet.remove, busy.remove)
  await quiet.join(await hq.code('昆山店'), line.port)
  await busy.join(await hq.code('昆山店'))
  await eventually(() =>
    [quiet, busy].every((d) => d.engine.status().mode === 'online' && d.engine.status().live && d.engine.status().behind === 0),
  )
  await new Promise((done) => setTimeout(done, 500))
  line.count()
  await new Promise((done) => setTimeout(done, QUIET_MS))
  expect(line.count()).toEqual({ bytes: 0, pieces: 0, connections: 0 })

  const id = busy.session.newId()
  const from = Date.now()
  busy.write('customers.add', (db) =>
    db.put(customers, { id, siteId: db.who.site, kind: 'person', name: '周杉', createdAt: db.now, createdBy: 'u' }),
  )
  await eventually(() => quiet.row('customers', id))
  // Well under a second on a machine of its own.
  expect(Date.now() - from).toBeLessThan(2_500)
}, 180_000)
