// The group's recovery key: every desktop seals its data key to it. Its private half is shown once, to be printed and
// locked away, and is never kept here.
import { createHash, generateKeyPairSync } from 'node:crypto'
import type { Store } from './store/store.ts'

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

/** Sixteen groups of four hex digits and a check group (the first two bytes of the SHA-256): a wrong letter shows when it is typed back. */
function printed(secret: Uint8Array): string {
  const check = createHash('sha256').update(secret).digest('hex').slice(0, 4)
  return ((Buffer.from(secret).toString('hex') + check).toUpperCase().match(/.{4}/g) as string[]).join('-')
}
