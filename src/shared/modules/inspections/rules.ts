// Multi-point inspection of a car in the workshop (车况检查): the points a store looks at, what a measured value says, and what a
// customer said to what was found. Values are thousandths of the point's unit.
import { uuidv5 } from '../../ids.ts'
import { halfWidth } from '../../text.ts'
import { normalCode } from '../parts/rules.ts'

/** 正常 · 注意 · 尽快. */
export const pointStates = ['ok', 'watch', 'urgent'] as const
export type PointState = (typeof pointStates)[number]
/** 同意 · 不做: what the customer said to a finding. */
export const findingAnswers = ['agreed', 'declined'] as const
export type FindingAnswer = (typeof findingAnswers)[number]

export type Point = {
  /** 部位, by which points stand together, and what is looked at. */
  part: string
  name: string
  unit: string | null
  /** Below these it is urgent, or to be watched. */
  urgentBelowMilli: number | null
  watchBelowMilli: number | null
  /** The catalogue's job that puts it right. */
  job: string | null
}

const NUMBER = /^\d{1,6}(?:\.\d{1,3})?$/
const milliOf = (text: string): number => Math.round(Number(text) * 1000)

/**
 * A point as an administrator writes it, one a line, what is not needed left empty at the end:
 * `部位|检查点|单位|尽快低于|注意低于|项目编码`. Null when it cannot be read.
 */
export function readPoint(line: string): Point | null {
  const [part = '', name = '', unit = '', urgent = '', watch = '', job = '', ...more] = halfWidth(line)
    .split('|')
    .map((piece) => piece.trim())
  if (part === '' || name === '' || more.length > 0 || part.length > 20 || name.length > 40 || unit.length > 10 || job.length > 40)
    return null
  if ([urgent, watch].some((limit) => limit !== '' && !NUMBER.test(limit))) return null
  if ((urgent !== '' || watch !== '') && unit === '') return null
  const limits = [urgent, watch].map((limit) => (limit === '' ? null : milliOf(limit)))
  const [urgentBelowMilli = null, watchBelowMilli = null] = limits
  if (urgentBelowMilli !== null && watchBelowMilli !== null && urgentBelowMilli > watchBelowMilli) return null
  return { part, name, unit: unit || null, urgentBelowMilli, watchBelowMilli, job: job === '' ? null : normalCode(job) }
}

/** What a value says of a point: null where no limit was set. */
export function stateBy({ urgentBelowMilli, watchBelowMilli }: Point, valueMilli: number): PointState | null {
  if (urgentBelowMilli === null && watchBelowMilli === null) return null
  if (urgentBelowMilli !== null && valueMilli < urgentBelowMilli) return 'urgent'
  return watchBelowMilli !== null && valueMilli < watchBelowMilli ? 'watch' : 'ok'
}

/** One result a point and order, at whichever desk it is noted. */
export const resultId = (orderId: string, point: string): string => uuidv5(orderId, `point ${point}`)

/** What a new store looks at. */
export const firstPoints: readonly string[] = [
  '灯光|大灯与尾灯',
  '灯光|转向灯与刹车灯',
  '雨刮|雨刮片|||| WX-031',
  '轮胎|左前轮胎花纹|毫米|1.6|3|WX-061',
  '轮胎|右前轮胎花纹|毫米|1.6|3|WX-061',
  '轮胎|左后轮胎花纹|毫米|1.6|3|WX-061',
  '轮胎|右后轮胎花纹|毫米|1.6|3|WX-061',
  '制动|前制动片厚度|毫米|3|5|WX-011',
  '制动|后制动片厚度|毫米|3|5|WX-013',
  '制动|前制动盘|||| WX-012',
  '制动|制动液|||| BY-021',
  '底盘|悬架与球头',
  '底盘|漏油漏液',
  '动力|机油液位与颜色|||| BY-001',
  '动力|防冻液|||| BY-022',
  '电气|12 V 蓄电池电压|伏|11.8|12.3|WX-051',
  '空调|空调滤芯|||| BY-015',
  '三电|充电口与高压线束',
]
