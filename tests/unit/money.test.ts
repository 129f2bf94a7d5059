import { describe, expect, test } from 'vitest'
import {
  allocate,
  Fen,
  formatYuan,
  inChineseCapitals,
  mulDivDown,
  mulDivRound,
  parseYuan,
  splitVat,
  splitYuan,
  sumFen,
} from '../../src/shared/money.ts'

const MOST = Number.MAX_SAFE_INTEGER

test('an amount is a safe whole number of 分', () => {
  expect(Fen.safeParse(18_390_000).success).toBe(true)
  expect(Fen.safeParse(-1).success).toBe(true)
  for (const wrong of [0.5, MOST + 1, Number.NaN, Number.POSITIVE_INFINITY, '1']) expect(Fen.safeParse(wrong).success).toBe(false)
})

describe('parseYuan', () => {
  test.each<[string | number, number]>([
    ['¥183,900.00', 18_390_000],
    ['￥183,900.00', 18_390_000],
    ['183900', 18_390_000],
    ['18.39万', 18_390_000],
    ['18.39 万元', 18_390_000],
    ['18万', 18_000_000],
    ['1.2亿', 12_000_000_000],
    ['１８３，９００．００', 18_390_000],
    ['１８．３９　万元', 18_390_000],
    ['183,900元', 18_390_000],
    ['183,900圆整', 18_390_000],
    ['183900元正', 18_390_000],
    ['人民币 183,900.5', 18_390_050],
    ['RMB183900', 18_390_000],
    ['cny 183900', 18_390_000],
    ['-5', -500],
    ['+5', 500],
    ['−5.05', -505],
    ['－5', -500],
    ['¥-5', -500],
    ['-¥5', -500],
    ['¥+5', 500],
    ['(1,234.50)', -123_450],
    ['（¥1,234.50）', -123_450],
    ['0', 0],
    ['-0', 0],
    ['(0)', 0],
    ['0.01', 1],
    ['.5', 50],
    ['5.', 500],
    ['1.2', 120],
    ['1.500', 150],
    ['0.0001万', 100],
    ['0.000001万', 1],
    ['001,234', 123_400],
    [' 12 345 ', 1_234_500],
    ['90071992547409.91', MOST],
    ['-90071992547409.91', -MOST],
    [183_900, 18_390_000],
    [183_900.1, 18_390_010],
    [0.1 + 0.2, 30],
    [-0.29, -29],
    [1e13, 1e15],
  ])('reads %j as %j 分', (typed, fen) => {
    expect(parseYuan(typed)).toBe(fen)
  })

  test.each<[string | number]>([
    [''],
    [' '],
    ['.'],
    ['¥'],
    ['-'],
    ['元'],
    ['万'],
    ['()'],
    ['abc'],
    ['12a'],
    ['1.234'],
    ['0.00001万元1'],
    ['0.0000001万'],
    ['1,23'],
    ['1,2345'],
    ['18,3900'],
    ['12,34,567'],
    [',123'],
    ['1,234,'],
    ['1.2.3'],
    ['--5'],
    ['-¥-5'],
    ['+-5'],
    ['(-5)'],
    ['((5))'],
    ['5(5)'],
    ['(5)5'],
    ['(5'],
    ['5)'],
    ['5整'],
    ['万5'],
    ['5万万'],
    ['1e5'],
    ['0x10'],
    ['壹佰元'],
    ['90071992547409.92'],
    ['-90071992547409.92'],
    ['9'.repeat(41)],
    [`0.${'0'.repeat(60)}`],
    [1.005],
    [1e21],
    [1e-7],
    [Number.NaN],
    [Number.POSITIVE_INFINITY],
  ])('refuses %j', (typed) => {
    expect(parseYuan(typed)).toBeNull()
  })

  test('forty digits are still looked at', () => {
    expect(parseYuan(`${'0'.repeat(38)}.10`)).toBe(10)
  })
})

