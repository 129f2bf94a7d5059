// Whoever is in the store is found: by any start of any reading of their name from any character on, by initials, by
// names cut into syllables and initials as one likes, and by any tail of their phone.
import fc from 'fast-check'
import { polyphonic } from 'pinyin-pro'
import { expect, test } from 'vitest'
import { expressionOf, hitIn } from '../../src/main/modules/palette/queries/match.ts'
import { testStore } from '../support/store.ts'

const seed = Number(process.env['FC_SEED'] ?? 20261122)
const runs = Number(process.env['FC_RUNS'] ?? 150)
const surnames = [...'王李张刘陈杨赵黄周吴单曾解仇查区朴任乐翟缪覃尉万']
const given = [...'伟芳娜秀敏静丽强磊军洋勇艳杰娟涛明超乐行重长绿女溪书瑶语桐景行还藏朝参']

const name = fc
  .tuple(fc.constantFrom(...surnames), fc.array(fc.constantFrom(...given), { minLength: 1, maxLength: 2 }))
  .map(([first, rest]) => first + rest.join(''))
const readings = (character: string): string[] =>
  (polyphonic(character, { toneType: 'none', type: 'array', v: true })[0] as unknown as string[]).map((reading) =>
    reading.replaceAll('ü', 'v'),
  )

/** How somebody may type a name: from some character on, each by a reading or its initial, the last perhaps half. */
const typed = (whole: string) =>
  fc
    .tuple(fc.nat({ max: whole.length - 1 }), fc.infiniteStream(fc.nat({ max: 1000 })), fc.infiniteStream(fc.boolean()), fc.nat({ max: 5 }))
    .map(([start, picks, initials, cut]) => {
      const pieces = [...whole].slice(start).map((character) => {
        const choices = readings(character)
        const reading = choices[(picks.next().value as number) % choices.length] as string
        return initials.next().value ? reading.charAt(0) : reading
      })
      const last = pieces.at(-1) as string
      return pieces.with(-1, last.slice(0, Math.max(1, last.length - cut))).join('')
    })

test('by readings, initials and both mixed', () => {
  fc.assert(
    fc.property(
      name.chain((whole) => fc.tuple(fc.constant(whole), typed(whole))),
      ([whole, text]) => {
        const store = testStore()
        store.run('customers.add', { name: whole })
        store.run('customers.add', { name: '甲乙丙' })
        expect(store.run('palette.search', { text }).map((found) => found.title)).toContain(whole)
        expect(store.run('customers.page', { search: text }).rows.map((row) => row.name)).toContain(whole)
        expect(hitIn(whole, text)).not.toBeNull()
        store.raw.close()
      },
    ),
    { seed, numRuns: runs },
  )
}, 120_000)

test('by any tail of a phone of two digits and more', () => {
  const store = testStore()
  fc.assert(
    fc.property(
      fc.integer({ min: 3, max: 9 }),
      fc.integer({ min: 0, max: 999_999_999 }),
      fc.integer({ min: 2, max: 11 }),
      (second, rest, digits) => {
        const phone = `1${second}${String(rest).padStart(9, '0')}`
        const known = store.run('customers.similar', { phone })[0]?.id
        const id = known ?? store.run('customers.add', { name: '某人', phone, evenSo: '同名' }).id
        const found = store.run('palette.search', { text: phone.slice(-digits), kinds: ['customer'], limit: 50 })
        if (found.length < 50) expect(found.map((each) => each.id)).toContain(id)
      },
    ),
    { seed, numRuns: runs },
  )
}, 120_000)

test('whatever is typed, the expression is one the index can read', () => {
  const store = testStore()
  const ask = store.raw.prepare('SELECT count(*) AS n FROM search_customer WHERE search_customer MATCH ?')
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 100 }), fc.constantFrom(0 as const, 1 as const, 2 as const), (text, depth) => {
      const expression = expressionOf(text, depth)
      if (expression !== null) expect(() => ask.get(expression)).not.toThrow()
    }),
    { seed, numRuns: runs * 20 },
  )
  fc.assert(
    fc.property(fc.stringMatching(/^[a-z]{1,30}$/), (text) => {
      expect(() => ask.get(expressionOf(text, 2))).not.toThrow()
    }),
    { seed, numRuns: runs * 5 },
  )
})
