// A test drive from the appointment to what the guest thought: only cars that are lent, only free hours, only who may
// drive, and what meters may say. Two offline desktops that gave the same hour are in the second half.
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import type { Asked } from '../../src/shared/contract.ts'
import { inProblems, licenceProblems, meanTenths, outProblems, slotsOf, stageOf } from '../../src/shared/modules/testdrives/rules.ts'
import { signedOver } from '../../src/main/modules/documents/commands/attach.ts'
import { setState } from '../../src/main/store/outbox.ts'
import { cutOff, desktop, type Desktop, eventually, KEY, quiet } from '../support/desktop.ts'
import { type Group, startGroup } from '../support/group.ts'
import { type Proxy, proxyTo } from '../support/proxy.ts'
import { openShop, person, refused, type Shop } from '../support/shop.ts'
import { SITE } from '../support/store.ts'

vi.setConfig({ testTimeout: 120_000, hookTimeout: 180_000 })

const consultant = person('consultant')
/** Sees the site's guests: the same one asks at both desks. */
const colleague = person('colleague', { reach: 'site' })
const manager = person('manager')
const HAND = 'M20 100L60 40 90 150 140 60 180 130 240 80M260 90L300 95'
/** The shop's clock stands at 2026-11-22 10:30. */
const TODAY = '2026-11-22'
const TOMORROW = '2026-11-23'

function lend(shop: Shop, ...cars: string[]): void {
  for (const id of cars) shop.run('vehicles.setState', { id, state: 'demo' }, manager)
}
const booking = (shop: Shop, over: Partial<Asked<'testdrives.book'>> = {}): Asked<'testdrives.book'> => ({
  customerId: shop.customerId as never,
  vehicleId: shop.car as never,
  driveOn: TOMORROW,
  slot: '10:00',
  ...over,
})
const leaving = (id: string, over: Partial<Asked<'testdrives.depart'>> = {}): Asked<'testdrives.depart'> => ({
  id,
  licence: { no: '11010519491231002x', class: 'C1', expiresOn: '2030-01-01' },
  route: '快速路',
  km: 1200,
  fuel: 80,
  signature: { name: '周杉', path: HAND },
  ...over,
})
const card = (shop: Shop, id: string) => shop.run('testdrives.card', { id }, consultant)

describe('what the rules say', () => {
  test('the slots of a day end before closing', () => {
    expect(slotsOf({ opensAt: '09:00', closesAt: '12:00', slotMinutes: 60 })).toEqual(['09:00', '10:00', '11:00'])
    expect(slotsOf({ opensAt: '09:30', closesAt: '11:00', slotMinutes: 40 })).toEqual(['09:30', '10:10'])
  })
  test('a licence has a number that can be one, and is not over', () => {
    const ask = (over: object) => licenceProblems({ number: '11010519491231002X', expiresOn: null, ...over }, TODAY)
    expect(ask({})).toEqual([])
    expect(ask({ number: '110105194912310021' })).toEqual(['number'])
    expect(ask({ number: 'H1234567' })).toEqual([])
    expect(ask({ expiresOn: TODAY })).toEqual([])
    expect(ask({ expiresOn: '2026-11-21' })).toEqual(['expired'])
  })
  test('meters only rise, and a long way or a fuller tank is asked about', () => {
    expect(outProblems({ km: 99 }, 100)).toEqual(['below-last'])
    expect(outProblems({ km: 401 }, 100)).toEqual(['jump'])
    expect(outProblems({ km: 7 }, null)).toEqual([])
    const back = (km: number, fuel = 50) => inProblems({ km, fuel }, { km: 100, fuel: 50, routeKm: 12 })
    expect(back(99)).toEqual(['backwards'])
    expect(back(146)).toEqual([])
    expect(back(147)).toEqual(['far'])
    expect(back(110, 60)).toEqual(['fuel'])
  })
  test('what was read off a car outranks what was agreed', () => {
    expect(stageOf('clash', { outAt: null, inAt: null })).toBe('clash')
    expect(stageOf('clash', { outAt: 1, inAt: null })).toBe('out')
    expect(stageOf('cancelled', { outAt: 1, inAt: 2 })).toBe('done')
  })
  test('the mean of the points, in tenths', () => {
    expect(meanTenths({})).toBeNull()
    expect(meanTenths({ power: 4, comfort: 5 })).toBe(45)
    expect(meanTenths({ power: 4, comfort: 4, space: 5 })).toBe(43)
  })
})

