// Rights: the sole right of one replica to a key (to sell a car firm, for a trade show). A right is a row of table `rights`
// that HQ writes into the feed; its fence rises with every change of hands. Who may have one is judged in guards.ts.
import type { Change, Guard, Row } from './protocol.ts'
import type { Ground } from './state.ts'

/** The table HQ writes rights into; a row's id is the key. */
export const RIGHTS = 'rights'
/** `taken`: by whom and why it was taken from a replica that did not give it. */
type Right = { replica: string | null; fence: number; taken: Row | null }

/** Who has the sole right to a key, and its fence; undefined when nobody ever had one. */
export function rightTo(ground: Pick<Ground, 'doc'>, key: string): Right | undefined {
  const image = ground.doc(RIGHTS, key)?.image
  if (!image) return undefined
  const { replica, fence, overridden, actor = null, reason = null } = image
  return {
    replica: typeof replica === 'string' ? replica : null,
    fence: Number(fence),
    taken: overridden === 1 ? { taken_by: actor, reason } : null,
  }
}

/** What a grant that stands makes of the row: nothing when the right is where it should be already. */
export function granted(
  guard: Extract<Guard, { kind: 'grant' }>,
  about: { ground: Ground; site: string; actor: string; replica: string; position: number; receivedAt: number },
): Change | null {
  const { ground, site, actor, position, receivedAt } = about
  const earlier = ground.doc(RIGHTS, guard.key)
  const right = rightTo(ground, guard.key)
  if ((right?.replica ?? null) === guard.to) return null
  const overridden = guard.override && right?.replica !== about.replica
  const set = {
    site_id: site,
    row_id: guard.of,
    replica: guard.to,
    fence: guard.fence + 1,
    actor,
    changed_at: receivedAt,
    overridden: overridden ? 1 : 0,
    reason: (overridden && guard.reason) || null,
  }
  const image = Object.fromEntries(Object.entries(set).filter(([, value]) => value !== null))
  ground.setDoc(RIGHTS, guard.key, { image, deleted: false, erased: false, site: null, origin: earlier?.origin ?? 'hq', position })
  return { table: RIGHTS, id: guard.key, op: earlier ? 'update' : 'insert', set }
}
