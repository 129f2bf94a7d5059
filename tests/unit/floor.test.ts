// The workshop floor: what is planned where, what a clock says of a job, and how flagged hours compare with worked ones.
import { beforeAll, describe, expect, test } from 'vitest'
import fc from 'fast-check'
import type { Asked } from '../../src/shared/contract.ts'
import { roleIdOf } from '../../src/shared/modules/admin/rules.ts'
import { roleSeeds } from '../../src/shared/modules/admin/rules/first-roles.ts'
import { lackOf, readCertificateRule } from '../../src/shared/modules/floor/rules/certificates.ts'
import { clashing, endOf, nextFree, stageOfJob, workedMinutes, type Clocked } from '../../src/shared/modules/floor/rules.ts'
import { draggedTo, lanesOf, leftOf, moveOf, OPENS, walkedTo } from '../../src/renderer/modules/floor/board.ts'
import { openShop, person, refused, type Shop } from '../support/shop.ts'
import { SITE, somebody } from '../support/store.ts'

const MINUTE = 60_000
const adviser = somebody({ permissions: new Set(roleSeeds['service-adviser'].permissions) })
let shop: Shop
let carId: string
let shi: string
let jiang: string
const asTechnician = (user: string) => somebody({ user, permissions: new Set(roleSeeds.workshop.permissions) })

beforeAll(() => {
  shop = openShop()
  const hire = (name: string, login: string): string =>
    shop.run('admin.createUser', { name, login, roleIds: [roleIdOf('workshop')], siteIds: [SITE], password: null }).id
  shi = hire('石磊', 'shi')
  jiang = hire('江平', 'jiang')
  carId = shop.run(
    'customers.keepCar',
    { id: null, customerId: shop.customerId, brand: '青屿', model: 'E5', plate: '苏E12345' },
    adviser,
  ).id
})
/** An order with two agreed jobs of an hour. */
function order(): { id: string; jobs: [string, string] } {
  const { id } = shop.run(
    'workshop.open',
    { car: { customerId: shop.customerId, carId, vehicleId: null }, kind: 'repair', km: 100, complaint: '异响', evenSo: '又一单' },
    adviser,
  )
  const job = (name: string): string => shop.run('workshop.addJob', { orderId: id, name, minutes: 60, priceFen: 20_000 }, adviser).id
  return { id, jobs: [job('换片'), job('换油')] }
}
const day = '2026-11-22'
const at = (hour: number): number => Date.UTC(2026, 10, 22, hour - 8)
const board = () => shop.run('floor.board', { on: day }, adviser)

describe('the board', () => {
  test('[AFS-19] shows who is planned for what, what waits, and what clashes', () => {
    const { jobs } = order()
    expect(board().waiting.map(({ jobId }) => jobId)).toEqual(expect.arrayContaining(jobs))
    const bay = shop.run('floor.keepBay', { id: null, name: '机电 1', kind: 'mechanical' }, adviser).id
    expect(refused(() => shop.run('floor.keepBay', { id: null, name: '机电 1', kind: 'wash' }, adviser)).code).toBe('name-taken')
    const first = shop.run('floor.plan', { jobId: jobs[0], technicianId: shi, bayId: bay, startsAt: at(14), minutes: 60 }, adviser).id
    const second = shop.run('floor.plan', { jobId: jobs[1], technicianId: shi, startsAt: at(14) + 30 * MINUTE, minutes: 60 }, adviser).id
    expect(board().slots.map(({ id, clashes }) => [id, clashes])).toEqual([
      [first, true],
      [second, true],
    ])
    shop.run('floor.replan', { id: second, technicianId: jiang, startsAt: at(14) + 30 * MINUTE, minutes: 60 }, adviser)
    expect(board().slots.every(({ clashes }) => !clashes)).toBe(true)
    const third = shop.run('floor.split', { id: second, afterMinutes: 15 }, adviser).id
    expect(
      board()
        .slots.filter(({ jobId }) => jobId === jobs[1])
        .map(({ slotMinutes, startsAt }) => [startsAt, slotMinutes]),
    ).toEqual([
      [at(14) + 30 * MINUTE, 15],
      [at(14) + 45 * MINUTE, 45],
    ])
    expect(refused(() => shop.run('floor.split', { id: second, afterMinutes: 15 }, adviser)).code).toBe('too-short')
    expect(
      board()
        .technicians.map(({ name, plannedMinutes }) => [name, plannedMinutes])
        .toSorted(),
    ).toEqual([
      ['江平', 60],
      ['石磊', 60],
    ])
    shop.run('floor.unplan', { id: third }, adviser)
    expect(board().slots).toHaveLength(2)
    expect(
      refused(() => shop.run('floor.plan', { jobId: jobs[0], technicianId: 'nobody', startsAt: at(9), minutes: 30 }, adviser)).code,
    ).toBe('no-such-technician')
  })
})

