// HQ's certificates: two of its own, the shown and the next, kept over restarts, kills and years; or a given one that is
// checked. Desktops follow without being paired again.
import { X509Certificate } from 'node:crypto'
import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { announced, certificatesIn, givenCertificate } from '../../src/hq/certificate.ts'
import { rememberedHq } from '../../src/main/sync/pairing.ts'
import { buildManifest } from '../../src/shared/sync/build-manifest.ts'
import { desktop, eventually } from '../support/desktop.ts'
import { removeFolders, startHq, tempFolder } from '../support/hq.ts'
import { runHq } from '../support/hq-process.ts'
import { proxyTo } from '../support/proxy.ts'

const DAY = 86_400_000
const T0 = Date.UTC(2026, 10, 28)
afterAll(removeFolders)
const endOf = (pem: string): number => Date.parse(new X509Certificate(pem).validTo)
const worn = (code: string) => expect.objectContaining({ code })

describe('own certificates', () => {
  test('[S-TRUST-7] the next one is made with the first, stays, and takes its place before it ends', async () => {
    const folder = tempFolder()
    const first = await certificatesIn(folder, 'hq.local', T0)
    expect(first.next.fingerprint).not.toBe(first.current.fingerprint)
    for (const { cert, key } of [first.current, first.next]) {
      expect(new X509Certificate(cert).subjectAltName).toContain('DNS:hq.local')
      expect(key).toContain('PRIVATE KEY')
    }
    expect(await certificatesIn(folder, 'other', T0 + 1000 * DAY)).toEqual(first)
    const end = endOf(first.current.cert)
    expect(await certificatesIn(folder, 'hq.local', end - 31 * DAY)).toEqual(first)
    const second = await certificatesIn(folder, 'hq.local', end - 29 * DAY)
    expect(second.current).toEqual(first.next)
    expect(endOf(second.current.cert)).toBeGreaterThan(end + 3000 * DAY)
    expect(second.next.fingerprint).not.toBe(first.current.fingerprint)
    // Left in a drawer until both have ended, it still comes up with one that is good.
    const late = await certificatesIn(folder, 'hq.local', endOf(second.current.cert) + 400 * DAY)
    expect(late.current).toEqual(second.next)
    expect(endOf(late.current.cert)).toBeGreaterThan(endOf(second.current.cert) + 400 * DAY)
  })

  test('[S-TRUST-7] killed between any two steps of the change, the next start finishes it', async () => {
    const folder = tempFolder()
    const [crt, key, nextCrt, nextKey] = ['hq.crt', 'hq-tls.key', 'hq-next.crt', 'hq-next-tls.key'].map((name) => join(folder, name)) as [
      string,
      string,
      string,
      string,
    ]
    const first = await certificatesIn(folder, 'h', T0)
    renameSync(nextKey, key)
    const second = await certificatesIn(folder, 'h', T0)
    expect(second.current).toEqual(first.next)
    // The next one's key is there and its certificate is not.
    rmSync(nextCrt)
    const third = await certificatesIn(folder, 'h', T0)
    expect(third.current).toEqual(second.current)
    expect(third.next.fingerprint).not.toBe(second.next.fingerprint)
    // Only the very first key was written.
    rmSync(crt)
    expect((await certificatesIn(folder, 'h', T0)).current.fingerprint).not.toBe(third.current.fingerprint)
    expect(readFileSync(nextKey, 'utf8')).toContain('PRIVATE KEY')
  })
})

describe('a given certificate', () => {
  test('[S-TRUST-7] must be one, fit its key and be good today; each fault has words', async () => {
    const [folder, other] = [tempFolder(), tempFolder()]
    const { current } = await certificatesIn(folder, 'h', T0)
    await certificatesIn(other, 'h', T0)
    const [cert, key, foreign] = [join(folder, 'hq.crt'), join(folder, 'hq-tls.key'), join(other, 'hq-tls.key')]
    expect(givenCertificate(cert, key, T0)).toEqual(current)
    expect(announced(cert)).toBe(current.fingerprint)
    const garbage = join(folder, 'garbage')
    writeFileSync(garbage, 'nothing')
    for (const [c, k, at, code] of [
      [cert, foreign, T0, 'certificate-mismatch'],
      [cert, key, endOf(current.cert) + DAY, 'certificate-expired'],
      [garbage, key, T0, 'certificate'],
      [cert, garbage, T0, 'certificate'],
      [join(folder, 'missing'), key, T0, 'certificate'],
    ] as const)
      expect(() => givenCertificate(c, k, at), code).toThrow(worn(code) as Error)
    expect(() => announced(garbage)).toThrow(worn('certificate') as Error)
    const said = runHq('--data', tempFolder(), '--port', '0', '--host', '127.0.0.1', '--cert', cert, '--key', foreign)
    expect([said.status, said.err]).toEqual([1, expect.stringContaining('私钥不是这张证书的')])
  })
})

test(
  '[S-TRUST-7] HQ changes its certificate twice; a desktop follows, one that never heard of the next refuses',
  { timeout: 120_000 },
  async () => {
    const manifest = buildManifest()
    let hq = await startHq({ manifest })
    const line = await proxyTo(() => Number(new URL(hq.url).port))
    const code = await hq.code(await hq.addSite('昆山店'))
    const desk = desktop('前台')
    const shown = [hq.fingerprint]
    try {
      await desk.join(code, line.port)
      const pins = () => rememberedHq(desk.st)?.fingerprints
      await eventually(() => JSON.stringify(pins()) === JSON.stringify([hq.fingerprint, hq.next]))
      for (let change = 0; change < 2; change++) {
        const before = hq
        await hq.close()
        hq = await startHq({ data: hq.data, manifest, renew: true })
        expect(hq.fingerprint).toBe(before.next)
        shown.push(hq.fingerprint)
        expect((await desk.engine.now()).problem).toBeNull()
        await eventually(() => JSON.stringify(pins()) === JSON.stringify([hq.fingerprint, hq.next]))
      }
      expect(new Set(shown).size).toBe(3)
      // What a desktop pinned that HQ never told of the next.
      const { st } = desk
      const kept = rememberedHq(st)
      desk.session.setState('hq', JSON.stringify({ ...kept, fingerprints: [hq.fingerprint] }))
      await desk.engine.stop()
      await hq.close()
      hq = await startHq({ data: hq.data, manifest, renew: true })
      const late = desktop('前台', { folder: desk.folder })
      late.engine.start()
      await eventually(() => late.engine.status().problem === 'bad-certificate')
      await late.remove()
    } finally {
      await line.close()
      await hq.close()
      await desk.remove()
    }
  },
)
