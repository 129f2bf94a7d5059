// Reads packages: the list with what each would cost line by line, those an order may take, and what one comes to on it.
import type { Input, Output } from '../../../../shared/contract.ts'
import type { Day } from '../../../../shared/dates.ts'
import { Refusal } from '../../../../shared/errors.ts'
import type { PackageRow } from '../../../../shared/modules/jobs/contract/packages.ts'
import { type JobPart, packageStateOn, type PriceClass } from '../../../../shared/modules/jobs/rules.ts'
import type { Fen } from '../../../../shared/money.ts'
import { inOrder, joined, listed, part } from '../../../store/list.ts'
import type { Reader } from '../../../store/read.ts'
import { madeOf } from './needs.ts'
import { mustSeeOrder } from '../../workshop/queries/facts.ts'
import { carNameOf, classFor, costOf, isFor, jobOfCode, readParts, sumKnown, takenOf } from './facts.ts'

export type ServicePackage = {
  id: string
  siteId: string
  code: string
  name: string
  brand: string | null
  series: string | null
  jobs: string[]
  parts: JobPart[]
  priceFen: Fen
  validFromOn: Day
  validUntilOn: Day | null
  note: string | null
  archivedAt: number | null
}
type Stored = Omit<ServicePackage, 'jobs' | 'parts'> & { jobs: string; parts: string }
const COLUMNS = `p.id, p.site_id AS siteId, p.code, p.name, p.brand, p.series, p.jobs, p.parts, p.price_fen AS priceFen, p.valid_from_on AS validFromOn,
  p.valid_until_on AS validUntilOn, p.note, p.archived_at AS archivedAt`
const read = (row: Stored): ServicePackage => ({ ...row, jobs: JSON.parse(row.jobs) as string[], parts: readParts(row.parts) })

/** @throws Refusal('not-found') also for one of another site. */
export function mustKnowPackage(db: Reader, id: string): ServicePackage {
  const row = db.one<Stored>(`SELECT ${COLUMNS} FROM service_packages p WHERE p.id = ? AND p.site_id = ?`, id, db.who.site)
  if (!row) throw new Refusal('not-found', { table: 'service_packages', id })
  return read(row)
}

/** What its jobs and parts cost one by one today, for a car and a class; null while one of them is unknown or has no price. */
function aloneFen(db: Reader, { siteId, jobs, parts }: ServicePackage, carName: string, of: PriceClass): Fen | null {
  const amounts: (Fen | null)[] = []
  const taken = [...parts]
  for (const code of jobs) {
    const job = jobOfCode(db, code, carName)
    amounts.push(job ? costOf(db, siteId, job, of).priceFen : null)
    taken.push(...(job?.parts ?? []))
  }
  return sumKnown([...amounts, ...takenOf(db, siteId, taken).map(({ amountFen }) => amountFen)])
}

/** The cars it is for, as one of them might be called. */
const asCar = ({ brand, series }: ServicePackage): string => [brand, series].filter(Boolean).join(' ')

export function packages(db: Reader, request: Input<'jobs.packages'>): Output<'jobs.packages'> {
  const { ids, ...sums } = listed(db, request, {
    from: 'service_packages p',
    id: 'p.id',
    columns: {
      code: { sql: 'p.code', kind: 'text', indexed: true },
      name: { sql: 'p.name', kind: 'text' },
      series: { sql: 'p.series', kind: 'text' },
      priceFen: { sql: 'p.price_fen', kind: 'number' },
      validFromOn: { sql: 'p.valid_from_on', kind: 'day' },
      validUntilOn: { sql: 'p.valid_until_on', kind: 'day' },
      archived: { sql: `iif(p.archived_at IS NULL, 'no', 'yes')`, kind: 'text' },
    },
    where: [part('p.site_id = ?', db.who.site)],
    search: (text) =>
      text.trim() === ''
        ? null
        : joined([part('instr(p.code, ?) > 0', text.trim().toUpperCase()), part('instr(p.name, ?) > 0', text.trim())], 'OR'),
    order: 'p.code',
    indexed: true,
    tie: 'p.code, p.id',
  })
  const states = db.states(ids)
  const made = madeOf(db, ids)
  const rows = db
    .all<Stored>(`SELECT ${COLUMNS} FROM json_each(?) each JOIN service_packages p ON p.id = each.value`, JSON.stringify(ids))
    .map(read)
  return {
    rows: inOrder(ids, rows).map((found): PackageRow => {
      const { siteId: _, archivedAt: __, ...row } = found
      const state = packageStateOn(found, db.today)
      return {
        ...row,
        state,
        madeOf: made.get(row.id) ?? null,
        aloneFen: aloneFen(db, found, asCar(found), 'retail'),
        standing: states.get(row.id) ?? 'alone',
      }
    }),
    ...sums,
  }
}

/** Packages looked at for one order; a store has some dozens. */
const MOST = 200

export function packagesOffered(db: Reader, { orderId, text, payer }: Input<'jobs.packagesOffered'>): Output<'jobs.packagesOffered'> {
  const order = mustSeeOrder(db, orderId)
  const car = carNameOf(db, order)
  const of = classFor(db, order, payer)
  return db
    .all<Stored>(
      `SELECT ${COLUMNS} FROM service_packages p WHERE p.site_id = ? AND p.archived_at IS NULL AND p.valid_from_on <= ?
         AND (p.valid_until_on IS NULL OR p.valid_until_on >= ?) AND (instr(p.code, ?) > 0 OR instr(p.name, ?) > 0) ORDER BY p.code LIMIT (SELECT ?)`,
      order.siteId,
      db.today,
      db.today,
      text.trim().toUpperCase(),
      text.trim(),
      MOST,
    )
    .map(read)
    .filter((found) => isFor(found, car))
    .slice(0, 12)
    .map((found) => {
      const { id, code, name, priceFen, validUntilOn } = found
      return { id, code, name, priceFen, validUntilOn, aloneFen: aloneFen(db, found, car, of) }
    })
}