describe('formatting', () => {
  test.each([
    [18_390_000, '¥183,900.00', { sign: '', whole: '183,900', cents: '00' }],
    [-11_000_000, '−¥110,000.00', { sign: '−', whole: '110,000', cents: '00' }],
    [0, '¥0.00', { sign: '', whole: '0', cents: '00' }],
    [-0, '¥0.00', { sign: '', whole: '0', cents: '00' }],
    [5, '¥0.05', { sign: '', whole: '0', cents: '05' }],
    [-50, '−¥0.50', { sign: '−', whole: '0', cents: '50' }],
    [99_999, '¥999.99', { sign: '', whole: '999', cents: '99' }],
    [100_000, '¥1,000.00', { sign: '', whole: '1,000', cents: '00' }],
    [123_456_789, '¥1,234,567.89', { sign: '', whole: '1,234,567', cents: '89' }],
    [MOST, '¥90,071,992,547,409.91', { sign: '', whole: '90,071,992,547,409', cents: '91' }],
  ])('%d 分 is %s', (fen, text, parts) => {
    expect(formatYuan(fen)).toBe(text)
    expect(splitYuan(fen)).toEqual(parts)
  })

  test('what is not 分 is not shown as money', () => {
    expect(() => formatYuan(0.5)).toThrow(RangeError)
    expect(() => splitYuan(MOST + 1)).toThrow(RangeError)
    expect(() => inChineseCapitals(Number.NaN)).toThrow(RangeError)
  })
})

describe('inChineseCapitals', () => {
  test.each([
    // The examples of 《正确填写票据和结算凭证的基本规定》, without 人民币; where it allows two ways, the first.
    [140_950, '壹仟肆佰零玖元伍角整'],
    [600_714, '陆仟零柒元壹角肆分'],
    [168_032, '壹仟陆佰捌拾元零叁角贰分'],
    [10_700_053, '壹拾万柒仟元零伍角叁分'],
    [1_640_902, '壹万陆仟肆佰零玖元零贰分'],
    [32_504, '叁佰贰拾伍元零肆分'],
    [18_390_000, '壹拾捌万叁仟玖佰元整'],
    [20_202_957, '贰拾万贰仟零贰拾玖元伍角柒分'],
    [8_702_957, '捌万柒仟零贰拾玖元伍角柒分'],
    [11_000_000, '壹拾壹万元整'],
    [500_000, '伍仟元整'],
    [10_005, '壹佰元零伍分'],
    [10_050, '壹佰元零伍角整'],
    [1_000_120, '壹万零壹元贰角整'],
    [50, '伍角整'],
    [5, '伍分'],
    [55, '伍角伍分'],
    [0, '零元整'],
    [-0, '零元整'],
    [100, '壹元整'],
    [1000, '壹拾元整'],
    [1001, '壹拾元零壹分'],
    [1100, '壹拾壹元整'],
    [101, '壹元零壹分'],
    [110, '壹元壹角整'],
    [10_100, '壹佰零壹元整'],
    [10_110, '壹佰零壹元壹角整'],
    [11_000, '壹佰壹拾元整'],
    [100_100, '壹仟零壹元整'],
    [101_000, '壹仟零壹拾元整'],
    [110_000, '壹仟壹佰元整'],
    [1_000_000, '壹万元整'],
    [1_010_000, '壹万零壹佰元整'],
    [1_100_000, '壹万壹仟元整'],
    [10_000_000, '壹拾万元整'],
    [10_010_000, '壹拾万零壹佰元整'],
    [100_000_000, '壹佰万元整'],
    [1_000_000_000, '壹仟万元整'],
    [10_000_000_000, '壹亿元整'],
    [10_000_000_100, '壹亿零壹元整'],
    [10_001_000_000, '壹亿零壹万元整'],
    [10_010_000_000, '壹亿零壹拾万元整'],
    [11_000_000_000, '壹亿壹仟万元整'],
    [10_050_000_000, '壹亿零伍拾万元整'],
    [100_000_000_000_000, '壹万亿元整'],
    [100_010_000_000_000, '壹万零壹亿元整'],
    [100_100_000_000_000, '壹万零壹拾亿元整'],
    [-18_390_000, '负壹拾捌万叁仟玖佰元整'],
    [-5, '负伍分'],
    [23_456_789, '贰拾叁万肆仟伍佰陆拾柒元捌角玖分'],
    [MOST, '玖拾万零柒佰壹拾玖亿玖仟贰佰伍拾肆万柒仟肆佰零玖元玖角壹分'],
  ])('%d 分 is written %s', (fen, written) => {
    expect(inChineseCapitals(fen)).toBe(written)
  })
})

