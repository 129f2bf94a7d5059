// What is wrong with a template in words an administrator understands, and in which line. Main found it; the words of its
// grammar are English and mean little at a counter.
import type { Problem } from './use-preview.ts'

/** The line a problem lies in, from 1: as the grammar says it, or where the unknown word stands first; null when nobody knows. */
export function lineOf(problem: Pick<Problem, 'detail'>, body: string): number | null {
  const told = /line:\s*(\d+)/.exec(problem.detail)
  if (told) return Number(told[1])
  const word = problem.detail.trim()
  const at = word === '' ? -1 : body.indexOf(word)
  return at < 0 ? null : body.slice(0, at).split('\n').length
}

const sayings: readonly (readonly [RegExp, string])[] = [
  [/^output "?(.+?)"? not closed/, 'openOutput'],
  [/^tag (\{%.+?%\}) not closed/, 'openBlock'],
  [/^tag "?(\{%.+?)"? not closed/, 'openTag'],
  [/^tag "(.+?)" not found/, 'noTag'],
  [/^undefined filter: (\S+?),?(?: line|$)/, 'noFilter'],
  [/^illegal tag: (.+?)(?:, line|$)/, 'badTag'],
  [/^invalid value expression/, 'emptyValue'],
  [/^(?:parse|memory|render) .*limit/i, 'tooMuch'],
  [/^(<.*|on\w+\s*=.*|javascript:.*|url.*)$/i, 'reachesOut'],
]

/** The key of the words (`trouble.<key>`) and the piece of the template they are about. */
export function troubleOf({ code, detail }: Pick<Problem, 'code' | 'detail'>): { key: string; about: string } {
  if (code !== 'template-broken') return { key: code, about: detail }
  for (const [pattern, key] of sayings) {
    const found = pattern.exec(detail)
    if (found) return { key, about: found[1] ?? '' }
  }
  return { key: 'other', about: detail.replace(/,?\s*line:\s*\d+(?:,?\s*col:\s*\d+)?/, '').trim() }
}