describe('the clock', () => {
  test('[AFS-14] begins the order, knows one job at a time, wants a reason to pause, and gives hours to hold against the book', () => {
    const { id, jobs } = order()
    const me = asTechnician(shi)
    const clock = (jobId: string, kind: 'start' | 'pause' | 'finish', reason: 'parts' | null = null) =>
      shop.run('floor.clock', { jobId, kind, reason }, me)
    clock(jobs[0], 'start')
    expect(shop.run('workshop.card', { id }, adviser).order.state).toBe('working')
    expect(refused(() => clock(jobs[1], 'start'))).toMatchObject({ code: 'busy-elsewhere', details: { name: '换片' } })
    expect(refused(() => clock(jobs[0], 'pause')).code).toBe('reason-missing')
    shop.clock.at += 40 * MINUTE
    clock(jobs[0], 'pause', 'parts')
    shop.clock.at += 100 * MINUTE
    expect(refused(() => clock(jobs[0], 'finish')).code).toBe('not-running')
    clock(jobs[0], 'start')
    shop.clock.at += 10 * MINUTE
    clock(jobs[0], 'finish')
    expect(refused(() => clock(jobs[0], 'start')).code).toBe('finished-already')
    expect(shop.run('floor.ofOrder', { orderId: id }, adviser).find(({ jobId }) => jobId === jobs[0])).toMatchObject({
      stage: 'finished',
      workedMinutes: 50,
      who: ['石磊'],
    })
    expect(shop.run('floor.mine', {}, me).map(({ jobId }) => jobId)).not.toContain(jobs[0])
    const { technicians, pauses } = shop.run('floor.efficiency', { fromOn: day, untilOn: day }, adviser)
    expect(technicians).toMatchObject([
      { name: '石磊', jobs: 1, flaggedMinutes: 60, workedMinutes: 50, efficiencyBp: 12_000, comebacks: 0 },
    ])
    expect(pauses).toEqual([{ reason: 'parts', count: 1 }])
  })
})

const clocks = fc.array(
  fc.record({
    kind: fc.constantFrom('start', 'pause', 'finish') as fc.Arbitrary<Clocked['kind']>,
    technicianId: fc.constantFrom('a', 'b'),
    at: fc.integer({ min: 0, max: 600 }).map((minute) => minute * MINUTE),
    id: fc.uuid(),
  }),
  { maxLength: 14 },
)
describe('laws', () => {
  test('a ledger says the same however its lines arrived, and nobody worked longer than the clock ran', () => {
    fc.assert(
      fc.property(clocks, fc.nat(), (lines, seed) => {
        const turned = lines.toSorted((a, b) => ((a.id.charCodeAt(seed % 8) ^ seed) % 7) - ((b.id.charCodeAt(seed % 8) ^ seed) % 7))
        const now = 700 * MINUTE
        expect(stageOfJob(turned)).toBe(stageOfJob(lines))
        expect([...workedMinutes(turned, now)].toSorted()).toEqual([...workedMinutes(lines, now)].toSorted())
        for (const minutes of workedMinutes(lines, now).values()) expect(minutes).toBeLessThanOrEqual(700)
      }),
    )
  })
  test('what is found free clashes with nothing, and lanes never overlap', () => {
    const row = fc.array(fc.record({ startsAt: fc.nat(40), minutes: fc.integer({ min: 1, max: 8 }) }), { maxLength: 12 })
    fc.assert(
      fc.property(row, fc.nat(40), fc.integer({ min: 1, max: 12 }), (slots, from, long) => {
        const placed = slots.map((slot, n) => ({
          id: `s${n}`,
          technicianId: 'a',
          bayId: null,
          startsAt: slot.startsAt * 15 * MINUTE,
          minutes: slot.minutes * 15,
        }))
        const free = nextFree(placed, from * 15 * MINUTE, long * 15)
        expect(clashing([...placed, { id: 'new', technicianId: 'a', bayId: null, startsAt: free, minutes: long * 15 }]).has('new')).toBe(
          false,
        )
        const { lane } = lanesOf(placed.map((slot) => ({ ...slot, slotMinutes: slot.minutes })))
        for (const a of placed)
          for (const b of placed)
            if (a !== b && lane.get(a.id) === lane.get(b.id)) expect(a.startsAt >= endOf(b) || b.startsAt >= endOf(a)).toBe(true)
      }),
    )
  })
  test('keys and hands move a piece by quarters and keep it inside the day', () => {
    const dayAt = at(0)
    const slot = { startsAt: at(9), slotMinutes: 60 }
    expect(leftOf(at(8), dayAt)).toBe(0)
    expect(draggedTo(slot, dayAt, 0.01)).toBe(at(9))
    expect(draggedTo(slot, dayAt, 60 / 720)).toBe(at(10))
    expect(draggedTo(slot, dayAt, -5)).toBe(dayAt + OPENS * MINUTE)
    expect(moveOf('ArrowRight', false)).toEqual({ by: 'time', minutes: 15 })
    expect(moveOf('ArrowLeft', true)).toEqual({ by: 'length', minutes: -15 })
    expect(moveOf('ArrowDown', false)).toEqual({ by: 'row', rows: 1 })
    expect(moveOf('Enter', false)).toBeNull()
  })
  test('from one piece the hand walks along its row, and across rows to the nearest in time', () => {
    const piece = (id: string, hour: number) => ({ id, startsAt: at(hour) })
    const [early, late, lone, far] = [piece('a', 9), piece('b', 14), piece('c', 13), piece('d', 8)]
    const rows = [[late, early], [], [far, lone]]
    expect(walkedTo(rows, early, 'ArrowRight')).toBe(late)
    expect(walkedTo(rows, late, 'ArrowRight')).toBeNull()
    expect(walkedTo(rows, late, 'ArrowLeft')).toBe(early)
    expect(walkedTo(rows, late, 'ArrowDown')).toBe(lone)
    expect(walkedTo(rows, early, 'ArrowDown')).toBe(far)
    expect(walkedTo(rows, lone, 'ArrowUp')).toBe(late)
    expect(walkedTo(rows, early, 'ArrowUp')).toBeNull()
    expect(walkedTo(rows, early, 'Enter')).toBeNull()
  })
})

