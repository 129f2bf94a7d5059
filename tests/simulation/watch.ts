// Reads headquarters' feed entry by entry, builds the rows from it alone, and looks at each position whether what must
// always be true is true: one holder a car, cars and orders that agree, and money nobody invented.
import { without } from '../../src/shared/sync/erase.ts'
import type { Change, Row } from '../../src/shared/sync/protocol.ts'
import { syncOf } from '../../src/shared/tables/define.ts'
import type { Headquarters } from './headquarters.ts'

/** `site` '' for everyone. */
export type Part = { site: string; changes: readonly Change[] }
export type FeedEntry = { number: number; nonce: string; changeset: string; replica: string; command: string; parts: Part[] }
export type Doc = { site: string; image: Row; erased?: boolean }
export type Tables = Map<string, Map<string, Doc>>
export type Receipt = { site: string; method: string; fen: number }
export type Watch = ReturnType<typeof createWatch>

export const personalIn = (table: string): readonly string[] => syncOf(table)?.personal ?? []
/** Columns HQ emptied for good, by row, and the position that says so: whoever reads the feed now no longer finds what was there before. */
export type Cleared = ReadonlyMap<string, { columns: readonly string[]; number: number }>

/** What one change makes of the rows. False when it cannot be: an update or delete of a row that is not there. */
export function apply(tables: Tables, site: string, { table, id, op, set }: Change): boolean {
  let rows = tables.get(table)
  if (!rows) tables.set(table, (rows = new Map()))
  const before = rows.get(id)
  if (op === 'delete') return rows.delete(id)
  // It left this site; where it went it came whole.
  if (op === 'depart') return before?.site !== site || rows.delete(id)
  if (op === 'erase') {
    if (before) rows.set(id, { site, image: without(before.image, personalIn(table)), erased: true })
    return true
  }
  if (op === 'update' && !before) return false
  const image: Row = op === 'insert' ? {} : { ...before?.image }
  for (const [column, value] of Object.entries(set)) {
    if (value === null) delete image[column]
    else image[column] = value
  }
  rows.set(id, { site, image, ...(before?.erased ? { erased: true } : {}) })
  return true
}

export const copyOf = (tables: Tables): Tables => new Map([...tables].map(([table, rows]) => [table, new Map(rows)]))

const FIRM = new Set(['reserved', 'delivered'])
const CARLESS = new Set(['draft', 'cancelled', 'car-lost'])

