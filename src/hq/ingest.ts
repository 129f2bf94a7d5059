// Takes changesets of one device, judges them in order and commits rulings and effects together. A changeset that cannot
// be read or judged is quarantined by itself; nothing is answered before it is durable.
import type { Logger } from 'pino'
import { arbitrate, keysOf, type Judgement } from '../shared/sync/arbitrate.ts'
import type { Manifest } from '../shared/sync/manifest.ts'
import { MAX_PAYLOAD, Payload, type Changeset, type Ruling } from '../shared/sync/protocol.ts'
import { absorb, docKey, groundOver, noKeys, type Device, type Erasure } from '../shared/sync/state.ts'
import { newLinks } from './chain.ts'
import { type Draw, grownBy, HQ, newNonce, partsOf } from './feed.ts'
import type { Speaker } from './moved.ts'
import type { Breather, Queue } from './queue.ts'
import { HqRefusal } from './refusal.ts'
import type { Deed } from './store/console.ts'
import { HeadMoved, type Chain, type Commit, type Loaded, type NewEntry, type PairedDevice, type Store } from './store/store.ts'

/** One commit takes at most this many changesets and about this much payload, so that none holds the program long. */
const BATCH = { changesets: 250, payload: 600_000 }
const ATTEMPTS = 5

export type Ingest = {
  /** Rulings for all of them, in order. @throws HqRefusal fork, gap, bad-request, busy: earlier batches stay committed. */
  take(device: Speaker, changesets: readonly Changeset[]): Promise<Ruling[]>
  /** Judges own quarantined changesets again. Those that are not quarantined get their stored ruling. */
  again(device: PairedDevice, ids: readonly string[]): Promise<Ruling[]>
  /** Gives up own quarantined changesets, so that what waits for them need not wait. */
  discard(device: PairedDevice, ids: readonly string[]): Promise<void>
  /** Judges a changeset of headquarters' own like anybody's: `make` writes it on what the store holds, while nothing else is judged. @throws NotAccepted */
  decide(make: (chain: Chain) => Promise<Decision>): Promise<Ruling>
}
/** What is committed together with headquarters' own changeset: its line among the deeds, and what it takes the place of. */
type Closing = Pick<Commit, 'discarded' | 'asks'> & { deed: Deed }
/** A deed of an administrator that goes through the feed. */
export type Decision = { changeset: Changeset; as: Judged; closing: Closing }
/** Headquarters' own changeset would have been quarantined: nothing was written. `message` is the reason. */
export class NotAccepted extends Error {}
/** What of a device its changesets are judged by. */
type Judged = Pick<Speaker, 'replica' | 'site' | 'reach' | 'history' | 'revokedAt' | 'until'>

export type IngestOptions = {
  store: Store
  queue: Queue
  manifest: Manifest
  log: Logger
  now: () => number
  draw: Draw
  breather: Breather
  onCommitted(entries: readonly NewEntry[]): void
}

type Read = { changeset: Changeset; payload: Payload | null; reason: string | null }

