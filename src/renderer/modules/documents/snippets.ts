// What a field of a template is inserted as, and where an error of a template lies. Grammar is main's to judge.
import type { Field, PaperKind } from '../../../shared/modules/documents/rules.ts'
import { fieldsOf } from '../../../shared/modules/documents/rules.ts'

export type Choice = { path: string; group: string; kind: Field['kind']; /** Inserted at the cursor. */ snippet: string; /** Another form of it: an amount in 大写. */ other?: string }

/** A list is inserted whole: the loop with every part, one line each. */
function listOf(field: Field): string {
  const item = field.path.split('.').at(-1)?.replace(/s$/, '') ?? 'item'
  const name = item === field.path ? 'item' : item
  const parts = (field.fields ?? []).map((part) => (part.kind === 'flag' ? `{% if ${name}.${part.path} %}✓{% endif %}` : `{{ ${name}.${part.path}${part.kind === 'money' ? '.text' : ''} }}`))
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

/** The line a problem lies in, from 1: as the grammar says it, or where the unknown word stands first; null when nobody knows. */
export function lineOf(problem: { code: string; detail: string }, body: string): number | null {
  const told = /line:\s*(\d+)/.exec(problem.detail)
  if (told) return Number(told[1])
  const word = problem.detail.trim()
  const at = word === '' ? -1 : body.indexOf(word)
  return at < 0 ? null : body.slice(0, at).split('\n').length
}

/** What went wrong without the place, which the editor shows by itself. */
export const reasonOf = (detail: string): string => detail.replace(/,?\s*line:\s*\d+(?:,?\s*col:\s*\d+)?/, '').trim()
