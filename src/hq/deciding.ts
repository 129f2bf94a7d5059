// What an administrator decides about cases and quarantined changesets. It takes no other way than a desktop's decision
// does: a case is settled by a changeset of headquarters' own, judged, numbered and sent out like any; a quarantined
// changeset is judged again, or given up, by the desktop it is of, which is asked for it in its next round.
import { uuidv7 } from '../shared/ids.ts'
import { Refusal } from '../shared/errors.ts'
import { commandIn, tableIn } from '../shared/sync/manifest.ts'
import type { Change, Guard, Row } from '../shared/sync/protocol.ts'
import { CASES, docKey, noKeys, SYSTEM } from '../shared/sync/state.ts'
import { linked } from './chain.ts'
import { HQ } from './feed.ts'
import type { Hq } from './hq.ts'
import type { Deed } from './store/console.ts'
import type { KeptCase } from './store/inquiry.ts'

type Deciding = Pick<Hq, 'store' | 'queue' | 'ingest' | 'judging' | 'now' | 'draw' | 'live'>
export type Settling = 'kept-theirs' | 'took-mine' | 'understood'
const SETTLE = { 'kept-theirs': 'sync.resolveCase', understood: 'sync.resolveCase', 'took-mine': 'sync.takeMine' } as const
const ASSIGN = 'sync.handOver'

/** The late value of a field case, where headquarters may write it: as if it had come first. */
export async function lateValue(hq: Pick<Hq, 'store' | 'judging'>, { image }: KeptCase): Promise<Change | null> {
  const [table, id] = [String(image['subject_table'] ?? ''), String(image['subject_id'] ?? '')]
  if (image['kind'] !== 'field' || tableIn(hq.judging.manifest, table)?.policy !== 'fields') return null
  if (!commandIn(hq.judging.manifest, SETTLE['took-mine'])?.writes.includes(table)) return null
  const keys = noKeys()
  keys.docs.add(docKey(table, id))
  const doc = (await hq.store.load(HQ, keys)).docs.get(docKey(table, id))
  if (!doc || doc.deleted || doc.erased) return null
  const set = JSON.parse(String(image['mine'])) as Row
  return { table, id, op: 'update', set, was: Object.fromEntries(Object.keys(set).map((column) => [column, doc.image[column] ?? null])) }
}

type Authored = { site: string; command: string; changes: readonly Change[]; guards: readonly Guard[]; deed: Deed }
/** A changeset of headquarters' own, made of what is there and judged while nothing else is. */
async function author(hq: Deciding, make: () => Promise<Authored>): Promise<void> {
  const ruling = await hq.ingest.decide(async (chain) => {
    const { site, command, changes, guards, deed } = await make()
    return {
      changeset: linked(chain, {
        id: uuidv7(deed.at, hq.draw(16)),
        seen: await hq.store.head(),
        after: [],
        command,
        schemaVersion: 0,
        actor: SYSTEM,
        deviceTime: deed.at,
        payload: JSON.stringify({ changes, guards }),
      }),
      as: { replica: HQ, site, reach: 'group', history: 0, revokedAt: null },
      deed,
    }
  })
  if (ruling.outcome !== 'accepted')
    throw new Error(`headquarters' own changeset ${ruling.changeset}: ${ruling.outcome} ${ruling.reason ?? ''}`)
}

/** About one case, while it is open. @throws Refusal case-unknown, settled, cannot-take */
const decide = (
  hq: Deciding,
  id: string,
  command: string,
  { by, act, reason }: { by: string; act: string; reason: string },
  make: (found: KeptCase) => Promise<{ changes: Change[]; expects: string; details?: Record<string, string> }>,
): Promise<void> =>
  author(hq, async () => {
    const found = await hq.store.inquiry.case(id)
    if (!found) throw new Refusal('case-unknown')
    if (found.image['state'] !== 'open') throw new Refusal('settled')
    const { changes, expects, details } = await make(found)
    const covers = changes.map((_, index) => index)
    const value = found.image[expects] ?? null
    return {
      site: found.site,
      command,
      changes,
      guards: [{ kind: 'expect', table: CASES, id, column: expects, value, covers, otherwise: [] }],
      deed: { at: hq.now(), by, act, subject: id, details: { reason, ...details } },
    }
  })

