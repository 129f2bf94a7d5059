// One open HQ: the store of a data directory with everything that decides over it, and nothing that listens.
import type { Logger } from 'pino'
import { uuidv7 } from '../shared/ids.ts'
import { buildManifest } from '../shared/sync/build-manifest.ts'
import type { Manifest } from '../shared/sync/manifest.ts'
import { createAuth, type Proves } from './auth.ts'
import { createEntrance } from './console/entrance.ts'
import { createPeople } from './console/people.ts'
import { type Disk, type DiskState, writingTo } from './disk.ts'
import { createIngest } from './ingest.ts'
import { createLive } from './live.ts'
import { judgingBy, namePublisher, RELEASE } from './manifest.ts'
import { createNews } from './news.ts'
import { type Address, createPairing, Denied } from './pairing.ts'
import { type Draw, fromPool } from './feed.ts'
import { type Breather, breather as breathing, createQueue } from './queue.ts'
import { newRecoveryKey, recoveryPublic } from './recovery.ts'
import { createVersions } from './versions.ts'
import { createRollouts } from './rollouts.ts'
import type { DeviceNote, NewEntry, Store } from './store/store.ts'
import type { Agreement } from './store/watch.ts'

export type HqOptions = {
  store: Store
  /** Of the directory it lies in; watched until this HQ closes. */
  disk?: Disk
  log: Logger
  now?: () => number
  /** This program's own; a newer one that was installed goes before it. */
  manifest?: Manifest
  /** Whose manifests this HQ will take (Ed25519, SPKI in base64); heeded at its first start only. */
  publisher?: string | undefined
  draw?: Draw
  breather?: Breather
  /** What a signature is worth: Ed25519, unless a simulation has a cheaper one. */
  proves?: Proves
}
export type Hq = Awaited<ReturnType<typeof openHq>>

const ADDRESS = 'address'

/** Takes over an open store. `recoveryText` is the private half of a recovery key made just now, to be shown once. */
export async function openHq({
  store: opened,
  disk,
  log,
  now = Date.now,
  manifest = buildManifest(),
  publisher,
  draw = fromPool(),
  breather = breathing,
  proves,
}: HqOptions) {
  const store = writingTo(opened, disk ?? null)
  const queue = createQueue()
  const news = createNews()
  const live = createLive(news.tell)
  const onCommitted = (entries: readonly NewEntry[]): void => {
    live.announce(entries)
    news.tell()
  }
  if (publisher !== undefined) {
    if ((await store.state('hq')) !== null) throw new Denied('publisher-late')
    await namePublisher(store, publisher)
  }
  const hqId = (await store.state('hq')) ?? uuidv7(now(), draw(16))
  if ((await store.state('hq')) === null) await store.commit({ base: await store.head(), state: new Map([['hq', hqId]]) })
  const recoveryText = (await recoveryPublic(store)) === null ? await newRecoveryKey(store) : null

  const judging = await judgingBy(store, queue, log, { number: RELEASE, ...manifest })
  const kept = await store.state(ADDRESS)
  let address = kept === null ? null : (JSON.parse(kept) as Address)
  const versions = await createVersions({ store, queue, now, live })
  const pairing = createPairing({
    store,
    queue,
    hqId,
    now,
    draw,
    address: () => {
      if (!address) throw new Error('no-address')
      return address
    },
    tooOld: (version) => versions.isBelow(version),
    recoveryKey: async () => (await recoveryPublic(store)) ?? '',
    onCommitted,
  })
  const entrance = createEntrance({ store, queue, now, draw })
  const people = createPeople({ store, queue, entrance, now, draw, address: () => address })
  return {
    store,
    queue,
    news,
    /** What each desktop last said of itself since this program started; the store has it a little later. */
    heard: new Map<string, DeviceNote>(),
    /** Whether what it holds is what HQ holds, when that was last compared; the store has it a little later. */
    agreed: new Map<string, Agreement[]>(),
    live,
    log,
    now,
    draw,
    recoveryText,
    judging,
    pairing,
    versions,
    entrance,
    people,
    rollouts: createRollouts({ store, queue, now, draw, address: () => address }),
    auth: createAuth(store, proves),
    ingest: createIngest({ store, queue, manifest: judging.manifest, log, now, draw, breather, onCommitted }),
    /** Where desktops reach this HQ, for the pairing codes it gives out; remembered while it does not run. */
    address: (): Address | null => address,
    disk: (): DiskState => disk?.state() ?? 'well',
    listensAt: (next: Address): Promise<void> =>
      queue.run(async () => {
        const text = JSON.stringify(next)
        const known = address !== null && JSON.stringify(address) === text
        address = next
        // A disk that takes no writes keeps nobody from starting.
        if (known) return
        await store.commit({ base: await store.head(), state: new Map([[ADDRESS, text]]) })
      }),
    /** Ends the current commit, then closes. */
    close: async (): Promise<void> => {
      live.close()
      disk?.stop()
      await queue.idle()
      await store.close()
    },
  }
}
