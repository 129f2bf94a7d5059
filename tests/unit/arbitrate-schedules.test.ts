// Every schedule of two desktops that sell, deliver, cancel and change the car of orders while they are cut off: at any
// end the car's row agrees with its holder, and the holder with its order. By brute force, no sampling.
import { beforeEach, describe, expect, it } from 'vitest'
import { HOLDER } from '../../src/shared/sync/arbitrate.ts'
import type { Change, Guard, Row } from '../../src/shared/sync/protocol.ts'
import { device, insert, judgeOver, update } from '../support/judge.ts'
import { modelReplica, type ModelReplica } from '../support/model-replica.ts'

/** Orders are a document with `rev`, or plain fields under nothing but the hold. */
let kept: 'document' | 'fields' = 'document'
const ORDERS = (): string => (kept === 'document' ? 'orders' : 'notes')
type Step = { name: string; who: number; able(r: ModelReplica): boolean; run(r: ModelReplica): void }
const HOLDING = ['reserved', 'delivered']
const num = (row: Row | undefined, column: string): number => Number(row?.[column] ?? 0)
const text = (row: Row | undefined, column: string): string | null => (row?.[column] === undefined ? null : String(row[column]))

/** An order's change of state with its expectation, and the change of the car it holds under the hold. */
function move(r: ModelReplica, order: string, car: string, state: string, carState: string, holder: string | null, release: boolean): void {
  const was = r.row(ORDERS(), order)
  const auto = r.row('cars', car)
  const rev = num(was, 'rev')
  const dated = kept === 'document'
  const changes: Change[] = [
    update(
      ORDERS(),
      order,
      { ...(dated ? { rev: rev + 1 } : {}), state, car },
      { ...(dated ? { rev } : {}), state: text(was, 'state'), car: text(was, 'car') },
    ),
    update('cars', car, { state: carState, holder_id: holder }, { state: text(auto, 'state'), holder_id: text(auto, 'holder_id') }),
  ]
  const lost = update(
    ORDERS(),
    order,
    { ...(dated ? { rev: rev + 1 } : {}), state: 'lost', lost_to: HOLDER },
    { ...(dated ? { rev } : {}), state: text(was, 'state'), lost_to: null },
  )
  const guards: Guard[] = [
    ...(dated ? [{ kind: 'expect' as const, table: 'orders', id: order, column: 'rev', value: rev, covers: [0], otherwise: [] }] : []),
    { kind: 'hold', key: `vin:${car}`, of: car, holder: order, covers: release && dated ? [1] : [0, 1], otherwise: release ? [] : [lost] },
  ]
  if (release) guards.push({ kind: 'release', key: `vin:${car}`, holder: order })
  r.write(changes, guards)
}

const state = (r: ModelReplica, order: string) => text(r.row(ORDERS(), order), 'state')
const carOf = (r: ModelReplica, order: string) => text(r.row(ORDERS(), order), 'car') ?? 'V1'
const free = (r: ModelReplica, car: string) =>
  text(r.row('cars', car), 'holder_id') === null && text(r.row('cars', car), 'site_id') === 'S1'
const sell = (who: number, order: string, car: string): Step => ({
  name: `sell ${order} ${car} at ${who}`,
  who,
  able: (r) => ['signed', 'lost'].includes(state(r, order) ?? '') && free(r, car),
  run: (r) => move(r, order, car, 'reserved', 'reserved', order, false),
})
const deliver = (who: number, order: string): Step => ({
  name: `deliver ${order} at ${who}`,
  who,
  able: (r) => state(r, order) === 'reserved',
  run: (r) => move(r, order, carOf(r, order), 'delivered', 'sold', order, false),
})
const cancel = (who: number, order: string): Step => ({
  name: `cancel ${order} at ${who}`,
  who,
  able: (r) => state(r, order) === 'reserved',
  run: (r) => move(r, order, carOf(r, order), 'cancelled', 'free', null, true),
})
const fenceOf = (r: ModelReplica) => num(r.confirmed('rights', 'vin:V1'), 'fence')
const rightIs = (r: ModelReplica) => text(r.confirmed('rights', 'vin:V1'), 'replica')
/** Under a right the feed told of, and with no change of hands of its own under way: see S-RIGHT-5. */
const firm = (r: ModelReplica) => rightIs(r) === r.device.replica && !r.asks('grant')
const grant = (r: ModelReplica, to: string | null, override = false): void =>
  r.write(
    [],
    [{ kind: 'grant', key: 'vin:V1', of: 'V1', to, fence: fenceOf(r), override, covers: [], otherwise: [] }],
    override ? 'seize' : undefined,
  )
