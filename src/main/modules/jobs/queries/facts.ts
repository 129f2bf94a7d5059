// What is true of the catalogue right now: a job by its id, what it costs whom, which parts it takes at what price, and by which
// names the car of an order is known.
import { Refusal } from '../../../../shared/errors.ts'
import type { JobOffer } from '../../../../shared/modules/jobs/contract.ts'
import {
  classOf,
  closeness,
  fitting,
  type CarArea,
  type FixedPrice,
  type JobKind,
  JobPart,
  priceOn,
  type PriceClass,
  type PriceOrigin,
  type Rate,
} from '../../../../shared/modules/jobs/rules.ts'
import { partId, placeId } from '../../../../shared/modules/parts/rules.ts'
import { partFen, type Payer } from '../../../../shared/modules/workshop/rules.ts'
import { sumFen, type Fen } from '../../../../shared/money.ts'
import { joined } from '../../../store/list.ts'
import type { Reader } from '../../../store/read.ts'
import { ofValidBatch } from '../../imports/queries/batches.ts'
import { carTitleSql } from '../../vehicles/queries/title.ts'
import type { WorkOrder } from '../../workshop/queries/facts.ts'

export type Job = {
  id: string
  code: string
  name: string
  brand: string | null
  series: string | null
  area: CarArea
  kind: JobKind
  minutes: number
  parts: JobPart[]
  note: string | null
  archivedAt: number | null
}
type Stored = Omit<Job, 'parts'> & { parts: string }
export const JOB = `j.id, j.code, j.name, j.brand, j.series, j.area, j.kind, j.minutes, j.parts, j.note, j.archived_at AS archivedAt`
/** Parts as they are written down; what an older or newer program wrote otherwise is left out. */
export const readParts = (text: string): JobPart[] => JobPart.array().safeParse(JSON.parse(text)).data ?? []
export const jobRead = (row: Stored): Job => ({ ...row, parts: readParts(row.parts) })

/** @throws Refusal('not-found'). */
export function mustKnowJob(db: Pick<Reader, 'one'>, id: string): Job {
  const row = db.one<Stored>(`SELECT ${JOB} FROM service_jobs j WHERE j.id = ?`, id)
  if (!row) throw new Refusal('not-found', { table: 'service_jobs', id })
  return jobRead(row)
}

export const ratesOf = (db: Pick<Reader, 'all'>, site: string): Rate[] =>
  db.all('SELECT class, valid_from_on AS validFromOn, rate_fen AS rateFen FROM labour_rates WHERE site_id = ? ORDER BY valid_from_on', site)

export function fixedOf(db: Reader, site: string, jobId: string): FixedPrice[] {
  const valid = joined(ofValidBatch(db, 'batch_id'))
  return db.all(
    `SELECT class, valid_from_on AS validFromOn, price_fen AS priceFen FROM job_prices WHERE job_id = ? AND site_id = ? AND ${valid.sql} ORDER BY valid_from_on`,
    jobId,
    site,
    ...valid.values,
  )
}

type Cost = { priceFen: Fen | null; origin: PriceOrigin | null }
/** What a job costs a class at a site today. */
export function costOf(db: Reader, site: string, job: Pick<Job, 'id' | 'minutes'>, of: PriceClass, rates = ratesOf(db, site)): Cost {
  return priceOn(job.minutes, { rates, fixed: fixedOf(db, site, job.id) }, of, db.today) ?? { priceFen: null, origin: null }
}

export type Taken = JobOffer['parts'][number]
type Known = { name: string; priceFen: Fen | null; origin: string }
export const partKnown = (db: Pick<Reader, 'one'>, site: string, code: string): Known | undefined =>
  db.one(
    'SELECT p.name, l.price_fen AS priceFen, p.origin FROM parts p LEFT JOIN part_places l ON l.id = ? WHERE p.id = ?',
    placeId(partId(code), site),
    partId(code),
  )
/** Parts with what the counter asks for them; one it does not know has no price. */
export const takenOf = (db: Pick<Reader, 'one'>, site: string, parts: readonly JobPart[]): Taken[] =>
  parts.map(({ code, quantityMilli }) => {
    const known = partKnown(db, site, code)
    const unitFen = known?.priceFen ?? null
    return {
      ...{ code, quantityMilli, unitFen },
      name: known?.name ?? code,
      amountFen: unitFen === null ? null : partFen({ quantityMilli, priceFen: unitFen }),
    }
  })

/** A sum of what may be unknown: null when one of them is. */
export const sumKnown = (amounts: readonly (Fen | null)[]): Fen | null => {
  const known = amounts.filter((amount) => amount !== null)
  return known.length < amounts.length ? null : sumFen(known)
}

/** Every name a car of an order goes by: as it was taken in, and as we sold it. */
export function carNameOf(db: Pick<Reader, 'one'>, { carName, vehicleId }: Pick<WorkOrder, 'carName' | 'vehicleId'>): string {
  const sold =
    vehicleId === null
      ? undefined
      : db.one<{ name: string }>(`SELECT ${carTitleSql('v')} || ' ' || v.brand AS name FROM vehicles v WHERE v.id = ?`, vehicleId)
  return [carName, sold?.name].filter(Boolean).join(' / ')
}

/** The class a line of an order is priced for. */
export const classFor = (db: Pick<Reader, 'one'>, order: Pick<WorkOrder, 'customerId'>, payer: Payer): PriceClass =>
  classOf(payer, db.one<{ kind: string }>('SELECT kind FROM customers WHERE id = ?', order.customerId)?.kind ?? 'person')

export function offerOf(db: Reader, order: WorkOrder, job: Job, of: PriceClass, rates?: Rate[]): JobOffer {
  const { id, code, name, kind, minutes } = job
  const cost = costOf(db, order.siteId, job, of, rates)
  const parts = takenOf(db, order.siteId, job.parts)
  return { id, code, name, kind, minutes, ...cost, parts, totalFen: sumKnown([cost.priceFen, ...parts.map(({ amountFen }) => amountFen)]) }
}

/** The row of a code that fits a car most closely; null when none does or it is no longer sold. */
export function jobOfCode(db: Reader, code: string, carName: string): Job | null {
  const valid = joined(ofValidBatch(db, 'j.batch_id'))
  const rows = db
    .all<Stored>(
      `SELECT ${JOB} FROM service_jobs j WHERE j.code = ? AND j.archived_at IS NULL AND ${valid.sql} LIMIT 200`,
      code,
      ...valid.values,
    )
    .map(jobRead)
  return fitting(rows, carName)[0] ?? null
}

/** Whether it is for a car by this name. */
export const isFor = (job: Pick<Job, 'brand' | 'series'>, carName: string): boolean => closeness(job, carName) !== null