export function createIngest({ store, queue, manifest, log, now, draw, breather, onCommitted }: IngestOptions): Ingest {
  /** Judges on what the store holds, and again from the start when another commit came first. */
  async function judgeAndCommit(
    device: Judged,
    fresh: readonly Changeset[],
    chain: Chain | undefined,
    again: boolean,
    closing?: Closing,
  ): Promise<Ruling[]> {
    const pause = breather()
    const read: Read[] = []
    for (const changeset of fresh) {
      read.push(readPayload(changeset))
      await pause()
    }
    for (let attempt = 1; ; attempt++) {
      try {
        return await judge(device, read, chain, again, closing)
      } catch (error) {
        if (!(error instanceof HeadMoved) || attempt === ATTEMPTS) throw error instanceof HeadMoved ? new HqRefusal('busy') : error
      }
    }
  }

  async function judge(
    device: Judged,
    read: readonly Read[],
    chain: Chain | undefined,
    again: boolean,
    closing: Closing | undefined,
  ): Promise<Ruling[]> {
    const pause = breather()
    const keys = noKeys()
    for (const { changeset, payload } of read) if (payload) keysOf(changeset, payload, manifest, keys)
    const loaded = await store.load(device.replica, keys)
    const { ground, written } = groundOver({ manifest, ...over(loaded) })
    const receivedAt = now()
    const entries: NewEntry[] = []
    const erasures: Erasure[] = []
    const ruled: { changeset: Changeset; ruling: Ruling; receivedAt: number; again: boolean }[] = []
    let number = loaded.head.number
    for (const { changeset, payload, reason } of read) {
      const draft = groundOver(ground)
      const history = changeset.incarnation === 1 && changeset.seq <= device.history
      const as: Device = {
        replica: device.replica,
        site: device.site,
        reach: device.reach,
        founding: history,
        revoked: device.revokedAt !== null,
        leaving: device.until !== undefined,
      }
      const late = device.until !== undefined && changeset.seen.number > device.until
      const unfit = late ? 'moved' : changeset.seen.number > loaded.head.number ? 'unseen-position' : reason
      let judgement: Judgement = { outcome: 'quarantined', reason: unfit, effect: [], cases: [], erasures: [] }
      if (payload && !unfit) {
        try {
          judgement = arbitrate(changeset, payload, as, draft.ground, number + 1, receivedAt)
          absorb(written, draft.written)
          erasures.push(...judgement.erasures)
        } catch (error) {
          log.error({ changeset: changeset.id, err: error }, 'a changeset could not be judged')
          judgement = { ...judgement, reason: 'internal' }
        }
      }
      if (closing && judgement.outcome === 'quarantined') throw new NotAccepted(judgement.reason ?? 'internal')
      const told = judgement.outcome !== 'quarantined' || judgement.effect.length > 0
      if (told) {
        number += 1
        const { id, replica, command, actor, deviceTime } = changeset
        entries.push({
          number,
          nonce: newNonce(draw),
          changeset: id,
          replica,
          command,
          actor,
          deviceTime,
          receivedAt,
          parts: partsOf(judgement.effect, ground, device.site),
        })
      }
      const ruling: Ruling = {
        changeset: changeset.id,
        seq: changeset.seq,
        outcome: judgement.outcome,
        cases: judgement.cases,
        ...(judgement.outcome === 'quarantined' ? {} : { position: number }),
        ...(judgement.reason === null ? {} : { reason: judgement.reason }),
      }
      loaded.changesets.set(changeset.id, judgement.outcome === 'quarantined' ? 'quarantined' : 'known')
      ruled.push({ changeset, ruling, receivedAt, again })
      await pause()
    }
    await store.commit({
      base: loaded.head,
      changesets: ruled,
      written,
      entries,
      grown: grownBy(written, loaded.docs),
      erasures,
      ...(chain ? { chain } : {}),
      ...closing,
    })
    if (entries.length > 0) onCommitted(entries)
    return ruled.map((r) => r.ruling)
  }

  async function takeBatch(device: Speaker, changesets: readonly Changeset[]): Promise<Ruling[]> {
    const known = await store.changesets(changesets.map((c) => c.id))
    const chain = await store.chain(device.replica, device.incarnation)
    const fresh = newLinks(changesets, known, chain)
    const last = fresh.at(-1)
    const made = last ? await judgeAndCommit(device, fresh, { ...chain, seq: last.seq, hash: last.hash }, false) : []
    const rulings = new Map(made.map((r) => [r.changeset, r]))
    return changesets.flatMap((c) => known.get(c.id)?.ruling ?? rulings.get(c.id) ?? [])
  }

  return {
    take: async (device, changesets) => {
      if (changesets.some((c) => c.replica !== device.replica)) throw new HqRefusal('bad-request')
      const rulings: Ruling[] = []
      for (const batch of batches(changesets)) rulings.push(...(await queue.run(() => takeBatch(device, batch))))
      return rulings
    },
    again: async (device, ids) => {
      const rulings: Ruling[] = []
      for (const id of ids)
        await queue.run(async () => {
          const stored = (await store.changesets([id])).get(id)
          if (!stored || stored.changeset.replica !== device.replica) return
          const waits = stored.ruling.outcome === 'quarantined' && !stored.discarded
          rulings.push(...(waits ? await judgeAndCommit(device, [stored.changeset], undefined, true) : [stored.ruling]))
        })
      return rulings
    },
    decide: (make) =>
      queue.run(async () => {
        const chain = await store.chain(HQ, 1)
        const { changeset, as, closing } = await make(chain)
        const next = { ...chain, seq: changeset.seq, hash: changeset.hash }
        return (await judgeAndCommit(as, [changeset], next, false, closing))[0] as Ruling
      }),
    discard: async (device, ids) => {
      if (ids.length === 0) return
      await queue.run(async () => {
        const stored = await store.changesets(ids)
        const own = [...stored.values()].filter((s) => s.changeset.replica === device.replica && s.ruling.outcome === 'quarantined')
        await store.commit({ base: await store.head(), discarded: own.map((s) => s.changeset.id) })
      })
    },
  }
}

/** A payload as it may be judged, or why it cannot. */
function readPayload(changeset: Changeset): Read {
  if (changeset.payload.length > MAX_PAYLOAD) return { changeset, payload: null, reason: 'too-large' }
  let value: unknown
  try {
    value = JSON.parse(changeset.payload)
  } catch {
    return { changeset, payload: null, reason: 'unreadable' }
  }
  const parsed = Payload.safeParse(value)
  return parsed.success ? { changeset, payload: parsed.data, reason: null } : { changeset, payload: null, reason: 'unreadable' }
}

const over = (loaded: Loaded) => ({
  doc: (table: string, id: string) => loaded.docs.get(docKey(table, id)),
  hold: (key: string) => loaded.holds.get(key),
  refused: (key: string, who: string) => loaded.refusals.get(docKey(key, who)),
  unique: (key: string) => loaded.uniques.get(key),
  shadow: (_replica: string, field: string) => loaded.shadows.get(field),
  changeset: (id: string) => loaded.changesets.get(id),
  mentioning: (id: string) => loaded.mentions.get(id) ?? [],
})

function* batches(changesets: readonly Changeset[]): Generator<Changeset[]> {
  let batch: Changeset[] = []
  let payload = 0
  for (const changeset of changesets) {
    if (batch.length >= BATCH.changesets || (batch.length > 0 && payload + changeset.payload.length > BATCH.payload)) {
      yield batch
      batch = []
      payload = 0
    }
    batch.push(changeset)
    payload += changeset.payload.length
  }
  if (batch.length > 0) yield batch
}
