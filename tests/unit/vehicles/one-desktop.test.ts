// A store joined with one desktop is not alone: headquarters may pair a second one while the first has no line. Every order
// of what can happen then, on real desktops and a real headquarters.
import { describe, expect, test } from 'vitest'
import { whoOf } from '../../../src/main/modules/identity/queries.ts'
import { identify } from '../../../src/main/store/desk.ts'
import { type Desktop, desktop, eventually } from '../../support/desktop.ts'
import { startGroup } from '../../support/group.ts'
import { proxyTo } from '../../support/proxy.ts'
import { vinOf } from '../../support/shop.ts'

type Step = 'cut' | 'sell' | 'mend' | 'pair' | 'sell-too'
/** The line is cut first, else the first desktop knows of the second; what is left are the places of `pair` and `sell-too`. */
const schedules = [
  'cut sell pair sell-too mend',
  'cut sell pair mend sell-too',
  'cut pair sell sell-too mend',
  'cut pair sell-too sell mend',
  'cut pair sell mend sell-too',
]

describe('one desktop and one that HQ pairs', () => {
  test.each(schedules)(
    '[S-RIGHT-6] %s',
    async (steps) => {
      const hq = await startGroup()
      await hq.site('昆山店')
      const line = await proxyTo(() => hq.port)
      const one = desktop('前台 1 号机')
      const two = desktop('前台 2 号机')
      try {
        identify(one.st, { replica: one.session.newId(), site: one.session.newId(), deviceCode: '01', demo: false })
        one.session.forgetChain()
        const { userId } = one.run(
          'admin.establish',
          {
            site: { name: '昆山店', code: 'KS' },
            deviceName: '前台 1 号机',
            person: { name: '莫怀远', login: 'mo', title: null, phone: null, password: null },
          },
          { reach: 'group' },
        )
        one.run('approvals.establish', {}, { reach: 'group' })
        const director = (desk: Desktop) => desk.session.read(desk.who(), (db) => whoOf(db, userId)) ?? {}
        const { id: car } = one.run(
          'vehicles.arrive',
          {
            vin: vinOf(1),
            brand: '青屿',
            series: '青屿 E5',
            model: '长续航',
            energy: 'nev',
            seats: 5,
            listFen: 100,
            priceFen: 100,
            stockNo: 'Y1',
          },
          director(one),
        )
        const { id: customer } = one.run('customers.add', { name: '周杉', phone: '13800004471' }, director(one))
        await one.join(await hq.code('昆山店'), line.port)
        await eventually(() => one.session.pendingCount() === 0 && one.engine.status().mode === 'online')

        const orders = new Map<Desktop, string>()
        const sell = (desk: Desktop): void => {
          const who = director(desk)
          const { id } = desk.run(
            'orders.draft',
            { customerId: customer as never, vehicleId: car as never, priceFen: 100, advance: null },
            who,
          )
          desk.run('orders.place', { id }, who)
          try {
            desk.run('orders.sign', { id, termsRev: 1, reserve: true }, who)
            orders.set(desk, id)
          } catch (error) {
            // Whoever knows that it is sold sells it no more.
            expect(error).toMatchObject({ code: 'vehicle-held' })
          }
        }
        const holds = (desk: Desktop) => {
          const id = orders.get(desk)
          return id === undefined ? null : desk.run('orders.card', { id: id as never }, director(desk)).hold
        }
        const deeds: Record<Step, () => unknown> = {
          cut: async () => {
            line.set({ kind: 'cut' })
            await eventually(() => one.engine.status().mode !== 'online')
          },
          sell: () => sell(one),
          mend: () => line.set({ kind: 'pass' }),
          pair: async () => two.join(await hq.code('昆山店')),
          'sell-too': () => sell(two),
        }
        for (const step of steps.split(' ') as Step[]) {
          await deeds[step]()
          if (step === 'sell') expect(holds(one)).toBe('provisional')
          expect([holds(one), holds(two)].filter((hold) => hold === 'firm').length, step).toBeLessThan(2)
        }
        await eventually(() => [one, two].every((d) => d.session.pendingCount() === 0 && d.engine.status().behind === 0))
        await eventually(() => JSON.stringify(one.everything()) === JSON.stringify(two.everything()))
        expect([holds(one), holds(two)].filter((hold) => hold === 'firm')).toHaveLength(1)
      } finally {
        await Promise.all([one.remove(), two.remove()])
        await line.close()
        await hq.stop()
      }
    },
    120_000,
  )
})
