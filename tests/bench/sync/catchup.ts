// A desktop that has most of it already fetches what changed meanwhile; and how long main is held from a person who types
// while a great deal comes in.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Desktop } from '../../support/desktop.ts'
import { proxyTo } from '../../support/proxy.ts'
import { compared, median } from './figures.ts'
import { benchHq, fillHq } from './hq.ts'
import { floorDesk, floorHq } from './floor.ts'
import { joinedDesk, writePeople } from './ours.ts'
import { peopleOf, some } from './people.ts'
import { ROWS_A_TRANSACTION } from './push.ts'

/** Catch-up of `changes` at `rows` rows, beside the floor; bytes counted on the wire, TLS and headers included for ours. */
export async function benchCatchUp(rounds: number, rows: number, changes: number) {
  const folder = mkdtempSync(join(tmpdir(), 'forecourt-bench-fill-'))
  const { site } = await fillHq(join(folder, 'hq'), rows)
  const bareHq = await floorHq(folder)
  await bareHq.seed(1, site, rows)
  const hq = await benchHq(join(folder, 'hq'))
  const line = await proxyTo(() => hq.port)
  const [writer, reader] = [await joinedDesk(hq.code()), await joinedDesk(hq.code(), line.port)]
  const bare = floorDesk(join(folder, 'bare.db'), bareHq)
  const bareWriter = floorDesk(join(folder, 'bare-writer.db'), bareHq)
  try {
    await bare.bootstrap()
    await bare.noteHead()
    const people = peopleOf(21, site)
    const [ours, floor, oursBytes, floorBytes]: number[][] = [[], [], [], []]
    for (let round = 0; round < rounds; round++) {
      line.set({ kind: 'cut' })
      await writeAll(writer, people, changes)
      line.set({ kind: 'pass' })
      line.count()
      line.countDown()
      let from = performance.now()
      await reader.engine.now()
      ours?.push(performance.now() - from)
      oursBytes?.push(line.count().bytes + line.countDown())
      if (reader.session.chain().seen.number !== writer.session.chain().seen.number) throw new Error('the reader lags behind')
      for (let left = changes; left > 0; left -= ROWS_A_TRANSACTION) bareWriter.commit(some(people, Math.min(left, ROWS_A_TRANSACTION)))
      await bareWriter.push()
      bare.bytes.down = 0
      from = performance.now()
      await bare.pull()
      floor?.push(performance.now() - from)
      floorBytes?.push(bare.bytes.down)
    }
    const bytes = { ours: median(oursBytes ?? []), floor: median(floorBytes ?? []) }
    return {
      rows,
      changes,
      ...compared(ours ?? [], floor ?? []),
      target: 'ratio ≤ 2, bytes ≤ 1.5',
      bytes: { ...bytes, ratio: Math.round((bytes.ours / bytes.floor) * 100) / 100, oursARow: Math.round(bytes.ours / changes) },
    }
  } finally {
    bare.close()
    bareWriter.close()
    await writer.remove()
    await reader.remove()
    await line.close()
    await hq.stop()
    bareHq.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

export async function writeAll(writer: Desktop, people: ReturnType<typeof peopleOf>, changes: number): Promise<void> {
  for (let left = changes; left > 0; left -= ROWS_A_TRANSACTION) writePeople(writer, some(people, Math.min(left, ROWS_A_TRANSACTION)))
  await writer.engine.now()
  if (writer.session.pendingCount() > 0) throw new Error(`not sent: ${JSON.stringify(writer.troubles)}`)
}