describe('multiplying and dividing', () => {
  test.each([
    [10, 1, 4, 3],
    [10, 1, 3, 3],
    [5, 1, 2, 3],
    [-5, 1, 2, -3],
    [5, -1, 2, -3],
    [-5, -1, 2, 3],
    [4, 1, 10, 0],
    [-4, 1, 10, 0],
    [5, 1, 10, 1],
    [0, 7, 3, 0],
    [7, 0, 3, 0],
    [MOST, MOST, MOST, MOST],
    [MOST, 1, 1, MOST],
  ])('%d × %d ÷ %d rounds to %d', (a, num, den, result) => {
    expect(mulDivRound(a, num, den)).toBe(result)
  })

  test.each([
    [10, 1, 4, 2],
    [-10, 1, 4, -2],
    [11, 1, 4, 2],
    [12, 1, 4, 3],
    [0, 1, 4, 0],
  ])('%d × %d ÷ %d, the rest dropped, is %d', (a, num, den, result) => {
    expect(mulDivDown(a, num, den)).toBe(result)
  })

  test.each([
    [1, 1, 0],
    [1, 1, -1],
    [1.5, 1, 1],
    [1, 1.5, 1],
    [1, 1, 1.5],
    [MOST, 2, 1],
    [-MOST, 2, 1],
    [MOST + 1, 1, 2],
  ])('%d × %d ÷ %d is refused', (a, num, den) => {
    expect(() => mulDivRound(a, num, den)).toThrow(RangeError)
    expect(() => mulDivDown(a, num, den)).toThrow(RangeError)
  })

  test('a sum is exact or refused', () => {
    expect(sumFen([])).toBe(0)
    expect(sumFen([1, -2, 3])).toBe(2)
    expect(sumFen([MOST, MOST, -MOST])).toBe(MOST)
    expect(() => sumFen([MOST, 1])).toThrow(RangeError)
    expect(() => sumFen([0.5])).toThrow(RangeError)
  })

  test('refusals say what is wrong', () => {
    expect(() => mulDivRound(1, 1, 0)).toThrow('the divisor is not positive')
    expect(() => sumFen([0.5])).toThrow('0.5 is not a safe integer')
    expect(() => sumFen([MOST, 1])).toThrow('9007199254740992 is beyond the safe range')
    expect(() => splitVat(100, -1)).toThrow('a VAT rate is not negative')
    expect(() => allocate(1, [0])).toThrow('weights are not negative and not all 0')
  })
})

test.each([
  [55_000_000, 1300, 48_672_566, 6_327_434],
  [33_900_000, 1300, 30_000_000, 3_900_000],
  [18_390_000, 1300, 16_274_336, 2_115_664],
  [-55_000_000, 1300, -48_672_566, -6_327_434],
  [10_600, 600, 10_000, 600],
  [100, 0, 100, 0],
  [0, 1300, 0, 0],
])('%d 分 with VAT at %d bp is %d + %d', (gross, rate, netFen, taxFen) => {
  expect(splitVat(gross, rate)).toEqual({ netFen, taxFen })
})

describe('allocate', () => {
  test.each<[number, number[], number[]]>([
    [100, [1, 1, 1], [34, 33, 33]],
    [-100, [1, 1, 1], [-34, -33, -33]],
    [101, [1, 1, 1], [34, 34, 33]],
    [10, [0, 1], [0, 10]],
    [1, [1, 2], [0, 1]],
    [5, [3, 3, 1], [2, 2, 1]],
    [0, [2, 3], [0, 0]],
    [7, [7], [7]],
    [MOST, [MOST, MOST], [(MOST + 1) / 2, (MOST - 1) / 2]],
  ])('%d 分 by %j is %j', (fen, weights, parts) => {
    expect(allocate(fen, weights)).toEqual(parts)
  })

  test.each<[number, number[]]>([
    [1, []],
    [1, [0, 0]],
    [1, [2, -1]],
    [1, [0.5]],
    [0.5, [1]],
  ])('%d by %j is refused', (fen, weights) => {
    expect(() => allocate(fen, weights)).toThrow(RangeError)
  })
})
