// How a desktop and HQ know that they hold the same confirmed rows without sending them: every row has a digest, read as
// a number, and numbers add up. A sum is kept by taking the old row away and adding the new one; nobody ever sorts or
// reads a table for it. Pure: SHA-256 is the caller's. Sums find accidents; they are no seal against an attacker.
import type { Manifest } from './manifest.ts'
import type { Row, Value } from './protocol.ts'

/** 96 bits in two halves of 48, each counted modulo 2^48, so that plain numbers hold and add them exactly. */
export type Sum = readonly [high: number, low: number]
export const ZERO: Sum = [0, 0]
const HALF = 2 ** 48

export const plus = (a: Sum, b: Sum): Sum => [(a[0] + b[0]) % HALF, (a[1] + b[1]) % HALF]
export const minus = (a: Sum, b: Sum): Sum => [(a[0] - b[0] + HALF) % HALF, (a[1] - b[1] + HALF) % HALF]
export const equal = (a: Sum, b: Sum): boolean => a[0] === b[0] && a[1] === b[1]
/** As it travels: 24 hex digits. */
export const sumText = (sum: Sum): string => sum.map((half) => half.toString(16).padStart(12, '0')).join('')
export const sumFrom = (hex: string): Sum => [Number.parseInt(hex.slice(0, 12), 16), Number.parseInt(hex.slice(12, 24), 16)]

/** SHA-256 as hex. */
export type Digest = (text: string) => string
/** By table, the values a column has where a row does not carry it. */
export type Defaults = Readonly<Record<string, Row>>
export const defaultsOf = (manifest: Manifest): Defaults =>
  Object.fromEntries(
    Object.entries(manifest.tables).flatMap(([name, { defaults }]) =>
      defaults && Object.keys(defaults).length > 0 ? [[name, defaults] as const] : [],
    ),
  )
const defaultIn = (defaults: Defaults, table: string): Row | undefined => (Object.hasOwn(defaults, table) ? defaults[table] : undefined)
const isDefault = (usual: Row, name: string, value: Value): boolean => Object.hasOwn(usual, name) && usual[name] === value

/**
 * The sum of one confirmed row: of its table, its id and every column it has, known here or not, by name. Null and a
 * constant default are the same as absent. `ZERO` for a row that is not there.
 */
export function rowSum(digest: Digest, defaults: Defaults, table: string, id: string, image: Row | null): Sum {
  if (!image) return ZERO
  const usual = defaultIn(defaults, table)
  const parts: Value[] = [table, id]
  for (const name of Object.keys(image).sort()) {
    const value = image[name] ?? null
    if (value !== null && !(usual && isDefault(usual, name, value))) parts.push(name, value)
  }
  return sumFrom(digest(JSON.stringify(parts)))
}

/**
 * A row's or a change's columns without constant defaults: left out of a whole row, null in an update. A desktop that
 * does not know the column yet keeps aside only what it could not know.
 */
export function withoutDefaults(defaults: Defaults, table: string, set: Row, whole: boolean): Row {
  const usual = defaultIn(defaults, table)
  if (!usual) return set
  const plain: Row = {}
  for (const [name, value] of Object.entries(set)) {
    if (!isDefault(usual, name, value)) plain[name] = value
    else if (!whole) plain[name] = null
  }
  return plain
}

/** Into so many parts a table is divided by the ids of its rows, to find the few that differ. */
export const BUCKETS = 256
/** FNV-1a over UTF-16 units: spreads ids of any make, the same on both sides. */
export function bucketOf(id: string): number {
  let hash = 0x811c9dc5
  for (let i = 0; i < id.length; i++) hash = Math.imul(hash ^ id.charCodeAt(i), 0x01000193)
  return (hash ^ (hash >>> 8) ^ (hash >>> 16) ^ (hash >>> 24)) & (BUCKETS - 1)
}

/** What a transaction makes of the sums of one scope: differences by bucket, and over all of them, written down at its end. */
export class Tally {
  private readonly tables = new Map<string, Map<number, Sum>>()

  /** `before` and `after` are sums of the same row. */
  note(table: string, id: string, before: Sum, after: Sum): void {
    if (!equal(before, after)) this.add(table, bucketOf(id), minus(after, before))
  }

  add(table: string, bucket: number, difference: Sum): void {
    let buckets = this.tables.get(table)
    if (!buckets) this.tables.set(table, (buckets = new Map()))
    buckets.set(bucket, plus(buckets.get(bucket) ?? ZERO, difference))
  }

  /** What changed, the root last: it is the sum of everything and stands under the table ''. */
  *differences(): Generator<{ table: string; bucket: number; sum: Sum }> {
    let root = ZERO
    for (const [table, buckets] of this.tables)
      for (const [bucket, sum] of buckets) {
        root = plus(root, sum)
        if (!equal(sum, ZERO)) yield { table, bucket, sum }
      }
    if (!equal(root, ZERO)) yield { table: ROOT, bucket: 0, sum: root }
  }
}
/** Where the sum over all tables stands among the sums. */
export const ROOT = ''
