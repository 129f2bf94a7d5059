// How the group stood, hour by hour, for charts over months: one line is noted each hour while headquarters runs, and kept for
// as long as tombstones are. Today's figures are overview.ts's.
import type { ConsoleOutput } from '../../shared/console/contract.ts'
import type { Hq } from '../hq.ts'
import type { Overview } from './overview.ts'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
const LOOK_EVERY_MS = HOUR_MS / 6
/** Lines older than this go. */
export const TRENDS_KEPT_DAYS = 400
const SHOWN_DAYS = 30

export type Trends = ReturnType<typeof createTrends>

export function createTrends(hq: Pick<Hq, 'store' | 'now' | 'log' | 'disk'>, overview: Pick<Overview, 'show'>) {
  /** Notes how it stands, once an hour at most; nothing while the disk takes nothing. */
  async function note(): Promise<void> {
    const at = hq.now()
    const last = await hq.store.watch.trendBefore(Number.MAX_SAFE_INTEGER, 0)
    if (hq.disk() !== 'well' || (last && at - last.at < HOUR_MS)) return
    const { counts, online, pending, cases, quarantined, head, disk } = await overview.show(at)
    const sample = { at, online, troubled: counts.lost + counts.behind, pending, cases, quarantined, head, bytes: disk.used + disk.files }
    await hq.store.watch.keepTrend(sample, at - TRENDS_KEPT_DAYS * DAY_MS)
  }
  const tried = (): void => void note().catch((error: unknown) => hq.log.error({ err: error }, 'how the group stands was not noted'))
  const timer = setInterval(tried, LOOK_EVERY_MS)
  timer.unref()

  /** The last line of each day, today's last; null where headquarters did not run. */
  async function show(midnight: number): Promise<ConsoleOutput<'trends.show'>> {
    const days: ConsoleOutput<'trends.show'>['days'] = []
    for (let n = SHOWN_DAYS - 1; n >= 0; n--) {
      const from = midnight - n * DAY_MS
      days.push({ from, sample: await hq.store.watch.trendBefore(from + DAY_MS, from) })
    }
    return { days }
  }

  return { note, show, close: () => clearInterval(timer) }
}
