// What a part is called and what a customer must be told of it, and what stock costs: the books of one part at one site, moved
// on by one entry of the ledger at a time, by moving average and first-in-first-out alike. Nothing here knows a database.
import { uuidv5 } from '../../ids.ts'
import { allocate, mulDivRound, sumFen, type Fen } from '../../money.ts'
import { halfWidth } from '../../text.ts'

/** 常用件 · 易损件 · 维修件. */
export const partClasses = ['common', 'wear', 'repair'] as const
export type PartClass = (typeof partClasses)[number]

/**
 * 原厂件 · 质量相当件 · 再制造件 · 回用件: 《汽车销售管理办法》 article 17. Of anything but the maker's own a customer is told before it is
 * sold.
 */
export const partOrigins = ['original', 'equivalent', 'remanufactured', 'reused'] as const
export type PartOrigin = (typeof partOrigins)[number]
export const mustTell = (origin: PartOrigin): boolean => origin !== 'original'

/** 入库 · 领料 · 退料 · 零售 · 盘点 · 调拨 · 到货费用. The last moves no unit: it is what bringing them cost beside their price. */
export const moveKinds = ['receive', 'issue', 'return', 'sale', 'count', 'transfer', 'landed'] as const
export type MoveKind = (typeof moveKinds)[number]

/** 替代 · 被取代: another part does as well; another part has taken this one's place in the maker's list. */
export const linkKinds = ['substitute', 'superseded-by'] as const
export type LinkKind = (typeof linkKinds)[number]

/** 已承诺 · 超承诺 · 已出库 · 已放弃. `over`: others were promised the same before; somebody tells the customer. */
export const promiseStates = ['promised', 'over', 'issued', 'released'] as const

/** 移动加权平均 · 先进先出. */
export const costMethods = ['average', 'fifo'] as const
export type CostMethod = (typeof costMethods)[number]

/** Lines of one paper: some 30 ms of main, and well within the size of one changeset. */
export const LINES_AT_ONCE = 200
/** The most units one line moves. */
export const MOST_UNITS = 100_000_000

const PARTS = '5b1c7c0e-6a55-4b6f-9d0a-7f4f6f0a4c01'
const LINKS = '5b1c7c0e-6a55-4b6f-9d0a-7f4f6f0a4c02'

/** A code as it is stored: without spaces, in capitals, half width. */
export const normalCode = (text: string): string => halfWidth(text).replace(/[\s*]/g, '').toUpperCase()

/** One row a code in the whole group, whoever entered it: two desks that enter the same code without a line make one part. */
export const partId = (code: string): string => uuidv5(PARTS, normalCode(code))
export const linkId = (part: string, kind: LinkKind, other: string): string => uuidv5(LINKS, `${part} ${kind} ${other}`)
/** A part at a site: its bin, limits, price and right. The rest of the key `part:…`. */
export const placeId = (part: string, site: string): string => `${part}@${site}`

/** What `units` cost at a price that is said for `perUnits` of them, in 分. */
export const amountOf = (priceFen: Fen, units: number, perUnits: number): Fen => mulDivRound(priceFen, units, perUnits)

/**
 * A demand line of a work order counts thousandths of what its price is for (4.5 升 is 4500); stock counts the part's smallest unit,
 * of which a price is for `perUnits` (1000 毫升). Null when that is no whole number of units: half a filter cannot be issued.
 */
export function unitsOfMilli(quantityMilli: number, perUnits: number): number | null {
  const units = (BigInt(quantityMilli) * BigInt(perUnits)) / 1000n
  return units * 1000n === BigInt(quantityMilli) * BigInt(perUnits) ? Number(units) : null
}

/**
 * The books of a part at a site after an entry: everything is a sum since the first one, so that what is on hand is in − out and
 * its value what came in − what went out, by whichever method.
 */
export type Book = {
  unitsIn: number
  unitsOut: number
  inFen: Fen
  /** Of `inFen` what came behind the units, for bringing them. */
  landedFen: Fen
  averageOutFen: Fen
  fifoOutFen: Fen
}
export const emptyBook: Book = { unitsIn: 0, unitsOut: 0, inFen: 0, landedFen: 0, averageOutFen: 0, fifoOutFen: 0 }
/** Units above 0 come in and cost `costFen`; below 0 they go out, and what they cost the books say. */
export type Entry = { units: number; costFen: Fen }
/** Units that came in together: after `fromUnits` others, which cost `fromFen`. */
export type Layer = Entry & { fromUnits: number; fromFen: Fen }
/** What bringing a layer's units cost; below 0 it corrects an earlier one. No units: it is not known what it brought. */
export type Landed = Entry & { fromUnits: number }

