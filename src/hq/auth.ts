// Who sends a request: the device its signature proves, with a counter that only rises. No clock takes part.
import { verify, type KeyObject } from 'node:crypto'
import { requestText } from '../shared/sync/protocol.ts'
import { sha256 } from './chain.ts'
import { keyFrom } from './pairing.ts'
import { HqRefusal } from './refusal.ts'
import type { PairedDevice, Store } from './store/store.ts'

type Headers = Readonly<Record<string, string | string[] | undefined>>
type Asked = { method: string; path: string; headers: Headers; body: Uint8Array | null }

export type Auth = {
  /** Cheap, before the body is read: is there such a device? @throws HqRefusal unknown-device */
  known(headers: Headers): Promise<PairedDevice>
  /** The device that signed exactly this. A revoked one is returned too: its caller refuses it. @throws HqRefusal bad-signature, replayed, unknown-device */
  signed(asked: Asked): Promise<PairedDevice>
}

/** Does this key's owner stand for this text? */
export type Proves = (text: string, key: KeyObject, signature: Buffer) => boolean
const ed25519: Proves = (text, key, signature) => verify(null, Buffer.from(text), key, signature)

export function createAuth(store: Store, proves = ed25519): Auth {
  const keys = new Map<string, { text: string; key: KeyObject }>()
  const keyOf = (device: PairedDevice): KeyObject => {
    const found = keys.get(device.replica)
    if (found?.text === device.publicKey) return found.key
    const key = keyFrom(device.publicKey)
    keys.set(device.replica, { text: device.publicKey, key })
    return key
  }
  const known = async (headers: Headers): Promise<PairedDevice> => {
    const replica = headers['x-replica']
    const device = typeof replica === 'string' && replica.length <= 100 ? await store.device(replica) : null
    if (!device) throw new HqRefusal('unknown-device')
    return device
  }
  return {
    known,
    signed: async ({ method, path, headers, body }) => {
      const device = await known(headers)
      const counter = Number(headers['x-counter'])
      const signature = headers['x-signature']
      if (!Number.isSafeInteger(counter) || counter < 1 || typeof signature !== 'string') throw new HqRefusal('bad-signature')
      const text = requestText(method, path, device.replica, counter, sha256(body ?? new Uint8Array()))
      if (!proves(text, keyOf(device), Buffer.from(signature, 'base64'))) throw new HqRefusal('bad-signature')
      const raised = await store.raiseCounter(device.replica, counter)
      if (raised !== true) throw new HqRefusal('replayed', { counter: raised })
      return device
    },
  }
}
