// Pushing what a day offline piled up: changes made in transactions of four rows, until HQ has ruled on every one.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { proxyTo } from '../../support/proxy.ts'
import { benchHq } from './hq.ts'
import { joinedDesk, writePeople } from './ours.ts'
import { floorDesk, floorHq } from './floor.ts'
import { compared } from './figures.ts'
import { peopleOf, some } from './people.ts'

export const ROWS_A_TRANSACTION = 4

/** Seconds, and bytes a row, of both; each round starts from nothing. */
export async function benchPush(rounds: number, changes: number) {
  const ours: number[] = []
  const floor: number[] = []
  const bytes = { up: 0, down: 0, floorUp: 0 }
  for (let round = 0; round < rounds; round++) {
    const made = await pushOurs(changes, false)
    ours.push(made.ms)
    const bare = await pushFloor(changes)
    floor.push(bare.ms)
    bytes.floorUp = bare.up / changes
  }
  const counted = await pushOurs(changes, true)
  bytes.up = counted.up / changes
  bytes.down = counted.down / changes
  return {
    ...compared(ours, floor),
    target: 'ratio ≤ 2',
    bytesARow: { up: Math.round(bytes.up), floorUp: Math.round(bytes.floorUp), down: Math.round(bytes.down), target: 'up ≤ 120' },
  }
}

async function pushOurs(changes: number, counting: boolean): Promise<{ ms: number; up: number; down: number }> {
  const hq = await benchHq(null)
  const line = counting ? await proxyTo(() => hq.port) : null
  const desk = await joinedDesk(hq.code(), line?.port)
  try {
    const people = peopleOf(11, desk.who().site)
    // In one piece: no timer fires between, so nothing is sent before all of it is there.
    for (let left = changes; left > 0; left -= ROWS_A_TRANSACTION) writePeople(desk, some(people, Math.min(left, ROWS_A_TRANSACTION)))
    line?.count()
    line?.countDown()
    const from = performance.now()
    await desk.engine.now()
    const ms = performance.now() - from
    if (desk.session.pendingCount() > 0) throw new Error(`${desk.session.pendingCount()} are pending: ${JSON.stringify(desk.troubles)}`)
    return { ms, up: line?.count().bytes ?? 0, down: line?.countDown() ?? 0 }
  } finally {
    await desk.remove()
    await line?.close()
    await hq.stop()
  }
}

async function pushFloor(changes: number): Promise<{ ms: number; up: number }> {
  const folder = mkdtempSync(join(tmpdir(), 'forecourt-bench-floor-'))
  const hq = await floorHq(folder)
  const desk = floorDesk(join(folder, 'desk.db'), hq)
  try {
    await desk.noteHead()
    const people = peopleOf(11, 'site')
    for (let left = changes; left > 0; left -= ROWS_A_TRANSACTION) desk.commit(some(people, Math.min(left, ROWS_A_TRANSACTION)))
    const from = performance.now()
    await desk.push()
    return { ms: performance.now() - from, up: desk.bytes.up }
  } finally {
    desk.close()
    hq.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}