/** `entered`: what people took, by receipt, noted outside every store. */
export function createWatch(hq: Headquarters, entered: ReadonlyMap<string, Receipt>, from?: { tables: Tables; position: number }) {
  const tables: Tables = from ? copyOf(from.tables) : new Map()
  const entries: FeedEntry[] = []
  const nonces = new Set<string>()
  const violations: string[] = []
  const cleared = new Map<string, { columns: readonly string[]; number: number }>()
  /** Orders that say they have a car, by car. */
  const firm = new Map<string, Set<string>>()
  let position = from?.position ?? 0
  const orders = (): ReadonlyMap<string, Doc> => tables.get('orders') ?? new Map()
  const cars = (): ReadonlyMap<string, Doc> => tables.get('vehicles') ?? new Map()

  const count = (id: string, was: Row | undefined, is: Row | undefined): void => {
    if (was && FIRM.has(String(was['state']))) firm.get(String(was['vehicle_id']))?.delete(id)
    if (!is || !FIRM.has(String(is['state']))) return
    const car = String(is['vehicle_id'])
    const having = firm.get(car) ?? new Set()
    firm.set(car, having.add(id))
  }
  for (const [id, { image }] of orders()) count(id, undefined, image)

  const agrees = (car: string): string | null => {
    const row = cars().get(car)?.image
    const having = [...(firm.get(car) ?? [])]
    if (having.length > 1) return `car ${car} has ${having.length} holders: ${having.join(', ')}`
    if (having.length === 1 && row?.['holder_id'] !== having[0])
      return `order ${having[0]} has car ${car}, whose row says ${row?.['holder_id']}`
    const holder = row?.['holder_id']
    if (typeof holder !== 'string') return null
    const order = orders().get(holder)?.image
    if (!order) return `car ${car} is held by ${holder}, which nobody knows`
    if (order['vehicle_id'] !== car || CARLESS.has(String(order['state'])))
      return `car ${car} is held by order ${holder}, which is ${order['state']} of car ${order['vehicle_id']}`
    return null
  }

  /** A right changes hands under a higher fence, and while somebody has it nobody else begins to hold the car (S-RIGHT-1, S-RIGHT-2). */
  const rightly = (entry: FeedEntry, change: Change, before: Row | undefined, rights: ReadonlyMap<string, Doc>): string | null => {
    if (change.table === 'rights') {
      const [was, is] = [Number(before?.['fence'] ?? 0), Number(tables.get('rights')?.get(change.id)?.image['fence'])]
      return is > was ? null : `the right ${change.id} goes from fence ${was} to ${is}`
    }
    const holder = change.set['holder_id'] ?? null
    if (change.table !== 'vehicles' || holder === null || holder === before?.['holder_id']) return null
    const right = rights.get(`vin:${before?.['vin']}`)?.image['replica'] ?? entry.replica
    return right === entry.replica ? null : `order ${holder} takes car ${change.id}, whose right ${right} has, from ${entry.replica}`
  }

  const take = (entry: FeedEntry): void => {
    const at = (what: string): void => void violations.push(`position ${entry.number} (${entry.command}): ${what}`)
    if (entry.number !== position + 1) at(`the feed goes from ${position} to ${entry.number}`)
    if (nonces.has(entry.nonce)) at('its nonce was given before')
    nonces.add(entry.nonce)
    const touched = new Set<string>()
    const rights = new Map(tables.get('rights'))
    const erases = entry.parts.some(({ changes }) => changes.some(({ op }) => op === 'erase'))
    for (const { site, changes } of entry.parts)
      for (const change of changes) {
        const { table, id, op } = change
        if (op === 'erase') cleared.set(`${table}/${id}`, { columns: personalIn(table), number: entry.number })
        if (erases && table === 'cases' && op === 'update')
          cleared.set(`${table}/${id}`, { columns: ['mine', 'theirs'], number: entry.number })
        const before = tables.get(change.table)?.get(change.id)?.image
        if (!apply(tables, site, change)) at(`${change.op} of ${change.table} ${change.id}, which is not there`)
        const unfair = rightly(entry, change, before, rights)
        if (unfair) at(unfair)
        if (change.table === 'vehicles') touched.add(change.id)
        if (change.table === 'orders') {
          const now = orders().get(change.id)?.image
          count(change.id, before, now)
          for (const image of [before, now]) if (typeof image?.['vehicle_id'] === 'string') touched.add(image['vehicle_id'])
        }
        if (change.table !== 'receipts') continue
        const receipt = entered.get(change.id)
        const said = { site, method: change.set['method'], fen: change.set['amount_fen'] }
        if (change.op !== 'insert' || !receipt || receipt.site !== said.site || receipt.method !== said.method || receipt.fen !== said.fen)
          at(`receipt ${change.id} says ${JSON.stringify(said)}, entered was ${JSON.stringify(receipt)}`)
      }
    for (const car of touched) {
      const wrong = agrees(car)
      if (wrong) at(wrong)
    }
    position = entry.number
    entries.push(entry)
  }

  return {
    tables,
    entries,
    violations,
    cleared: cleared as Cleared,
    position: (): number => position,
    /** Reads what came since the last look. */
    look: (): void => {
      const past = hq.past()
      if (!past) return
      const head = past.one<{ number: number }>('SELECT number FROM feed_head')?.number ?? 0
      if (head < position) {
        violations.push(`headquarters went back from ${position} to ${head}`)
        position = head
        return
      }
      if (head === position) return
      const rows = past.all<Omit<FeedEntry, 'parts'> & { site: string; changes: string }>(
        'SELECT f.number, f.nonce, f.changeset, f.replica, f.command, p.site, p.changes FROM feed f JOIN feed_parts p ON p.number = f.number WHERE f.number > ? ORDER BY f.number, p.site',
        position,
      )
      let open: FeedEntry | null = null
      for (const { site, changes, ...about } of rows) {
        if (open && open.number !== about.number) take(open)
        if (open?.number !== about.number) open = { ...about, parts: [] }
        open?.parts.push({ site, changes: JSON.parse(changes) as Change[] })
      }
      if (open) take(open)
    },
  }
}