describe('an appointment', () => {
  test('[TDR-01] stands in the calendar of cars and hours, of a day and of a week, and takes the hour', () => {
    const shop = openShop()
    lend(shop, shop.cars[0] as string, shop.cars[1] as string)
    const { id, no } = shop.run('testdrives.book', booking(shop), consultant)
    expect(no).toMatch(/^TD-KS-01-2611-1$/)
    const day = shop.run('testdrives.calendar', { fromOn: TOMORROW, days: 1 }, consultant)
    expect(day.cars.map((car) => [car.stockNo, car.offered])).toEqual([
      ['Y6704', true],
      ['Y6705', true],
    ])
    expect(day.days).toEqual([{ on: TOMORROW, slots: slotsOf({ opensAt: '09:00', closesAt: '18:00', slotMinutes: 60 }) }])
    expect(day.drives).toMatchObject([{ id, stage: 'booked', customerName: '周杉', vehicleId: shop.car, slot: '10:00' }])
    const week = shop.run('testdrives.calendar', { fromOn: '2026-11-20', days: 7 }, colleague)
    expect(week.days).toHaveLength(7)
    expect(week.drives.map((drive) => drive.id)).toEqual([id])
    expect(refused(() => shop.run('testdrives.book', booking(shop), colleague))).toMatchObject({
      code: 'slot-taken',
      details: { name: '周杉' },
    })
    shop.run('testdrives.book', booking(shop, { vehicleId: shop.cars[1] as never }), consultant)
    shop.run('testdrives.book', booking(shop, { slot: '11:00' }), consultant)
    expect(shop.run('testdrives.page', { limit: 10 }, consultant).total).toBe(3)
  })

  test('[TDR-03] is for cars that are lent, in hours that are not over', () => {
    const shop = openShop()
    expect(refused(() => shop.run('testdrives.book', booking(shop), consultant)).code).toBe('not-offered')
    expect(shop.run('testdrives.calendar', { fromOn: TODAY, days: 1 }, consultant).cars).toEqual([])
    lend(shop, shop.car)
    expect(refused(() => shop.run('testdrives.book', booking(shop, { slot: '10:05' }), consultant)).code).toBe('no-such-slot')
    expect(refused(() => shop.run('testdrives.book', booking(shop, { driveOn: TODAY, slot: '09:00' }), consultant)).code).toBe('slot-past')
    const { id } = shop.run('testdrives.book', booking(shop, { driveOn: TODAY, slot: '10:00' }), consultant)
    // Taken out of the fleet: the calendar keeps showing who has to be told.
    shop.run('vehicles.setState', { id: shop.car, state: 'for-sale' }, manager)
    const { cars, drives } = shop.run('testdrives.calendar', { fromOn: TODAY, days: 1 }, consultant)
    expect([cars, drives]).toMatchObject([[{ id: shop.car, offered: false }], [{ id, carGone: true }]])
    expect(refused(() => shop.run('testdrives.depart', leaving(id), consultant)).code).toBe('not-offered')
  })

  test('moves to another car or hour, and ends with a reason; the hour is free again', () => {
    const shop = openShop()
    lend(shop, shop.cars[0] as string, shop.cars[1] as string)
    const first = shop.run('testdrives.book', booking(shop), consultant)
    const choices = shop.run('testdrives.choices', { id: first.id }, consultant)
    expect(choices[0]).toMatchObject({ stockNo: 'Y6705', slot: '10:00', sameCar: false })
    expect(choices[1]).toMatchObject({ stockNo: 'Y6704', driveOn: TOMORROW, slot: '09:00', sameCar: true })
    const second = shop.run('testdrives.move', { id: first.id, ...booking(shop, { slot: '14:00' }) }, consultant)
    expect(card(shop, first.id)).toMatchObject({ stage: 'moved', endReason: `${TOMORROW} 14:00` })
    expect(card(shop, second.id)).toMatchObject({ stage: 'booked', customerName: '周杉' })
    const again = shop.run('testdrives.book', booking(shop), colleague)
    shop.run('testdrives.end', { id: again.id, kind: 'no-show', reason: '未到店，电话未接' }, colleague)
    expect(card(shop, again.id)).toMatchObject({ stage: 'no-show', endReason: '未到店，电话未接' })
    expect(refused(() => shop.run('testdrives.end', { id: again.id, kind: 'cancelled', reason: '再取消' }, colleague)).code).toBe('closed')
    shop.run('testdrives.book', booking(shop), consultant)
  })
})

