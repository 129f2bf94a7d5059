// A command's input as the fields of a form: its texts, numbers, amounts and flags, also inside objects. Ids, choices of
// other records and lists are not fields: they go back as they came.
export type Leaf = {
  /** `fields.address` */
  path: string
  /** As the words of columns have it: `address`, `list_fen`. */
  column: string
  kind: 'text' | 'number' | 'money' | 'flag'
  value: string | number | boolean | null
  /** It was, or may be, nothing. */
  empty: boolean
}
type Input = Readonly<Record<string, unknown>>

const snake = (name: string): string => name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
/** What refers to another record, or says how the command was meant. */
const REFERS = /(^id$|Id$|Ids$|^rev$|Rev$|^evenSo$)/

export function leavesOf(input: Input, at = ''): Leaf[] {
  return Object.entries(input).flatMap(([name, value]): Leaf[] => {
    if (REFERS.test(name) || Array.isArray(value)) return []
    const path = at === '' ? name : `${at}.${name}`
    if (typeof value === 'object' && value !== null) return leavesOf(value as Input, path)
    const kind = name.endsWith('Fen') ? 'money' : typeof value === 'number' ? 'number' : typeof value === 'boolean' ? 'flag' : 'text'
    if (value !== null && !['string', 'number', 'boolean'].includes(typeof value)) return []
    return [{ path, column: snake(name), kind, value: value as Leaf['value'], empty: value === null }]
  })
}

/** The input with one leaf changed. */
export function withLeaf(input: Input, leaf: Pick<Leaf, 'path'>, value: Leaf['value']): Record<string, unknown> {
  const [name = '', ...rest] = leaf.path.split('.')
  return { ...input, [name]: rest.length === 0 ? value : withLeaf(input[name] as Input, { path: rest.join('.') }, value) }
}
