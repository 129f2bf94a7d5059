import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { v5, validate, version } from 'uuid'
import { expect, test } from 'vitest'
import { documentNumber, nextStamp, parseDocumentNumber, uuidv5, uuidv7, type Stamp } from '../../src/shared/ids.ts'
import { holds } from '../support/laws.ts'

const random = fc.uint8Array({ minLength: 16, maxLength: 16 })
const time = fc.integer({ min: 0, max: 2 ** 48 - 1 })

test('a UUIDv7 is valid and says its time', () => {
  holds(
    fc.property(time, random, fc.option(fc.nat(2 ** 26 - 1), { nil: undefined }), (ms, bytes, counter) => {
      const id = uuidv7(ms, bytes, counter)
      expect([validate(id), version(id)]).toEqual([true, 7])
      expect(Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16)).toBe(ms)
    }),
  )
})

test('ids of growing stamps grow, whatever the clock and the random bytes do', () => {
  const readings = fc.array(fc.tuple(fc.integer({ min: 1_700_000_000_000, max: 1_700_000_000_050 }), random), {
    minLength: 2,
    maxLength: 60,
  })
  holds(
    fc.property(readings, fc.constantFrom(0, 2 ** 26 - 3), (list, start) => {
      let stamp: Stamp | null = start === 0 ? null : { ms: 1_700_000_000_025, counter: start }
      const made: string[] = []
      for (const [now, bytes] of list) {
        stamp = nextStamp(stamp, now)
        made.push(uuidv7(stamp.ms, bytes, stamp.counter))
      }
      expect(made).toEqual([...new Set(made)].sort())
    }),
  )
})

test('a UUIDv5 is SHA-1 as the platform computes it', () => {
  holds(
    fc.property(fc.uuid(), fc.oneof(fc.string({ unit: 'binary' }), fc.string({ minLength: 30, maxLength: 300 })), (space, name) => {
      const id = uuidv5(space, name)
      expect(id).toBe(v5(name, space))
      const digest = createHash('sha1')
        .update(Buffer.from(space.replaceAll('-', ''), 'hex'))
        .update(new TextEncoder().encode(name))
        .digest('hex')
      expect(id.replaceAll('-', '').slice(20)).toBe(digest.slice(20, 32))
    }),
  )
})

test('a document number is read back', () => {
  const parts = fc.record({
    kind: fc.stringMatching(/^[A-Z]{2,3}$/),
    site: fc.stringMatching(/^[A-Z0-9]{1,8}$/),
    device: fc.stringMatching(/^[A-Z0-9]{2}$/),
    yymm: fc
      .tuple(fc.integer({ min: 0, max: 99 }), fc.integer({ min: 1, max: 12 }))
      .map(([year, month]) => String(year).padStart(2, '0') + String(month).padStart(2, '0')),
    n: fc.integer({ min: 1, max: 999_999_999 }),
  })
  holds(
    fc.property(parts, (number) => {
      const text = documentNumber(number)
      expect(parseDocumentNumber(text)).toEqual(number)
      expect(parseDocumentNumber(` ${text.toLowerCase()} `)).toEqual(number)
    }),
  )
})
