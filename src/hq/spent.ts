// Pairing codes and one-time links that were used or have expired: for a while whoever comes with one is told what became of
// it, then they go, with a line among the deeds. The code of a roll-out's desktop stays with its list.
import type { Hq } from './hq.ts'
import { TERMINAL } from './store/console.ts'

const DAY_MS = 86_400_000
const LOOK_EVERY_MS = DAY_MS / 24
export const SPENT_KEPT_DAYS = 30

export function createSpent(hq: Pick<Hq, 'store' | 'queue' | 'now' | 'log' | 'disk'>) {
  /** Drops what was spent so long ago; nothing while the disk takes nothing. */
  const drop = (): Promise<void> =>
    hq.queue.run(async () => {
      const at = hq.now()
      const before = at - SPENT_KEPT_DAYS * DAY_MS
      const { codes, links } = await hq.store.watch.spent(before)
      if (hq.disk() !== 'well' || codes + links === 0) return
      await hq.store.commit({
        base: await hq.store.head(),
        console: [{ kind: 'forget-spent', before }],
        deed: { at, by: TERMINAL, act: 'spent.drop', subject: null, details: { codes, links, days: SPENT_KEPT_DAYS } },
      })
    })
  const tried = (): void => void drop().catch((error: unknown) => hq.log.error({ err: error }, 'spent codes and links were not dropped'))
  const timer = setInterval(tried, LOOK_EVERY_MS)
  timer.unref()
  return { drop, close: () => clearInterval(timer) }
}
