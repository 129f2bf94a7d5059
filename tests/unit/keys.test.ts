// The locks of a profile: any one opens, nothing else does, a mistyped code is told from a foreign one.
import { mkdirSync, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import * as keyring from '../../src/main/store/keys.ts'
import { writeWhole } from '../../src/main/store/whole.ts'
import { newRecoveryKey } from '../../src/hq/recovery.ts'
import type { Store } from '../../src/hq/store/store.ts'
import { groupIsRight, printCode, readCode } from '../../src/shared/modules/setup/rules.ts'
import { memoryKeychain } from '../support/profile.ts'

const LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const key = keyring.newDataKey()
const empty = keyring.emptyKeys('store-1', '昆山店', 1)
const swap = (text: string, a: number, b: number): string => {
  const letters = [...text]
  ;[letters[a], letters[b]] = [letters[b] as string, letters[a] as string]
  return letters.join('')
}

describe('locks', () => {
  test('each lock opens alone, and only with its own secret', async () => {
    const keychain = memoryKeychain()
    expect(keyring.openUnasked(keyring.wrapByKeychain(empty, key, keychain), keychain)).toBe(key)
    expect(keyring.openUnasked(keyring.wrapByKeychain(empty, key, keychain), null)).toBeNull()

    const byPassphrase = await keyring.wrapByPassphrase(empty, key, '开门口令 一二三四')
    expect(await keyring.openByPassphrase(byPassphrase, '开门口令 一二三四')).toBe(key)
    expect(await keyring.openByPassphrase(byPassphrase, '开门口令　一二三四')).toBe(key)
    expect(await keyring.openByPassphrase(byPassphrase, '开门口令 一二三五')).toBeNull()
    expect(await keyring.openByPassphrase(empty, '开门口令 一二三四')).toBeNull()

    const { keys, code } = keyring.wrapByRecoveryCode(empty, key)
    const read = readCode(code)
    expect(read.ok && keyring.openByRecovery(keys, read.secret)).toBe(key)
    const foreign = readCode(keyring.wrapByRecoveryCode(empty, key).code)
    expect(foreign.ok && keyring.openByRecovery(keys, foreign.secret)).toBeNull()
  })

  test('a lost keychain leaves the other locks', async () => {
    const keychain = memoryKeychain()
    const keys = await keyring.wrapByPassphrase(keyring.wrapByKeychain(empty, key, keychain), key, 'open the shop')
    keychain.forget()
    expect(keyring.openUnasked(keys, keychain)).toBeNull()
    await expect(keyring.openBy(keys, { passphrase: 'open the shop' }, keychain)).resolves.toBe(key)
  })

  test('locks of one store do not open the file of another', async () => {
    const keys = await keyring.wrapByPassphrase(empty, key, 'open the shop')
    expect(await keyring.openByPassphrase({ ...keys, store: 'store-2' }, 'open the shop')).toBeNull()
  })

  test('the file shows the key only in the demo store, which says so', async () => {
    const own = JSON.stringify(keyring.wrapByRecoveryCode(await keyring.wrapByPassphrase(empty, key, 'open the shop'), key).keys)
    expect(own).not.toContain(key)
    expect(own).not.toContain(Buffer.from(key, 'hex').toString('base64'))
    const demo = keyring.wrapForDemo(empty, key)
    expect(keyring.openUnasked(demo, null)).toBe(key)
    expect(JSON.stringify(demo)).toMatch(/demo store.*in the open/)
  })

  test('a new recovery code replaces the old one', () => {
    const first = keyring.wrapByRecoveryCode(empty, key)
    const second = keyring.wrapByRecoveryCode(first.keys, key)
    const old = readCode(first.code)
    expect(old.ok && keyring.openByRecovery(second.keys, old.secret)).toBeNull()
    expect(keyring.recoveryWritten(second.keys)).toBe(false)
    expect(keyring.recoveryWritten(keyring.markRecoveryWritten(second.keys, 9))).toBe(true)
  })

  test('rewriting is one step: what cannot be written leaves the old file', () => {
    const folder = mkdtempSync(join(tmpdir(), 'forecourt-keys-'))
    const file = join(folder, 'keys.json')
    keyring.writeKeys(file, keyring.wrapForDemo(empty, key))
    mkdirSync(`${file}.new`)
    expect(() => keyring.writeKeys(file, empty)).toThrow(/EISDIR/)
    expect(keyring.readKeys(file).wraps).toHaveLength(1)
  })

  test('a damaged file is refused, not guessed', () => {
    const folder = mkdtempSync(join(tmpdir(), 'forecourt-keys-'))
    const file = join(folder, 'keys.json')
    writeWhole(file, '{"format":1,"store":"x"')
    expect(() => keyring.readKeys(file)).toThrow(SyntaxError)
    writeWhole(file, '{"format":2,"store":"x","name":"x","madeAt":1,"wraps":[]}')
    expect(() => keyring.readKeys(file)).toThrow(/format/)
    expect(() => keyring.readKeys(join(folder, 'none.json'))).toThrow(/ENOENT/)
  })
})

describe('the group', () => {
  const printed = async (): Promise<{ text: string; publicKey: string }> => {
    let publicKey = ''
    const store = {
      devices: () => [],
      head: () => 0,
      commit: (c: { state: Map<string, string> }) => (publicKey = [...c.state.values()][0] ?? ''),
    } as unknown as Store
    return { text: await newRecoveryKey(store), publicKey }
  }

  test("what HQ printed opens what was sealed to the group, and another group's key does not", async () => {
    const group = await printed()
    const keys = keyring.wrapForGroup(empty, group.publicKey, keyring.sealToGroup(key, group.publicKey))
    await expect(keyring.openBy(keys, { recoveryCode: group.text.toLowerCase().replaceAll('-', ' ') }, null)).resolves.toBe(key)
    await expect(keyring.openBy(keys, { recoveryCode: (await printed()).text }, null)).rejects.toMatchObject({
      code: 'wrong-group-key',
    })
    expect(JSON.stringify(keys)).not.toContain(key)
  })

  test('a mistyped group key is told from a foreign one', async () => {
    const { text, publicKey } = await printed()
    const keys = keyring.wrapForGroup(empty, publicKey, keyring.sealToGroup(key, publicKey))
    const last = text.at(-1) === '0' ? '1' : '0'
    await expect(keyring.openBy(keys, { recoveryCode: text.slice(0, -1) + last }, null)).rejects.toMatchObject({
      code: 'mistyped-group-key',
    })
  })
})

describe('the recovery code', () => {
  const code = printCode(Uint8Array.from({ length: 20 }, (_, i) => (i * 37 + 11) & 255))
  const groups = code.split('-')

  test('reads back, however it was typed', () => {
    const plain = readCode(code)
    expect(plain.ok).toBe(true)
    for (const typed of [
      code.toLowerCase(),
      code.replaceAll('-', ' '),
      code.replaceAll('-', ''),
      ` ${code.replaceAll('0', 'o').replaceAll('1', 'l')} `,
      code.replaceAll(/./g, (c) => (/[A-Z0-9]/.test(c) ? String.fromCodePoint((c.codePointAt(0) ?? 0) + 0xfee0) : c)),
    ])
      expect(readCode(typed), typed).toEqual(plain)
  })

  test('every single wrong letter is noticed, in its group', () => {
    for (let g = 0; g < 8; g++)
      for (let at = 0; at < 5; at++)
        for (const letter of LETTERS) {
          const group = groups[g] as string
          if (group[at] === letter) continue
          expect(groupIsRight(g, group.slice(0, at) + letter + group.slice(at + 1)), `${g} ${at} ${letter}`).toBe(false)
        }
  })

  test('every swap of two letters of a group, and of two groups, is noticed', () => {
    const random = printCode(Uint8Array.from({ length: 20 }, (_, i) => (i * 89 + 3) & 255)).split('-')
    for (let g = 0; g < 8; g++)
      for (let a = 0; a < 5; a++)
        for (let b = a + 1; b < 5; b++) {
          const group = random[g] as string
          if (group[a] !== group[b]) expect(groupIsRight(g, swap(group, a, b))).toBe(false)
        }
    for (let a = 0; a < 8; a++)
      for (let b = a + 1; b < 8; b++)
        expect(readCode(groups.map((_, g) => groups[g === a ? b : g === b ? a : g]).join('-'))).toMatchObject({
          ok: false,
          wrong: expect.arrayContaining([a + 1, b + 1]) as number[],
        })
  })

  test('missing and surplus letters are not a code', () => {
    expect(readCode('')).toEqual({ ok: false, wrong: [1, 2, 3, 4, 5, 6, 7, 8] })
    expect(readCode(groups.slice(0, 7).join('-'))).toEqual({ ok: false, wrong: [8] })
    expect(readCode(`${code}-A`)).toEqual({ ok: false, wrong: [8] })
    expect(readCode(code.replace('-', '-!')).ok).toBe(true)
  })

  test('is not what it would be of another secret', () => {
    expect(new Set(Array.from({ length: 200 }, () => keyring.wrapByRecoveryCode(empty, key).code)).size).toBe(200)
  })

  test('the file keeps no part of it', () => {
    const { keys, code: made } = keyring.wrapByRecoveryCode(empty, key)
    const text = JSON.stringify(keys)
    for (const group of made.split('-')) expect(text).not.toContain(group)
  })
})
