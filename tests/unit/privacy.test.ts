// What people agreed to: the last word by what each desk had seen, withdrawals that hold over consents written apart, who
// may be contacted, the ledger on a real store, and what goes with a person who is forgotten.
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, describe, expect, test } from 'vitest'
import { CustomerId } from '../../src/shared/ids.ts'
import { createDispatch } from '../../src/main/ipc/dispatch.ts'
import { allModules } from '../../src/main/modules/handlers.ts'
import type { Services } from '../../src/main/modules/services.ts'
import type { Asked, Name } from '../../src/shared/contract.ts'
import {
  answeredBy,
  type Consent,
  contactChannels,
  doNotDisturb,
  mayContact,
  purposes,
  type RegisterOutcome,
  standingConsent,
} from '../../src/shared/modules/privacy/rules.ts'
import { lastPayload, openShop, person, quoteOf, refused } from '../support/shop.ts'

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

describe('where data came from and where it goes', () => {
  const director = person('director')
  const shop = openShop()
  const folder = mkdtempSync(join(tmpdir(), 'forecourt-person-'))
  afterAll(() => rmSync(folder, { recursive: true, force: true }))
  let printed = ''
  const asked: string[] = []
  let answer: RegisterOutcome | null = null
  let who = director
  const { dispatch } = createDispatch({
    modules: allModules(),
    store: () => shop.session,
    services: {
      sessions: { who: () => who },
      paper: { pdf: async (html: string) => ((printed = html), new TextEncoder().encode('%PDF-1.7')) },
      registers: { ask: async (register: string, subject: string) => (asked.push(`${register} ${subject}`), answer) },
    } as unknown as Services,
    incident: (error) => {
      throw error
    },
  })
  const job = <N extends Name>(name: N, input: Asked<N>) => dispatch({ name, input, caller: '1', id: name })

  test('[CUS-06] without a link people look by hand and say what they saw; with one the answer is kept', async () => {
    const { customerId } = shop
    expect(await job('privacy.lookUp', { customerId, register: 'people' })).toMatchObject({ ok: false, error: { code: 'no-link' } })
    shop.run(
      'privacy.noteVerification',
      { customerId, register: 'people', outcome: 'match', way: 'original', note: '身份证原件，人证一致' },
      director,
    )
    answer = 'mismatch'
    expect(await job('privacy.lookUp', { customerId, register: 'people' })).toMatchObject({ ok: true, value: { outcome: 'mismatch' } })
    expect(asked.at(-1)).toBe('people 11010519491231002X')
    expect(await job('privacy.lookUp', { customerId, register: 'vehicles' })).toMatchObject({
      ok: false,
      error: { code: 'nothing-to-ask' },
    })
    const { verifications } = shop.run('privacy.provenance', { customerId }, director)
    expect(verifications.map(({ outcome, way, subject, by }) => [outcome, way, subject, by])).toEqual([
      ['mismatch', 'link', '110105********002X', '莫怀远'],
      ['match', 'original', '110105********002X', '莫怀远'],
    ])
    expect(() =>
      shop.run('privacy.noteVerification', { customerId, register: 'people', outcome: 'match', way: 'phone' }, director),
    ).toThrow(/evidence-missing/)
  })

  test('[CUS-18] a person gets everything held about them as two files, by right and with a line in the log', async () => {
    const { customerId } = shop
    shop.run('care.ask', { customerId: CustomerId.parse(customerId), kind: 'consult', channel: 'phone', question: '<b>首保</b>' }, director)
    shop.run('orders.draft', quoteOf(shop), director)
    const to = join(folder, '周杉.json')
    who = person('consultant')
    expect(await job('privacy.handOut', { customerId, title: '周杉', to })).toMatchObject({ ok: false, error: { code: 'forbidden' } })
    who = director
    const reply = await job('privacy.handOut', { customerId, title: '周杉', words: { care_requests: '客户工单' }, to })
    expect(reply).toMatchObject({ ok: true, value: { json: to, pdf: join(folder, '周杉.pdf') } })
    const { tables } = JSON.parse(readFileSync(to, 'utf8')) as { tables: Record<string, Record<string, unknown>[]> }
    expect(tables['customers']?.[0]).toMatchObject({ name: '周杉', phone: '13800004471', id_number: '11010519491231002X' })
    expect(Object.keys(tables)).toEqual(expect.arrayContaining(['care_requests', 'orders', 'order_lines', 'customer_verifications']))
    expect(printed).toContain('客户工单')
    expect(printed).not.toContain('<b>首保')
    expect(readdirSync(folder).toSorted()).toEqual(['周杉.json', '周杉.pdf'])
    expect(lastPayload(shop).guards.map((guard) => guard['key'])).toEqual([
      'revealed:all',
      expect.stringMatching(/^exported:customers:\d+$/),
    ])
    expect(await job('privacy.handOut', { customerId, title: '周杉', to: join(folder, 'gone', 'a.json') })).toMatchObject({
      ok: false,
      error: { code: 'folder-missing' },
    })
  })
})
