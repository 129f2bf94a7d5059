// Filters said as short sentences: 状态 不含 已售 · 售价 ¥100,000 到 ¥200,000 · 到店 2026-09-01 起.
import type { TFunction } from 'i18next'
import type { ListFilter } from '../../../shared/list.ts'
import { formatYuan } from '../../../shared/money.ts'
import type { FilterDef } from './columns.ts'

/** The column's title and what is said about it; `null` for a filter whose column is gone. */
export function sentenceOf(filter: ListFilter, defs: readonly FilterDef[], t: TFunction<'ui'>): { title: string; says: string } | null {
  const def = defs.find((each) => each.column === filter.column)
  if (!def) return null
  return { title: def.title, says: says(filter, def, t) }
}

function says(filter: ListFilter, def: FilterDef, t: TFunction<'ui'>): string {
  if (filter.op === 'empty' || filter.op === 'filled') return t(`filter.${filter.op}`)
  const said = filter.values.map((value) => valueText(value, def))
  if (filter.op === 'between') {
    const [from = null, to = null] = filter.values
    if (from !== null && to !== null) return from === to ? said[0]! : t('filter.fromTo', { from: said[0], to: said[1] })
    return from !== null ? t('filter.from', { from: said[0] }) : t('filter.to', { to: said[1] })
  }
  const list =
    said.length > 3
      ? t('filter.andMore', { list: said.slice(0, 2).join(t('filter.comma')), count: said.length })
      : said.join(t('filter.comma'))
  if (filter.op === 'is') return list
  return t(`filter.${filter.op}`, { list })
}

function valueText(value: string | number | null, def: FilterDef): string {
  if (value === null) return ''
  if (def.kind === 'choice') return def.options.find((option) => option.value === value)?.label ?? String(value)
  if (def.kind === 'money' && typeof value === 'number') return formatYuan(value).replace(/\.00$/, '')
  return String(value)
}

/** Two filters on one column are one filter: the newer replaces the older, in its place. */
export function withFilter(filters: readonly ListFilter[], filter: ListFilter): ListFilter[] {
  const at = filters.findIndex((each) => each.column === filter.column)
  return at < 0 ? [...filters, filter] : filters.map((each, index) => (index === at ? filter : each))
}
