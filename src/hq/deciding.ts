// What an administrator decides about cases and quarantined changesets. It takes no other way than a desktop's decision
// does: a case is settled by a changeset of headquarters' own, judged, numbered and sent out like any; a quarantined
// changeset is judged again, or given up, by the desktop it is of, which is asked for it in its next round.
import { uuidv7 } from '../shared/ids.ts'
import { Refusal } from '../shared/errors.ts'
import { commandIn, tableIn } from '../shared/sync/manifest.ts'
import type { Change, Guard, Position, Row, Ruling } from '../shared/sync/protocol.ts'
import { CASES, COMMENTS, docKey, noKeys, SYSTEM } from '../shared/sync/state.ts'
import { linked } from './chain.ts'
import { HQ } from './feed.ts'
import type { Hq } from './hq.ts'
import type { Decision } from './ingest.ts'
import type { KeptCase } from './store/inquiry.ts'

type Authoring = Pick<Hq, 'store' | 'ingest' | 'now' | 'draw'>
export type Deciding = Authoring & Pick<Hq, 'queue' | 'judging' | 'live'>
export type Settling = 'kept-theirs' | 'took-mine' | 'understood'
const SETTLE = { 'kept-theirs': 'sync.resolveCase', understood: 'sync.resolveCase', 'took-mine': 'sync.takeMine' } as const
const ASSIGN = 'sync.handOver'
const COMMENT = 'sync.comment'
/** Comments of a case that go along when it is handed to another site. */
const COMMENTS_KEPT = 200

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

export type Authored = {
  site: string
  /** As far as the reach of a desktop of that site; the whole group unless told. */
  reach?: 'site' | 'group'
  command: string
  changes: readonly Change[]
  guards: readonly Guard[]
  /** What its author had seen; all there is unless told. */
  seen?: Position
  closing: Decision['closing']
}
/** A changeset of headquarters' own, made of what is there and judged while nothing else is. Returns what became of it. @throws NotAccepted */
export async function author(hq: Authoring, make: () => Promise<Authored>): Promise<Ruling> {
  return hq.ingest.decide(async (chain) => {
    const { site, reach = 'group', command, changes, guards, seen, closing } = await make()
    const { at } = closing.deed
    return {
      changeset: linked(chain, {
        id: uuidv7(at, hq.draw(16)),
        seen: seen ?? (await hq.store.head()),
        after: [],
        command,
        schemaVersion: 0,
        actor: SYSTEM,
        deviceTime: at,
        payload: JSON.stringify({ changes, guards }),
      }),
      as: { replica: HQ, site, reach, history: 0, revokedAt: null },
      closing,
    }
  })
}
/** One that is made of what is there, while nothing else is judged: it can only be accepted. */
async function enact(hq: Authoring, make: () => Promise<Authored>): Promise<void> {
  const { changeset, outcome } = await author(hq, make)
  if (outcome !== 'accepted') throw new Error(`headquarters' own changeset ${changeset}: ${outcome}`)
}

/** What an administrator says about a case, as a row every desktop of its site gets. */
async function comment(hq: Deciding, site: string, caseId: string, by: string, body: string): Promise<Change> {
  const name = (await hq.store.console.administrator(by))?.name ?? by
  const at = hq.now()
  return {
    table: COMMENTS,
    id: uuidv7(at, hq.draw(16)),
    op: 'insert',
    set: { site_id: site, case_id: caseId, by_name: name, said_at: at, body },
  }
}

/** About one case, while it is open, with the reason as a comment. @throws Refusal case-unknown, settled, cannot-take */
const decide = (
  hq: Deciding,
  id: string,
  command: string,
  { by, act, reason }: { by: string; act: string; reason: string },
  /** `site`: whose people shall read the reason, where that is not the case's site as found. */
  make: (found: KeptCase) => Promise<{ changes: Change[]; expects: string; site?: string; details?: Record<string, string> }>,
): Promise<void> =>
  enact(hq, async () => {
    const found = await hq.store.inquiry.case(id)
    if (!found) throw new Refusal('case-unknown')
    if (found.image['state'] !== 'open') throw new Refusal('settled')
    const { changes, expects, details, site = found.site } = await make(found)
    const covers = changes.map((_, index) => index)
    const value = found.image[expects] ?? null
    return {
      site: found.site,
      command,
      changes: [...changes, await comment(hq, site, id, by, reason)],
      guards: [{ kind: 'expect', table: CASES, id, column: expects, value, covers, otherwise: [] }],
      closing: { deed: { at: hq.now(), by, act, subject: id, details: { reason, ...details } } },
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
    // What was said stays where it was said; the other site gets it anew.
    const said = (await hq.store.inquiry.comments(id, COMMENTS_KEPT)).map(({ image }): Change => {
      return { table: COMMENTS, id: uuidv7(hq.now(), hq.draw(16)), op: 'insert', set: { ...image, site_id: site.id } }
    })
    return {
      changes: [
        {
          table: CASES,
          id,
          op: 'update',
          set: { site_id: site.id, ...(owner === null ? {} : { owner_id: null }) },
          was: { site_id: found.site, ...(owner === null ? {} : { owner_id: owner }) },
        },
        ...said,
      ],
      expects: 'site_id',
      site: site.id,
      details: { site: site.name },
    }
  })

/** Told to every desktop of the case's site, whether it is open or settled. @throws Refusal case-unknown */
export const commentOn = (hq: Deciding, id: string, by: string, text: string): Promise<void> =>
  enact(hq, async () => {
    const found = await hq.store.inquiry.case(id)
    if (!found) throw new Refusal('case-unknown')
    return {
      site: found.site,
      command: COMMENT,
      changes: [await comment(hq, found.site, id, by, text)],
      guards: [],
      closing: { deed: { at: hq.now(), by, act: 'case.comment', subject: id, details: { text } } },
    }
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
  enact(hq, async () => {
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
      closing: { deed: { at: hq.now(), by, act: 'right.override', subject: replica, details: { key, reason, fence: fence + 1 } } },
    }
  })
