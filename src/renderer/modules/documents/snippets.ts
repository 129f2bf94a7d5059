// What a field of a template is inserted as. Grammar is main's to judge.
import { fieldsOf, type Field, type PaperKind } from '../../../shared/modules/documents/rules.ts'

export type Choice = {
  path: string
  group: string
  kind: Field['kind']
  /** Inserted at the cursor. */ snippet: string
  /** Another form of it: an amount in 大写. */ other?: string
}

const taken = new Set(Object.values(fieldsOf).flatMap((fields) => fields.map((field) => field.path.split('.')[0])))

/** A list is inserted whole: the loop with every part, one line each. */
function listOf(field: Field): string {
  const item = field.path.split('.').at(-1)?.replace(/s$/, '') ?? 'item'
  // A name that is a field's already would hide it inside the loop.
  const name = taken.has(item) ? 'item' : item
  const parts = (field.fields ?? []).map((part) =>
    part.kind === 'flag'
      ? `{% if ${name}.${part.path} %}✓{% endif %}`
      : `{{ ${name}.${part.path}${part.kind === 'money' ? '.text' : ''} }}`,
  )
  return `{% for ${name} in ${field.path} %}<tr>${parts.map((part) => `<td>${part}</td>`).join('')}</tr>\n{% endfor %}`
}

export function choiceOf(field: Field): Choice {
  const { path, kind } = field
  const base = { path, kind, group: path.split('.')[0] ?? path }
  if (kind === 'list') return { ...base, snippet: listOf(field) }
  if (kind === 'flag') return { ...base, snippet: `{% if ${path} %}{% endif %}` }
  if (kind === 'money') return { ...base, snippet: `{{ ${path}.text }}`, other: `{{ ${path}.cn }}` }
  return { ...base, snippet: `{{ ${path} }}` }
}

export const choicesOf = (kind: PaperKind): Choice[] => fieldsOf[kind].map(choiceOf)

/** The text with `snippet` in place of the selection, and where the cursor stands afterwards: inside a condition, else behind. */
export function inserted(text: string, from: number, to: number, snippet: string): { text: string; cursor: number } {
  const inside = snippet.indexOf('%}{% endif %}')
  return { text: text.slice(0, from) + snippet + text.slice(to), cursor: from + (inside < 0 ? snippet.length : inside + 2) }
}
