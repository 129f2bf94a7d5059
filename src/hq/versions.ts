// The oldest version headquarters still gives entries to. A desktop below it loses nothing: what it says is taken and ruled
// on, and it works on without a line; it gets nothing new until it is updated.
import { Refusal } from '../shared/errors.ts'
import { releaseNumber } from '../shared/sync/manifest.ts'
import type { Live } from './live.ts'
import type { Queue } from './queue.ts'
import type { Store } from './store/store.ts'

const MINIMUM = 'minimum-version'
export type Versions = Awaited<ReturnType<typeof createVersions>>

/** What is no version of a release is older than every release. */
function numberOf(version: string): number {
  try {
    return releaseNumber(version)
  } catch {
    return -1
  }
}

type Options = { store: Store; queue: Queue; now: () => number; live: Pick<Live, 'nudge'> }
export async function createVersions({ store, queue, now, live }: Options) {
  let minimum = (await store.state(MINIMUM)) || null
  return {
    /** Null: every version will do. */
    minimum: (): string | null => minimum,
    isBelow: (version: string): boolean => minimum !== null && numberOf(version) < numberOf(minimum),
    /**
     * `own` is the version of this headquarters, which is updated first: none above it can be asked for. Null asks for none.
     * @throws Refusal version-unfit, above-headquarters
     */
    setMinimum: async (next: string | null, own: string, by: string): Promise<void> => {
      if (next !== null && numberOf(next) < 0) throw new Refusal('version-unfit')
      if (next !== null && numberOf(next) > numberOf(own)) throw new Refusal('above-headquarters', { version: own })
      await queue.run(async () => {
        const deed = { at: now(), by, act: next === null ? 'version.free' : 'version.minimum', subject: null, details: { version: next } }
        await store.commit({ base: await store.head(), state: new Map([[MINIMUM, next ?? '']]), deed })
        minimum = next
      })
      // Whoever was held back has something to ask for.
      for (const { replica, revokedAt } of await store.devices()) if (revokedAt === null) live.nudge(replica)
    },
  }
}
