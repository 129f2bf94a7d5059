// How a long list is asked for and answered: one slice at a time, sorted and filtered in SQL. Every module's list query
// takes `ListRequest` and answers `listPage(Row)`, so that one DataTable serves them all.
import { z } from 'zod'

/**
 * One sentence of a filter: `状态 不含 已售`, `售价 从 ¥100,000 到 ¥200,000`.
 * `is` and `not` take one or more values; `has` and `starts` one text; `between` two ends, each null when open, both
 * included (days as `YYYY-MM-DD`, amounts in 分, instants as epoch ms); `empty` and `filled` none.
 */
export const ListFilter = z.object({
  column: z.string().min(1).max(60),
  op: z.enum(['is', 'not', 'has', 'starts', 'between', 'empty', 'filled']),
  values: z.array(z.union([z.string().max(200), z.number(), z.null()])).max(50),
})
export type ListFilter = z.infer<typeof ListFilter>

export const ListSort = z.object({ column: z.string().min(1).max(60), dir: z.enum(['asc', 'desc']) })
export type ListSort = z.infer<typeof ListSort>

/** What a group is called: the column's value, or of a day or an instant its month (`2026-11`); null for none. */
const GroupKey = z.union([z.string().max(200), z.number(), z.null()])
export type GroupKey = z.infer<typeof GroupKey>

/**
 * Rows by the values of a column, groups in the column's order, within a group as `sort` says. `only` leaves other groups
 * out of the slice and its `total`, not out of the sums: what a person folded is not asked for.
 */
export const ListGrouping = z.object({
  column: z.string().min(1).max(60),
  dir: z.enum(['asc', 'desc']).default('asc'),
  only: z.array(GroupKey).max(20_000).nullable().default(null),
})
export type ListGrouping = z.infer<typeof ListGrouping>

/** `limit` 0 asks for the total only, and with `group` for the groups. Columns a query does not know are an `invalid-input`, never ignored. */
export const ListRequest = z.object({
  offset: z.int().min(0).default(0),
  limit: z.int().min(0).max(500).default(100),
  sort: z.array(ListSort).max(3).default([]),
  filters: z.array(ListFilter).max(20).default([]),
  group: ListGrouping.nullable().default(null),
  /** Free words over what the module finds people and things by: name, pinyin, tails, numbers. */
  search: z.string().max(100).default(''),
})
export type ListRequest = z.infer<typeof ListRequest>

const totals = z.record(z.string(), z.union([z.number(), z.string(), z.null()]))
const ListGroup = z.object({ key: GroupKey, count: z.int().min(1), totals })
export type ListGroup = z.infer<typeof ListGroup>

/**
 * `total` counts all rows the filters leave; `totals` are sums over all of them, by column, for the pinned foot. `groups`
 * answers a grouped request with `limit` 0: each with its own count and sums.
 */
export const listPage = <Row extends z.ZodType>(row: Row) =>
  z.object({ rows: z.array(row), total: z.int().min(0), totals: totals.default({}), groups: z.array(ListGroup).optional() })
export type ListPage<Row> = {
  rows: Row[]
  total: number
  totals: z.infer<typeof totals>
  groups?: ListGroup[] | undefined
}
