// One round of one device: its changesets up, rulings and feed down. Refuses before it writes, answers after it is durable.
import { type RoundAnswer, RoundRequest, type Ruling } from '../shared/sync/protocol.ts'
import { PROTOCOL_FLOOR } from '../shared/sync/protocol-version.ts'
import type { Hq } from './hq.ts'
import { trusted } from './pairing.ts'
import { HqRefusal } from './refusal.ts'
import { awayFrom, speakingFor } from './moved.ts'
import type { PairedDevice } from './store/store.ts'

const FEED_BYTES = 1_000_000
/** How often at most a device's last sign of life is written. */
const NOTE_EVERY_MS = 30_000

export type Rounds = (device: PairedDevice, body: unknown) => Promise<RoundAnswer>

export function createRounds(hq: Pick<Hq, 'store' | 'ingest' | 'now' | 'address' | 'news'>): Rounds {
  const noted = new Map<string, number>()
  return async (device, body) => {
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
    if (request.protocol < PROTOCOL_FLOOR) throw new HqRefusal('protocol-too-old')
    if (!(await hq.store.knows(request.position))) throw new HqRefusal('position-unknown')

    const speaker = speakingFor(device, request)
    const rulings: Ruling[] = await hq.ingest.take(speaker, request.changesets)
    await hq.ingest.discard(device, request.discard)
    rulings.push(...(await hq.ingest.again(device, request.retry)))

    if (speaker.until !== undefined) return { rulings, ...(await awayFrom(hq, device, request.position)) }
    const sent = new Map(request.changesets.map((c) => [c.id, c.payload]))
    const page = await hq.store.feedAfter(device, request.position, FEED_BYTES, sent)
    if (!page) throw new HqRefusal('position-unknown')
    const hqTime = hq.now()
    const address = hq.address()
    const answer: RoundAnswer = { rulings, entries: page.entries, position: page.position, more: page.more, hqTime, head: page.head }
    if (page.root !== null) answer.root = page.root
    if (hqTime - (noted.get(device.replica) ?? 0) >= NOTE_EVERY_MS || request.changesets.length > 0) {
      noted.set(device.replica, hqTime)
      // Announced now and then only: an answer that was lost is followed by another.
      if (address) answer.fingerprints = trusted(address)
      const pending = Math.max(0, request.pending - request.changesets.length)
      await hq.store.note(device.replica, {
        appVersion: request.appVersion,
        seenAt: hqTime,
        position: page.position.number,
        pending,
        skewMs: request.deviceTime - hqTime,
      })
      hq.news.tell()
    }
    return answer
  }
}
