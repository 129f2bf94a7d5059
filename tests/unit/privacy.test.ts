// What people agreed to: the last word by what each desk had seen, withdrawals that hold over consents written apart, who
// may be contacted, the ledger on a real store, and what goes with a person who is forgotten.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  answeredBy,
  type Consent,
  contactChannels,
  doNotDisturb,
  mayContact,
  purposes,
  standingConsent,
} from '../../src/shared/modules/privacy/rules.ts'
import { openShop, person, refused } from '../support/shop.ts'

const line = (id: string, state: Consent['state'], answers: string[] = [], over: Partial<Consent> = {}): Consent => ({
  id,
  state,
  purpose: 'marketing',
  channel: 'sms',
  answers,
  ...over,
})

describe('the last word', () => {
  test('nothing said allows what a contract needs and nothing else', () => {
    expect(mayContact([], 'sms', 'service')).toBe(true)
    expect(mayContact([], 'sms', 'care')).toBe(false)
    expect(mayContact([], 'sms', 'marketing')).toBe(false)
  })
  test('a withdrawal answers a consent, a later consent answers the withdrawal', () => {
    const given = line('a', 'given')
    const taken = line('b', 'withdrawn', ['a'])
    expect(mayContact([given], 'sms', 'marketing')).toBe(true)
    expect(mayContact([given], 'phone', 'marketing')).toBe(false)
    expect(mayContact([given, taken], 'sms', 'marketing')).toBe(false)
    expect(mayContact([given, taken, line('c', 'given', ['a', 'b'])], 'sms', 'marketing')).toBe(true)
  })
  test('written apart, the withdrawal holds in whatever order headquarters heard of them', () => {
    const [first, given, taken] = [line('a', 'given'), line('b', 'given', ['a']), line('c', 'withdrawn', ['a'])]
    for (const order of [
      [first, given, taken],
      [taken, given, first],
    ])
      expect(standingConsent(order, 'sms', 'marketing')).toBe('withdrawn')
    expect(standingConsent([first, given, taken, line('d', 'given', ['a', 'b', 'c'])], 'sms', 'marketing')).toBe('given')
  })
  test('do not disturb means everything; a narrower consent afterwards opens only its own way', () => {
    const all = line('a', 'withdrawn', [], { purpose: 'all', channel: 'all' })
    expect(doNotDisturb([all])).toBe(true)
    expect(mayContact([all], 'phone', 'service')).toBe(false)
    const next = { purpose: 'care', channel: 'wechat' } as const
    const later = line('b', 'given', answeredBy([all], next), next)
    expect(doNotDisturb([all, later])).toBe(false)
    expect(mayContact([all, later], 'wechat', 'care')).toBe(true)
    expect(mayContact([all, later], 'wechat', 'marketing')).toBe(false)
    expect(mayContact([all, later], 'phone', 'care')).toBe(false)
  })
  test('any order of the same lines says the same, and whoever has seen all has the last word', () => {
    const scope = fc.record({
      purpose: fc.constantFrom(...purposes, 'all' as const),
      channel: fc.constantFrom(...contactChannels, 'all' as const),
    })
    const lines = fc
      .array(fc.record({ scope, state: fc.constantFrom('given' as const, 'withdrawn' as const), seen: fc.nat(8) }), { maxLength: 8 })
      .map((drafts) => {
        const made: Consent[] = []
        for (const [at, { scope: where, state, seen }] of drafts.entries())
          made.push({ id: `l${at}`, state, ...where, answers: answeredBy(made.slice(0, seen), where) })
        return made
      })
    fc.assert(
      fc.property(lines, fc.constantFrom(...contactChannels), fc.constantFrom(...purposes), (made, channel, purpose) => {
        expect(standingConsent(made.toReversed(), channel, purpose)).toBe(standingConsent(made, channel, purpose))
        for (const state of ['given', 'withdrawn'] as const) {
          const last: Consent = { id: 'last', state, purpose, channel, answers: answeredBy(made, { purpose, channel }) }
          expect(standingConsent([...made, last], channel, purpose)).toBe(state)
        }
      }),
      { seed: 4, numRuns: 300 },
    )
  })
})

describe('the ledger', () => {
  const manager = person('manager')
  test('[CUS-18] keeps every word with its evidence and author, and shows what stands', () => {
    const shop = openShop()
    const say = (state: 'given' | 'withdrawn', over: object = {}) =>
      shop.run(
        'privacy.noteConsent',
        { customerId: shop.customerId, state, purpose: 'marketing', channel: 'sms', how: 'signed', evidence: '授权书 0142', ...over },
        manager,
      )
    say('given')
    say('withdrawn', { purpose: 'all', channel: 'all', how: 'spoken', evidence: null })
    const { standing, lines, doNotDisturb: quiet } = shop.run('privacy.consents', { customerId: shop.customerId }, manager)
    expect(lines.map(({ state, how, by }) => [state, how, by])).toEqual([
      ['withdrawn', 'spoken', '顾听澜'],
      ['given', 'signed', '顾听澜'],
    ])
    expect(quiet).toBe(true)
    expect(standing.every(({ may }) => !may)).toBe(true)
    say('given', { purpose: 'care', channel: 'phone' })
    const now = shop.run('privacy.consents', { customerId: shop.customerId }, manager)
    expect(now.standing.filter(({ may }) => may)).toEqual([{ purpose: 'care', channel: 'phone', state: 'given', may: true }])
  })
  test('a consent names one purpose, and a spoken one its evidence', () => {
    const shop = openShop()
    const say = (over: object) => () =>
      shop.run(
        'privacy.noteConsent',
        { customerId: shop.customerId, state: 'given', purpose: 'care', how: 'spoken', ...over } as never,
        manager,
      )
    expect(say({ purpose: 'all', how: 'signed' })).toThrow(/purpose-definite/)
    expect(say({})).toThrow(/evidence-missing/)
    expect(
      refused(() => shop.run('privacy.noteConsent', { customerId: 'nobody', state: 'withdrawn', purpose: 'all', how: 'spoken' }, manager))
        .code,
    ).toBe('not-found')
  })
  test('[CUS-18] a person who is forgotten takes the evidence along; that they withdrew stays', () => {
    const shop = openShop()
    shop.run(
      'privacy.noteConsent',
      { customerId: shop.customerId, state: 'withdrawn', purpose: 'all', how: 'message', evidence: '周杉回复 TD' },
      manager,
    )
    shop.run('customers.erase', { id: shop.customerId }, person('director'))
    expect(shop.raw.prepare('SELECT state, evidence FROM customer_consents').all()).toEqual([{ state: 'withdrawn', evidence: null }])
    expect(JSON.stringify(shop.raw.prepare('SELECT payload FROM _sync_changesets').all())).not.toContain('周杉回复')
  })
})
