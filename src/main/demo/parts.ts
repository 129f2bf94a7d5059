// The parts counter of the demo store: a master of believable parts with bins, limits and prices, a quarter of receipts, issues
// and counter sales, so that every list and figure has something to say.
import { addDays } from '../../shared/dates.ts'
import type { Asked } from '../../shared/contract.ts'
import { seeded, type Random } from './random.ts'
import type { World } from './world.ts'

type Master = Pick<
  Asked<'parts.keep'>,
  'code' | 'name' | 'class' | 'origin' | 'maker' | 'unit' | 'tell' | 'perUnits' | 'packUnits' | 'weightGrams'
> & {
  priceFen: number
  low: number
  high: number
}
const part = (
  code: string,
  name: string,
  kind: 'common' | 'wear' | 'repair',
  priceFen: number,
  low: number,
  high: number,
  more: Partial<Master> = {},
): Master => ({ code, name, class: kind, origin: 'original', unit: '件', priceFen, low, high, ...more })

const MASTER: readonly Master[] = [
  part('QY-OF-1012', '机油滤清器', 'common', 5800, 10, 60, { weightGrams: 350 }),
  part('QY-AF-2040', '空气滤清器', 'common', 8800, 8, 40, { weightGrams: 420 }),
  part('QY-CF-2055', '空调滤清器', 'common', 9800, 8, 40, { weightGrams: 300 }),
  part('QY-OIL-0W20', '全合成机油 0W-20', 'common', 9800, 40_000, 200_000, {
    weightGrams: 900,
    unit: '毫升',
    perUnits: 1000,
    packUnits: 4000,
  }),
  part('QY-BF-DOT4', '制动液 DOT4', 'common', 6800, 5000, 30_000, { weightGrams: 1100, unit: '毫升', perUnits: 1000, packUnits: 1000 }),
  part('QY-CL-G13', '防冻液', 'common', 5600, 8000, 60_000, { weightGrams: 1150, unit: '毫升', perUnits: 1000, packUnits: 4000 }),
  part('QY-DP-18', '放油螺塞垫片', 'common', 300, 20, 120, { weightGrams: 8 }),
  part('QY-BP-F301', '前制动片', 'wear', 42_000, 4, 16, { weightGrams: 2300, unit: '套' }),
  part('QY-BP-R302', '后制动片', 'wear', 38_000, 4, 16, { weightGrams: 1900, unit: '套' }),
  part('BLT-BP-F301', '前制动片（质量相当件）', 'wear', 26_000, 4, 16, {
    weightGrams: 2200,
    unit: '套',
    origin: 'equivalent',
    maker: '博路特',
    tell: '品牌配套件，质保一年两万公里',
  }),
  part('QY-BD-F311', '前制动盘', 'wear', 68_000, 2, 8, { weightGrams: 9800 }),
  part('QY-WB-24', '雨刮片 24 寸', 'wear', 7800, 6, 30, { weightGrams: 260 }),
  part('QY-WB-16', '雨刮片 16 寸', 'wear', 6800, 6, 30, { weightGrams: 190 }),
  part('QY-SP-44', '火花塞', 'wear', 9600, 12, 48, { weightGrams: 70 }),
  part('QY-BAT-12V', '12 V 蓄电池', 'wear', 68_000, 2, 8, { weightGrams: 17_500 }),
  part('QY-TY-2355519', '轮胎 235/55 R19', 'wear', 118_000, 4, 16, { weightGrams: 13_200 }),
  part('QY-HL-L501', '左前大灯总成', 'repair', 386_000, 1, 3, { weightGrams: 5600 }),
  part('QY-HL-R502', '右前大灯总成', 'repair', 386_000, 1, 3, { weightGrams: 5600 }),
  part('QY-BMP-F601', '前保险杠皮', 'repair', 168_000, 1, 4, { weightGrams: 6800 }),
  part('QY-MIR-L701', '左外后视镜总成', 'repair', 126_000, 1, 3, { weightGrams: 2100 }),
  part('QY-ALT-R81', '发电机（再制造）', 'repair', 145_000, 1, 2, {
    weightGrams: 7400,
    origin: 'remanufactured',
    maker: '青屿再制造中心',
    tell: '再制造件，质保与新件相同',
  }),
  part('QY-DR-U91', '右后门壳（拆车）', 'repair', 98_000, 0, 1, { weightGrams: 24_000, origin: 'reused', tell: '回用件，无质保' }),
]

/** Days before today the counter's history begins. */
const SINCE = 84
type Kept = Master & { id: string; pack: number; per: number }

