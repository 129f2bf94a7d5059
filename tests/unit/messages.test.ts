// Messages to customers: what their ledger says, quiet hours and placeholders, and the way from the outbox to a real mail
// server and to a gateway's folder and back, with consent asked at the moment of sending.
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { setState } from '../../src/main/store/outbox.ts'
import { meaningOf } from '../../src/main/post/mail.ts'
import type { Office } from '../../src/main/post/office.ts'
import {
  afterQuiet,
  composed,
  delayAfter,
  fill,
  isUnsubscribe,
  smsParts,
  stateOf,
  type Tally,
  tryKinds,
  unknownPlaceholders,
} from '../../src/shared/modules/messages/rules.ts'
import { CustomerId } from '../../src/shared/ids.ts'
import { mailServer, officeOf, type MailServer } from '../support/post.ts'
import { openShop, person, refused, type Shop } from '../support/shop.ts'
import { SITE, START_AT } from '../support/store.ts'

const tally = (counts: Partial<Tally>): Tally => ({ ...(Object.fromEntries(tryKinds.map((kind) => [kind, 0])) as Tally), ...counts })

describe('where a message stands', () => {
  test('is told by counts: waiting, sending, sent, failed, tried again, cancelled', () => {
    expect(stateOf(tally({}), false)).toBe('waiting')
    expect(stateOf(tally({ begun: 1 }), false)).toBe('sending')
    expect(stateOf(tally({ begun: 2, later: 2 }), false)).toBe('waiting')
    expect(stateOf(tally({ begun: 1, refused: 1 }), false)).toBe('failed')
    expect(stateOf(tally({ begun: 1, refused: 1, again: 1 }), false)).toBe('waiting')
    expect(stateOf(tally({}), true)).toBe('cancelled')
    expect(stateOf(tally({ begun: 1, sent: 1, undelivered: 1 }), false)).toBe('failed')
  })
  test('what was sent stays sent, whatever another desk meant meanwhile', () => {
    fc.assert(
      fc.property(fc.nat(3), fc.nat(3), fc.nat(3), fc.boolean(), (later, refused, again, cancelled) => {
        expect(stateOf(tally({ begun: later + refused + 1, later, refused, again, sent: 1 }), cancelled)).toBe('sent')
      }),
      { seed: 4 },
    )
  })
  test('waits twice as long after each failure, six hours at most', () => {
    expect([1, 2, 3, 30].map(delayAfter)).toEqual([60_000, 120_000, 240_000, 21_600_000])
  })
})

describe('what goes out', () => {
  test('is filled with facts and never read twice; unknown names are told', () => {
    expect(fill('{{ customer }}，{{event}}！{{store}}', { customer: '{{store}}', event: '保养节' })).toBe('{{store}}，保养节！')
    expect(unknownPlaceholders('{{customer}} {{price}} {{ price }} {{constructor}}')).toEqual(['price', 'constructor'])
  })
  test('names its store, and the way to have no more of it unless a contract needs it', () => {
    expect(composed('sms', 'marketing', '保养节', '昆山店')).toBe('【昆山店】保养节拒收请回复R')
    expect(composed('sms', 'service', '明天到店', '昆山店')).toBe('【昆山店】明天到店')
    expect(composed('email', 'care', '生日快乐', '昆山店')).toContain('退订')
    expect(['R', ' td ', '退订。', 'Unsubscribe'].every(isUnsubscribe)).toBe(true)
    expect(isUnsubscribe('退订一台车')).toBe(false)
    expect([smsParts('字'.repeat(70)), smsParts('字'.repeat(71)), smsParts('字'.repeat(135))]).toEqual([1, 2, 3])
  })
  test('leaves the quiet hours out, whichever side of midnight they lie on', () => {
    const at = (clock: string) => Date.parse(`2026-11-22T${clock}:00+08:00`)
    const night = { from: '20:00', until: '09:00' }
    expect(afterQuiet(at('12:00'), night)).toBe(at('12:00'))
    expect(afterQuiet(at('21:30'), night)).toBe(at('09:00') + 86_400_000)
    expect(afterQuiet(at('03:00'), night)).toBe(at('09:00'))
    expect(afterQuiet(at('13:10'), { from: '13:00', until: '14:00' })).toBe(at('14:00'))
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 3_000_000_000_000 }), (ms) => {
        const out = afterQuiet(ms, night)
        expect(out >= ms && out - ms <= 13 * 3_600_000 && afterQuiet(out, night) === out).toBe(true)
      }),
      { seed: 4 },
    )
  })
  test('an answer of the server is a wait, a no, or something nobody knows', () => {
    expect(meaningOf(Object.assign(new Error(), { code: 'ECONNECTION', command: 'CONN' }))).toEqual({ kind: 'later', reason: 'offline' })
    expect(meaningOf(Object.assign(new Error(), { code: 'ETIMEDOUT', command: 'DATA' }))).toEqual({ kind: 'refused', reason: 'unsure' })
    expect(meaningOf(Object.assign(new Error(), { code: 'EAUTH', responseCode: 535 }))).toEqual({ kind: 'later', reason: 'sign-in' })
    expect(meaningOf(Object.assign(new Error(), { code: 'EMESSAGE', responseCode: 554 }))).toEqual({ kind: 'refused', reason: 'rejected' })
  })
})

