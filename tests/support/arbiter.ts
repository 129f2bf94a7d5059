// HQ's judgement over plain maps: one feed, rulings by changeset, no network and no files. For laws that need an HQ that
// is right but not one that runs; the program itself is started by hq.ts.
import { arbitrate } from '../../src/shared/sync/arbitrate.ts'
import { buildManifest } from '../../src/shared/sync/build-manifest.ts'
import type { Changeset, Entry, Payload, Position, Ruling } from '../../src/shared/sync/protocol.ts'
import { absorb, docKey, groundOver, type Device } from '../../src/shared/sync/state.ts'

export function arbiter(commands: Readonly<Record<string, readonly string[]>>) {
  const manifest = {
    tables: buildManifest().tables,
    keys: buildManifest().keys,
    commands: Object.fromEntries(Object.entries(commands).map(([name, writes]) => [name, { permission: null, writes }])),
  }
  const settled = new Map<string, Ruling>()
  const bottom = {
    manifest,
    doc: () => undefined,
    hold: () => undefined,
    refused: () => undefined,
    unique: () => undefined,
    shadow: () => undefined,
    mentioning: () => [],
    changeset: (id: string) =>
      settled.has(id) ? (settled.get(id)?.outcome === 'quarantined' ? ('quarantined' as const) : ('known' as const)) : undefined,
  }
  const { ground, written } = groundOver(bottom)
  const feed: Entry[] = []
  const nonce = (n: number) => (n === 0 ? '' : `n${n}`)
  return {
    feed,
    at: (number: number): Position => ({ number, nonce: nonce(number) }),
    /** Rules on a changeset; the same one again gets its first ruling. */
    take(changeset: Changeset, site: string): Ruling {
      const earlier = settled.get(changeset.id)
      if (earlier) return earlier
      const number = feed.length + 1
      const trial = groundOver({ ...ground, changeset: bottom.changeset })
      const device: Device = { replica: changeset.replica, site, reach: 'site', founding: false, revoked: false, leaving: false }
      const judged = arbitrate(changeset, JSON.parse(changeset.payload) as Payload, device, trial.ground, number, number)
      absorb(written, trial.written)
      const ruling: Ruling = {
        changeset: changeset.id,
        seq: changeset.seq,
        outcome: judged.outcome,
        cases: judged.cases,
        ...(judged.outcome === 'quarantined' ? { reason: judged.reason ?? '' } : { position: number }),
      }
      settled.set(changeset.id, ruling)
      if (judged.effect.length > 0 || judged.outcome !== 'quarantined')
        feed.push({
          number,
          nonce: nonce(number),
          changeset: changeset.id,
          replica: changeset.replica,
          command: changeset.command,
          actor: changeset.actor,
          deviceTime: changeset.deviceTime,
          receivedAt: number,
          changes: judged.effect,
        })
      return ruling
    },
    /** What HQ holds of a row. */
    image: (table: string, id: string) => {
      const doc = written.docs.get(docKey(table, id))
      return doc && !doc.deleted ? doc.image : null
    },
  }
}