const take = (who: number): Step => ({
  name: `take at ${who}`,
  who,
  able: (r) => rightIs(r) === null && free(r, 'V1') && !r.asks('grant'),
  run: (r) => grant(r, r.device.replica),
})
const give = (who: number): Step => ({ name: `give at ${who}`, who, able: firm, run: (r) => grant(r, null) })
const seize = (who: number): Step => ({
  name: `seize at ${who}`,
  who,
  able: (r) => rightIs(r) !== null && rightIs(r) !== r.device.replica && free(r, 'V1'),
  run: (r) => grant(r, r.device.replica, true),
})
/** The car goes to another site, which these two cannot write for. */
const send = (who: number): Step => ({
  name: `send at ${who}`,
  who,
  able: (r) => free(r, 'V1'),
  run: (r) =>
    r.write(
      [update('cars', 'V1', { site_id: 'S2' }, { site_id: 'S1' })],
      [
        { kind: 'expect', table: 'cars', id: 'V1', column: 'site_id', value: 'S1', covers: [0], otherwise: [] },
        { kind: 'expect', table: 'cars', id: 'V1', column: 'holder_id', value: null, covers: [0], otherwise: [] },
        { kind: 'grant', key: 'vin:V1', of: 'V1', to: null, fence: fenceOf(r), override: false, covers: [0], otherwise: [] },
      ],
    ),
})
const sync = (who: number): Step => ({ name: `sync ${who}`, who, able: () => true, run: (r) => r.sync() })
/** Only a part of the outbox gets through, and its answer does not. */
const part = (who: number): Step => ({ name: `part ${who}`, who, able: (r) => r.unsent() > 1, run: (r) => r.sendOne() })

function world(cars: readonly string[]) {
  const hq = judgeOver({ sites: [{ id: 'S2', image: { name: 'two' } }] })
  const feed: Change[][] = []
  const say: typeof hq.say = (said) => {
    const judged = hq.say(said)
    if (judged.outcome === 'quarantined') throw new Error(judged.reason ?? '')
    feed.push(judged.effect)
    return judged
  }
  const replicas = [modelReplica(device('R1'), { say, feed }), modelReplica(device('R2'), { say, feed })]
  const first = replicas[0] as ModelReplica
  first.write(
    [
      ...cars.map((car) => insert('cars', car, { site_id: 'S1', state: 'free' })),
      ...['O1', 'O2'].map((order) => insert(ORDERS(), order, { site_id: 'S1', rev: 1, state: 'signed', car: cars[0] as string })),
    ],
    [],
  )
  for (const r of replicas) r.sync()
  return { hq, replicas }
}

/** Runs one schedule to its end, lets everyone sync, and returns what is wrong; null when the schedule is not possible. */
function run(steps: readonly Step[], cars: readonly string[]): string[] | null {
  const { hq, replicas } = world(cars)
  /** Orders whose papers say firm. */
  const promised: string[] = []
  for (const step of steps) {
    const r = replicas[step.who] as ModelReplica
    if (!step.able(r)) return null
    if (step.name.startsWith('sell') && firm(r)) promised.push(step.name.split(' ')[1] as string)
    step.run(r)
  }
  for (let round = 0; round < 2; round++) for (const r of replicas) r.sync()
  const wrong: string[] = []
  for (const car of cars) {
    const row = hq.row('cars', car) as Row
    const holder = hq.ground.hold(`vin:${car}`)?.holder ?? null
    if ((text(row, 'holder_id') ?? null) !== holder) wrong.push(`${car} says ${text(row, 'holder_id')}, the key says ${holder}`)
    if ((row['state'] === 'free') !== (holder === null)) wrong.push(`${car} is ${String(row['state'])} with holder ${holder}`)
    const owners = ['O1', 'O2'].filter(
      (o) => HOLDING.includes(String(hq.row(ORDERS(), o)?.['state'])) && hq.row(ORDERS(), o)?.['car'] === car,
    )
    if (owners.length > 1 || (owners[0] ?? null) !== holder) wrong.push(`${car} is held by ${holder} and counted on by ${owners.join()}`)
    for (const r of replicas)
      if (JSON.stringify(sorted(r.confirmed('cars', car))) !== JSON.stringify(sorted(row)))
        wrong.push(`${r.device.replica} sees another ${car}`)
  }
  if (!steps.some((step) => step.name.startsWith('seize')))
    for (const order of promised) if (state(replicas[0] as ModelReplica, order) === 'lost') wrong.push(`${order} was firm and lost its car`)
  for (const r of replicas)
    for (const o of ['O1', 'O2'])
      if (JSON.stringify(sorted(r.confirmed(ORDERS(), o))) !== JSON.stringify(sorted(hq.row(ORDERS(), o) ?? undefined)))
        wrong.push(`${r.device.replica} sees another ${o}`)
  return wrong
}
const sorted = (row: Row | undefined) => Object.entries(row ?? {}).sort(([a], [b]) => (a < b ? -1 : 1))

