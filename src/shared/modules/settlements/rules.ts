// 结算: what was billed and kept as it was billed, who pays which part, and the thirteen facts the law wants of every repair
// (汽车维修电子健康档案). Amounts are 分.
import { z } from 'zod'
import { sumFen, type Fen } from '../../money.ts'
import { partOrigins, payers, type Payer } from '../workshop/rules.ts'

const Line = {
  id: z.string(),
  code: z.string().nullable(),
  name: z.string(),
  amountFen: z.int(),
  discountFen: z.int(),
  payer: z.enum(payers),
}
/** What a settlement was made of: kept with it, so that the paper says the same whatever is corrected on the order later. */
export const SettledContent = z.object({
  company: z.string(),
  vin: z.string().nullable(),
  plate: z.string().nullable(),
  carName: z.string(),
  receivedOn: z.string(),
  km: z.int(),
  fault: z.string(),
  jobs: z.array(z.object({ ...Line, minutes: z.int() })),
  parts: z.array(z.object({ ...Line, quantityMilli: z.int(), priceFen: z.int(), origin: z.enum(partOrigins) })),
})
export type SettledContent = z.infer<typeof SettledContent>

export type Charges = { labourFen: Fen; partsFen: Fen; discountFen: Fen; totalFen: Fen; byPayer: { payer: Payer; amountFen: Fen }[] }

/** What the lines of a settlement come to, payer by payer; a payer of nothing is left out, and the parts sum to the total. */
export function chargesOf({ jobs, parts }: Pick<SettledContent, 'jobs' | 'parts'>): Charges {
  const all = [...jobs, ...parts]
  const net = (of: readonly { amountFen: Fen; discountFen: Fen }[]): Fen => sumFen(of.map((line) => line.amountFen - line.discountFen))
  return {
    labourFen: sumFen(jobs.map(({ amountFen }) => amountFen)),
    partsFen: sumFen(parts.map(({ amountFen }) => amountFen)),
    discountFen: sumFen(all.map(({ discountFen }) => discountFen)),
    totalFen: net(all),
    byPayer: payers
      .map((payer) => ({ payer, amountFen: net(all.filter((line) => line.payer === payer)) }))
      .filter(({ amountFen }) => amountFen !== 0),
  }
}

/** 13 要素, in the order of the standard. */
export const recordElements = [
  'company',
  'vin',
  'plate',
  'receivedOn',
  'km',
  'settledOn',
  'settlementNo',
  'fault',
  'jobs',
  'hours',
  'partNames',
  'partCodes',
  'partQuantities',
] as const
export type RecordElement = (typeof recordElements)[number]
export type HealthRecord = Readonly<Record<RecordElement, string | number | readonly (string | number)[]>>

/** The thirteen of one settlement; hours with two decimals, quantities in units. What is not known is an empty text. */
export function recordOf(content: SettledContent, about: { no: string; settledOn: string }): HealthRecord {
  return {
    company: content.company,
    vin: content.vin ?? '',
    plate: content.plate ?? '',
    receivedOn: content.receivedOn,
    km: content.km,
    settledOn: about.settledOn,
    settlementNo: about.no,
    fault: content.fault,
    jobs: content.jobs.map(({ name }) => name),
    hours: content.jobs.map(({ minutes }) => Math.round((minutes * 100) / 60) / 100),
    partNames: content.parts.map(({ name }) => name),
    partCodes: content.parts.map(({ code }) => code ?? ''),
    partQuantities: content.parts.map(({ quantityMilli }) => quantityMilli / 1000),
  }
}

/** Elements a platform would send back: nothing there, or a part without its code. No parts at all is a repair without parts. */
export const missingOf = (record: HealthRecord): RecordElement[] =>
  recordElements.filter((element) => {
    const value = record[element]
    if (element === 'jobs' || element === 'hours') return (value as readonly unknown[]).length === 0
    return Array.isArray(value) ? value.some((each) => each === '') : value === ''
  })