describe('the outbox', () => {
  const boss = person('director')
  let shop: Shop
  let office: Office
  let server: MailServer
  const ends: (() => unknown)[] = []
  afterAll(async () => {
    for (const end of ends) await end()
  })
  beforeEach(async () => {
    shop = openShop()
    setState(shop.st, 'site', SITE)
    server = await mailServer()
    office = officeOf(shop.session)
    ends.push(server.stop, office.stop)
    shop.run('customers.correct', { id: shop.customerId, fields: { email: 'zhou@example.test', gender: 'male' } }, boss)
    keep()
  })
  const keep = (over: object = {}, secret?: string) =>
    shop.run(
      'messages.keepChannel',
      {
        channel: 'email',
        mail: { host: '127.0.0.1', port: server.port, tls: false, user: '', from: 'shop@example.test', name: '昆山店', ...over },
        ...(secret === undefined ? {} : { secret }),
      },
      boss,
    )
  const consent = (state: 'given' | 'withdrawn' = 'given', purpose: 'care' | 'marketing' = 'marketing') =>
    shop.run('privacy.noteConsent', { customerId: shop.customerId, state, purpose, channel: 'all', how: 'signed' }, boss)
  const write = (over: object = {}): string =>
    shop.run(
      'messages.write',
      {
        customerIds: [CustomerId.parse(shop.customerId)],
        channel: 'email',
        purpose: 'marketing',
        template: 'event-email',
        event: '冬季保养节',
        date: '12月5日',
        ...over,
      } as never,
      boss,
    ).ids[0] as string
  const row = (id: string) => shop.run('messages.page', {}, boss).rows.find((each) => each.id === id)

  test('[FUP-10] a letter goes from the outbox to a mail server, from its template, with a way out of it', async () => {
    consent()
    const id = write()
    expect(row(id)).toMatchObject({ state: 'waiting', customerName: '周杉' })
    expect(await office.pump()).toBe(1)
    expect(row(id)).toMatchObject({ state: 'sent', tries: 1 })
    expect(row(id)?.text).toContain('周先生：\n\n诚邀您于12月5日到店参加冬季保养节。')
    const [mail] = server.mails
    expect(mail?.to).toEqual(['zhou@example.test'])
    expect(mail?.raw).toMatch(new RegExp(`Message-I[Dd]: <${id}@example.test>`))
    expect(mail?.raw).toMatch(/List-Unsubscribe: <mailto:shop@example\.test/)
    expect(await office.pump()).toBe(0)
    expect(server.mails).toHaveLength(1)
  })

  test('[FUP-10] consent is asked when it is sent: taken back meanwhile, nothing goes out', async () => {
    consent()
    const id = write()
    consent('withdrawn')
    await office.pump()
    expect(row(id)).toMatchObject({ state: 'failed', reason: 'no-consent', tries: 0 })
    expect(server.mails).toEqual([])
    const service = write({ purpose: 'service', template: null, subject: '您的车已到店', body: '请来取车' })
    await office.pump()
    expect(row(service)?.state).toBe('sent')
  })

  test('[FUP-10] waits for the network with growing patience, and loses nothing', async () => {
    consent()
    await server.stop()
    const id = write()
    expect(await office.pump()).toBe(0)
    expect(row(id)).toMatchObject({ state: 'waiting', reason: 'offline', tries: 1 })
    await office.pump()
    expect(row(id)?.tries).toBe(1)
    const back = await mailServer({ port: server.port })
    ends.push(back.stop)
    shop.clock.at += 61_000
    expect(await office.pump()).toBe(1)
    expect(row(id)).toMatchObject({ state: 'sent', tries: 2 })
    expect(back.mails).toHaveLength(1)
  })

  test('a mailbox that is not there fails in words, and is tried again when somebody wishes it', async () => {
    consent()
    server.wish.refuse.add('zhou@example.test')
    const id = write()
    await office.pump()
    expect(row(id)).toMatchObject({ state: 'failed', reason: 'rejected' })
    server.wish.refuse.clear()
    shop.run('messages.again', { id }, boss)
    expect(refused(() => shop.run('messages.again', { id }, boss)).code).toBe('not-failed')
    await office.pump()
    expect(row(id)?.state).toBe('sent')
    expect(refused(() => shop.run('messages.cancel', { ids: [id], reason: '写错了' }, boss)).code).toBe('not-waiting')
  })

  test('[FUP-10] what is planned waits for its hour and for the morning; what is cancelled does not go', async () => {
    consent()
    const later = write({ dueAt: START_AT + 3_600_000 })
    const never = write()
    shop.run('messages.cancel', { ids: [never], reason: '活动改期' }, boss)
    expect(await office.pump()).toBe(0)
    shop.clock.at = Date.parse('2026-11-22T22:00:00+08:00')
    expect(await office.pump()).toBe(0)
    shop.clock.at = Date.parse('2026-11-23T09:00:00+08:00')
    expect(await office.pump()).toBe(1)
    expect([row(later)?.state, row(never)?.state]).toEqual(['sent', 'cancelled'])
  })

  test('a program that ended in the middle of a letter sends it to nobody twice: a person decides', async () => {
    consent()
    const id = write()
    shop.run('messages.begin', { id, said: 'x', template: null }, { ...boss, user: 'system' })
    const next = officeOf(shop.session)
    ends.push(next.stop)
    await next.pump()
    expect(row(id)).toMatchObject({ state: 'failed', reason: 'unsure' })
    expect(server.mails).toEqual([])
  })

  test('[FUP-10] the password goes to the server alone: not into the log of changes, not onto the disk in the clear', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'forecourt-post-'))
    const file = join(folder, 'store.db')
    const sealed = openShop({ file, key: 'b'.repeat(64) })
    sealed.run(
      'messages.keepChannel',
      { channel: 'email', mail: { host: 'h', port: 25, tls: false, user: 'u', from: 'a@b.test', name: '' }, secret: 'Osmanthus-77' },
      boss,
    )
    expect(JSON.stringify(sealed.run('messages.post', {}, boss))).not.toContain('Osmanthus')
    expect(JSON.stringify(sealed.raw.prepare('SELECT payload, input FROM _sync_changesets').all())).not.toContain('Osmanthus')
    sealed.session.close()
    for (const name of readdirSync(folder)) expect(readFileSync(join(folder, name)).includes('Osmanthus')).toBe(false)
  })

  test('[FUP-10] short messages go as a batch into the gateway’s folder; receipts and answers come back', async () => {
    consent()
    consent('given', 'care')
    const folder = mkdtempSync(join(tmpdir(), 'forecourt-gateway-'))
    shop.run('messages.keepChannel', { channel: 'sms', gateway: { folder } }, boss)
    const id = write({ channel: 'sms', template: 'promotion-sms', event: '冬季保养八折', purpose: 'service' })
    expect(await office.pump()).toBe(1)
    const [name = ''] = readdirSync(join(folder, 'out'))
    const batch = readFileSync(join(folder, 'out', name), 'utf8')
    expect(batch).toContain(`${id},13800004471,【昆山店】周先生，冬季保养八折。`)
    expect(batch).toContain('拒收请回复R')
    mkdirSync(join(folder, 'in'))
    writeFileSync(join(folder, 'in', 'r1.csv'), `delivered,${id}\r\nreply,+86 138 0000 4471,TD\r\nnonsense\r\n`)
    await office.pump()
    expect(row(id)).toMatchObject({ state: 'sent', delivered: true, purpose: 'marketing' })
    expect(readdirSync(join(folder, 'in', 'done'))).toEqual(['r1.csv'])
    const { standing } = shop.run('privacy.consents', { customerId: shop.customerId }, boss)
    expect(standing.filter((line) => line.channel === 'sms' && line.may).map((line) => line.purpose)).toEqual(['service'])
    const next = write({ channel: 'sms', template: 'promotion-sms', event: '再次' })
    await office.pump()
    expect(row(next)).toMatchObject({ state: 'failed', reason: 'no-consent' })
  })

  test('[FUP-10] an administrator’s version of a template is used from then on, and the old ones are kept', async () => {
    consent()
    const waiting = write()
    const kept = { key: 'event-email', name: '活动邀请函', channel: 'email' as const, purpose: 'marketing' as const, subject: '{{event}}' }
    expect(shop.run('messages.keepTemplate', { ...kept, body: '{{customer}}，{{date}}见。' }, boss)).toEqual({
      key: 'event-email',
      version: 1,
    })
    expect(() => shop.run('messages.keepTemplate', { ...kept, body: '{{cost}}' }, boss)).toThrow(/unknown-placeholder/)
    await office.pump()
    expect(row(waiting)?.text).toContain('周先生，12月5日见。')
    expect(shop.run('messages.tries', { id: waiting }, boss)[0]?.template).toBe('event-email@1')
    expect(shop.run('messages.versions', { key: 'event-email' }, boss).map(({ version }) => version)).toEqual([1, 0])
    expect(refused(() => shop.run('messages.keepTemplate', { ...kept, body: '{{customer}}，{{date}}见。' }, boss)).code).toBe(
      'nothing-changed',
    )
  })

  test('who is forgotten is written to no more, and what was said to them is gone', async () => {
    consent()
    const id = write()
    await office.pump()
    const open = write()
    shop.run('customers.erase', { id: shop.customerId }, boss)
    await office.pump()
    expect(server.mails).toHaveLength(1)
    expect(shop.raw.prepare('SELECT said FROM message_tries WHERE message_id = ?').all(id)).toEqual([{ said: null }, { said: null }])
    expect(shop.raw.prepare('SELECT state FROM message_standing WHERE id = ?').get(open)).toEqual({ state: 'failed' })
  })
})
