// From what somebody typed to the rows it may mean: a full-text expression over the index, and where in a name the typed
// letters stand. Names, pinyin, initials and both mixed (zhangxm), tails, numbers.
import type { FoundKind } from '../../../../shared/modules/palette/contract.ts'
import { type Part, part } from '../../../store/list.ts'
import { plain, type Unit, unitsOf, typedWords } from '../derive/readings.ts'

/** A syllable, or as much of one as somebody has typed of it. */
const SYLLABLE = /^(?:zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])?(?:iang|iong|uang|ang|eng|ing|ong|ian|iao|ion|uai|uan|ai|an|ao|ei|en|er|ia|ie|in|io|iu|on|ou|ua|ue|ui|un|uo|ve|yu|a|e|i|o|u|v)$/
const INITIAL = /^(?:[zcs]h|[a-z])/
const LONGEST_SYLLABLE = 6
/** Ways to cut letters into syllables and initials that are tried; more hold nothing a person means. */
const CUTS = 12

const starts = (word: string): string => `"${plain(word)}"*`
const all = (terms: readonly string[]): string => terms.join(' AND ')

/** `zhangxm` → zhang·x·m. Cuts of whole syllables only are left out: they are one word of the index already. */
function cuts(letters: string): string[][] {
  const found: string[][] = []
  const cut = (from: number, pieces: string[], initials: boolean): void => {
    if (found.length >= CUTS || pieces.length > 6) return
    if (from === letters.length) {
      if (initials && pieces.some((piece) => piece.length > 1)) found.push(pieces)
      return
    }
    for (let to = Math.min(letters.length, from + LONGEST_SYLLABLE); to > from + 1; to--) {
      const piece = letters.slice(from, to)
      if (SYLLABLE.test(piece)) cut(to, [...pieces, piece], initials)
    }
    const initial = INITIAL.exec(letters.slice(from))?.[0] ?? ''
    for (let length = initial.length; length > 0; length--) cut(from + length, [...pieces, letters.slice(from, from + length)], true)
  }
  cut(0, [], false)
  return found
}

/** What one typed word may be, the plain readings first. */
function* meanings(word: string): Generator<string> {
  const pieces = word.match(/[a-z]+|\d+|[^a-z\d]+/g) ?? []
  yield starts(word)
  if (/^\d{2,}$/.test(word)) yield starts(`r${[...word].toReversed().join('')}`)
  if (/^[a-z]{3,24}$/.test(word)) for (const cut of cuts(word)) yield all([starts(cut.map((piece) => piece.charAt(0)).join('')), ...cut.filter((piece) => piece.length > 1).map(starts)])
  else if (pieces.length > 1) yield all(pieces.map(starts))
}

/**
 * The full-text expression of a typed text, or null when it holds nothing to search for. `deep` also cuts letters into
 * syllables and initials; without it only what stands in the index as one word.
 */
export function expressionOf(text: string, deep: boolean): string | null {
  const words = typedWords(text)
  if (words.length === 0) return null
  const said = words.map((word) => {
    const options = [...meanings(word)]
    const shallow = /^[a-z]+$/.test(word) ? 1 : options.length
    return `(${(deep ? options : options.slice(0, shallow)).map((option) => `(${option})`).join(' OR ')})`
  })
  // Words with spaces between may also be one name typed in pieces: zhang xiao ming.
  return words.length > 1 ? `(${all(said)}) OR ${starts(words.join(''))}` : (said[0] as string)
}

/** Which rows of a kind a text means, as a condition on their id: what a list's search box asks. */
export function meant(kind: FoundKind, text: string, id: string): Part | null {
  const expression = expressionOf(text, true)
  return expression === null ? null : part(`${id} IN (SELECT d.id FROM search_${kind} JOIN search_docs d ON d.n = search_${kind}.rowid WHERE search_${kind} MATCH ?)`, expression)
}

export type Hit = { from: number; to: number; by: 'name' | 'pinyin' | 'initials' }

/** Where a typed word stands in a name, and how it was read; null when it does not. */
export function hitIn(name: string, word: string): Hit | null {
  const units = unitsOf(name)
  for (const [at, unit] of units.entries()) {
    const end = follow(units, at, word, 0)
    if (end === null) continue
    const last = units[end.unit] as Unit
    return { from: unit.from, to: last.to, by: end.read === 0 ? 'name' : end.whole ? 'pinyin' : 'initials' }
  }
  return null
}

type End = { unit: number; read: number; whole: boolean }

/** Reads `word` from `pos` on over the units from `at` on: each as written, by a reading, or by its initial; the last perhaps half. */
function follow(units: readonly Unit[], at: number, word: string, pos: number): End | null {
  const unit = units[at]
  if (!unit) return null
  const rest = word.slice(pos)
  const ways: { text: string; read: number; whole: boolean }[] = [
    { text: unit.text, read: 0, whole: true },
    ...unit.readings.filter((reading) => reading !== unit.text).map((reading) => ({ text: reading, read: 1, whole: true })),
    ...unit.initials.filter((initial) => initial !== unit.text).map((initial) => ({ text: initial, read: 1, whole: false })),
  ]
  for (const { text, read, whole } of ways) {
    if (text.startsWith(rest)) return { unit: at, read, whole: whole && text === rest ? true : read === 0 || rest.length > 1 }
    if (!rest.startsWith(text)) continue
    const further = follow(units, at + 1, word, pos + text.length)
    if (further) return { unit: further.unit, read: read + further.read, whole: whole && further.whole }
  }
  return null
}
