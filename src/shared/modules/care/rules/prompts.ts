// What somebody will need soon of the car they drive: insurance, first and further services by day and by distance, inspection,
// the ends of loan and warranty. Days only; who is told of them and how is the commands' part.
import { z } from 'zod'
import { addDays, addMonths, type Day, daysBetween } from '../../../dates.ts'
import { uuidv5 } from '../../../ids.ts'

/** 续保 · 首保 · 贷款结清 · 质保到期 · 心仪车型降价 · 定期保养 · 年检. */
export const promptKinds = ['insurance', 'first-service', 'loan-end', 'warranty-end', 'price-drop', 'maintenance', 'inspection'] as const
export type PromptKind = (typeof promptKinds)[number]
/** What the care of a car asks for: the program may plan these by itself, the others are a salesman's judgement. */
const carePlan = {
  insurance: '续保提醒',
  'first-service': '首保提醒',
  maintenance: '保养提醒',
  inspection: '年检提醒',
  'warranty-end': '质保到期提醒',
} as const satisfies Partial<Record<PromptKind, string>>
/** The words of the task the program plans; null of what it does not plan. */
export const taskOf = (kind: PromptKind): string | null => (kind in carePlan ? carePlan[kind as keyof typeof carePlan] : null)
/** What a task of these words is about: an occasion a store calls as the program calls its own task is that task. */
const kindOf = (words: string): PromptKind | undefined => promptKinds.find((kind) => taskOf(kind) === words)

const days = z.int().min(0, 'not-negative').max(365, 'too-much')
const months = (most: number) => z.int().min(1, 'not-negative').max(most, 'too-much')
const km = z.int().min(1, 'not-negative').max(1_000_000, 'too-much')
/**
 * The parameter 主动关怀: so many days before its day each is told; months and km of a service and of the warranty; years between
 * inspections, and from which year on they are yearly; a drop worth telling, 分. What came later has what it was before as its default.
 */
export const PromptRules = z.object({
  insuranceDays: days,
  firstServiceMonths: months(24),
  firstServiceDays: days,
  loanDays: days,
  warrantyMonths: months(240),
  warrantyDays: days,
  priceDropFen: z.int().min(1, 'not-negative').max(100_000_000, 'too-much'),
  maintenanceMonths: months(60).default(6),
  maintenanceKm: km.default(10_000),
  maintenanceDays: days.default(14),
  warrantyKm: km.default(100_000),
  inspectionYears: z.int().min(1, 'not-negative').max(10, 'too-much').default(2),
  inspectionYearlyFrom: z.int().min(1, 'not-negative').max(30, 'too-much').default(10),
  inspectionDays: days.default(60),
  /** The program plans what the care of a car asks for; otherwise somebody decides each. */
  plans: z.boolean().default(false),
})
export type PromptRules = z.infer<typeof PromptRules>
/** 检验: 公安部等四部门《关于深化机动车检验制度改革优化车检服务工作的意见》, in force 2022-10-01: a car of a household every two years, after ten every year. */
export const firstPromptRules: PromptRules = PromptRules.parse({
  insuranceDays: 30,
  firstServiceMonths: 3,
  firstServiceDays: 14,
  loanDays: 60,
  warrantyMonths: 36,
  warrantyDays: 60,
  priceDropFen: 200_000,
})

/** What visits to the workshop tell of a car: its newest and its first reading, and where it stood when it was last maintained. */
export type Readings = {
  firstOn: Day
  firstKm: number
  lastOn: Day
  lastKm: number
  keptOn: Day | null
  keptKm: number | null
}
/** What is known of a car somebody drives. */
export type Owned = {
  /** On the road since; null where nobody knows. */
  since: Day | null
  /** We handed it over: then insurance, loan and warranty are known. */
  sold: boolean
  loanMonths: number | null
  /** The last day of its newest policy; null: it runs from year to year since it is on the road. */
  insuredUntilOn: Day | null
  readings: Readings | null
}
/** `roundOn` names the occasion where its day moves with the distance: what was answered stays answered. `showOn`: told from then on. */
export type Foreseen = { kind: PromptKind; dueOn: Day; roundOn: Day; showOn: Day }

/** The year of its policy, told apart whether the policy ends on the very day or one before it. */
const insuranceRound = (since: Day, endsOn: Day): Day => addMonths(since, 12 * Math.max(1, Math.round(daysBetween(since, endsOn) / 365.25)))

/**
 * The first round after a delivery of what a task of these words is about, named as `foresee` names it; null of words that are
 * of nothing the program foresees, and of maintenance, whose rounds begin with a visit.
 */
