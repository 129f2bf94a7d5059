// Files by content: the same bytes once, readable only with the key, and never half there.
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createHash, randomBytes } from 'node:crypto'
import { afterAll, beforeEach, expect, test } from 'vitest'
import { openFiles } from '../../src/main/store/files.ts'
import { newDataKey } from '../../src/main/store/keys.ts'

const root = mkdtempSync(join(tmpdir(), 'forecourt-files-'))
afterAll(() => rmSync(root, { recursive: true, force: true }))
const key = newDataKey()
let folder = ''
beforeEach(() => (folder = mkdtempSync(join(root, 'f-'))))
const only = (): string => join(folder, readdirSync(folder)[0] ?? '')
async function* parts(...all: Uint8Array[]): AsyncGenerator<Uint8Array> {
  for (const part of all) yield part
}

test('what was put comes back, under its hash; the same bytes are one file', () => {
  const files = openFiles(folder, key)
  for (const bytes of [Buffer.alloc(0), Buffer.from('合同'), randomBytes(300_000)]) {
    const { sha256, size } = files.put(bytes)
    expect(sha256).toBe(createHash('sha256').update(bytes).digest('hex'))
    expect(size).toBe(bytes.length)
    expect(Buffer.from(files.get(sha256) ?? []).equals(bytes)).toBe(true)
    files.put(bytes)
  }
  expect(readdirSync(folder)).toHaveLength(3)
  expect(files.get('0'.repeat(64))).toBeNull()
  expect(files.has('0'.repeat(64))).toBe(false)
  for (const address of ['', '../../etc/passwd', 'G'.repeat(64)]) expect(() => files.get(address), address).toThrow(RangeError)
})

test('a stream is the same file as its bytes, and a broken one leaves nothing', async () => {
  const files = openFiles(folder, key)
  const [a, b] = [randomBytes(70_000), randomBytes(5)]
  const { sha256, size } = await files.take(parts(a, b))
  expect(size).toBe(70_005)
  expect(Buffer.from(files.get(sha256) ?? []).equals(Buffer.concat([a, b]))).toBe(true)
  expect(files.put(Buffer.concat([a, b])).sha256).toBe(sha256)
  async function* breaks(): AsyncGenerator<Uint8Array> {
    yield a
    throw new Error('the line broke')
  }
  await expect(files.take(breaks())).rejects.toThrow('the line broke')
  expect(readdirSync(folder)).toHaveLength(1)
})

test('the disk shows neither the bytes nor their hash, and another key reads nothing', () => {
  const files = openFiles(folder, key)
  const { sha256 } = files.put(Buffer.from('plain-canary'.repeat(20)))
  expect(readFileSync(only()).includes('plain-canary')).toBe(false)
  expect(only()).not.toContain(sha256.slice(0, 12))
  expect(openFiles(folder, newDataKey()).get(sha256)).toBeNull()
})

test('a spoiled or swapped file is an error, not other bytes', () => {
  const files = openFiles(folder, key)
  const { sha256 } = files.put(Buffer.from('a contract with amounts'))
  const good = readFileSync(only())
  for (const at of [0, 6, 20, good.length - 1]) {
    const bytes = Buffer.from(good)
    bytes[at] = (bytes[at] ?? 0) ^ 1
    writeFileSync(only(), bytes)
    expect(() => files.get(sha256), `byte ${at}`).toThrow()
  }
  const other = mkdtempSync(join(root, 'o-'))
  openFiles(other, key).put(Buffer.from('another contract'))
  writeFileSync(only(), readFileSync(join(other, readdirSync(other)[0] ?? '')))
  expect(() => files.get(sha256)).toThrow(/not what its name says/)
})
