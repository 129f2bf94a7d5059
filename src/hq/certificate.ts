// HQ's own certificates: self-signed, trusted by their fingerprints, kept in the data directory. There are always two,
// the one it shows and the one it will show next, so that every desktop knows the next before it comes. One from
// elsewhere may be given instead.
import { createPrivateKey, type KeyObject, X509Certificate, webcrypto } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { networkInterfaces, hostname } from 'node:os'
import { isIP } from 'node:net'
import { join } from 'node:path'
import 'reflect-metadata'
import {
  BasicConstraintsExtension,
  ExtendedKeyUsage,
  ExtendedKeyUsageExtension,
  KeyUsageFlags,
  KeyUsagesExtension,
  SubjectAlternativeNameExtension,
  X509CertificateGenerator,
} from '@peculiar/x509'
import { giveName, writeWhole } from './whole.ts'

/** PEM texts and the SHA-256 of the certificate's DER in hex: what desktops pin. */
export type Certificate = { cert: string; key: string; fingerprint: string }

const DAY_MS = 86_400_000
/** How long a certificate is shown. */
const SHOWN_MS = 10 * 366 * DAY_MS
/** So long before its end the next one takes its place. */
const AHEAD_MS = 30 * DAY_MS
const EC = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const

const fingerprintOf = (pem: string): string => new X509Certificate(pem).fingerprint256.replaceAll(':', '').toLowerCase()

/** The address desktops in the same network reach this computer by. */
export function ownAddress(): string {
  for (const addresses of Object.values(networkInterfaces()))
    for (const a of addresses ?? []) if (!a.internal && a.family === 'IPv4') return a.address
  return '127.0.0.1'
}

/** What a certificate cannot be used for; the command line has words for each. */
export class UnfitCertificate extends Error {
  readonly code: 'certificate' | 'certificate-mismatch' | 'certificate-expired'
  constructor(code: UnfitCertificate['code'], cause?: unknown) {
    super(code, { cause })
    this.name = 'UnfitCertificate'
    this.code = code
  }
}

export type OwnCertificates = { current: Certificate; next: Certificate }

/**
 * The certificates of this directory, made at the first start. Desktops trust fingerprints, so a new address needs no new
 * one. When the end of the current is near, or `renew` asks for it, the next takes its place and another next is made.
 */
export async function certificatesIn(folder: string, host: string, now: number, renew = false): Promise<OwnCertificates> {
  const file = (name: string): string => join(folder, name)
  const [current, next] = [
    { cert: file('hq.crt'), key: file('hq-tls.key') },
    { cert: file('hq-next.crt'), key: file('hq-next-tls.key') },
  ]
  const make = async (at: typeof current, until: number): Promise<void> => {
    const made = await selfSigned(host, now, until)
    writeWhole(at.key, made.key, 0o600)
    writeWhole(at.cert, made.cert, 0o644)
  }
  /** The key goes first: a kill in between leaves the next certificate beside the key that became the current one. */
  const step = (): void => {
    if (existsSync(next.key)) giveName(next.key, current.key)
    giveName(next.cert, current.cert)
  }
  if (!existsSync(current.cert) || !existsSync(current.key)) await make(current, now + SHOWN_MS)
  else if (!fits(current) && existsSync(next.cert)) step()
  if (!whole(next)) await make(next, endOf(current.cert) + SHOWN_MS)
  if (renew || now > endOf(current.cert) - AHEAD_MS) {
    step()
    await make(next, Math.max(now, endOf(current.cert)) + SHOWN_MS)
  }
  return { current: givenCertificate(current.cert, current.key, now), next: givenCertificate(next.cert, next.key, now) }
}

const endOf = (certFile: string): number => Date.parse(new X509Certificate(readFileSync(certFile)).validTo)
const fits = ({ cert, key }: { cert: string; key: string }): boolean =>
  new X509Certificate(readFileSync(cert)).checkPrivateKey(createPrivateKey(readFileSync(key)))
const whole = (pair: { cert: string; key: string }): boolean => existsSync(pair.cert) && existsSync(pair.key) && fits(pair)

/** A certificate from elsewhere. @throws UnfitCertificate */
export function givenCertificate(certFile: string, keyFile: string, now: number): Certificate {
  let cert: string, key: string, made: X509Certificate, secret: KeyObject
  try {
    ;[cert, key] = [readFileSync(certFile, 'utf8'), readFileSync(keyFile, 'utf8')]
    made = new X509Certificate(cert)
    secret = createPrivateKey(key)
  } catch (error) {
    throw new UnfitCertificate('certificate', error)
  }
  if (!made.checkPrivateKey(secret)) throw new UnfitCertificate('certificate-mismatch')
  if (Date.parse(made.validTo) < now) throw new UnfitCertificate('certificate-expired')
  return { cert, key, fingerprint: fingerprintOf(cert) }
}
/** The fingerprint of a certificate that will be given later. @throws UnfitCertificate */
export function announced(certFile: string): string {
  try {
    return fingerprintOf(readFileSync(certFile, 'utf8'))
  } catch (error) {
    throw new UnfitCertificate('certificate', error)
  }
}

async function selfSigned(host: string, now: number, until: number): Promise<{ cert: string; key: string }> {
  const keys = await webcrypto.subtle.generateKey(EC, true, ['sign', 'verify'])
  const names = [...new Set(['localhost', '127.0.0.1', '::1', hostname(), ownAddress(), host])].filter((n) => n !== '')
  const certificate = await X509CertificateGenerator.createSelfSigned(
    {
      name: 'CN=Forecourt HQ',
      serialNumber: Buffer.from(webcrypto.getRandomValues(new Uint8Array(8)))
        .toString('hex')
        .replace(/^./, '1'),
      notBefore: new Date(now - DAY_MS),
      notAfter: new Date(until),
      signingAlgorithm: EC,
      keys: keys as unknown as CryptoKeyPair,
      extensions: [
        new BasicConstraintsExtension(false, undefined, true),
        new KeyUsagesExtension(KeyUsageFlags.digitalSignature, true),
        new ExtendedKeyUsageExtension([ExtendedKeyUsage.serverAuth]),
        new SubjectAlternativeNameExtension(names.map((value) => ({ type: isIP(value) ? ('ip' as const) : ('dns' as const), value }))),
      ],
    },
    webcrypto as unknown as Crypto,
  )
  const pkcs8 = Buffer.from(await webcrypto.subtle.exportKey('pkcs8', keys.privateKey)).toString('base64')
  return {
    cert: certificate.toString('pem'),
    key: `-----BEGIN PRIVATE KEY-----\n${(pkcs8.match(/.{1,64}/g) as string[]).join('\n')}\n-----END PRIVATE KEY-----\n`,
  }
}