export function firstRound(words: string, since: Day, rules: PromptRules): { kind: PromptKind; roundOn: Day } | null {
  const kind = kindOf(words)
  const months = {
    insurance: 12,
    'first-service': rules.firstServiceMonths,
    'warranty-end': rules.warrantyMonths,
    inspection: 12 * Math.min(rules.inspectionYears, rules.inspectionYearlyFrom + 1),
  }
  return kind !== undefined && kind in months ? { kind, roundOn: addMonths(since, months[kind as keyof typeof months]) } : null
}

/** How long a prompt stays when its day has passed. */
const LATE_DAYS = 30

/** Thousandths of a kilometre a day; null where nothing tells, or a week is too short to tell. */
export function paceOf({ since, readings }: Pick<Owned, 'since' | 'readings'>): number | null {
  if (!readings) return null
  const [fromOn, fromKm] = since !== null && since < readings.firstOn ? [since, 0] : [readings.firstOn, readings.firstKm]
  const time = daysBetween(fromOn, readings.lastOn)
  return time < 7 || readings.lastKm <= fromKm ? null : Math.floor(((readings.lastKm - fromKm) * 1000) / time)
}

/** The day on which it will have run so far, at its pace; null where that is not known. One that ran further already: the day of its newest reading. */
export function dayAtKm(car: Pick<Owned, 'since' | 'readings'>, at: number): Day | null {
  if (!car.readings) return null
  const { lastOn, lastKm } = car.readings
  if (lastKm >= at) return lastOn
  const pace = paceOf(car)
  const ahead = pace === null || pace === 0 ? null : Math.ceil(((at - lastKm) * 1000) / pace)
  // Nobody knows today what a car will have run in thirty years.
  return ahead === null || ahead > 11_000 ? null : addDays(lastOn, ahead)
}
const sooner = (a: Day, b: Day | null): Day => (b !== null && b < a ? b : a)

/**
 * What somebody will need soon: shown from so many days before until a month after its day. Insurance falls due every year,
 * maintenance after every maintenance and inspection after its years, the others once.
 */
export function foresee(car: Owned, rules: PromptRules, today: Day): Foreseen[] {
  const { since, sold, readings } = car
  const years = since === null ? 0 : Number(today.slice(0, 4)) - Number(since.slice(0, 4))
  const found: { kind: PromptKind; dueOn: Day; ahead: number; roundOn?: Day }[] = []
  if (since !== null && sold) {
    const insured =
      car.insuredUntilOn === null
        ? [years - 1, years, years + 1].filter((year) => year >= 1).map((year) => addMonths(since, year * 12))
        : [car.insuredUntilOn]
    found.push(
      ...insured.map((dueOn) => ({ kind: 'insurance' as const, dueOn, ahead: rules.insuranceDays, roundOn: insuranceRound(since, dueOn) })),
    )
    if (!readings?.keptOn)
      found.push({ kind: 'first-service', dueOn: addMonths(since, rules.firstServiceMonths), ahead: rules.firstServiceDays })
    const ends = addMonths(since, rules.warrantyMonths)
    found.push({ kind: 'warranty-end', dueOn: sooner(ends, dayAtKm(car, rules.warrantyKm)), ahead: rules.warrantyDays, roundOn: ends })
    if (car.loanMonths !== null) found.push({ kind: 'loan-end', dueOn: addMonths(since, car.loanMonths), ahead: rules.loanDays })
  }
  if (readings?.keptOn) {
    const byDay = addMonths(readings.keptOn, rules.maintenanceMonths)
    const byKm = dayAtKm(car, (readings.keptKm ?? readings.lastKm) + rules.maintenanceKm)
    found.push({ kind: 'maintenance', dueOn: sooner(byDay, byKm), ahead: rules.maintenanceDays, roundOn: readings.keptOn })
  }
  if (since !== null)
    for (const year of [years - 1, years, years + 1])
      if (year >= 1 && (year > rules.inspectionYearlyFrom || year % rules.inspectionYears === 0))
        found.push({ kind: 'inspection', dueOn: addMonths(since, year * 12), ahead: rules.inspectionDays })
  return found
    .map(({ kind, dueOn, ahead, roundOn }) => ({ kind, dueOn, roundOn: roundOn ?? dueOn, showOn: addDays(dueOn, -ahead) }))
    .filter(({ dueOn, showOn }) => showOn <= today && dueOn >= addDays(today, -LATE_DAYS))
    .toSorted((a, b) => a.dueOn.localeCompare(b.dueOn))
}

/** Of an order or a car, of the kind and its day: the same at every desk. */
export const promptId = (subjectId: string, kind: PromptKind, roundOn: Day): string => uuidv5(subjectId, `prompt ${kind} ${roundOn}`)
/** What is planned for a prompt is one task, whichever desk plans it. */
export const promptTaskId = (prompt: string): string => uuidv5(prompt, 'task')
