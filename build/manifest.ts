// npm run manifest -- --key FILE [--out FILE]: what HQ knows of this release's tables and commands, signed by its
// publisher, for an HQ that is older than the desktops (`npm run hq -- manifest FILE`). A key is made by
// `openssl genpkey -algorithm ed25519`; its private half stays with the publisher.
import { createPrivateKey, createPublicKey, sign } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { buildManifest } from '../src/shared/sync/build-manifest.ts'
import { type NumberedManifest, releaseNumber, type SignedManifest } from '../src/shared/sync/manifest.ts'

const { values } = parseArgs({ options: { key: { type: 'string' }, out: { type: 'string', default: 'manifest.json' } } })
if (values.key === undefined) throw new Error('--key FILE is missing: the Ed25519 private key of the publisher, PEM')
const key = createPrivateKey(readFileSync(values.key))
if (key.asymmetricKeyType !== 'ed25519') throw new Error(`${values.key} is no Ed25519 key`)
const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as { version: string }
const body = JSON.stringify({ number: releaseNumber(version), ...buildManifest() } satisfies NumberedManifest)
const signed: SignedManifest = { body, signature: sign(null, Buffer.from(body), key).toString('base64') }
writeFileSync(values.out, JSON.stringify(signed))
const publisher = createPublicKey(key).export({ format: 'der', type: 'spki' }).toString('base64')
process.stdout.write(`${values.out}: manifest ${releaseNumber(version)} of release ${version}, by publisher ${publisher}\n`)
