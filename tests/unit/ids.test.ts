import { describe, expect, test } from 'vitest'
import { v5, validate, version } from 'uuid'
import * as ids from '../../src/shared/ids.ts'
import { documentNumber, nextStamp, parseDocumentNumber, uuidv5, uuidv7 } from '../../src/shared/ids.ts'

const NONE = new Uint8Array(16)
const FULL = new Uint8Array(16).fill(0xff)
const AT = 0x017f22e279b0

test('row ids are UUIDs, branded apart', () => {
  const schemas = Object.values(ids).filter((exported) => typeof exported === 'object')
  expect(schemas).toHaveLength(11)
  for (const schema of schemas) {
    expect(schema.parse('019a0000-0000-7000-8000-00000000000a')).toBe('019a0000-0000-7000-8000-00000000000a')
    expect(schema.safeParse('Y1084').success).toBe(false)
  }
})

describe('uuidv7', () => {
  test('the example of RFC 9562, appendix A.6', () => {
    const random = Uint8Array.from([0, 0, 0, 0, 0, 0, 0x0c, 0xc3, 0x18, 0xc4, 0xdc, 0x0c, 0x0c, 0x07, 0x39, 0x8f])
    expect(uuidv7(AT, random)).toBe('017f22e2-79b0-7cc3-98c4-dc0c0c07398f')
  })

  test('time, version and variant stand where they belong whatever the random bytes', () => {
    expect(uuidv7(0, NONE)).toBe('00000000-0000-7000-8000-000000000000')
    expect(uuidv7(2 ** 48 - 1, FULL)).toBe('ffffffff-ffff-7fff-bfff-ffffffffffff')
  })

  test('a counter takes the 26 bits behind the time and leaves the rest random', () => {
    expect(uuidv7(AT, FULL, 0)).toBe('017f22e2-79b0-7000-8000-ffffffffffff')
    expect(uuidv7(AT, NONE, 1)).toBe('017f22e2-79b0-7000-8001-000000000000')
    expect(uuidv7(AT, NONE, 0x3fff)).toBe('017f22e2-79b0-7000-bfff-000000000000')
    expect(uuidv7(AT, NONE, 0x4000)).toBe('017f22e2-79b0-7001-8000-000000000000')
    expect(uuidv7(AT, NONE, 2 ** 26 - 1)).toBe('017f22e2-79b0-7fff-bfff-000000000000')
  })

  test('the caller’s bytes stay as they are', () => {
    const random = Uint8Array.from(FULL)
    uuidv7(AT, random, 5)
    expect(random).toEqual(FULL)
  })

  test.each([-1, 0.5, 2 ** 48, Number.NaN])('the time %d is refused', (ms) => {
    expect(() => uuidv7(ms, NONE)).toThrow('the time does not fit 48 bits')
  })

  test.each([-1, 0.5, 2 ** 26, Number.NaN])('the counter %d is refused', (counter) => {
    expect(() => uuidv7(AT, NONE, counter)).toThrow('the counter does not fit 26 bits')
  })

  test('too few or too many random bytes are refused', () => {
    expect(() => uuidv7(AT, new Uint8Array(15))).toThrow('16 random bytes are needed')
    expect(() => uuidv7(AT, new Uint8Array(17))).toThrow(RangeError)
  })
})

test('stamps only go forward', () => {
  expect(nextStamp(null, 1000)).toEqual({ ms: 1000, counter: 0 })
  expect(nextStamp({ ms: 1000, counter: 7 }, 1001)).toEqual({ ms: 1001, counter: 0 })
  expect(nextStamp({ ms: 1000, counter: 7 }, 1000)).toEqual({ ms: 1000, counter: 8 })
  expect(nextStamp({ ms: 1000, counter: 7 }, 400)).toEqual({ ms: 1000, counter: 8 })
  expect(nextStamp({ ms: 1000, counter: 2 ** 26 - 2 }, 1000)).toEqual({ ms: 1000, counter: 2 ** 26 - 1 })
  expect(nextStamp({ ms: 1000, counter: 2 ** 26 - 1 }, 1000)).toEqual({ ms: 1001, counter: 0 })
})

describe('uuidv5', () => {
  test.each([
    ['6ba7b810-9dad-11d1-80b4-00c04fd430c8', 'www.example.com', '2ed6657d-e927-568b-95e1-2665a8aea6a2'],
    ['6ba7b810-9dad-11d1-80b4-00c04fd430c8', 'www.widgets.com', '21f7f8de-8051-5b89-8680-0195ef798b6a'],
    ['6BA7B810-9DAD-11D1-80B4-00C04FD430C8', 'www.widgets.com', '21f7f8de-8051-5b89-8680-0195ef798b6a'],
  ])('%s, %s', (space, name, id) => {
    expect(uuidv5(space, name)).toBe(id)
  })

  test.each(['', '生日 周杉 2026-11-22', '🚗', 'x'.repeat(39), 'x'.repeat(40), 'x'.repeat(47), 'x'.repeat(48), 'x'.repeat(1000)])(
    'agrees with another implementation on %j',
    (name) => {
      const space = '019a0000-0000-7000-8000-00000000000a'
      expect(uuidv5(space, name)).toBe(v5(name, space))
      expect([validate(uuidv5(space, name)), version(uuidv5(space, name))]).toEqual([true, 5])
    },
  )

  test.each([
    '',
    'rules',
    '019a0000-0000-7000-8000-00000000000',
    '019a000000007000800000000000000a',
    'x019a0000-0000-7000-8000-00000000000a',
    '019a0000-0000-7000-8000-00000000000ax',
  ])('the namespace %j is refused', (space) => {
    expect(() => uuidv5(space, 'name')).toThrow('the namespace is not a UUID')
  })
})

describe('document numbers', () => {
  const parts = { kind: 'SO', site: 'KS', device: '02', yymm: '2611', n: 18 }

  test('are written and read', () => {
    expect(documentNumber(parts)).toBe('SO-KS-02-2611-18')
    expect(parseDocumentNumber('SO-KS-02-2611-18')).toEqual(parts)
    expect(parseDocumentNumber(' so-ks-02-2611-18\n')).toEqual(parts)
    expect(parseDocumentNumber('RCP-SZ1-A9-0112-999999999')).toEqual({
      kind: 'RCP',
      site: 'SZ1',
      device: 'A9',
      yymm: '0112',
      n: 999_999_999,
    })
  })

  test.each([
    { kind: 'S' },
    { kind: 'SOSO' },
    { kind: 's0' },
    { kind: 'so' },
    { site: '' },
    { site: 'ks' },
    { site: 'K-S' },
    { site: 'KUNSHAN88' },
    { device: '2' },
    { device: '002' },
    { yymm: '2600' },
    { yymm: '2613' },
    { yymm: '26110' },
    { yymm: '202611' },
    { n: 0 },
    { n: -1 },
    { n: 1.5 },
    { n: 1_000_000_000 },
    { n: Number.NaN },
  ])('%j is refused', (wrong) => {
    expect(() => documentNumber({ ...parts, ...wrong })).toThrow(/is not a document number/)
  })

  test.each([
    '',
    'SO-KS-02-2611',
    'SO-KS-02-2611-018',
    'SO-KS-02-2611-0',
    'SO-KS-02-2613-1',
    'xSO-KS-02-2611-18x',
    'SO KS 02 2611 18',
    'SO-KS-02-2611-18-1',
  ])('%j is none', (text) => {
    expect(parseDocumentNumber(text)).toBeNull()
  })
})