describe('certificates', () => {
  const director = person('director')
  const lead = somebody({ permissions: new Set(roleSeeds['service-adviser'].permissions) })
  const keep = (over: Partial<Asked<'floor.keepCertificate'>>) =>
    shop.run('floor.keepCertificate', { id: null, userId: shi, name: '低压电工作业证', validFromOn: '2025-01-01', ...over }, lead).id
  const listed = () => shop.run('floor.certificates', {}, lead).certificates
  const ending = (): number =>
    shop.run(
      'alerts.preview',
      { indicator: 'certificates-ending', direction: 'above', threshold: 0, windowDays: 0, about: null },
      person('manager'),
    )[0]?.value ?? 0
  /** A job of the catalogue at the high-voltage parts, in an order of its own. */
  function traction(): string {
    const { id: orderId } = order()
    const job = { code: 'SD-9', name: '更换高压电池', area: 'traction', kind: 'replacement', minutes: 60 } as const
    const { id: jobId } = shop.run('jobs.keep', job, director)
    shop.run('jobs.setPrice', { jobId, validFromOn: '2026-01-01', priceFen: 20_000 }, director)
    return shop.run('jobs.choose', { orderId, jobId }, director).id
  }

  test('[AFS-20] a line names a certificate, and the part of the car that asks for it', () => {
    expect(readCertificateRule('低压电工作业证｜三电')).toEqual({ name: '低压电工作业证', area: 'traction' })
    expect(readCertificateRule(' 品牌技师认证 ')).toEqual({ name: '品牌技师认证', area: null })
    for (const line of ['', '|三电', '证|三点', 'a|三电|b']) expect(readCertificateRule(line)).toBeNull()
  })

  test('[AFS-20] what asks for a certificate goes only to whom it holds for on that day, and is begun only by them', () => {
    const jobId = traction()
    const give = (technicianId: string, on = at(15)) => shop.run('floor.plan', { jobId, technicianId, startsAt: on, minutes: 60 }, lead)
    expect(refused(() => give(shi))).toMatchObject({ code: 'not-certified', details: { certificate: '低压电工作业证', person: '石磊' } })
    keep({ validUntilOn: '2026-11-22' })
    const { id } = give(shi)
    // The day it runs out is its last.
    const tomorrow = at(15) + 24 * 60 * MINUTE
    expect(refused(() => shop.run('floor.replan', { id, technicianId: shi, startsAt: tomorrow, minutes: 60 }, lead)).code).toBe(
      'not-certified',
    )
    expect(refused(() => shop.run('floor.replan', { id, technicianId: jiang, startsAt: at(15), minutes: 60 }, lead)).code).toBe(
      'not-certified',
    )
    expect(refused(() => shop.run('floor.clock', { jobId, kind: 'start' }, asTechnician(jiang))).code).toBe('not-certified')
    const own = keep({ userId: jiang })
    shop.run('floor.clock', { jobId, kind: 'start' }, asTechnician(jiang))
    shop.run('floor.clock', { jobId, kind: 'finish' }, asTechnician(jiang))
    shop.run('floor.withdrawCertificate', { id: own, reason: '复审未过' }, lead)
    expect(refused(() => give(jiang)).code).toBe('not-certified')
    expect(refused(() => shop.run('floor.withdrawCertificate', { id: own, reason: '再一次' }, lead)).code).toBe('withdrawn')
    expect(listed().find((one) => one.id === own)).toMatchObject({ state: 'withdrawn', withdrawnReason: '复审未过' })
  })

  test('[AFS-20] what was planned before a certificate ended says so on the board and at the bench, and is not cut in two', () => {
    const jobId = traction()
    const own = keep({ userId: jiang, validFromOn: '2024-01-01', validUntilOn: '2026-11-30' })
    const { id } = shop.run('floor.plan', { jobId, technicianId: jiang, startsAt: at(15), minutes: 60 }, lead)
    const slot = () => board().slots.find((one) => one.id === id)
    const inHand = () => shop.run('floor.mine', { technicianId: null }, asTechnician(jiang)).find((one) => one.jobId === jobId)
    expect([slot()?.lacks, inHand()?.lacks]).toEqual([null, null])
    shop.run('floor.withdrawCertificate', { id: own, reason: '复审未过' }, lead)
    const lacks = { certificate: '低压电工作业证', why: 'withdrawn', on: day, reason: '复审未过' }
    expect([slot()?.lacks, inHand()?.lacks]).toEqual([lacks, lacks])
    expect(refused(() => shop.run('floor.split', { id, afterMinutes: 30 }, lead)).code).toBe('not-certified')
    // Corrected so that it ended before: the reason is another one.
    keep({ userId: jiang, validFromOn: '2023-01-01', validUntilOn: '2024-06-30' })
    expect(slot()?.lacks?.why).toBe('withdrawn')
    keep({ userId: jiang, validFromOn: day })
    expect(slot()?.lacks).toBeNull()
    expect(shop.run('floor.split', { id, afterMinutes: 30 }, lead).id).not.toBe(id)
  })

  test('[AFS-20] why somebody does not hold a certificate on a day', () => {
    const one = {
      userId: jiang,
      name: 'A',
      validFromOn: '2026-02-01',
      validUntilOn: '2026-03-31',
      withdrawnOn: null,
      withdrawnReason: null,
    }
    expect(lackOf('A', [], '2026-03-01')).toMatchObject({ why: 'none', on: null })
    expect(lackOf('A', [one], '2026-01-31')).toMatchObject({ why: 'coming', on: '2026-02-01' })
    expect(lackOf('A', [one], '2026-03-31')).toBeNull()
    expect(lackOf('A', [one], '2026-04-01')).toMatchObject({ why: 'ended', on: '2026-03-31' })
    const withdrawn = { ...one, withdrawnOn: '2026-03-10', withdrawnReason: '复审未过' }
    expect(lackOf('A', [withdrawn], '2026-03-10')).toMatchObject({ why: 'withdrawn', on: '2026-03-10', reason: '复审未过' })
    // One that had run out before it was withdrawn had run out.
    expect(lackOf('A', [{ ...withdrawn, withdrawnOn: '2026-04-10' }], '2026-04-11')).toMatchObject({ why: 'ended' })
  })

  test('[AFS-20] what runs out is told of in time, until the next one follows it', () => {
    const before = ending()
    const id = keep({ userId: jiang, name: '品牌技师认证', validFromOn: '2026-01-01', validUntilOn: '2026-12-01' })
    const state = () => listed().find((one) => one.id === id)?.state
    expect(state()).toBe('ending')
    expect(ending()).toBe(before + 1)
    keep({ userId: jiang, name: '品牌技师认证', validFromOn: '2026-12-02' })
    expect(state()).toBe('renewed')
    expect(ending()).toBe(before)
  })

  test('[AFS-20] nothing is noted of a stranger, twice, or the wrong way round', () => {
    expect(refused(() => keep({ userId: 'nobody' })).code).toBe('no-such-person')
    keep({ name: '新车型培训' })
    expect(refused(() => keep({ name: '新车型培训' })).code).toBe('noted-already')
    expect(() => keep({ name: '别的', validFromOn: '2026-02-01', validUntilOn: '2026-01-01' })).toThrow()
  })
})
