// A desk that was away for long takes in a great deal while somebody types at it: how long main is held.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { desktop } from '../../support/desktop.ts'
import { START } from '../../../src/shared/sync/protocol.ts'
import { setState } from '../../../src/main/store/outbox.ts'
import { benchHq, fillHq } from './hq.ts'
import { watchHolds } from './holds.ts'

/** The desk joins an empty history and is then put at the feed's start: all of it comes as entries, not as a snapshot. */
export async function benchHolds(changes: number) {
  const folder = mkdtempSync(join(tmpdir(), 'forecourt-bench-fill-'))
  try {
    await fillHq(join(folder, 'hq'), changes)
    const hq = await benchHq(join(folder, 'hq'))
    const desk = desktop('打字的')
    try {
      await desk.join(hq.code())
      await desk.engine.stop()
      for (const table of ['customers', 'search_docs']) desk.st.run(`DELETE FROM ${table}`)
      desk.st.run('DELETE FROM _derive_due')
      setState(desk.st, 'position', JSON.stringify(START))
      desk.upkeep.stop()
      desk.session.close()
      const back = desktop('打字的', { folder: desk.folder })
      try {
        const heard = watchHolds()
        const from = performance.now()
        back.engine.start()
        await back.engine.now()
        const rowsS = Math.round(performance.now() - from) / 1000
        const whileRows = heard()
        const heardAfter = watchHolds()
        while (back.st.one('SELECT 1 FROM _derive_due LIMIT 1')) await new Promise((done) => setTimeout(done, 20))
        const rows = back.st.one<{ n: number }>('SELECT count(*) AS n FROM customers')?.n
        if (rows !== changes) throw new Error(`${rows} of ${changes}: ${JSON.stringify(back.troubles)}`)
        return {
          changes,
          rowsS,
          searchS: Math.round(performance.now() - from) / 1000,
          whileRows,
          whileSearch: heardAfter(),
          target: 'p99 ≤ 50 ms',
        }
      } finally {
        await back.remove()
      }
    } finally {
      await hq.stop()
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