/** @throws Refusal case-unknown, settled, cannot-take */
export const settleCase = (hq: Deciding, id: string, how: Settling, by: string, reason: string): Promise<void> =>
  decide(hq, id, SETTLE[how], { by, act: 'case.settle', reason }, async (found) => {
    const late = how === 'took-mine' ? await lateValue(hq, found) : null
    if (how === 'took-mine' && !late) throw new Refusal('cannot-take')
    const set = { state: 'resolved', resolved_by: null, resolved_at: hq.now(), resolution: how }
    const was = { state: 'open', resolved_by: null, resolved_at: null, resolution: null }
    return {
      changes: [...(late ? [late] : []), { table: CASES, id, op: 'update', set, was }],
      expects: 'state',
      details: { how },
    }
  })

/** From now on it is another site's to settle. @throws Refusal case-unknown, settled, site-unknown, site-empty, already-there */
export const assignCase = (hq: Deciding, id: string, to: string, by: string, reason: string): Promise<void> =>
  decide(hq, id, ASSIGN, { by, act: 'case.assign', reason }, async (found) => {
    const site = (await hq.store.sites()).find((each) => each.id === to)
    if (!site) throw new Refusal('site-unknown')
    if (site.foundedAt === null) throw new Refusal('site-empty')
    if (found.site === site.id) throw new Refusal('already-there')
    const owner = found.image['owner_id'] ?? null
    return {
      changes: [
        {
          table: CASES,
          id,
          op: 'update',
          set: { site_id: site.id, ...(owner === null ? {} : { owner_id: null }) },
          was: { site_id: found.site, ...(owner === null ? {} : { owner_id: owner }) },
        },
      ],
      expects: 'site_id',
      details: { site: site.name },
    }
  })

/** @throws Refusal case-unknown */
export const commentOn = (hq: Deciding, id: string, by: string, text: string): Promise<void> =>
  hq.queue.run(async () => {
    if (!(await hq.store.inquiry.case(id))) throw new Refusal('case-unknown')
    const deed = { at: hq.now(), by, act: 'case.comment', subject: id, details: { text } }
    await hq.store.commit({ base: await hq.store.head(), deed })
  })

/**
 * Asks the desktop; one that was revoked hears nothing any more, so headquarters gives up by itself what was hers.
 * @throws Refusal changeset-unknown, author-revoked: it cannot be judged again
 */
export async function decideQuarantined(hq: Deciding, id: string, what: 'retry' | 'discard', by: string, reason: string): Promise<void> {
  const replica = await hq.queue.run(async () => {
    const found = await hq.store.inquiry.quarantined(id)
    if (!found || found.discarded) throw new Refusal('changeset-unknown')
    const device = await hq.store.device(found.replica)
    const revoked = device?.revokedAt != null
    if (revoked && what === 'retry') throw new Refusal('author-revoked')
    const at = hq.now()
    await hq.store.commit({
      base: await hq.store.head(),
      ...(revoked ? { discarded: [id] } : { asks: [{ changeset: id, replica: found.replica, wish: { what, reason, at } }] }),
      deed: { at, by, act: `quarantine.${what}`, subject: id, details: { reason, command: found.command } },
    })
    return found.replica
  })
  hq.live.nudge(replica)
}

const OVERRIDE = 'vehicles.overrideRight'
/**
 * Takes the sole right to sell a car from a desktop that does not give it: everybody may sell it again, and whoever sold it
 * firm there meanwhile is told by a case who took the right and why. @throws Refusal nothing-changed, cannot-override
 */
export const overrideRight = (hq: Deciding, key: string, by: string, reason: string): Promise<void> =>
  author(hq, async () => {
    const { image } = (await hq.store.inquiry.right(key)) ?? { image: {} as Row }
    const [replica, of] = [image['replica'], image['row_id']]
    if (typeof replica !== 'string' || typeof of !== 'string') throw new Refusal('nothing-changed')
    if (!key.startsWith('vin:')) throw new Refusal('cannot-override')
    const fence = Number(image['fence'])
    return {
      site: String(image['site_id']),
      command: OVERRIDE,
      changes: [],
      guards: [{ kind: 'grant', key, of, to: null, fence, override: true, reason, covers: [], otherwise: [] }],
      deed: { at: hq.now(), by, act: 'right.override', subject: replica, details: { key, reason, fence: fence + 1 } },
    }
  })
