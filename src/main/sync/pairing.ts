// How a desktop becomes one of an HQ's: the key it signs with, the code it redeems, and what it remembers of the answer.
// Download and founding follow in bootstrap.ts and founding.ts.
import { createPrivateKey, createPublicKey, generateKeyPairSync } from 'node:crypto'
import { z } from 'zod'
import { Refusal } from '../../shared/errors.ts'
import { readPairingCode } from '../../shared/sync/pairing-code.ts'
import type { PairAnswer, PairRequest } from '../../shared/sync/protocol.ts'
import { readDesk } from '../store/desk.ts'
import { getState, setState } from '../store/outbox.ts'
import type { Session } from '../store/session.ts'
import type { Statements } from '../store/statements.ts'
import { markUnfinished } from './bootstrap.ts'
import { found } from './founding.ts'
import type { Link } from './link.ts'
import type { Identity } from './port.ts'
import { inWords } from './wire-error.ts'

export type Pairing = {
  /** As the person pasted it. */
  code: string
  /** What this desktop is called at HQ. */
  name: string
  /** Seals the data key to the group's recovery key; absent where there is nothing to seal (tests, plain files). */
  seal?: (recoveryKey: string) => string
}

/** What the store remembers of its HQ, under `hq` in _sync_state. */
const Remembered = z.object({ id: z.string(), url: z.string(), fingerprints: z.array(z.string()), recoveryKey: z.string() })
export type Remembered = z.infer<typeof Remembered>

export function rememberedHq(st: Pick<Statements, 'one'>): Remembered | null {
  const text = getState(st, 'hq')
  try {
    return text === null ? null : Remembered.parse(JSON.parse(text))
  } catch {
    return null
  }
}

/** Trusts what HQ announced over a certificate that was trusted, in the place of what was known; true when that is news. */
export function trust(session: Session, fingerprints: readonly string[]): boolean {
  const hq = rememberedHq(session.st)
  if (!hq || JSON.stringify(hq.fingerprints) === JSON.stringify(fingerprints)) return false
  session.keep([], (st) => setState(st, 'hq', JSON.stringify({ ...hq, fingerprints: [...fingerprints] } satisfies Remembered)))
  return true
}

/** Who this desktop is to its HQ; null before it was paired. */
export function identityOf(st: Pick<Statements, 'one'>): Identity | null {
  const hq = rememberedHq(st)
  const privateKey = getState(st, 'device_key')
  const replica = getState(st, 'replica')
  if (!hq || !privateKey || !replica) return null
  return { url: hq.url, fingerprints: hq.fingerprints, replica, privateKey, counter: Number(getState(st, 'counter') ?? 0) }
}

/** This desktop's key, made once and kept inside the encrypted database. A repeated pairing shows the same one. */
function deviceKey(session: Session): string {
  const kept = getState(session.st, 'device_key')
  const key = kept
    ? createPrivateKey({ key: Buffer.from(kept, 'base64'), format: 'der', type: 'pkcs8' })
    : generateKeyPairSync('ed25519').privateKey
  if (!kept) session.keep([], (st) => setState(st, 'device_key', key.export({ format: 'der', type: 'pkcs8' }).toString('base64')))
  return createPublicKey(key).export({ format: 'der', type: 'spki' }).toString('base64')
}

/**
 * Redeems a pairing code. An empty store becomes one whose download is unfinished; a store that ran alone becomes the
 * founder of its site. Asked again after the answer was lost, HQ answers the same. @throws Refusal in words.
 */
export async function pair(link: Link, session: Session, pairing: Pairing & { appVersion: string }): Promise<void> {
  const code = readPairingCode(pairing.code)
  if (!code) throw new Refusal('code-unreadable')
  const { st } = session
  const desk = readDesk(st)
  const chain = session.chain()
  const founding = chain.seq > 0
  const body: PairRequest = {
    secret: code.secret,
    publicKey: deviceKey(session),
    name: pairing.name,
    appVersion: pairing.appVersion,
    founding,
    history: founding ? chain.seq : 0,
    ...(founding ? { siteId: desk.site, replica: desk.replica, siteCode: desk.siteCode, deviceCode: desk.deviceCode } : {}),
  }
  const ask = (what: PairRequest): Promise<PairAnswer> =>
    link.ask('pair', { url: code.url, fingerprint: code.fingerprint, body: what }).catch((error: unknown) => {
      throw inWords(error)
    })
  const answer = await ask(body)
  // A founder goes on with its own chain: another name or incarnation would tear it.
  const same = answer.replica === desk.replica && answer.site.id === desk.site && answer.incarnation === chain.incarnation
  if (founding && !same) throw new Refusal('hq-strange', { code: 'founding' })
  if (pairing.seal && answer.recoveryKey) await ask({ ...body, sealedKey: pairing.seal(answer.recoveryKey) })
  session.keep(['_sync_state', '_sync_changesets'], () => {
    const hq: Remembered = {
      id: answer.hq,
      url: code.url,
      fingerprints: [...new Set([code.fingerprint, ...answer.fingerprints])],
      recoveryKey: answer.recoveryKey,
    }
    setState(st, 'hq', JSON.stringify(hq))
    setState(st, 'replica', answer.replica)
    setState(st, 'incarnation', String(answer.incarnation))
    setState(st, 'site', answer.site.id)
    setState(st, 'device_code', answer.deviceCode)
    setState(st, 'reach', answer.reach)
    if (founding) found(st)
    else markUnfinished(st)
  })
  session.forgetChain()
}
