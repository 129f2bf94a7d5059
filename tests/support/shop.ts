// A small dealership in memory for tests of selling: its people, flow and rates as a new store has them, three cars and a
// customer. Everything is made by the product's own commands.
import { roleIdOf } from '../../src/shared/modules/admin/rules.ts'
import { roleSeeds, type RoleTemplate } from '../../src/shared/modules/admin/rules/first-roles.ts'
import { vinCheckDigit } from '../../src/shared/modules/vehicles/rules.ts'
import { users } from '../../src/shared/modules/admin/tables.ts'
import type { Asked } from '../../src/shared/contract.ts'
import type { Writer } from '../../src/main/store/write.ts'
import type { Who } from '../../src/main/store/who.ts'
import { Refusal } from '../../src/shared/errors.ts'
import { SITE, somebody, testStore } from './store.ts'

const ids = { consultant: 'c1', colleague: 'c2', manager: 'd1', director: 'e1', cashier: 'f1' } as const
type Person = keyof typeof ids
const roleOf: Record<Person, RoleTemplate> = {
  consultant: 'sales-consultant',
  colleague: 'sales-consultant',
  manager: 'sales-manager',
  director: 'general-manager',
  cashier: 'finance',
}
export const userId = (person: Person): string => `019a0000-0000-7000-8000-0000000000${ids[person]}`

/** Somebody of the shop with exactly the rights of their role. */
export const person = (name: Person, over: Partial<Who> = {}): Who =>
  somebody({
    user: userId(name),
    name,
    permissions: new Set(roleSeeds[roleOf[name]].permissions),
    reach: roleSeeds[roleOf[name]].reach,
    ...over,
  })

/** A VIN with a right check digit. */
export function vinOf(serial: number): string {
  const vin = `LXYE5A1B0TK${String(serial).padStart(6, '0')}`
  return `${vin.slice(0, 8)}${vinCheckDigit(vin)}${vin.slice(9)}`
}

export function openShop(options: Parameters<typeof testStore>[0] = {}) {
  const store = testStore({ decides: true, ...options })
  const { run, session } = store
  const founder = somebody({ user: 'system', reach: 'group' })
  run(
    'admin.establish',
    {
      site: { name: '昆山店', code: 'KS', legalName: '远汀汽车销售服务（昆山）有限公司' },
      deviceName: '前台 1 号机',
      person: { name: '方简', login: 'fang', title: null, phone: null, password: null },
    },
    founder,
  )
  run('approvals.establish', {}, founder)
  const write = (work: (db: Writer) => void, command = 'test.write') => session.write(founder, { command, writes: null }, work)
  write((db) => {
    for (const [name, short] of Object.entries(ids) as [Person, string][])
      db.put(users, {
        id: userId(name),
        name: { consultant: '陈屿', colleague: '许南枝', manager: '顾听澜', director: '莫怀远', cashier: '沈算' }[name],
        login: `u${short}`,
        roleIds: JSON.stringify([roleIdOf(roleOf[name])]),
        siteIds: JSON.stringify([SITE]),
      })
  }, 'admin.createUser')
  const keeper = person('manager')
  const arrive = (serial: number, over: Partial<Asked<'vehicles.arrive'>> = {}): string =>
    run(
      'vehicles.arrive',
      {
        vin: vinOf(serial),
        brand: '青屿',
        series: '青屿 E5',
        model: '长续航 610',
        energy: 'nev',
        seats: 5,
        exterior: '曜石黑',
        listFen: 18_990_000,
        priceFen: 18_590_000,
        state: 'for-sale',
        stockNo: `Y${serial}`,
        cost: { costFen: 18_000_000, rebateFen: 300_000 },
        ...over,
      } as Asked<'vehicles.arrive'>,
      keeper,
    ).id
  const cars = [arrive(6704), arrive(6705), arrive(6706)]
  const customerId = run(
    'customers.add',
    { name: '周杉', phone: '13800004471', idKind: 'id-card', idNumber: '11010519491231002X', consultantId: userId('consultant') },
    person('consultant'),
  ).id
  return { ...store, founder, write, arrive, cars, car: cars[0] as string, customerId }
}
export type Shop = ReturnType<typeof openShop>

/** A quote as the mock-up has it: 青屿 E5, ¥6,000 off, tax, insurance, plates, accessories and a loan. */
export const quoteOf = (shop: Shop, over: Partial<Asked<'orders.draft'>> = {}): Asked<'orders.draft'> => ({
  customerId: shop.customerId,
  vehicleId: shop.car,
  priceFen: 18_390_000,
  purchaseTaxFen: 813_717,
  insuranceFen: 581_240,
  plateFeeFen: 50_000,
  loanFen: 11_000_000,
  loanBank: '示例银行',
  loanMonths: 36,
  lines: [
    { name: '全车膜', amountFen: 300_000 },
    { name: '行车记录仪', amountFen: 68_000 },
    { name: '脚垫', amountFen: 50_000, gift: true },
  ],
  advance: { kind: 'earnest', amountFen: 500_000 },
  ...over,
})

/** The code a command is refused with, and its details. */
export function refused(work: () => unknown): { code: string; details: Record<string, unknown> } {
  try {
    work()
  } catch (error) {
    if (error instanceof Refusal) return { code: error.code, details: (error.details ?? {}) as Record<string, unknown> }
    throw error
  }
  throw new Error('was not refused')
}

type Payload = {
  changes: { table: string; id: string; op: string; set: Record<string, unknown>; was?: Record<string, unknown> }[]
  guards: Record<string, unknown>[]
}
/** What the newest changeset asks of headquarters. */
export const lastPayload = (shop: Shop): Payload & { command: string } => {
  const row = shop.st.one<{ command: string; payload: string }>('SELECT command, payload FROM _sync_changesets ORDER BY n DESC LIMIT 1')
  return { command: row?.command ?? '', ...(JSON.parse(row?.payload ?? '{}') as Payload) }
}
