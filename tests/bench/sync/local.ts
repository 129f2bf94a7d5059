// One local transaction of four rows, durable, taking turns with the bare driver; and what sync keeps on disk beside the data.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sideBySide } from '../measure.ts'
import { desktop } from '../../support/desktop.ts'
import { floorDesk } from './floor.ts'
import { writePeople } from './ours.ts'
import { peopleOf, some } from './people.ts'
import { ROWS_A_TRANSACTION } from './push.ts'
import { setState } from '../../../src/main/store/outbox.ts'
import { SITE } from '../../support/store.ts'

/** Milliseconds a transaction; `ratio` is how many ours does in the time the floor does one. */
export async function benchLocal(transactions: number) {
  const folder = mkdtempSync(join(tmpdir(), 'forecourt-bench-local-'))
  const desk = desktop('一个')
  setState(desk.st, 'hq', 'hq-1')
  setState(desk.st, 'site', SITE)
  setState(desk.st, 'replica', 'replica-1')
  desk.session.forgetChain()
  const bare = floorDesk(join(folder, 'bare.db'), { port: 0 })
  try {
    const [mine, theirs] = [peopleOf(31, SITE), peopleOf(31, SITE)]
    const made = await sideBySide(
      transactions,
      () => writePeople(desk, some(mine, ROWS_A_TRANSACTION)),
      () => bare.commit(some(theirs, ROWS_A_TRANSACTION)),
    )
    return {
      ours: { ...made.ours, aSecond: Math.round(1000 / made.ours.p50) },
      floor: { ...made.floor, aSecond: Math.round(1000 / made.floor.p50) },
      ratio: Math.round((made.floor.p50 / made.ours.p50) * 100) / 100,
      target: 'ratio ≥ 0.7',
    }
  } finally {
    await desk.remove()
    bare.close()
    rmSync(folder, { recursive: true, force: true })
  }
}
