// The group's recovery key: every desktop seals its data key to it. Its private half is shown once, to be printed and
// locked away, and is never kept here.
import { createHash, generateKeyPairSync } from 'node:crypto'
import { Denied } from './pairing.ts'
import type { PairedDevice, Store } from './store/store.ts'

const PUBLIC = 'recovery-public'

/** X25519, SPKI in base64; null before the first start. */
export const recoveryPublic = (store: Store): Promise<string | null> => store.state(PUBLIC)

/** Makes a new pair, keeps the public half and returns the private one as it is printed. @throws when a desktop already sealed its key to the present one */
export async function newRecoveryKey(store: Store): Promise<string> {
  if ((await store.devices()).length > 0) throw new Error('recovery-key-in-use')
  const { publicKey, privateKey } = generateKeyPairSync('x25519')
  const base64 = publicKey.export({ format: 'der', type: 'spki' }).toString('base64')
  await store.commit({ base: await store.head(), state: new Map([[PUBLIC, base64]]) })
  return printed(Buffer.from(privateKey.export({ format: 'jwk' }).d as string, 'base64url'))
}

/**
 * A key file for a desktop that lost its own: what it sealed to the group at pairing, in the form its profile reads
 * (store/keys.ts). It opens nothing by itself, so it may travel by any way. @throws Denied not-sealed
 */
export async function keyFileOf(store: Store, device: PairedDevice): Promise<{ name: string; file: string }> {
  const recoveryKey = await recoveryPublic(store)
  if (device.sealedKey === null || recoveryKey === null) throw new Denied('not-sealed')
  const site = (await store.sites()).find((s) => s.id === device.site)
  const keys = {
    format: 1,
    store: device.replica,
    name: site?.name ?? device.name,
    madeAt: device.pairedAt,
    ...(device.revokedAt === null ? {} : { revokedAt: device.revokedAt }),
    wraps: [{ kind: 'group', recoveryKey, sealed: device.sealedKey }],
  }
  return { name: device.name, file: JSON.stringify(keys, null, 1) }
}

/** Sixteen groups of four hex digits and a check group (the first two bytes of the SHA-256): a wrong letter shows when it is typed back. */
function printed(secret: Uint8Array): string {
  const check = createHash('sha256').update(secret).digest('hex').slice(0, 4)
  return ((Buffer.from(secret).toString('hex') + check).toUpperCase().match(/.{4}/g) as string[]).join('-')
}
