// A desktop that was moved away and back before it heard of either: headquarters knows by its incarnation in which of its
// lives it speaks. Whole desktops that move are in desktop-moved.test.ts.
import { afterAll, afterEach, expect, test } from 'vitest'
import { perform } from '../../src/hq/admin.ts'
import { removeFolders, startHq, type TestHq } from '../support/hq.ts'
import { insert } from '../support/judge.ts'

const open: TestHq[] = []
afterEach(async () => {
  for (const hq of open.splice(0)) await hq.close()
})
afterAll(removeFolders)

test('[S-MOVE-5] moved away and back, a desktop is heard where it was and begins there anew', async () => {
  const hq = await startHq()
  open.push(hq)
  const [home, away] = [await hq.addSite('One', 'ONE'), await hq.addSite('Two', 'TWO')]
  const [device, neighbour] = [await hq.join(home), await hq.join(home), await hq.join(away)]
  const note = (id: string) => ({ changes: [insert('notes', id, { site_id: home })] })
  await device.round()
  const old = device.position
  for (const site of [away, home]) expect((await perform(hq.hq, { ask: 'move', device: device.replica, site })).denied).toBeUndefined()
  await neighbour.round([neighbour.make(note('N1'))])

  // What it wrote without a line counts where it was; it is told where it belongs and nothing else.
  const said = device.make(note('W1'))
  expect((await device.tryRound([said])).json()).toMatchObject({
    rulings: [{ changeset: said.id, outcome: 'accepted' }],
    entries: [],
    position: old,
    moved: { incarnation: 3, site: home },
  })
  expect((await device.tryRound()).json()).toMatchObject({ entries: [], moved: { incarnation: 3 } })
  // What it claims to have seen since it was moved it cannot have seen.
  const forged = device.make({ ...note('W2'), seen: { number: old.number + 1, nonce: 'x' } })
  expect((await device.tryRound([forged])).json()).toMatchObject({ rulings: [{ outcome: 'quarantined', reason: 'moved' }] })

  Object.assign(device, { incarnation: 3, seq: 0, hash: '', position: (await device.snapshot()).position })
  const anew = device.make(note('W3'))
  const answer = await device.round([anew])
  expect([answer.moved, answer.rulings[0]?.outcome]).toEqual([undefined, 'accepted'])
  await neighbour.round()
  expect((await hq.hq.store.changesets([said.id, anew.id])).size).toBe(2)
})
