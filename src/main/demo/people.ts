// The people of the demo store: fictional names, numbers that pass their checks, addresses that do not exist.
import { idCheckDigit } from '../../shared/modules/customers/rules.ts'
import type { Random } from './random.ts'

const SURNAMES: readonly (readonly [string, number])[] = [
  ['王', 7],
  ['李', 7],
  ['张', 7],
  ['刘', 5],
  ['陈', 5],
  ['杨', 3],
  ['黄', 2],
  ['赵', 2],
  ['吴', 2],
  ['周', 2],
  ['徐', 2],
  ['孙', 2],
  ['马', 1],
  ['朱', 1],
  ['胡', 1],
  ['林', 1],
  ['郭', 1],
  ['何', 1],
  ['高', 1],
  ['罗', 1],
  ['郑', 1],
  ['梁', 1],
  ['谢', 1],
  ['宋', 1],
  ['唐', 1],
  ['许', 1],
  ['邓', 1],
  ['冯', 1],
  ['韩', 1],
  ['曹', 1],
  ['曾', 1],
  ['彭', 1],
  ['萧', 0.5],
  ['蔡', 1],
  ['潘', 1],
  ['田', 1],
  ['董', 1],
  ['袁', 1],
  ['于', 1],
  ['余', 1],
  ['叶', 1],
  ['蒋', 1],
  ['杜', 1],
  ['苏', 1],
  ['魏', 1],
  ['程', 1],
  ['吕', 1],
  ['丁', 1],
  ['沈', 1],
  ['任', 1],
  ['姚', 1],
  ['卢', 1],
  ['傅', 0.5],
  ['钟', 1],
  ['姜', 1],
  ['崔', 1],
  ['谭', 1],
  ['廖', 1],
  ['范', 1],
  ['汪', 1],
  ['陆', 1],
  ['金', 1],
  ['石', 1],
  ['戴', 1],
  ['贾', 1],
  ['韦', 0.5],
  ['夏', 1],
  ['邱', 1],
  ['方', 1],
  ['侯', 0.5],
  ['邹', 1],
  ['熊', 0.5],
  ['孟', 1],
  ['秦', 1],
  ['白', 0.5],
  ['江', 1],
  ['阎', 0.3],
  ['薛', 0.5],
  ['尹', 0.5],
  ['段', 0.5],
  ['雷', 0.5],
  ['黎', 0.5],
  ['史', 0.5],
  ['贺', 0.5],
  ['顾', 1],
  ['毛', 0.5],
  ['郝', 0.5],
  ['龚', 0.5],
  ['邵', 0.5],
  ['单', 0.3],
  ['解', 0.2],
  ['仇', 0.2],
  ['查', 0.2],
  ['温', 0.3],
  ['莫', 0.3],
  ['欧阳', 0.3],
  ['上官', 0.1],
  ['诸葛', 0.1],
]
const GIVEN = [
  ...'宁安澜屿禾棠远舟青岚清和予知遥若云星野川霁晚晴沐阳书砚言溪谷雨桐樱竹松柏砚秋景行之恒以澄子衿听风望舒映雪怀瑾修远嘉木令仪思齐照临一诺初夏承泽明轩乐天向晨小满',
]
const DISTRICTS = [
  ['示例区', ['玉山示例路', '青阳示例街', '前进示例路']],
  ['样板区', ['朝阳样板路', '柏庐样板街', '长江样板路']],
  ['演示区', ['春晖演示巷', '震川演示路', '马鞍山演示街']],
] as const
const COMPANY = ['云帆', '嘉禾', '恒达', '远景', '启辰', '泽润', '瑞丰', '众合', '天宇', '锦程'] as const
const TRADE = ['贸易', '电子', '建材', '物流', '餐饮', '文化传媒', '精密机械', '服饰'] as const

export const sources: readonly (readonly [string, number])[] = [
  ['到店', 30],
  ['网站', 22],
  ['社交媒体', 18],
  ['转介绍', 12],
  ['车展', 8],
  ['电话', 10],
]

export function personName(random: Random): string {
  const surname = random.weighted(SURNAMES)
  const first = random.pick(GIVEN)
  if (surname.length === 1 && random.chance(0.16)) return surname + first
  let second = random.pick(GIVEN)
  while (second === first) second = random.pick(GIVEN)
  return surname + first + second
}

export const companyName = (random: Random): string =>
  `${random.pick(['示例市', '样板市'])}${random.pick(COMPANY)}${random.pick(TRADE)}有限公司`

/** A mobile number by its form; nine digits walk a full cycle with `n`, so no two customers share one. */
export const mobile = (random: Random, n: number): string =>
  `1${random.pick(['3', '5', '7', '8', '9'])}${String(Number((BigInt(n) * 387_420_489n) % 1_000_000_000n)).padStart(9, '0')}`

export function address(random: Random): { province: string; city: string; district: string; address: string } {
  const [district, roads] = random.pick(DISTRICTS)
  return {
    province: '江苏省',
    city: '示例市',
    district,
    address: `${random.pick(roads)} ${random.int(1, 388)} 号 ${random.int(1, 28)} 幢 ${random.int(101, 2604)} 室`,
  }
}

/** An identity number of area 329999, which was never given to any county, with a true check digit. */
export function idCard(random: Random, birthdayOn: string, male: boolean): string {
  const body = `329999${birthdayOn.replaceAll('-', '')}${String(random.int(10, 99))}${(random.int(0, 4) * 2 + (male ? 1 : 0)) % 10}`
  return body + idCheckDigit(body)
}

export const birthday = (random: Random, thisYear: number): string =>
  `${thisYear - random.int(22, 62)}-${String(random.int(1, 12)).padStart(2, '0')}-${String(random.int(1, 28)).padStart(2, '0')}`
