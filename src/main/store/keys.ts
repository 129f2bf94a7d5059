// The key file of a profile: one random data key under several independent locks, any one of which opens it. The key
// itself is written nowhere, except in the demo store, whose file says so.
import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createPrivateKey,
  createPublicKey,
  diffieHellman,
  generateKeyPairSync,
  hkdfSync,
  type KeyObject,
  randomBytes,
} from 'node:crypto'
import { readFileSync } from 'node:fs'
import { hashRaw } from '@node-rs/argon2'
import { z } from 'zod'
import { Refusal } from '../../shared/errors.ts'
import { writeWhole } from './whole.ts'
import { isGroupKey, plainCode, printCode, readCode } from '../../shared/modules/setup/rules.ts'

/** The system's own keeper of secrets (Keychain, DPAPI, Secret Service). Absent where it would only pretend to encrypt. */
export type Keychain = { seal(secret: string): Uint8Array; open(sealed: Uint8Array): string }

const Box = { nonce: z.string(), box: z.string() }
const Wrap = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('keychain'), sealed: z.string() }),
  z.object({ kind: z.literal('recovery'), salt: z.string(), ...Box, writtenAt: z.number().nullable() }),
  z.object({
    kind: z.literal('passphrase'),
    salt: z.string(),
    memoryKib: z.number().int().max(1_048_576),
    passes: z.number().int().max(20),
    ...Box,
  }),
  z.object({ kind: z.literal('demo'), key: z.string().regex(/^[0-9a-f]{64}$/), note: z.string() }),
  z.object({ kind: z.literal('group'), recoveryKey: z.string(), sealed: z.string() }),
])
type Wrap = z.infer<typeof Wrap>
const KeyFile = z.object({
  format: z.literal(1),
  store: z.string(),
  name: z.string(),
  madeAt: z.number(),
  /** When HQ took this desktop off its list and its keys were dropped. */
  revokedAt: z.number().optional(),
  wraps: z.array(Wrap),
})
export type KeyFile = z.infer<typeof KeyFile>

const DEMO_NOTE = 'This is the demo store: its key lies here in the open. It protects nothing and must hold no real data.'
/** The library's const enums do not survive type stripping. */
const ARGON2ID = 2
const MEMORY_KIB = 65_536
const PASSES = 3
const b64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64')
const bytes = (text: string): Buffer => Buffer.from(text, 'base64')

/** @throws with code ENOENT when there is none, SyntaxError or ZodError when the file is damaged. */
export const readKeys = (file: string): KeyFile => KeyFile.parse(JSON.parse(readFileSync(file, 'utf8')))

/** Replaces the file in one step: a crash leaves the old one or the new one, never half of either. */
export function writeKeys(file: string, keys: KeyFile): void {
  writeWhole(file, JSON.stringify(keys, null, 1))
}

const lock = (secret: Uint8Array, about: string, key: string): { nonce: string; box: string } => {
  const nonce = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', secret, nonce).setAAD(Buffer.from(about))
  return { nonce: b64(nonce), box: b64(Buffer.concat([cipher.update(Buffer.from(key, 'hex')), cipher.final(), cipher.getAuthTag()])) }
}
const unlock = (secret: Uint8Array, about: string, { nonce, box }: { nonce: string; box: string }): string | null => {
  const whole = bytes(box)
  try {
    const plain = createDecipheriv('aes-256-gcm', secret, bytes(nonce)).setAAD(Buffer.from(about)).setAuthTag(whole.subarray(-16))
    return Buffer.concat([plain.update(whole.subarray(0, -16)), plain.final()]).toString('hex')
  } catch {
    return null
  }
}
const stretched = (passphrase: string, salt: Uint8Array, memoryKib: number, passes: number): Promise<Buffer> =>
  hashRaw(passphrase.normalize('NFKC'), {
    algorithm: ARGON2ID,
    memoryCost: memoryKib,
    timeCost: passes,
    parallelism: 1,
    outputLen: 32,
    salt,
  })
const fromRecovery = (secret: Uint8Array, salt: Uint8Array): Uint8Array =>
  new Uint8Array(hkdfSync('sha256', secret, salt, 'forecourt recovery', 32))

