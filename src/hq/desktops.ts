// What an administrator does to one desktop beside its place in the directory (pairing.ts): stops it for a while, asks it to
// check itself or to take everything anew, and releases its escrowed key, which takes two.
import { Refusal } from '../shared/errors.ts'
import type { Hq } from './hq.ts'
import { Denied } from './pairing.ts'
import { keyFileOf } from './recovery.ts'
import type { Deed } from './store/console.ts'
import type { DirectoryChange, PairedDevice } from './store/store.ts'

type Directing = Pick<Hq, 'store' | 'queue' | 'now' | 'live'>
/** A request nobody followed for so long is no request any more. */
const REQUEST_MS = 24 * 60 * 60_000

/** Changes what is kept of a desktop that is on the list, with the deed's line. @throws Refusal device-unknown, already-revoked */
const change = <T>(
  { store, queue, now }: Directing,
  replica: string,
  make: (device: PairedDevice) => Promise<{ change: DirectoryChange; deed: Pick<Deed, 'by' | 'act' | 'details'>; value: T }>,
): Promise<T> =>
  queue.run(async () => {
    const device = await store.device(replica)
    if (!device) throw new Refusal('device-unknown')
    const { change: directory, deed, value } = await make(device)
    await store.commit({
      base: await store.head(),
      directory: [directory],
      deed: { ...deed, at: now(), subject: replica, details: { name: device.name, ...deed.details } },
    })
    return value
  })
const listed = (device: PairedDevice): void => {
  if (device.revokedAt !== null) throw new Refusal('already-revoked')
}

/** From its next request on nothing is taken from it and nothing given. It keeps its store and what it has to say. @throws Refusal already-suspended */
export async function suspend(hq: Directing, replica: string, by: string, reason: string): Promise<void> {
  await change(hq, replica, async (device) => {
    listed(device)
    if (device.suspendedAt !== null) throw new Refusal('already-suspended')
    return { change: { kind: 'suspend', replica, at: hq.now() }, deed: { by, act: 'desktop.suspend', details: { reason } }, value: null }
  })
  hq.live.cut(replica)
}

/** @throws Refusal not-suspended */
export async function resume(hq: Directing, replica: string, by: string): Promise<void> {
  await change(hq, replica, async (device) => {
    listed(device)
    if (device.suspendedAt === null) throw new Refusal('not-suspended')
    return { change: { kind: 'suspend', replica, at: null }, deed: { by, act: 'desktop.resume', details: {} }, value: null }
  })
}

/** In its next round it is asked to count every row anew and to set right whatever differs. */
export async function askToCheck(hq: Directing, replica: string, by: string): Promise<void> {
  await change(hq, replica, async (device) => {
    listed(device)
    const at = Math.max(hq.now(), (device.checkAskedAt ?? 0) + 1)
    return { change: { kind: 'ask-check', replica, at }, deed: { by, act: 'desktop.check', details: {} }, value: null }
  })
  hq.live.nudge(replica)
}

/** When nobody waits there, it takes its whole store anew as a snapshot, beside the one people work in. @throws Refusal already-asked */
export async function askToTakeAnew(hq: Directing, replica: string, by: string, reason: string): Promise<void> {
  await change(hq, replica, async (device) => {
    listed(device)
    if (device.anewAskedAt !== null && device.anewTakenAt !== device.anewAskedAt) throw new Refusal('already-asked')
    const at = Math.max(hq.now(), (device.anewTakenAt ?? 0) + 1)
    return { change: { kind: 'ask-anew', replica, at }, deed: { by, act: 'desktop.anew', details: { reason } }, value: null }
  })
  hq.live.nudge(replica)
}

/** One administrator says that a desktop's escrowed key is needed, and why. @throws Refusal not-sealed, already-requested */
export async function requestKey(hq: Directing, replica: string, by: string, reason: string): Promise<void> {
  await change(hq, replica, async (device) => {
    if (device.sealedKey === null) throw new Refusal('not-sealed')
    const earlier = await hq.store.keyRequest(replica)
    if (earlier && hq.now() - earlier.at < REQUEST_MS) throw new Refusal('already-requested')
    const request = { by, reason, at: hq.now() }
    return { change: { kind: 'key-request', replica, request }, deed: { by, act: 'key.request', details: { reason } }, value: null }
  })
}

/** Another one releases it: a file that the group's printed recovery key opens. @throws Refusal not-requested, same-person, not-sealed */
export const releaseKey = (hq: Directing, replica: string, by: string): Promise<{ name: string; file: string }> =>
  change(hq, replica, async (device) => {
    const request = await hq.store.keyRequest(replica)
    if (!request || hq.now() - request.at >= REQUEST_MS) throw new Refusal('not-requested')
    if (request.by === by) throw new Refusal('same-person')
    const value = await keyFileOf(hq.store, device).catch((error: unknown) => {
      throw error instanceof Denied ? new Refusal(error.code) : error
    })
    return {
      change: { kind: 'key-request', replica, request: null },
      deed: { by, act: 'key.release', details: { reason: request.reason } },
      value,
    }
  })
