// Rows as a dealership has them, for the sync benchmarks: customers with nineteen filled columns, no two alike.
import { birthday, address, idCard, mobile, personName, sources } from '../../../src/main/demo/people.ts'
import { seeded, type Random } from '../../../src/main/demo/random.ts'
import { uuidv7 } from '../../../src/shared/ids.ts'
import type { Row } from '../../../src/shared/sync/protocol.ts'
import { START_AT } from '../../support/store.ts'

export type Person = { id: string; image: Row }
const CONSULTANTS = Array.from({ length: 12 }, (_, n) => `019a0000-0000-7000-8000-0000000000${(16 + n).toString(16)}`)
const WISHES = ['家用代步，油耗低', '七座，常跑长途', '新能源，要能上绿牌', '预算内要顶配', '置换，旧车要评估'] as const
const NOTES = ['周末来看车', '太太做主', '对比过别家报价', '等月底政策', '要求送车膜和脚垫'] as const

/** Endless people of one site; the same seed makes the same ones. */
export function* peopleOf(seed: number, site: string): Generator<Person, never> {
  const random: Random = seeded(seed)
  for (let n = 0; ; n++) {
    const born = birthday(random, 2026)
    const male = random.chance(0.6)
    const image: Row = {
      site_id: site,
      kind: 'person',
      name: personName(random),
      phone: mobile(random, seed * 10_000_000 + n),
      id_kind: 'id-card',
      id_number: idCard(random, born, male),
      gender: male ? 'male' : 'female',
      birthday_on: born,
      ...address(random),
      wechat: `wx_${random.int(100_000, 999_999)}`,
      source: random.weighted(sources),
      level: random.pick(['H', 'A', 'B', 'C']),
      wants: random.pick(WISHES),
      budget_fen: random.int(8, 40) * 1_000_000,
      consultant_id: random.pick(CONSULTANTS),
      note: random.pick(NOTES),
      created_at: START_AT + n * 1000 + random.int(0, 999),
      created_by: random.pick(CONSULTANTS),
    }
    yield { id: uuidv7(START_AT + n * 1000, random.bytes(16)), image }
  }
}

export const some = (people: Generator<Person, never>, count: number): Person[] => Array.from({ length: count }, () => people.next().value)
