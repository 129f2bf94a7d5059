// The cars of the demo store: invented brands, series, trims and colours, with list prices and what a dealer pays.
import type { Asked } from '../../shared/contract.ts'
import { vinCheckDigit } from '../../shared/modules/vehicles/rules.ts'
import type { Random } from './random.ts'

export type Model = {
  brand: string
  series: string
  model: string
  energy: 'fuel' | 'nev'
  seats: number
  listFen: number
  weight: number
  vds: string
}

/** 万元 and a multiple of 100 元, as price lists have them. */
const yuan = (amount: number): number => amount * 100

export const models: readonly Model[] = [
  { brand: '青屿', series: '青屿 E3', model: '灵动 405', energy: 'nev', seats: 5, listFen: yuan(109_900), weight: 10, vds: 'E3A1B' },
  { brand: '青屿', series: '青屿 E3', model: '悦享 330', energy: 'nev', seats: 5, listFen: yuan(92_900), weight: 7, vds: 'E3A2B' },
  { brand: '青屿', series: '青屿 E5', model: '标准 480', energy: 'nev', seats: 5, listFen: yuan(159_900), weight: 12, vds: 'E5A1B' },
  { brand: '青屿', series: '青屿 E5', model: '长续航 610', energy: 'nev', seats: 5, listFen: yuan(189_900), weight: 16, vds: 'E5A2B' },
  { brand: '青屿', series: '青屿 E5', model: '四驱 580', energy: 'nev', seats: 5, listFen: yuan(218_900), weight: 6, vds: 'E5A3B' },
  { brand: '鹭洲', series: '鹭洲 L6', model: '混动 精英', energy: 'nev', seats: 5, listFen: yuan(149_800), weight: 11, vds: 'L6H1C' },
  { brand: '鹭洲', series: '鹭洲 L6', model: '混动 旗舰', energy: 'nev', seats: 5, listFen: yuan(168_800), weight: 8, vds: 'L6H2C' },
  { brand: '衡岳', series: '衡岳 H9', model: '增程 六座', energy: 'nev', seats: 6, listFen: yuan(329_800), weight: 6, vds: 'H9R1D' },
  { brand: '衡岳', series: '衡岳 H9', model: '增程 七座', energy: 'nev', seats: 7, listFen: yuan(339_800), weight: 4, vds: 'H9R2D' },
  { brand: '朔风', series: '朔风 S7', model: '1.5T 舒适', energy: 'fuel', seats: 5, listFen: yuan(178_800), weight: 9, vds: 'S7T1F' },
  { brand: '朔风', series: '朔风 S7', model: '2.0T 豪华', energy: 'fuel', seats: 5, listFen: yuan(209_800), weight: 8, vds: 'S7T2F' },
  { brand: '朔风', series: '朔风 S7', model: '2.0T 尊享', energy: 'fuel', seats: 5, listFen: yuan(236_800), weight: 5, vds: 'S7T3F' },
]

export const exteriors: readonly (readonly [string, number])[] = [
  ['曜石黑', 24],
  ['雪山白', 30],
  ['云母灰', 18],
  ['月砂金', 9],
  ['釉青', 11],
  ['朱砂红', 6],
  ['星野蓝', 10],
]
export const interiors = ['黑', '米', '棕', '灰'] as const
export const places = [
  '展厅 1',
  '展厅 2',
  '展厅 3',
  '展厅 5',
  '甲库 02',
  '甲库 04',
  '甲库 09',
  '甲库 12',
  '甲库 17',
  '乙库 01',
  '乙库 02',
  '乙库 06',
] as const

const YEAR_CODES: Readonly<Record<number, string>> = { 2024: 'R', 2025: 'S', 2026: 'T', 2027: 'V', 2028: 'W', 2029: 'X', 2030: 'Y' }

/** A VIN that passes its check digit, under a manufacturer code no maker uses (LXY), so that it can be no real car. */
export function demoVin(model: Model, year: number, serial: number): string {
  const draft = `LXY${model.vds}0${YEAR_CODES[year] ?? 'T'}K${String(serial).padStart(6, '0')}`
  return `${draft.slice(0, 8)}${vinCheckDigit(draft)}${draft.slice(9)}`
}

/** What the dealer paid, to the yuan: about 6 to 9 percent under the list price. */
export const costFen = (random: Random, listFen: number): number => Math.floor((listFen * random.int(910, 940)) / 100_000) * 100

/** Seasonal appetite by month, January first: the months before Spring Festival and the autumn peak (金九银十) sell best. */
export const season: readonly number[] = [1.35, 0.6, 0.85, 0.9, 0.95, 1, 0.8, 0.9, 1.3, 1.35, 1.05, 1.15]

const loan = { validFromOn: '2024-01-01', minDownBp: 2000, subsidiser: 'none' } as const
/** What invented lenders offer in the demo store. */
export const LOANS: readonly Asked<'loans.addProduct'>[] = [
  { ...loan, lender: '示例银行', name: '车易贷', method: 'annuity', lenderBp: 450, buyerBp: 450, months: [24, 36, 48, 60] },
  { ...loan, lender: '示例银行', name: '递减贷', method: 'linear', lenderBp: 420, buyerBp: 420, months: [36, 60], minDownBp: 3000 },
  {
    ...loan,
    lender: '青屿汽金',
    name: '厂家两年免息',
    method: 'annuity',
    lenderBp: 580,
    buyerBp: 0,
    subsidiser: 'maker',
    months: [24],
    minDownBp: 5000,
    maxLoanFen: 10_000_000,
  },
  {
    ...loan,
    lender: '青屿汽金',
    name: '轻松尾款',
    method: 'balloon',
    lenderBp: 620,
    buyerBp: 620,
    months: [36],
    balloonBp: 4000,
    feeBp: 100,
  },
]
