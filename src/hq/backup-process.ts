// The process that copies and proves, one order in its life: the program goes on answering desktops meanwhile, and can end
// this one at any moment. A thread could not be ended while SQLite works in it: that takes the whole program down.
import { CopyDamaged, copyDatabases, type Proof, proveCopy } from './store/copy.ts'

/** `copy`: makes it first; else proves the one that is there. */
export type BackupOrder = { data: string; copy: string; place: string; make: boolean }
/** `failed` is a word: the check that failed, or what the system said. */
export type BackupReply = { proof: Proof } | { failed: string; damaged: boolean }

async function carryOut({ data, copy, place, make }: BackupOrder): Promise<BackupReply> {
  try {
    if (make) copyDatabases(data, copy)
    return { proof: await proveCopy(copy, data, place) }
  } catch (error) {
    if (error instanceof CopyDamaged) return { failed: error.what, damaged: true }
    return { failed: String((error as { code?: unknown }).code ?? error), damaged: false }
  }
}

// Without the program that ordered it there is nobody to keep a copy for.
process.on('disconnect', () => process.exit(0))
process.once('message', async (order) => {
  const reply = await carryOut(order as BackupOrder)
  process.send?.(reply, undefined, undefined, () => process.exit(0))
})
