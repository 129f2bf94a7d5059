// The next number of a kind of document at this desktop: counted from 1 per month, from what the store holds, so that no
// counter can go astray. Unique in the group because each desktop has a device code of its own.
import { yymmOf } from '../../shared/dates.ts'
import { documentNumber } from '../../shared/ids.ts'
import type { Reader } from './read.ts'

/** Documents by the table whose column `no`, which has an index, holds their numbers. */
const TABLES = {
  SO: 'orders',
  RC: 'receipts',
  RF: 'receipts',
  RV: 'receipts',
  BD: 'receipts',
  PO: 'payouts',
  PV: 'payouts',
  CL: 'closings',
  TI: 'appraisals',
  ST: 'stocktakes',
  TD: 'test_drives',
  AP: 'applications',
  PM: 'part_moves',
  PT: 'part_transfers',
  SH: 'shipments',
  BP: 'purchases',
  WO: 'work_orders',
  WB: 'settlements',
  BK: 'appointments',
  LO: 'loaner_loans',
  CM: 'claims',
} as const

export function nextNumber(db: Reader, kind: keyof typeof TABLES): string {
  const { siteCode: site, deviceCode: device } = db.who
  const yymm = yymmOf(db.today)
  const start = `${kind}-${site}-${device}-${yymm}-`
  const last = db.one<{ n: number | null }>(
    `SELECT max(CAST(substr(no, ?) AS INTEGER)) AS n FROM ${TABLES[kind]} WHERE no >= ? AND no < ?`,
    start.length + 1,
    start,
    `${start}~`,
  )
  return documentNumber({ kind, site, device, yymm, n: (last?.n ?? 0) + 1 })
}
