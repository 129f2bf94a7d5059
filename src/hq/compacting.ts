// Gives the disk back what headquarters' files no longer need. The store does it in steps of a few ms, each a writer like any
// other in the queue, so desktops are answered all the while; how much is free is the store's to say.
import type { Backups } from './backups.ts'
import type { Hq } from './hq.ts'
import { Denied } from './pairing.ts'

export type Compacting = ReturnType<typeof createCompacting>

export function createCompacting(hq: Pick<Hq, 'store' | 'queue' | 'now'>, backups: Pick<Backups, 'alone'>) {
  let stopped = false
  let running: Promise<unknown> = Promise.resolve()

  /** What was given back stays so, whatever ends it. @throws Denied nothing-free, cannot-compact, backup-running; HqRefusal cannot-write */
  async function steps(by: string): Promise<{ bytes: number }> {
    if ((await hq.store.watch.free()) === 0) throw new Denied('nothing-free')
    const step = (): Promise<number> => (stopped ? Promise.resolve(0) : hq.queue.run(() => hq.store.watch.compact()))
    let bytes = 0
    try {
      for (let given = await step(); given > 0; given = await step()) bytes += given
    } finally {
      if (bytes > 0) {
        const deed = { at: hq.now(), by, act: 'storage.compact', subject: null, details: { bytes } }
        await hq.queue.run(async () => hq.store.commit({ base: await hq.store.head(), deed }))
      }
    }
    // A file laid out before it could give back pages: the next start lays it anew.
    if (bytes === 0) throw new Denied('cannot-compact')
    return { bytes }
  }

  return {
    /** One at a time, and not while a copy is made. */
    compact: (by: string): Promise<{ bytes: number }> => {
      const work = backups.alone('compact', '', () => steps(by))
      running = Promise.allSettled([running, work])
      return work
    },
    /** Ends one that is under way after its step. */
    close: async (): Promise<void> => {
      stopped = true
      await running
    },
  }
}