/** Puts the counter's days on the agenda, from the day the store opened or a quarter ago. */
export function openCounter(world: World, first: string): void {
  const { today, plan } = world
  // Dice of its own: what else happens in the store does not hang on how many parts were used.
  const random = seeded(20_261_128)
  const since = addDays(today, -SINCE)
  const from = since > first ? since : first
  let known: readonly Kept[] = []
  plan(from, 20, () => {
    known = enter(world)
    bring(world, random, known)
  })
  for (let on = addDays(from, 1), day = 1; on <= today; on = addDays(on, 1), day++)
    plan(on, 90, () => {
      if (day % 14 === 0 && on < addDays(today, -10))
        bring(
          world,
          random,
          known.filter((each) => onHand(world, each.id) < each.low),
        )
      serve(world, random, known, day)
    })
}

function enter({ desk, staff }: World): readonly Kept[] {
  const known = MASTER.map(({ low, high, ...about }, at) => {
    const bin = `${'ABC'[Math.floor(at / 8)] ?? 'D'}-${String((at % 8) + 1).padStart(2, '0')}`
    const { id } = desk.run('parts.keep', { ...about, fits: '青屿全系', bin, lowUnits: low, highUnits: high }, staff.parts)
    return { id, ...about, low, high, pack: about.packUnits ?? 1, per: about.perUnits ?? 1 }
  })
  const named = (code: string): string => known.find((each) => each.code === code)?.id ?? ''
  desk.run('parts.link', { id: named('QY-BP-F301'), otherId: named('BLT-BP-F301'), kind: 'substitute' }, staff.parts)
  return known
}

const onHand = ({ desk }: World, id: string): number =>
  desk.read((db) => db.one<{ n: number }>('SELECT units AS n FROM part_stock WHERE part_id = ?', id)?.n ?? 0)

function bring({ desk, staff }: World, random: Random, some: readonly Kept[]): void {
  const lines = some.map((each) => {
    const units = Math.max(each.pack, Math.round((each.high * 0.6) / each.pack) * each.pack)
    return { partId: each.id, units, costFen: Math.floor((each.priceFen * units * random.int(56, 66)) / (each.per * 100)) }
  })
  if (lines.length > 0) desk.run('parts.receive', { lines, note: '厂家月度配送' }, staff.parts)
}

/** A day at the counter: what the workshop took, and now and then somebody who buys a part. */
function serve(world: World, random: Random, known: readonly Kept[], day: number): void {
  const { desk, staff } = world
  const used = known.filter((each) => random.chance({ common: 0.35, wear: 0.12, repair: 0.015 }[each.class]))
  const lines = used.map(({ id, pack }) => ({ partId: id, units: pack })).filter(({ partId, units }) => onHand(world, partId) >= units)
  if (lines.length > 0) desk.run('parts.issue', { lines, note: random.pick(['保养', '一般维修', '事故车', '新车整备']) }, staff.parts)
  const [sold] = lines
  if (sold && day % 6 === 0 && onHand(world, sold.partId) >= sold.units)
    desk.run('parts.sell', { lines: [sold], told: true, note: '柜台零售' }, staff.parts)
}

/** The last weeks' purchases in every state, from two suppliers, and what was said with them. */
export function buyParts({ desk, staff, today }: World): void {
  const one = desk.run(
    'purchasing.keepSupplier',
    { name: '青屿配件中心', contact: '何经理', leadDays: 5, terms: '月结 30 天' },
    staff.parts,
  ).id
  const two = desk.run('purchasing.keepSupplier', { name: '博路特汽配', contact: '罗工', leadDays: 3, terms: '货到付款' }, staff.parts).id
  const known = desk.read((db) =>
    db.all<{ id: string; packUnits: number }>('SELECT id, pack_units AS packUnits FROM parts ORDER BY code LIMIT 8'),
  )
  const lines = (from: number, to: number) =>
    known.slice(from, to).map(({ id, packUnits }, at) => ({ partId: id, units: packUnits * 6, costFen: 18_000 + at * 7000 }))
  const ask = (supplierId: string, from: number, to: number, reason: string): string =>
    desk.run('purchasing.ask', { supplierId, dueOn: addDays(today, 5), reason, lines: lines(from, to) }, staff.parts).id
  ask(two, 0, 2, '低于下限')
  for (const id of [ask(one, 2, 5, '按消耗补货'), ask(two, 5, 8, '活动备货')]) {
    desk.run('purchasing.decide', { id, approved: true }, staff.manager)
    desk.run('purchasing.order', { id }, staff.parts)
    const rows = desk.read((db) =>
      db.all<{ id: string; units: number }>('SELECT id, units FROM purchase_lines WHERE purchase_id = ? ORDER BY sort', id),
    )
    const came = rows.map((line, at) => ({
      lineId: line.id,
      units: at === 0 ? Math.floor(line.units / 2) : line.units,
      damagedUnits: at === 0 ? 1 : 0,
    }))
    desk.run('purchasing.receive', { id, lines: came }, staff.parts)
  }
  desk.run('purchasing.note', { supplierId: one, kind: 'review', said: '响应快，包装好', points: 5 }, staff.parts)
  desk.run('purchasing.note', { supplierId: two, kind: 'complaint', said: '破损一件，答应补发' }, staff.parts)
}
