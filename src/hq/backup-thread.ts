// The thread that copies and proves, one order in its life: the program goes on answering desktops meanwhile.
import { parentPort, workerData } from 'node:worker_threads'
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

parentPort?.postMessage(await carryOut(workerData as BackupOrder))
