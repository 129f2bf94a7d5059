// Which of the keys of a file (a phone, a paper, a VIN, a stock number) the store has already, and whose they are.
import type { ImportKind } from '../../../../shared/modules/imports/rules/kinds.ts'
import { lineId } from '../../../../shared/modules/bank/rules.ts'
import { partId, placeId } from '../../../../shared/modules/parts/rules.ts'
import { joined } from '../../../store/list.ts'
import type { Reader } from '../../../store/read.ts'
import { ofValidBatch } from './batches.ts'

type Known = { id: string; title: string }
const texts = (keys: readonly string[], start: string): string[] =>
  keys.filter((key) => key.startsWith(start)).map((key) => key.slice(start.length))
const after = (keys: readonly string[], start: string): string => JSON.stringify(texts(keys, start))

export const knownKeys = (db: Reader, kind: ImportKind, keys: readonly string[]): Map<string, Known> =>
  new Map(asked[kind](db, keys).map(({ key, id, title }) => [key, { id, title }]))

const asked: Record<ImportKind, (db: Reader, keys: readonly string[]) => (Known & { key: string })[]> = {
  customers: (db, keys) => {
    const shown = joined(ofValidBatch(db, 'c.batch_id'))
    const phones = after(keys, 'phone:')
    const site = db.who.reach === 'group' ? '' : db.who.site
    return db.all(
      `SELECT 'phone:' || j.value AS key, c.id, coalesce(c.name, '') AS title FROM json_each(?) j JOIN customers c ON c.phone = j.value WHERE (? = '' OR c.site_id = ?) AND ${shown.sql}
       UNION ALL SELECT 'phone:' || j.value, c.id, coalesce(c.name, '') FROM json_each(?) j JOIN customers c ON c.phone2 = j.value WHERE (? = '' OR c.site_id = ?) AND ${shown.sql}
       UNION ALL SELECT 'id:' || j.value, c.id, coalesce(c.name, '') FROM json_each(?) j JOIN customers c ON c.id_number = substr(j.value, instr(j.value, ':') + 1) AND c.id_kind = substr(j.value, 1, instr(j.value, ':') - 1)
         WHERE (? = '' OR c.site_id = ?) AND ${shown.sql}`,
      phones,
      site,
      site,
      ...shown.values,
      phones,
      site,
      site,
      ...shown.values,
      after(keys, 'id:'),
      site,
      site,
      ...shown.values,
    )
  },
  // A known phone is no double: the lead is that customer's. Whoever has an open lead is.
  leads: (db, keys) => {
    const shown = joined(ofValidBatch(db, 'l.batch_id'))
    return db.all(
      `SELECT 'phone:' || j.value AS key, l.id, coalesce(c.name, '') AS title FROM json_each(?) j JOIN customers c ON c.phone = j.value
       JOIN leads l ON l.customer_id = c.id AND l.stage NOT IN ('won', 'lost') WHERE c.site_id = ? AND ${shown.sql}`,
      after(keys, 'phone:'),
      db.who.site,
      ...shown.values,
    )
  },
  // The same act of the same person on the same day is told once.
  behaviours: (db, keys) => {
    const shown = joined(ofValidBatch(db, 'b.batch_id'))
    return db.all(
      `SELECT 'act:' || j.value AS key, c.id, coalesce(c.name, '') AS title FROM json_each(?) j
       JOIN customers c ON c.phone = substr(j.value, 1, instr(j.value, ':') - 1) AND c.site_id = ?
       JOIN customer_behaviours b ON b.customer_id = c.id AND c.phone || ':' || b.happened_on || ':' || b.kind || ':' || b.place || ':' || coalesce(b.subject, '') = j.value
       WHERE ${shown.sql} GROUP BY 1`,
      after(keys, 'act:'),
      db.who.site,
      ...shown.values,
    )
  },
  // Shared by the same partner before.
  partners: (db, keys) => {
    const shown = joined(ofValidBatch(db, 'o.batch_id'))
    return db.all(
      `SELECT 'partner:' || j.value AS key, c.id, coalesce(c.name, '') AS title FROM json_each(?) j
       JOIN customers c ON c.phone = substr(j.value, 1, instr(j.value, ':') - 1) AND c.site_id = ?
       JOIN customer_origins o ON o.customer_id = c.id AND o.partner = substr(j.value, instr(j.value, ':') + 1)
       WHERE ${shown.sql} GROUP BY 1`,
      after(keys, 'partner:'),
      db.who.site,
      ...shown.values,
    )
  },
  statements: (db, keys) => {
    const shown = joined(ofValidBatch(db, 'b.batch_id'))
    const ids = new Map(texts(keys, 'line:').map((fingerprint) => [lineId(db.who.site, fingerprint), fingerprint]))
    return db
      .all<Known>(
        `SELECT b.id, b.booked_on || ' ' || coalesce(b.payer_name, '') AS title FROM json_each(?) j JOIN bank_lines b ON b.id = j.value WHERE ${shown.sql}`,
        JSON.stringify([...ids.keys()]),
        ...shown.values,
      )
      .map((found) => ({ ...found, key: `line:${ids.get(found.id) ?? ''}` }))
  },
  // One that lies here; a code another site entered gets its place here.
  parts: (db, keys) => {
    const shown = joined(ofValidBatch(db, 'l.batch_id'))
    const ids = new Map(texts(keys, 'part:').map((code) => [placeId(partId(code), db.who.site), code]))
    return db
      .all<Known & { place: string }>(
        `SELECT l.id AS place, p.id, p.code || ' ' || p.name AS title FROM json_each(?) j JOIN part_places l ON l.id = j.value JOIN parts p ON p.id = l.part_id WHERE ${shown.sql}`,
        JSON.stringify([...ids.keys()]),
        ...shown.values,
      )
      .map(({ place, ...found }) => ({ ...found, key: `part:${ids.get(place) ?? ''}` }))
  },
  // A job of this code for these cars.
  jobs: (db, keys) => {
    const shown = joined(ofValidBatch(db, 'j.batch_id'))
    return db.all(
      `SELECT 'job:' || j.id AS key, j.id, j.code || ' ' || j.name AS title FROM json_each(?) k JOIN service_jobs j ON j.id = k.value WHERE ${shown.sql}`,
      after(keys, 'job:'),
      ...shown.values,
    )
  },
  vehicles: (db, keys) => {
    const shown = joined(ofValidBatch(db, 'v.batch_id'))
    const title = `v.stock_no || ' ' || v.brand || ' ' || v.series`
    return db.all(
      `SELECT 'vin:' || j.value AS key, v.id, ${title} AS title FROM json_each(?) j JOIN vehicles v ON v.vin = j.value WHERE v.left_on IS NULL AND ${shown.sql}
       UNION ALL SELECT 'stock:' || j.value, v.id, ${title} FROM json_each(?) j JOIN vehicles v ON v.stock_no = j.value WHERE v.left_on IS NULL AND v.site_id = ? AND ${shown.sql}`,
      after(keys, 'vin:'),
      ...shown.values,
      after(keys, 'stock:'),
      db.who.site,
      ...shown.values,
    )
  },
}