/** A new data key: 64 hex digits. */
export const newDataKey = (): string => randomBytes(32).toString('hex')
export const emptyKeys = (store: string, name: string, at: number): KeyFile => ({ format: 1, store, name, madeAt: at, wraps: [] })
const replacing = (keys: KeyFile, wrap: Wrap): KeyFile => ({ ...keys, wraps: [...keys.wraps.filter((w) => w.kind !== wrap.kind), wrap] })
export const without = (keys: KeyFile, kind: Wrap['kind']): KeyFile => ({ ...keys, wraps: keys.wraps.filter((w) => w.kind !== kind) })
export const has = (keys: KeyFile, kind: Wrap['kind']): boolean => keys.wraps.some((w) => w.kind === kind)

export const wrapForDemo = (keys: KeyFile, key: string): KeyFile => replacing(keys, { kind: 'demo', key, note: DEMO_NOTE })
export const wrapByKeychain = (keys: KeyFile, key: string, keychain: Keychain): KeyFile =>
  replacing(keys, { kind: 'keychain', sealed: b64(keychain.seal(key)) })

/** Argon2id, 64 MiB, three passes: about a tenth of a second for the person, and for each guess of a thief. */
export async function wrapByPassphrase(keys: KeyFile, key: string, passphrase: string): Promise<KeyFile> {
  const salt = randomBytes(16)
  const secret = await stretched(passphrase, salt, MEMORY_KIB, PASSES)
  return replacing(keys, {
    kind: 'passphrase',
    salt: b64(salt),
    memoryKib: MEMORY_KIB,
    passes: PASSES,
    ...lock(secret, `passphrase ${keys.store}`, key),
  })
}

/** Returns the code to print; it is kept nowhere. 160 random bits need no stretching, so HKDF suffices. */
export function wrapByRecoveryCode(keys: KeyFile, key: string): { keys: KeyFile; code: string } {
  const secret = randomBytes(20)
  const salt = randomBytes(16)
  return {
    keys: replacing(keys, {
      kind: 'recovery',
      salt: b64(salt),
      ...lock(fromRecovery(secret, salt), `recovery ${keys.store}`, key),
      writtenAt: null,
    }),
    code: printCode(secret),
  }
}
export const recoveryWritten = (keys: KeyFile): boolean => keys.wraps.every((w) => w.kind !== 'recovery' || w.writtenAt !== null)
export const markRecoveryWritten = (keys: KeyFile, at: number): KeyFile => ({
  ...keys,
  wraps: keys.wraps.map((w) => (w.kind === 'recovery' ? { ...w, writtenAt: at } : w)),
})

/** The data key as the demo store or the system's keychain gives it; null when neither can. */
export function openUnasked(keys: KeyFile, keychain: Keychain | null): string | null {
  for (const wrap of keys.wraps) {
    if (wrap.kind === 'demo') return wrap.key
    if (wrap.kind !== 'keychain' || !keychain) continue
    try {
      const key = keychain.open(bytes(wrap.sealed))
      if (/^[0-9a-f]{64}$/.test(key)) return key
    } catch {
      // A keychain of another user or machine: the other locks remain.
    }
  }
  return null
}
export async function openByPassphrase(keys: KeyFile, passphrase: string): Promise<string | null> {
  for (const wrap of keys.wraps)
    if (wrap.kind === 'passphrase')
      return unlock(await stretched(passphrase, bytes(wrap.salt), wrap.memoryKib, wrap.passes), `passphrase ${keys.store}`, wrap)
  return null
}
/** `secret` comes from readCode() of the module's rules. */
export function openByRecovery(keys: KeyFile, secret: Uint8Array): string | null {
  for (const wrap of keys.wraps)
    if (wrap.kind === 'recovery') return unlock(fromRecovery(secret, bytes(wrap.salt)), `recovery ${keys.store}`, wrap)
  return null
}

export type Secrets = { passphrase?: string | undefined; recoveryCode?: string | undefined }
/** What a person may type to open it; the group's recovery key counts as a recovery code. */
export const opensOf = (keys: KeyFile | null): { passphrase: boolean; recovery: boolean } => ({
  passphrase: keys !== null && has(keys, 'passphrase'),
  recovery: keys !== null && (has(keys, 'recovery') || has(keys, 'group')),
})

