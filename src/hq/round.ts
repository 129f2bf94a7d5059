// One round of one device: its changesets up, rulings and feed down. Refuses before it writes, answers after it is durable.
import { plus, sumText } from '../shared/sync/integrity.ts'
import { type Position, type RoundAnswer, RoundRequest, type Ruling } from '../shared/sync/protocol.ts'
import { PROTOCOL_FLOOR } from '../shared/sync/protocol-version.ts'
import { createAgreeing } from './agreeing.ts'
import type { Hq } from './hq.ts'
import { trusted } from './pairing.ts'
import { HqRefusal } from './refusal.ts'
import { awayFrom, speakingFor } from './moved.ts'
import type { DeviceNote, FeedPage, PairedDevice } from './store/store.ts'
import type { Brought } from './store/watch.ts'

const FEED_BYTES = 1_000_000
/** How often at most a device's last sign of life is written. */
const NOTE_EVERY_MS = 30_000

export type Rounds = (device: PairedDevice, body: unknown) => Promise<RoundAnswer>

export function createRounds(
  hq: Pick<Hq, 'store' | 'queue' | 'ingest' | 'now' | 'address' | 'news' | 'heard' | 'agreed' | 'versions'>,
): Rounds {
  const agreeing = createAgreeing(hq)
  const noted = new Map<string, number>()
  const refusals = new Map<string, { word: string; at: number }>()
  /** Keeps in the desktop's history that it was refused, now and then; that it must come again says nothing of it. */
  async function keepRefusal({ replica }: PairedDevice, word: string): Promise<void> {
    const last = refusals.get(replica)
    const at = hq.now()
    if (word === 'busy' || word === 'cannot-write' || (last?.word === word && at - last.at < NOTE_EVERY_MS)) return
    refusals.set(replica, { word, at })
    await hq.store.watch.noteRefused(replica, at, word)
    hq.news.tell()
  }

  return async (device, body) => {
    try {
      return await rounded(device, body)
    } catch (error) {
      if (error instanceof HqRefusal) await keepRefusal(device, error.failure.error)
      throw error
    }
  }

  /** What the desktop shall do with its quarantined changesets; what it just did is not asked again. */
  async function asksOf({ replica }: PairedDevice, done: ReadonlySet<string>): Promise<NonNullable<RoundAnswer['asks']>> {
    const asks = await hq.store.inquiry.asks(replica)
    const heard = asks.filter(({ changeset }) => done.has(changeset))
    if (heard.length > 0)
      await hq.queue.run(async () =>
        hq.store.commit({ base: await hq.store.head(), asks: heard.map(({ changeset }) => ({ changeset, replica, wish: null })) }),
      )
    return asks.filter(({ changeset }) => !done.has(changeset))
  }

  /** What it shall take anew and has not said that it has whole; null when nothing. What it says of it is kept. */
  async function anewOf({ replica, ...device }: PairedDevice, said: RoundRequest['anew']): Promise<number | null> {
    const asked = device.anewAskedAt
    if (asked === null || asked === device.anewTakenAt) return null
    const heard = said?.asked === asked ? said : null
    if (heard && (heard.whole || device.anewHeardAt !== asked))
      await hq.queue.run(async () =>
        hq.store.commit({ base: await hq.store.head(), directory: [{ kind: 'anew', replica, at: asked, whole: heard.whole }] }),
      )
    return heard?.whole ? null : asked
  }

  async function rounded(device: PairedDevice, body: unknown): Promise<RoundAnswer> {
    const parsed = RoundRequest.safeParse(body)
    if (!parsed.success || parsed.data.replica !== device.replica) throw new HqRefusal('bad-request')
    const request = parsed.data
    if (device.revokedAt !== null) {
      // What a lost or dismissed desktop still had to say is kept whole in quarantine; it gets nothing for it.
      await hq.ingest.take(device, request.changesets).catch((error: unknown) => {
        // Links that are missing can still come. Whatever else is wrong with its chain, it is off the list.
        const told = error instanceof HqRefusal ? error.failure.error : 'internal'
        if (told !== 'fork' && told !== 'bad-request') throw error
      })
      throw new HqRefusal('revoked')
    }
    if (device.suspendedAt !== null) throw new HqRefusal('suspended')
    if (request.protocol < PROTOCOL_FLOOR) throw new HqRefusal('protocol-too-old')
    if (!(await hq.store.knows(request.position))) throw new HqRefusal('position-unknown')

    const speaker = speakingFor(device, request)
    if (speaker.until === undefined) await agreeing.hear(device, request)
    const rulings: Ruling[] = await hq.ingest.take(speaker, request.changesets)
    await hq.ingest.discard(device, request.discard)
    rulings.push(...(await hq.ingest.again(device, request.retry)))
    const asks = await asksOf(device, new Set([...request.retry, ...request.discard]))

    if (speaker.until !== undefined) return { rulings, ...(await awayFrom(hq, device, request.position)) }
    const sent = new Map(request.changesets.map((c) => [c.id, c.payload]))
    const outdated = hq.versions.isBelow(request.appVersion) ? hq.versions.minimum() : null
    const page =
      outdated === null ? await hq.store.feedAfter(device, request.position, FEED_BYTES, sent) : await nothingAfter(hq, request.position)
    if (!page) throw new HqRefusal('position-unknown')
    const hqTime = hq.now()
    const address = hq.address()
    const answer: RoundAnswer = { rulings, entries: page.entries, position: page.position, more: page.more, hqTime, head: page.head }
    if (page.sums !== null) {
      answer.root = sumText(plus(page.sums.group, page.sums.site))
      agreeing.tell(device, page.sums, page.position.number)
    }
    if (outdated !== null) answer.outdated = outdated
    if (asks.length > 0) answer.asks = asks
    const check = device.checkAskedAt
    if (check !== null && request.checked !== check) answer.check = check
    else if (check !== null && device.checkedAt !== check)
      await hq.queue.run(async () =>
        hq.store.commit({ base: await hq.store.head(), directory: [{ kind: 'checked', replica: device.replica, at: check }] }),
      )
    const taking = await anewOf(device, request.anew)
    if (taking !== null) answer.anew = taking
    const note: DeviceNote = {
      appVersion: request.appVersion,
      seenAt: hqTime,
      position: page.position.number,
      // A desktop that does not say it has what it asks after.
      kept: Math.min(request.kept ?? request.position.number, request.position.number),
      pending: Math.max(0, request.pending - request.changesets.length),
      pendingSince: request.oldestPending === undefined ? null : request.oldestPending - (request.deviceTime - hqTime),
      skewMs: request.deviceTime - hqTime,
    }
    hq.heard.set(device.replica, note)
    if (hqTime - (noted.get(device.replica) ?? 0) >= NOTE_EVERY_MS || request.changesets.length > 0) {
      noted.set(device.replica, hqTime)
      // Announced now and then only: an answer that was lost is followed by another.
      if (address) answer.fingerprints = trusted(address)
      await hq.store.note(device.replica, note, { ...broughtBy(rulings), refused: outdated === null ? null : 'outdated' })
    }
    hq.news.tell()
    return answer
  }
}

/** A desktop that is held back stays where it is. */
const nothingAfter = async ({ store }: Pick<Hq, 'store'>, position: Position): Promise<FeedPage> => ({
  entries: [],
  position,
  more: false,
  head: (await store.head()).number,
  sums: null,
})

function broughtBy(rulings: readonly Ruling[]): Brought {
  const brought: Brought = { accepted: 0, adjusted: 0, lost: 0, quarantined: 0, refused: null }
  for (const { outcome } of rulings) brought[outcome] += 1
  return brought
}
