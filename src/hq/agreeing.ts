// Whether each desktop holds what headquarters holds, for whoever watches over the group: a round says what a desktop holds
// at a position, and that is compared with what it was told there. Decides nothing: a desktop that differs finds that out
// and sets it right by itself.
import { equal, plus, sumFrom } from '../shared/sync/integrity.ts'
import type { Position, RoundRequest } from '../shared/sync/protocol.ts'
import type { Hq } from './hq.ts'
import type { PairedDevice, ScopeSums } from './store/store.ts'
import type { Agreement } from './store/watch.ts'

/** How often at most the same finding is written. */
const KEEP_EVERY_MS = 30_000

export function createAgreeing(hq: Pick<Hq, 'store' | 'now' | 'agreed'>) {
  /** What each desktop was last told, in this program's life. */
  const told = new Map<string, ScopeSums & { at: number; of: string }>()
  const kept = new Map<string, number>()
  const repaired = new Map<string, string>()

  /** Headquarters' sums at a position: as they were told, or as they are while nothing in reach was written since. */
  async function sumsAt(device: PairedDevice, at: number, position: Position): Promise<ScopeSums | null> {
    const known = told.get(device.replica)
    if (known?.at === at && known.of === device.site) return known
    return position.number === at ? hq.store.scopesAt(device, position) : null
  }

  async function compare(device: PairedDevice, held: NonNullable<RoundRequest['held']>, position: Position): Promise<void> {
    const theirs = await sumsAt(device, held.at, position)
    if (!theirs) return
    const mine = { group: sumFrom(held.group), site: sumFrom(held.site) }
    // An older desktop may count rows of a table it does not know among its site's: what it holds is right all the same.
    const whole = equal(plus(mine.group, mine.site), plus(theirs.group, theirs.site))
    const at = hq.now()
    const before = hq.agreed.get(device.replica) ?? (await hq.store.watch.agreements(device.replica))
    const found = (['group', 'site'] as const).map((scope): Agreement => {
      const agrees = whole || equal(mine[scope], theirs[scope])
      const last = before.find((each) => each.scope === scope)
      const differed = agrees ? { at: last?.differedAt ?? null, position: last?.differedPosition ?? null } : { at, position: held.at }
      return { scope, position: held.at, at, agrees, differedAt: differed.at, differedPosition: differed.position }
    })
    hq.agreed.set(device.replica, found)
    const same = found.every(({ scope, agrees }) => before.find((each) => each.scope === scope)?.agrees === agrees)
    if (same && at - (kept.get(device.replica) ?? -Infinity) < KEEP_EVERY_MS) return
    kept.set(device.replica, at)
    await hq.store.watch.keepAgreements(device.replica, found)
  }

  return {
    /** Takes what a round says of what its desktop holds. Before anything the round brings is written. */
    hear: async (device: PairedDevice, request: RoundRequest): Promise<void> => {
      if (request.held) await compare(device, request.held, request.position)
      const text = JSON.stringify(request.repairs ?? [])
      if (text === (repaired.get(device.replica) ?? '[]')) return
      repaired.set(device.replica, text)
      const skew = request.deviceTime - hq.now()
      const repairs = (request.repairs ?? []).map((repair) => ({ ...repair, at: repair.at - skew }))
      await hq.store.watch.keepRepairs(device.replica, repairs)
    },
    /** What it is told at a position. */
    tell: ({ replica, site }: PairedDevice, sums: ScopeSums, at: number): void => void told.set(replica, { ...sums, at, of: site }),
  }
}