describe('a drive', () => {
  test('needs a licence and a signature, keeps what the meters said, and the car’s mileage follows', () => {
    const shop = openShop()
    lend(shop, shop.car)
    const { id } = shop.run('testdrives.book', booking(shop), consultant)
    const depart = (over: Partial<Asked<'testdrives.depart'>>) => () => shop.run('testdrives.depart', leaving(id, over), consultant)
    expect(refused(depart({ licence: { no: '11010519491231002X', class: 'C1', expiresOn: '2026-11-21' } })).code).toBe('licence-expired')
    expect(refused(depart({ licence: { no: '110105194912310021', class: 'C1', expiresOn: null } })).code).toBe('licence-number')
    expect(refused(depart({ route: '没有的路' })).code).toBe('no-such-route')
    expect(() => shop.run('testdrives.depart', leaving(id, { signature: { name: '周杉', path: 'M1 1L2 2' } }), consultant)).toThrow(
      /not-signed/,
    )
    const photo = { sha256: 'a'.repeat(64), size: 900, kind: 'image/jpeg' } as const
    shop.run('testdrives.depart', leaving(id, { damage: [photo], licence: { ...leaving(id).licence, photos: [photo] } }), consultant)
    const out = card(shop, id)
    expect(out).toMatchObject({
      stage: 'out',
      kmOut: 1200,
      fuelOut: 80,
      route: '快速路',
      routeKm: 12,
      lastKm: 1200,
      licence: { no: '110105********002X', class: 'C1', expiresOn: '2030-01-01', by: '陈屿' },
      pictures: [{ kind: 'licence' }, { kind: 'damage-out' }],
      signed: { name: '周杉' },
    })
    // The digest is of what was signed and can be reckoned again from it.
    expect(out.signed?.sha256).toBe(signedOver({ subjectId: id, about: out.no, name: '周杉', path: HAND, signedAt: out.signed?.at ?? 0 }))
    expect(refused(depart({})).code).toBe('already-out')
    expect(refused(() => shop.run('testdrives.end', { id, kind: 'cancelled', reason: '不行' }, consultant)).code).toBe('already-out')

    const back = (over: object) => () => shop.run('testdrives.bringBack', { id, km: 1213, fuel: 75, ...over }, consultant)
    expect(refused(back({ km: 1199 })).code).toBe('km-backwards')
    expect(refused(back({ km: 1300 }))).toMatchObject({ code: 'looks-wrong', details: { why: ['far'] } })
    back({ scores: { power: 5, comfort: 4 }, feedback: '加速好' })()
    expect(card(shop, id)).toMatchObject({ stage: 'done', drivenKm: 13, fuelIn: 75, scoreTenths: 45, feedback: '加速好', lastKm: 1213 })
    expect(refused(back({})).code).toBe('not-out')
    shop.run('testdrives.score', { id, scores: { power: 3 }, feedback: null }, consultant)
    expect(card(shop, id)).toMatchObject({ scoreTenths: 30, feedback: null })

    const next = shop.run('testdrives.book', booking(shop, { slot: '15:00' }), consultant)
    expect(refused(() => shop.run('testdrives.depart', leaving(next.id, { km: 1212 }), consultant))).toMatchObject({
      code: 'km-below-last',
      details: { lastKm: 1213 },
    })
    expect(refused(() => shop.run('testdrives.depart', leaving(next.id, { km: 2000 }), consultant)).code).toBe('looks-wrong')
    shop.run('testdrives.depart', leaving(next.id, { km: 2000, evenSo: '送检后取回' }), consultant)
    expect(card(shop, next.id)).toMatchObject({ stage: 'out', readingNote: '送检后取回' })
    expect(shop.run('testdrives.calendar', { fromOn: TODAY, days: 1 }, consultant).cars[0]?.km).toBe(2000)
  })

  test('one car is out once; a forgotten guest leaves the drive without licence, signature and pictures', () => {
    const shop = openShop()
    lend(shop, shop.car)
    const one = shop.run('testdrives.book', booking(shop), consultant)
    const two = shop.run('testdrives.book', booking(shop, { slot: '11:00' }), consultant)
    const photo = { sha256: 'b'.repeat(64), size: 900, kind: 'image/png' } as const
    shop.run('testdrives.depart', leaving(one.id, { licence: { ...leaving(one.id).licence, photos: [photo] } }), consultant)
    expect(refused(() => shop.run('testdrives.depart', leaving(two.id), consultant))).toMatchObject({
      code: 'car-out',
      details: { no: one.no },
    })
    shop.run('customers.erase', { id: shop.customerId }, person('director'))
    expect(card(shop, one.id)).toMatchObject({ stage: 'out', kmOut: 1200, licence: { no: null }, signed: { name: null }, pictures: [] })
  })

  test('the agreement says who drove what, where, and carries the signature with its digest', () => {
    const shop = openShop()
    lend(shop, shop.car)
    const { id, no } = shop.run('testdrives.book', booking(shop), consultant)
    shop.run('testdrives.depart', leaving(id), consultant)
    const { facts, title, template } = shop.run('documents.facts', { kind: 'drive', driveId: id }, consultant)
    expect(title).toBe(`试驾协议 ${no} 周杉`)
    expect(template?.body).toContain('试驾协议')
    expect(facts).toMatchObject({
      drive: { no, route: '快速路', kmOut: 1200, licenceNo: '11010519491231002X', licenceUntil: '2030-01-01' },
      signature: { path: HAND, name: '周杉', digest: card(shop, id).signed?.sha256 },
    })
  })
})

