// What is true of test drives right now: who may see one, what a car's meter said last, which routes and hours there are.
import type { InferSelectModel } from 'drizzle-orm'
import { CHINA_OFFSET_MINUTES } from '../../../../shared/dates.ts'
import { Refusal } from '../../../../shared/errors.ts'
import type { DriveRoutes } from '../../../../shared/modules/testdrives/rules.ts'
import { testDrives } from '../../../../shared/modules/testdrives/tables.ts'
import { part, type Part } from '../../../store/list.ts'
import type { Reader } from '../../../store/read.ts'
import { parameterOn } from '../../admin/queries.ts'
import { carOf, type Car } from '../../orders/queries/facts.ts'

export type Drive = InferSelectModel<typeof testDrives>

/** Rows of `test_drives d` of this person's sites: whoever lends a car must see who has it, whose guest it ever is. */
export const inReach = ({ who }: Pick<Reader, 'who'>): Part => (who.reach === 'group' ? part('1') : part('d.site_id = ?', who.site))

/** @throws Refusal('not-found'). */
export function mustSeeDrive(db: Reader, id: string): Drive {
  const drive = db.must(testDrives, id)
  if (db.who.reach !== 'group' && drive.siteId !== db.who.site) throw new Refusal('not-found', { table: 'test_drives', id })
  return drive
}

/** The newest reading of a car, km: meters only rise, so it is the highest. Null before its first drive. */
export const lastKmOf = (db: Pick<Reader, 'one'>, vehicleId: string): number | null =>
  db.one<{ km: number | null }>(
    'SELECT max(max(coalesce(km_out, 0)), max(coalesce(km_in, 0))) AS km FROM test_drives WHERE vehicle_id = ?',
    vehicleId,
  )?.km || null

export const routesOn = (db: Reader): DriveRoutes => parameterOn(db, 'test-drive-routes', db.today) ?? []

/** `2026-11-22 10:30` in China: in text order with a day and a slot. */
export const clockOf = (at: number): string => new Date(at + CHINA_OFFSET_MINUTES * 60_000).toISOString().slice(0, 16).replace('T', ' ')

/** @throws Refusal('not-found'). */
export function carToLend(db: Reader, id: string): Car {
  const car = carOf(db, id)
  if (!car) throw new Refusal('not-found', { table: 'vehicles', id })
  return car
}