export const onHand = (book: Book): number => book.unitsIn - book.unitsOut
export const valueOf = (book: Book, method: CostMethod): Fen => book.inFen - (method === 'fifo' ? book.fifoOutFen : book.averageOutFen)

/**
 * The books after one more entry. `layerOf` finds the layer with the n-th unit that ever came in. What goes out before it came in
 * (a desk without a line saw it on the shelf) costs nothing until it comes in: then the first of what comes pays for it. So
 * whatever order entries arrive in, cost out + value on hand = cost in, and nothing on hand has no value. `landed` is what bringing
 * units cost so far: first-in-first-out takes it with them.
 */
export function advance(book: Book, entry: Entry, layerOf: (unit: number) => Layer, landed: readonly Landed[] = []): Book {
  const stood = onHand(book)
  const next = { ...book }
  if (entry.units > 0) {
    const owed = Math.min(Math.max(0, -stood), entry.units)
    next.unitsIn += entry.units
    next.inFen += entry.costFen
    if (owed > 0) next.averageOutFen += mulDivRound(entry.costFen, owed, entry.units)
  } else {
    const taken = Math.min(Math.max(0, stood), -entry.units)
    next.unitsOut -= entry.units
    if (taken > 0) next.averageOutFen += mulDivRound(valueOf(book, 'average'), taken, stood)
  }
  const latest: Layer = { ...entry, fromUnits: book.unitsIn, fromFen: book.inFen - book.landedFen }
  return paidFirst(next, (unit) => (unit > book.unitsIn ? latest : layerOf(unit)), landed)
}

/**
 * The books after freight and the like of units that came before, `came` with what falls on each layer of them. What of them still lies
 * here carries its part on; what went already cannot be made dearer, so its part goes out at once: the cost difference. By moving
 * average those units lie here as far as any do; first-in-first-out knows which went. `landed` is what landed before.
 */
export function land(book: Book, came: readonly Landed[], layerOf: (unit: number) => Layer, landed: readonly Landed[]): Book {
  const costFen = sumFen(came.map((each) => each.costFen))
  const units = came.reduce((sum, each) => sum + each.units, 0)
  const stays = Math.min(Math.max(0, onHand(book)), units)
  const next = { ...book, inFen: book.inFen + costFen, landedFen: book.landedFen + costFen }
  next.averageOutFen += costFen - (units === 0 ? 0 : mulDivRound(costFen, stays, units))
  return paidFirst(next, layerOf, [...landed, ...came])
}

/** What falls on each of the layers that a cost brought, in 分; all of it on nothing when no layer is known. */
export function landedOn(costFen: Fen, layers: readonly { fromUnits: number; units: number }[]): Landed[] {
  if (layers.length === 0) return [{ fromUnits: 0, units: 0, costFen }]
  const parts = allocate(
    costFen,
    layers.map(({ units }) => units),
  )
  return layers.map((layer, at) => ({ ...layer, costFen: parts[at] ?? 0 }))
}

/** First-in-first-out: the units that went are the first that came, and take what bringing them cost along. */
function paidFirst(book: Book, layerOf: (unit: number) => Layer, landed: readonly Landed[]): Book {
  const paid = Math.min(book.unitsIn, book.unitsOut)
  const went = ({ fromUnits, units, costFen }: Landed): Fen =>
    units === 0 ? costFen : mulDivRound(costFen, Math.min(Math.max(0, paid - fromUnits), units), units)
  return { ...book, fifoOutFen: (paid === 0 ? 0 : costOfFirst(paid, layerOf(paid))) + sumFen(landed.map(went)) }
}

/** What the first `units` that ever came in cost; `layer` holds the last of them. Rounded on the sum, so that parts add up. */
const costOfFirst = (units: number, layer: Layer): Fen => layer.fromFen + mulDivRound(layer.costFen, units - layer.fromUnits, layer.units)

/** The books of a whole ledger, in its order. */
export function fold(entries: readonly Entry[]): Book[] {
  const layers: Layer[] = []
  const books: Book[] = []
  let book = emptyBook
  for (const entry of entries) {
    const before = book
    book = advance(book, entry, (unit) => layers.find((layer) => layer.fromUnits + layer.units >= unit) as Layer)
    if (entry.units > 0) layers.push({ ...entry, fromUnits: before.unitsIn, fromFen: before.inFen - before.landedFen })
    books.push(book)
  }
  return books
}