test('[TDR-02] an invitation is a follow-up; booking the drive does it, and one for another day stays', () => {
  const shop = openShop()
  lend(shop, shop.car)
  const invite = (dueOn: string) =>
    shop.run('customers.planFollowUp', { customerId: shop.customerId, dueOn, channel: 'test-drive', note: '邀约试驾 E5' }, consultant).id
  const [near, far] = [invite(TODAY), invite('2026-12-20')]
  shop.run('testdrives.book', booking(shop), consultant)
  const result = (id: string) => shop.st.one<{ result: string | null }>('SELECT result FROM follow_ups WHERE id = ?', id)?.result
  expect([result(near), result(far)]).toEqual([`已约 ${TOMORROW} 10:00`, null])
})

describe('the same car and hour at two desks', () => {
  let hq: Group
  let lines: [Proxy, Proxy]
  let one: Desktop
  let two: Desktop
  let shop: Shop

  beforeAll(async () => {
    hq = await startGroup()
    await hq.site('昆山店')
    lines = [await proxyTo(() => hq.port), await proxyTo(() => hq.port)]
    const folder = mkdtempSync(join(tmpdir(), 'forecourt-desk-'))
    shop = openShop({ file: join(folder, 'store.db'), key: KEY })
    lend(shop, ...shop.cars)
    setState(shop.st, 'site', SITE)
    setState(shop.st, 'device_code', '01')
    shop.session.close()
    one = desktop('前台 1 号机', { folder })
    await one.join(await hq.code('昆山店', { group: true }), lines[0].port)
    await eventually(() => one.session.pendingCount() === 0 && one.engine.status().mode === 'online', Boolean, 20_000)
    two = desktop('前台 2 号机')
    await two.join(await hq.code('昆山店'), lines[1].port)
    await quiet(one, two)
  })
  afterAll(async () => {
    await Promise.all([one.remove(), two.remove()])
    await Promise.all(lines.map((line) => line.close()))
    await hq.stop()
  })
  /** A day no clock of this machine has passed. */
  const on = '2039-05-04'
  /** Both give the hour away while the line is dead; the first desk's word reaches headquarters first. */
  async function clash(slot: string, after: (drive: string) => void = () => undefined): Promise<{ first: string; second: string }> {
    lines.forEach((line) => line.set({ kind: 'cut' }))
    await cutOff(one, two)
    const first = one.run('testdrives.book', booking(shop, { driveOn: on, slot }), consultant).id
    const second = two.run('testdrives.book', booking(shop, { driveOn: on, slot }), colleague).id
    after(second)
    lines[0].set({ kind: 'pass' })
    await one.engine.now()
    await eventually(() => one.session.pendingCount() === 0)
    lines[1].set({ kind: 'pass' })
    await two.engine.now()
    await quiet(one, two)
    return { first, second }
  }
  const stage = (desk: Desktop, id: string): string => desk.run('testdrives.card', { id }, consultant).stage
  const caseOf = (id: string): string => {
    const found = two.run('sync.cases', {}, colleague).find(({ subject }) => subject?.id === id)
    if (!found) throw new Error('no case')
    return found.id
  }

  test('[TDR-01] [S-GUARD-2] one has it, the other is a case; another car settles it in one call', async () => {
    const { first, second } = await clash('10:00')
    for (const desk of [one, two]) expect([stage(desk, first), stage(desk, second)]).toEqual(['booked', 'clash'])
    const id = caseOf(second)
    const told = two.run('sync.case', { id }, colleague)
    expect(told).toMatchObject({
      kind: 'hold',
      forMe: true,
      subject: { table: 'test_drives', id: second, name: '周杉' },
      mine: { who: '许南枝', command: 'testdrives.book' },
      theirs: { who: '陈屿', command: 'testdrives.book' },
      slot: { on, at: '10:00' },
      customer: { name: '周杉' },
      vehicle: { stockNo: 'Y6704' },
    })
    expect(told.remedies.map(({ kind, needs }) => [kind, needs])).toEqual([
      ['move-drive', null],
      ['cancel-drive', null],
      ['hand-over', null],
    ])
    const [choice] = told.remedies[0]?.kind === 'move-drive' ? told.remedies[0].choices : []
    expect(choice).toMatchObject({ stockNo: 'Y6705', driveOn: on, slot: '10:00' })
    two.run('sync.moveDrive', { id, vehicleId: choice?.vehicleId as never, driveOn: on, slot: '10:00' }, colleague)
    await quiet(one, two)
    expect(one.run('testdrives.calendar', { fromOn: on, days: 1 }, consultant).drives.map((d) => [d.stockNo, d.slot, d.stage])).toEqual([
      ['Y6704', '10:00', 'booked'],
      ['Y6705', '10:00', 'booked'],
    ])
    expect(two.run('sync.case', { id }, colleague)).toMatchObject({ open: false, resolution: { kind: 'moved-drive' } })
  })

  test('[TDR-01] [S-GUARD-2] another hour, or no drive, settle it as well; the slot given back is everybody’s', async () => {
    const { first, second } = await clash('11:00')
    two.run('sync.cancelDrive', { id: caseOf(second), reason: '客户改天再来' }, colleague)
    await quiet(one, two)
    expect(stage(one, second)).toBe('cancelled')
    one.run('testdrives.end', { id: first, kind: 'cancelled', reason: '客户有事' }, consultant)
    await quiet(one, two)
    const third = two.run('testdrives.book', booking(shop, { driveOn: on, slot: '11:00' }), colleague)
    await quiet(one, two)
    expect(stage(one, third.id)).toBe('booked')
    const late = (await clash('12:00')).second
    two.run('sync.moveDrive', { id: caseOf(late), vehicleId: shop.car as never, driveOn: on, slot: '16:00' }, colleague)
    await quiet(one, two)
    expect(stage(one, late)).toBe('moved')
  })

  test('[S-GUARD-2] a drive that took place all the same is known with its meters, and needs nothing but to be seen', async () => {
    const { second } = await clash('13:00', (id) => {
      two.run('testdrives.depart', leaving(id, { km: 5000 }), colleague)
      two.run('testdrives.bringBack', { id, km: 5010, fuel: 70 }, colleague)
    })
    expect(one.run('testdrives.card', { id: second }, consultant)).toMatchObject({ stage: 'done', kmOut: 5000, kmIn: 5010 })
    expect(two.run('sync.case', { id: caseOf(second) }, colleague).remedies.map(({ kind }) => kind)).toEqual(['understood', 'hand-over'])
  })

  test('[S-GUARD-5] an appointment that moved into a lost hour keeps the one it had', async () => {
    const kept = two.run('testdrives.book', booking(shop, { driveOn: on, slot: '14:00' }), colleague).id
    await quiet(one, two)
    lines.forEach((line) => line.set({ kind: 'cut' }))
    await cutOff(one, two)
    one.run('testdrives.book', booking(shop, { driveOn: on, slot: '15:00' }), consultant)
    const moved = two.run('testdrives.move', { id: kept, ...booking(shop, { driveOn: on, slot: '15:00' }) }, colleague).id
    lines[0].set({ kind: 'pass' })
    await one.engine.now()
    await eventually(() => one.session.pendingCount() === 0)
    lines[1].set({ kind: 'pass' })
    await quiet(one, two)
    for (const desk of [one, two]) expect([stage(desk, kept), stage(desk, moved)]).toEqual(['booked', 'cancelled'])
  })
})
