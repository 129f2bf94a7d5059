// The list of a roll-out as people send it: one line a desktop, with its site, its name and its wave. Reads the text and says
// everything that is wrong with it at once. Pure; what is already there at headquarters is checked by rollouts.ts.

/** Lines of one list at most. */
export const MOST_LINES = 2000
/** Characters of a list at most: two thousand lines of a hundred. */
export const MOST_TEXT = 200_000

const COLUMNS = ['site', 'code', 'desktop', 'wave', 'group'] as const
type Column = (typeof COLUMNS)[number]
/** What the head of a column may say, in the languages of the product. */
const HEADS: Readonly<Record<Column, readonly string[]>> = {
  site: ['门店', '門店', 'site'],
  code: ['代码', '門店代碼', '门店代码', '代碼', 'code', 'site code'],
  desktop: ['桌面', '电脑', '電腦', 'desktop', 'computer'],
  wave: ['批次', 'wave'],
  group: ['全集团', '全集團', 'group'],
}
const YES = ['是', 'yes', 'y', '1']
const NO = ['', '否', 'no', 'n', '0']
const SITE_CODE = /^[A-Z0-9]{2,4}$/

/** `number` is the line's in the text, the head being 1. `code` is empty where the site has one, or gets one of its name. */
export type ListLine = { number: number; site: string; code: string; desktop: string; wave: number; group: boolean }
export const problemWords = [
  'no-head',
  'no-lines',
  'too-many-lines',
  'missing',
  'too-long',
  'code-unfit',
  'code-differs',
  'code-taken',
  'wave-unfit',
  'group-unfit',
  'twice',
  'there-already',
] as const
export type ListProblem = { number: number; column: Column | null; word: (typeof problemWords)[number] }

/** A table of texts: fields parted by comma, semicolon or tab, whichever the first line has most of; quoted ones may hold them. */
export function tableIn(text: string): string[][] {
  const clean = text.replace(/^\uFEFF/, '')
  const [first = ''] = clean.split(/\r?\n/, 1)
  const parts = [',', ';', '\t'].toSorted((a, b) => first.split(b).length - first.split(a).length)[0] as string
  const rows: string[][] = [[]]
  let field = ''
  let quoted = false
  const end = (): void => {
    ;(rows.at(-1) as string[]).push(field.trim())
    field = ''
  }
  for (let at = 0; at < clean.length; at++) {
    const letter = clean[at] as string
    if (quoted) {
      if (letter !== '"') field += letter
      else if (clean[at + 1] === '"') field += clean[++at]
      else quoted = false
    } else if (letter === '"' && field.trim() === '') quoted = true
    else if (letter === parts) end()
    else if (letter === '\n') {
      end()
      rows.push([])
    } else if (letter !== '\r') field += letter
  }
  end()
  return rows
}

/** Without a `wave` column everything is the pilot's, wave 1. Empty lines are passed over. */
export function readList(text: string): { lines: ListLine[]; problems: ListProblem[] } {
  const [head = [], ...rows] = tableIn(text)
  const at = new Map<Column, number>()
  for (const column of COLUMNS) {
    const found = head.findIndex((name) => HEADS[column].includes(name.toLowerCase()))
    if (found >= 0) at.set(column, found)
  }
  if (!at.has('site') || !at.has('desktop')) return { lines: [], problems: [{ number: 1, column: null, word: 'no-head' }] }
  const problems: ListProblem[] = []
  const lines: ListLine[] = []
  for (const [index, row] of rows.entries()) {
    if (row.every((field) => field === '')) continue
    const number = index + 2
    const said = (column: Column): string => row[at.get(column) ?? -1] ?? ''
    const wrong = (column: Column, word: ListProblem['word']): void => void problems.push({ number, column, word })
    const [site, code, desktop] = [said('site'), said('code').toUpperCase(), said('desktop')]
    for (const [column, value] of [
      ['site', site],
      ['desktop', desktop],
    ] as const)
      if (value === '') wrong(column, 'missing')
      else if (value.length > 60) wrong(column, 'too-long')
    if (code !== '' && !SITE_CODE.test(code)) wrong('code', 'code-unfit')
    const wave = at.has('wave') ? said('wave') : '1'
    if (!/^[1-9]\d?$/.test(wave)) wrong('wave', 'wave-unfit')
    const group = said('group').toLowerCase()
    if (!YES.includes(group) && !NO.includes(group)) wrong('group', 'group-unfit')
    lines.push({ number, site, code, desktop, wave: Number(wave), group: YES.includes(group) })
  }
  if (lines.length === 0) problems.push({ number: 1, column: null, word: 'no-lines' })
  if (lines.length > MOST_LINES) problems.push({ number: MOST_LINES + 2, column: null, word: 'too-many-lines' })
  problems.push(...together(lines))
  return { lines, problems: problems.toSorted((a, b) => a.number - b.number) }
}

/** What is wrong between the lines: a desktop twice, a site with two codes, a code of two sites. */
function together(lines: readonly ListLine[]): ListProblem[] {
  const problems: ListProblem[] = []
  const desktops = new Set<string>()
  const codes = new Map<string, string>()
  const sites = new Map<string, string>()
  for (const { number, site, code, desktop } of lines) {
    if (desktops.has(`${site}\n${desktop}`)) problems.push({ number, column: 'desktop', word: 'twice' })
    desktops.add(`${site}\n${desktop}`)
    if (code === '') continue
    if ((codes.get(site) ?? code) !== code) problems.push({ number, column: 'code', word: 'code-differs' })
    else if ((sites.get(code) ?? site) !== site) problems.push({ number, column: 'code', word: 'code-taken' })
    codes.set(site, codes.get(site) ?? code)
    sites.set(code, sites.get(code) ?? site)
  }
  return problems
}

/** A field of a file for a spreadsheet: quoted, and never read as a formula. */
const quoted = (field: string): string => `"${(/^[=+\-@\t]/.test(field) ? `'${field}` : field).replaceAll('"', '""')}"`
/** With the mark by which spreadsheets know UTF-8. */
export const tableText = (rows: readonly (readonly string[])[]): string =>
  `\uFEFF${rows.map((row) => row.map(quoted).join(',')).join('\r\n')}\r\n`
