// A table as pages of paper: A4 across, a title and what was asked above, the same heads on every page, sums at the end,
// page of pages below. Every page is laid out here, so that a long list can be printed in pieces that fit together. Makes
// HTML; whoever prints it makes the PDF.
import { splitYuan } from '../../shared/money.ts'
import type { OutCell } from './write-file.ts'

/** What fits an A4 page across under the title, at the row height below. */
const ROWS_PER_PAGE = 31

export type ListPaper = {
  title: string
  /** Lines under the title: filters, order. */
  about: readonly string[]
  /** Left part of the foot: which store, who, when. */
  foot: string
  heads: readonly string[]
  rows: readonly (readonly OutCell[])[]
  /** One cell per column; null where there is nothing to sum. */
  sums: readonly OutCell[]
  words: { total: string; page: (page: number, of: number) => string }
}

const STYLE = `@page{size:A4 landscape;margin:0}*{box-sizing:border-box}
body{margin:0;font:9px/1.2 "Noto Sans CJK SC","Source Han Sans SC","PingFang SC","Microsoft YaHei",sans-serif;color:#000;font-variant-numeric:tabular-nums}
.page{height:210mm;width:297mm;padding:10mm 11mm 8mm;display:flex;flex-direction:column;break-after:page;overflow:hidden}
h1{font-size:14px;line-height:18px;margin:0;font-weight:600}p{margin:0 0 2px;font-size:8.5px;line-height:12px;color:#333;white-space:nowrap;overflow:hidden;text-overflow:ellipsis}
table{border-collapse:collapse;table-layout:fixed;width:100%;margin-top:4px}
td,th{height:5.1mm;padding:0 4px;border-bottom:.5px solid #999;text-align:left;font-weight:400;white-space:nowrap;overflow:hidden;text-overflow:ellipsis}
th{background:#f0f0f0;border-top:.5px solid #000;border-bottom:.5px solid #000}.n{text-align:right}.sum td{font-weight:600;border-top:.5px solid #000}
footer{margin-top:auto;display:flex;justify-content:space-between;font-size:8px;color:#333}`

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

function textOf(cell: OutCell): string {
  if (cell === null) return ''
  if (typeof cell === 'string') return cell
  if ('day' in cell) return cell.day
  if ('n' in cell) return String(cell.n)
  const { sign, whole, cents } = splitYuan(cell.fen)
  return `${sign}${whole}.${cents}`
}
const isFigure = (cell: OutCell | undefined): boolean => typeof cell === 'object' && cell !== null && ('fen' in cell || 'n' in cell)
const lengthOf = (text: string): number => [...text].reduce((length, c) => length + (c.charCodeAt(0) > 0x2e80 ? 2 : 1), 0)

export const pagesOf = ({ rows }: Pick<ListPaper, 'rows'>): number => Math.max(1, Math.ceil((rows.length + 1) / ROWS_PER_PAGE))

/** The pages from `from` (0 is the first) on, `count` of them. Columns are as wide as their contents ask, the same on every page. */
export function paperOf(paper: ListPaper, from: number, count: number): string {
  const { title, about, foot, heads, rows, sums, words } = paper
  const all = pagesOf(paper)
  const sample = rows.slice(0, 300)
  const figures = heads.map((_, at) => sample.some((row) => isFigure(row[at])))
  const widths = heads.map((head, at) =>
    Math.min(
      34,
      Math.max(4, lengthOf(head), lengthOf(textOf(sums[at] ?? null)), ...sample.map((row) => lengthOf(textOf(row[at] ?? null)))) + 1,
    ),
  )
  const whole = widths.reduce((sum, width) => sum + width, 0)
  const columns = widths.map((width) => `<col style="width:${((100 * width) / whole).toFixed(2)}%">`).join('')
  const line = (cells: readonly OutCell[], tag: 'td' | 'th'): string =>
    cells.map((cell, at) => `<${tag}${figures[at] ? ' class="n"' : ''}>${escaped(textOf(cell))}</${tag}>`).join('')
  const pages = Array.from({ length: Math.min(count, all - from) }, (_, index) => {
    const page = from + index
    const shown = rows.slice(page * ROWS_PER_PAGE, (page + 1) * ROWS_PER_PAGE)
    const last = page === all - 1
    const total = sums.map((cell, at) => (at === 0 && cell === null ? words.total : cell))
    return `<section class="page"><h1>${escaped(title)}</h1>${about.map((text) => `<p>${escaped(text)}</p>`).join('')}<table><colgroup>${columns}</colgroup><thead><tr>${line(heads, 'th')}</tr></thead><tbody>${shown
      .map((cells) => `<tr>${line(cells, 'td')}</tr>`)
      .join(
        '',
      )}${last ? `<tr class="sum">${line(total, 'td')}</tr>` : ''}</tbody></table><footer><span>${escaped(foot)}</span><span>${escaped(words.page(page + 1, all))}</span></footer></section>`
  })
  return `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>${escaped(title)}</title><style>${STYLE}</style></head><body>${pages.join('')}</body></html>`
}