/** The data key by what a person typed, or unasked. @throws Refusal with the word for what was wrong. */
export async function openBy(keys: KeyFile, { passphrase, recoveryCode }: Secrets, keychain: Keychain | null): Promise<string> {
  if (recoveryCode === undefined) {
    const key = openUnasked(keys, keychain) ?? (await openByPassphrase(keys, passphrase ?? ''))
    if (key === null) throw new Refusal('wrong-passphrase')
    return key
  }
  const group = readGroupKey(recoveryCode)
  if (group === 'wrong') throw new Refusal('mistyped-group-key')
  const read = group === null ? readCode(recoveryCode) : null
  if (read?.ok === false) throw new Refusal('mistyped-recovery-code', { groups: read.wrong.join('、') })
  const key = group ? openByGroup(keys, group) : read?.ok ? openByRecovery(keys, read.secret) : null
  if (key === null) throw new Refusal(group ? 'wrong-group-key' : 'wrong-recovery-code')
  return key
}

const asPublic = (base64: string): KeyObject => createPublicKey({ key: bytes(base64), format: 'der', type: 'spki' })
const boxKey = (shared: Uint8Array, ours: Uint8Array, theirs: Uint8Array): Uint8Array =>
  new Uint8Array(hkdfSync('sha256', shared, Buffer.concat([ours, theirs]), 'forecourt sealed box', 32))

/**
 * Seals the data key to the group's recovery key (X25519, DER SPKI in base64), whose private half HQ never holds: an
 * ephemeral key, HKDF over both public keys, AES-256-GCM. The text travels to HQ at pairing.
 */
export function sealToGroup(key: string, recoveryKey: string): string {
  const theirs = asPublic(recoveryKey)
  const { publicKey, privateKey } = generateKeyPairSync('x25519')
  const ours = publicKey.export({ format: 'der', type: 'spki' })
  const secret = boxKey(diffieHellman({ privateKey, publicKey: theirs }), ours, bytes(recoveryKey))
  return JSON.stringify({ from: b64(ours), ...lock(secret, 'group', key) })
}
/** DER around a raw X25519 private key (RFC 8410). */
const PKCS8 = Buffer.from('302e020100300506032b656e04220420', 'hex')
/**
 * The group's private key as HQ printed it: sixteen groups of four hex digits and a check group. Null when it is
 * something else (a recovery code of one desktop), `wrong` when it was mistyped.
 */
export function readGroupKey(typed: string): KeyObject | 'wrong' | null {
  if (!isGroupKey(typed)) return null
  const text = plainCode(typed).toLowerCase()
  const secret = Buffer.from(text.slice(0, 64), 'hex')
  if (text.length !== 68 || secret.length !== 32 || createHash('sha256').update(secret).digest('hex').slice(0, 4) !== text.slice(64))
    return 'wrong'
  return createPrivateKey({ key: Buffer.concat([PKCS8, secret]), format: 'der', type: 'pkcs8' })
}
/** Opens what sealToGroup() made, with the group's private key; null when it is not for this key. */
export function openSealed(sealed: string, privateKey: KeyObject): string | null {
  const { from, nonce, box } = z.object({ from: z.string(), ...Box }).parse(JSON.parse(sealed))
  const ours = createPublicKey(privateKey).export({ format: 'der', type: 'spki' })
  return unlock(boxKey(diffieHellman({ privateKey, publicKey: asPublic(from) }), bytes(from), ours), 'group', { nonce, box })
}
/**
 * The locks of a desktop that HQ took off its list: nothing but the group's recovery key. A desktop that knows no such
 * key (`recoveryKey` empty) keeps no lock at all.
 */
export const leaveToGroup = (keys: KeyFile, key: string, recoveryKey: string, at: number): KeyFile => ({
  ...keys,
  revokedAt: keys.revokedAt ?? at,
  wraps: recoveryKey === '' ? [] : [{ kind: 'group', recoveryKey, sealed: sealToGroup(key, recoveryKey) }],
})
/** Whether anything but the group's recovery key still opens it. */
export const opensHere = (keys: KeyFile): boolean => keys.wraps.some((w) => w.kind !== 'group')

export function openByGroup(keys: KeyFile, privateKey: KeyObject): string | null {
  for (const wrap of keys.wraps) if (wrap.kind === 'group') return openSealed(wrap.sealed, privateKey)
  return null
}
/** Keeps what was sealed to the group beside the other locks, so that its key also opens this machine's disk. */
export const wrapForGroup = (keys: KeyFile, recoveryKey: string, sealed: string): KeyFile =>
  replacing(keys, { kind: 'group', recoveryKey, sealed })
