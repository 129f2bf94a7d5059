// HQ's own certificate: self-signed, trusted by the fingerprint in the pairing code, kept in the data directory. One
// from elsewhere may be given instead.
import { X509Certificate, webcrypto } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
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

/** PEM texts and the SHA-256 of the certificate's DER in hex: what desktops pin. */
export type Certificate = { cert: string; key: string; fingerprint: string }

const YEARS = 20
const EC = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const

const fingerprintOf = (pem: string): string => new X509Certificate(pem).fingerprint256.replaceAll(':', '').toLowerCase()

/** The address desktops in the same network reach this computer by. */
export function ownAddress(): string {
  for (const addresses of Object.values(networkInterfaces()))
    for (const a of addresses ?? []) if (!a.internal && a.family === 'IPv4') return a.address
  return '127.0.0.1'
}

/** The certificate of this directory, made at the first start. Desktops trust its fingerprint, so a new address needs no new one. */
export async function certificateIn(folder: string, host: string, now: number): Promise<Certificate> {
  const [certFile, keyFile] = [join(folder, 'hq.crt'), join(folder, 'hq-tls.key')]
  if (!existsSync(certFile) || !existsSync(keyFile)) {
    const made = await selfSigned(host, now)
    writeFileSync(keyFile, made.key, { mode: 0o600, flush: true })
    writeFileSync(certFile, made.cert, { flush: true })
  }
  return givenCertificate(certFile, keyFile)
}

/** @throws when the files cannot be read or the key does not belong to the certificate. */
export function givenCertificate(certFile: string, keyFile: string): Certificate {
  const [cert, key] = [readFileSync(certFile, 'utf8'), readFileSync(keyFile, 'utf8')]
  return { cert, key, fingerprint: fingerprintOf(cert) }
}

async function selfSigned(host: string, now: number): Promise<{ cert: string; key: string }> {
  const keys = await webcrypto.subtle.generateKey(EC, true, ['sign', 'verify'])
  const names = [...new Set(['localhost', '127.0.0.1', '::1', hostname(), ownAddress(), host])].filter((n) => n !== '')
  const certificate = await X509CertificateGenerator.createSelfSigned(
    {
      name: 'CN=Forecourt HQ',
      serialNumber: Buffer.from(webcrypto.getRandomValues(new Uint8Array(8)))
        .toString('hex')
        .replace(/^./, '1'),
      notBefore: new Date(now - 86_400_000),
      notAfter: new Date(now + YEARS * 366 * 86_400_000),
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
