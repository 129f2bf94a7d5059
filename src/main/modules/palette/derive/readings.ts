// How names are said: every reading of every character, surnames by their surname reading first, and the words under
// which a name is found. Pure text; who is indexed is decided in upkeep.ts.
import { createRequire } from 'node:module'
import type * as Dictionary from 'pinyin-pro'
import { halfWidth } from '../../../../shared/text.ts'

const load = createRequire(import.meta.url)
let loaded: typeof Dictionary | null = null
/** The dictionary takes a twentieth of a second to load: with the first name that is written, not with the program. */
const dictionary = (): typeof Dictionary => (loaded ??= load('pinyin-pro') as typeof Dictionary)

/** A Chinese character with its readings, likeliest first, or a run of Latin letters and digits, which reads as itself. */
export type Unit = { text: string; readings: readonly string[]; initials: readonly string[]; from: number; to: number }

/** Starts inside a name that are indexed; what lies behind is found by what stands before it. */
const STARTS = 12
const LONGEST = 24
const LONGEST_INITIALS = 12
/** More combinations than this are not written out: then each reading stands once, among the likeliest of the others. */
const COMBINATIONS = 48

/** Surname readings the dictionary lacks. */
const SURNAMES: Readonly<Record<string, string>> = {
  种: 'chong',
  秘: 'bi',
  折: 'she',
  黑: 'he',
  员: 'yun',
  洗: 'xian',
  召: 'shao',
  宓: 'fu',
  隗: 'kui',
  覃: 'tan',
  句: 'gou',
  逄: 'pang',
}

const HAN = /[\u3400-\u9fff\u{20000}-\u{3ffff}]/u
const PIECES = /[\u3400-\u9fff\u{20000}-\u{3ffff}]+|[a-z0-9]+/gu

const known = new Map<string, readonly string[]>()
/** lü is written lv, lu and lyu. */
const spellings = (reading: string): string[] =>
  /^[ln]v/.test(reading) ? [reading, reading.replace('v', 'u'), reading.replace('v', 'yu')] : [reading]

function readingsOf(character: string): readonly string[] {
  let found = known.get(character)
  if (!found) {
    const all =
      (dictionary().polyphonic(character, { toneType: 'none', type: 'array', v: true })[0] as unknown as string[] | undefined) ?? []
    found = [...new Set([...all, ...(SURNAMES[character] ? [SURNAMES[character]] : [])].flatMap(spellings))].filter((reading) =>
      /^[a-z]+$/.test(reading),
    )
    known.set(character, found)
  }
  return found
}

/** The letters an initial is typed as: z, and zh for those who type it whole. */
const initialOf = (reading: string): string => reading.charAt(0)

/** Lower case and half-width, position by position, so that what matched can be shown in the text as it was written. */
const folded = (text: string): string => [...text].map((c) => (halfWidth(c).toLowerCase() + c).slice(0, c.length)).join('')

/** A name in units. Spaces, dots, brackets and dashes separate nothing. */
export function unitsOf(name: string): Unit[] {
  const units: Unit[] = []
  for (const match of folded(name).matchAll(PIECES)) {
    const [piece] = match
    let at = match.index
    if (!HAN.test(piece)) {
      units.push({
        text: piece,
        readings: [piece],
        initials: [piece.length <= 3 ? piece : piece.charAt(0)],
        from: at,
        to: at + piece.length,
      })
      continue
    }
    const likely = dictionary().pinyin(piece, {
      toneType: 'none',
      type: 'array',
      v: true,
      ...(units.length === 0 ? { surname: 'head' } : {}),
    })
    for (const [index, character] of [...piece].entries()) {
      const first = likely[index]
      const readings = [...new Set([...(first && /^[a-z]+$/.test(first) ? spellings(first) : []), ...readingsOf(character)])]
      units.push({ text: character, readings, initials: [...new Set(readings.map(initialOf))], from: at, to: at + character.length })
      at += character.length
    }
  }
  return units
}

/** All ways to say units in a row, or each reading once when there are too many. */
function said(choices: readonly (readonly string[])[]): string[] {
  if (choices.reduce((product, options) => product * Math.max(1, options.length), 1) <= COMBINATIONS)
    return choices.reduce<string[]>(
      (heads, options) => heads.flatMap((head) => (options.length === 0 ? [head] : options.map((option) => head + option))),
      [''],
    )
  const likely = choices.map(([first = '']) => first)
  return [
    ...new Set([likely.join(''), ...choices.flatMap((options, at) => options.slice(1).map((option) => likely.with(at, option).join('')))]),
  ]
}

/** The words of a name: from each of its characters on, as written, as read, and by initials. */
export function nameWords(units: readonly Unit[]): string[] {
  const words = new Set<string>()
  for (let start = 0; start < Math.min(units.length, STARTS); start++) {
    const rest = units.slice(start, start + STARTS)
    words.add(plain(rest.map(({ text }) => text).join('')))
    for (const word of said(rest.map(({ readings }) => readings))) words.add(word.slice(0, LONGEST))
    for (const word of said(rest.map(({ initials }) => initials))) words.add(word.slice(0, LONGEST_INITIALS))
  }
  words.delete('')
  return [...words]
}

/** By what names are put in order: their likeliest reading, then the name as written. */
const sortKey = (name: string, units: readonly Unit[]): string =>
  `${units.map(({ readings, text }) => readings[0] ?? text).join(' ')}  ${name}`

/** What is found out about a name before it is indexed: where it stands in order, and its words. */
export type Spelling = { key: string; words: readonly string[] }
export function spell(name: string): Spelling {
  const units = unitsOf(name)
  return { key: sortKey(name, units), words: nameWords(units) }
}

/**
 * A word as the full-text tokenizer keeps it in one piece: letters, digits and the characters it knows; others by their
 * code, because what it does not know it takes for a separator.
 */
export const plain = (word: string): string =>
  [...word].map((c) => (/[a-z0-9\u3400-\u4db5\u4e00-\u9fcc]/.test(c) ? c : `u${(c.codePointAt(0) as number).toString(16)}`)).join('')

/** What people type, as words are kept: lower case, half-width, without separators; pieces between spaces apart. */
export const typedWords = (text: string): string[] =>
  folded(text)
    .split(/\s+/)
    .map((word) => [...word.matchAll(PIECES)].map(([piece]) => piece).join(''))
    .filter((word) => word !== '')
    .slice(0, 4)
