// By which manifest HQ judges: the newest of its own and the one its administrator installed, which counts only when a
// known publisher signed it. What a manifest says is built by shared/sync/build-manifest.ts, never here.
import { createPublicKey, verify } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { Logger } from 'pino'
import { defaultsOf } from '../shared/sync/integrity.ts'
import { type Manifest, NumberedManifest, releaseNumber, SignedManifest } from '../shared/sync/manifest.ts'
import { Denied } from './pairing.ts'
import type { Queue } from './queue.ts'
import type { Store } from './store/store.ts'

/** Ed25519 public keys (SPKI, base64) this release knows; a group that builds its own names its key at the first start. */
const PUBLISHERS: readonly string[] = []
const [PUBLISHER, INSTALLED] = ['publisher', 'manifest']

/** The number of this program's own manifest: that of its release. */
export const RELEASE = releaseNumber(
  (JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as { version: string }).version,
)

/** A public key as a file gives it: PEM, or SPKI in base64. @throws Denied publisher-unfit */
export function publisherFrom(text: string): string {
  try {
    const key = text.includes('-----')
      ? createPublicKey(text)
      : createPublicKey({ key: Buffer.from(text.trim(), 'base64'), format: 'der', type: 'spki' })
    if (key.asymmetricKeyType === 'ed25519') return key.export({ format: 'der', type: 'spki' }).toString('base64')
  } catch {
    // Falls through: whatever it was, it is no public key.
  }
  throw new Denied('publisher-unfit')
}

/** Remembers whose manifests this HQ takes; at its first start only. */
export const namePublisher = async (store: Store, publisher: string): Promise<void> =>
  store.commit({ base: await store.head(), state: new Map([[PUBLISHER, publisher]]) })

/** @throws Denied manifest-unreadable, manifest-unsigned */
function opened(text: string, publishers: readonly string[]): NumberedManifest {
  const signed = SignedManifest.safeParse(parsed(text))
  if (!signed.success) throw new Denied('manifest-unreadable')
  const { body, signature } = signed.data
  const known = publishers.some((key) =>
    verify(
      null,
      Buffer.from(body),
      createPublicKey({ key: Buffer.from(key, 'base64'), format: 'der', type: 'spki' }),
      Buffer.from(signature, 'base64'),
    ),
  )
  if (!known) throw new Denied('manifest-unsigned')
  const manifest = NumberedManifest.safeParse(parsed(body))
  if (!manifest.success) throw new Denied('manifest-unreadable')
  return manifest.data
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

export type Judging = {
  /** What holds now; it changes under whoever keeps it when a newer one is installed. */
  manifest: Manifest
  number(): number
  /** Judges by this one from the next changeset on. @throws Denied manifest-unreadable, manifest-unsigned, manifest-older */
  install(text: string): Promise<{ number: number; tables: number; commands: number }>
}

/** Starts with the newest there is. An installed one that no publisher vouches for any more is left aside. */
export async function judgingBy(store: Store, queue: Queue, log: Logger, own: NumberedManifest): Promise<Judging> {
  const publishers = async (): Promise<string[]> => {
    const named = await store.state(PUBLISHER)
    return named === null ? [...PUBLISHERS] : [...PUBLISHERS, named]
  }
  let now = own
  const kept = await store.state(INSTALLED)
  if (kept !== null)
    try {
      const installed = opened(kept, await publishers())
      if (installed.number > now.number) now = installed
    } catch (error) {
      log.error({ err: error }, 'the installed manifest is left aside')
    }
  await store.reckon(defaultsOf(now))
  return {
    manifest: {
      get tables() {
        return now.tables
      },
      get commands() {
        return now.commands
      },
      get keys() {
        return now.keys
      },
    },
    number: () => now.number,
    install: (text) =>
      queue.run(async () => {
        const next = opened(text, await publishers())
        if (next.number <= now.number) throw new Denied('manifest-older')
        await store.commit({ base: await store.head(), state: new Map([[INSTALLED, text]]) })
        now = next
        await store.reckon(defaultsOf(next))
        return { number: next.number, tables: Object.keys(next.tables).length, commands: Object.keys(next.commands).length }
      }),
  }
}