/** Every possible schedule up to `depth` steps, without two syncs of one replica in a row. */
function all(steps: readonly Step[], cars: readonly string[], depth: number): { tried: number; failures: string[] } {
  let tried = 0
  const failures: string[] = []
  const grow = (schedule: Step[]): void => {
    const wrong = run(schedule, cars)
    if (!wrong) return
    tried += 1
    if (wrong.length > 0 && failures.length < 5) failures.push(`${schedule.map((s) => s.name).join(', ')}: ${wrong.join('; ')}`)
    if (schedule.length === depth) return
    for (const step of steps) if (step.name !== schedule.at(-1)?.name) grow([...schedule, step])
  }
  // The two desktops are alike: what begins at the second is a mirror image.
  for (const step of steps) if (step.who === 0) grow([step])
  return { tried, failures }
}

describe('all schedules', { timeout: 240_000 }, () => {
  it('[S-RIGHT-1] [S-RIGHT-2] [S-RIGHT-4] [S-RIGHT-5] with the right to sell taken, given back and seized, 6 steps', () => {
    const steps = [0, 1].flatMap((who) => [
      take(who),
      give(who),
      seize(who),
      sell(who, `O${who + 1}`, 'V1'),
      cancel(who, `O${who + 1}`),
      sync(who),
      part(who),
    ])
    const { tried, failures } = all(steps, ['V1'], 6)
    expect(failures).toEqual([])
    expect(tried).toBeGreaterThan(3000)
  })

  it('[S-MOVE-1] [S-MOVE-4] while the car goes to another site, 6 steps', () => {
    const steps = [0, 1].flatMap((who) => [
      send(who),
      take(who),
      sell(who, `O${who + 1}`, 'V1'),
      deliver(who, `O${who + 1}`),
      cancel(who, `O${who + 1}`),
      sync(who),
      part(who),
    ])
    const { tried, failures } = all(steps, ['V1'], 6)
    expect(failures).toEqual([])
    expect(tried).toBeGreaterThan(3000)
  })

  beforeEach(() => void (kept = 'document'))

  it('[S-GUARD-1] [S-GUARD-4] [S-GUARD-5] each desktop its own order, one car, 8 steps', () => {
    const { tried, failures } = all(
      [0, 1].flatMap((who) => [
        sell(who, `O${who + 1}`, 'V1'),
        deliver(who, `O${who + 1}`),
        cancel(who, `O${who + 1}`),
        sync(who),
        part(who),
      ]),
      ['V1'],
      8,
    )
    expect(failures).toEqual([])
    expect(tried).toBeGreaterThan(15_000)
  })

  it('[S-GUARD-1] [S-GUARD-4] the same with nothing but holds, 8 steps', () => {
    kept = 'fields'
    const { tried, failures } = all(
      [0, 1].flatMap((who) => [
        sell(who, `O${who + 1}`, 'V1'),
        deliver(who, `O${who + 1}`),
        cancel(who, `O${who + 1}`),
        sync(who),
        part(who),
      ]),
      ['V1'],
      8,
    )
    expect(failures).toEqual([])
    expect(tried).toBeGreaterThan(15_000)
  })

  it('[S-GUARD-4] [S-GUARD-5] both desktops on both orders, one car, 5 steps', () => {
    const steps = [0, 1].flatMap((who) => [
      ...['O1', 'O2'].flatMap((o) => [sell(who, o, 'V1'), deliver(who, o), cancel(who, o)]),
      sync(who),
      part(who),
    ])
    const { tried, failures } = all(steps, ['V1'], 5)
    expect(failures).toEqual([])
    expect(tried).toBeGreaterThan(2000)
  })

  it('[S-GUARD-2] [S-GUARD-5] two cars, either order may take either, 5 steps', () => {
    const steps = [0, 1].flatMap((who) => [
      ...['V1', 'V2'].map((car) => sell(who, `O${who + 1}`, car)),
      deliver(who, `O${who + 1}`),
      cancel(who, `O${who + 1}`),
      sync(who),
      part(who),
    ])
    const { tried, failures } = all(steps, ['V1', 'V2'], 5)
    expect(failures).toEqual([])
    expect(tried).toBeGreaterThan(2000)
  })
})
