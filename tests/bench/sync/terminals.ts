// Eight desks come back at once, each with its own changes, until all show the same rows.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Desktop, eventually } from '../../support/desktop.ts'
import { compared } from './figures.ts'
import { benchHq } from './hq.ts'
import { floorDesk, floorHq } from './floor.ts'
import { joinedDesk, writePeople } from './ours.ts'
import { peopleOf, some } from './people.ts'
import { ROWS_A_TRANSACTION } from './push.ts'

export async function benchTerminals(rounds: number, terminals: number, changes: number) {
  const ours: number[] = []
  const floor: number[] = []
  for (let round = 0; round < rounds; round++) {
    ours.push(await oursAll(terminals, changes))
    floor.push(await floorAll(terminals, changes))
  }
  return { terminals, changes, ...compared(ours, floor), target: 'ratio ≤ 2' }
}

async function oursAll(terminals: number, changes: number): Promise<number> {
  const hq = await benchHq(null)
  const desks: Desktop[] = []
  try {
    for (let n = 0; n < terminals; n++) desks.push(await joinedDesk(hq.code()))
    for (const [n, desk] of desks.entries()) {
      const people = peopleOf(100 + n, desk.who().site)
      for (let left = changes; left > 0; left -= ROWS_A_TRANSACTION) writePeople(desk, some(people, Math.min(left, ROWS_A_TRANSACTION)))
    }
    const from = performance.now()
    const count = (desk: Desktop): number => desk.st.one<{ n: number }>(`SELECT count(*) AS n FROM customers`)?.n ?? 0
    for (const desk of desks) void desk.engine.now()
    await eventually(
      () => desks.map((desk) => [desk.session.pendingCount(), count(desk)]),
      (all) => all.every(([pending, rows]) => pending === 0 && rows === terminals * changes),
      120_000,
    )
    return performance.now() - from
  } finally {
    for (const desk of desks) await desk.remove()
    await hq.stop()
  }
}

async function floorAll(terminals: number, changes: number): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'forecourt-bench-floor-'))
  const hq = await floorHq(folder)
  const desks = Array.from({ length: terminals }, (_, n) => floorDesk(join(folder, `desk-${n}.db`), hq))
  try {
    for (const [n, desk] of desks.entries()) {
      await desk.noteHead()
      const people = peopleOf(100 + n, 'site')
      for (let left = changes; left > 0; left -= ROWS_A_TRANSACTION) desk.commit(some(people, Math.min(left, ROWS_A_TRANSACTION)))
    }
    const from = performance.now()
    await Promise.all(desks.map((desk) => desk.push()))
    await Promise.all(desks.map((desk) => desk.pull()))
    if (desks.some((desk) => desk.count() !== terminals * changes)) throw new Error('the floor is not equal')
    return performance.now() - from
  } finally {
    for (const desk of desks) desk.close()
    hq.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}
