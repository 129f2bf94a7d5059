// From what somebody typed to the rows it may mean: a full-text expression over the index, and where in a name the typed
// letters stand. Names, pinyin, initials and both mixed (zhangxm), tails, numbers.
import type { FoundKind } from '../../../../shared/modules/palette/contract.ts'
import { type Part, part } from '../../../store/list.ts'
import { places } from '../derive/places.ts'
import { plain, type Unit, unitsOf, typedWords } from '../derive/readings.ts'

/** What follows each initial, so that `zhangxm` is cut where a syllable may end. ü is v, and u for those who type it so. */
const FINALS: Readonly<Record<string, string>> = {
  '': 'a ai an ang ao e ei en eng er o ou',
  b: 'a ai an ang ao ei en eng i ian iao ie in ing o u',
  c: 'a ai an ang ao e en eng i ong ou u uan ui un uo',
  ch: 'a ai an ang ao e en eng i ong ou u ua uai uan uang ui un uo',
  d: 'a ai an ang ao e ei en eng i ia ian iao ie ing iu ong ou u uan ui un uo',
  f: 'a an ang ei en eng o ou u',
  g: 'a ai an ang ao e ei en eng ong ou u ua uai uan uang ui un uo',
  h: 'a ai an ang ao e ei en eng ong ou u ua uai uan uang ui un uo',
  j: 'i ia ian iang iao ie in ing iong iu u uan ue un',
  k: 'a ai an ang ao e ei en eng ong ou u ua uai uan uang ui un uo',
  l: 'a ai an ang ao e ei eng i ia ian iang iao ie in ing iu o ong ou u uan ue un uo v ve yu yue',
  m: 'a ai an ang ao e ei en eng i ian iao ie in ing iu o ou u',
  n: 'a ai an ang ao e ei en eng i ian iang iao ie in ing iu ong ou u uan ue uo v ve yu yue',
  p: 'a ai an ang ao ei en eng i ian iao ie in ing o ou u',
  q: 'i ia ian iang iao ie in ing iong iu u uan ue un',
  r: 'an ang ao e en eng i ong ou u ua uan ui un uo',
  s: 'a ai an ang ao e en eng i ong ou u uan ui un uo',
  sh: 'a ai an ang ao e ei en eng i ou u ua uai uan uang ui un uo',
  t: 'a ai an ang ao e ei eng i ian iao ie ing ong ou u uan ui un uo',
  w: 'a ai an ang ei en eng o u',
  x: 'i ia ian iang iao ie in ing iong iu u uan ue un',
  y: 'a an ang ao e i in ing o ong ou u uan ue un',
  z: 'a ai an ang ao e ei en eng i ong ou u uan ui un uo',
  zh: 'a ai an ang ao e ei en eng i ong ou u ua uai uan uang ui un uo',
}
const SYLLABLES = new Set(Object.entries(FINALS).flatMap(([initial, finals]) => finals.split(' ').map((final) => initial + final)))
/** As much of a syllable as somebody has typed of the last one. */
const BEGUN = new Set([...SYLLABLES].flatMap((syllable) => [...syllable].map((_, at) => syllable.slice(0, at + 1))))
const LONGEST_SYLLABLE = 6
const INITIAL_ALONE = /^(?:[zcs]h|[a-z])$/
/** Ways to cut letters that are tried, those of the fewest pieces; and ways looked at before that choice. */
const CUTS = 12
const LOOKED_AT = 400
const MOST_PIECES = 8

const starts = (word: string): string => `"${plain(word)}"*`
const all = (terms: readonly string[]): string => terms.join(' AND ')

/** `zhangxm` → zhang·x·m. Single letters alone are left out: they are one word of the index already. */
function cuts(letters: string): string[][] {
  const found: string[][] = []
  let looked = 0
  const cut = (from: number, pieces: readonly string[]): void => {
    if (++looked > LOOKED_AT || pieces.length > MOST_PIECES) return
    if (from === letters.length) {
      if (pieces.length > 1 && pieces.some((piece) => piece.length > 1)) found.push([...pieces])
      return
    }
    for (let to = Math.min(letters.length, from + LONGEST_SYLLABLE); to > from; to--) {
      const piece = letters.slice(from, to)
      if (SYLLABLES.has(piece) || INITIAL_ALONE.test(piece) || (to === letters.length && BEGUN.has(piece))) cut(to, [...pieces, piece])
    }
  }
  cut(0, [])
  return found.toSorted((a, b) => a.length - b.length).slice(0, CUTS)
}

/** Rows that hold every syllable, and the initials in their order when some are initials only. */
function pieceByPiece(cut: readonly string[]): string {
  const syllables = cut.filter((piece) => !INITIAL_ALONE.test(piece)).map(starts)
  return all(syllables.length === cut.length ? syllables : [starts(cut.map((piece) => piece.charAt(0)).join('')), ...syllables])
}

/** What one typed word may be, the plain readings first. */
function* meanings(word: string, depth: Depth): Generator<string> {
  const pieces = word.match(/[a-z]+|\d+|[^a-z\d]+/g) ?? []
  yield starts(word)
  if (/^\d{2,}$/.test(word)) yield starts(`r${[...word].toReversed().join('')}`)
  if (pieces.length > 1) yield all(pieces.map(starts))
  if (depth === 0 || !/^[a-z]{3,24}$/.test(word)) return
  const ways = cuts(word)
  for (const way of depth === 1 ? ways.filter(({ length }) => length === ways[0]?.length) : ways) yield pieceByPiece(way)
}

/**
 * How far letters are cut: 0 not at all, what stands in the index as one word; 1 into the fewest syllables and initials
 * they can be; 2 in every way tried.
 */
export type Depth = 0 | 1 | 2

/** The full-text expression of a typed text, or null when it holds nothing to search for. */
export function expressionOf(text: string, depth: Depth): string | null {
  const words = typedWords(text)
  if (words.length === 0) return null
  const said = words.map((word) => `(${[...meanings(word, depth)].map((option) => `(${option})`).join(' OR ')})`)
  // Words with spaces between may also be one name typed in pieces: zhang xiao ming.
  return words.length > 1 ? `(${all(said)}) OR ${starts(words.join(''))}` : (said[0] as string)
}

/** Which rows of a kind a text means, as a condition on their id: what a list's search box asks. */
export function meant(kind: FoundKind, text: string, id: string): Part | null {
  const expression = expressionOf(text, 2)
  const { words } = places[kind]
  return expression === null
    ? null
    : part(`${id} IN (SELECT d.id FROM ${words} JOIN search_docs d ON d.n = ${words}.rowid WHERE ${words} MATCH ?)`, expression)
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
