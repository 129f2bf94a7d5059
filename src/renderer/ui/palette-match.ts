// How typed letters find a screen or a command: by its words, or by pinyin (full or initials) of its Chinese name.
export type Findable = { title: string; pinyin?: string | undefined }

/** 0 is no match; the higher the better: begins, contains, pinyin begins, pinyin contains. */
export function matchOf(item: Findable, typed: string): number {
  const wanted = typed.trim().toLowerCase()
  if (wanted === '') return 0
  const title = item.title.toLowerCase()
  if (title.startsWith(wanted)) return 4
  if (title.includes(wanted)) return 3
  const spellings = (item.pinyin ?? '').toLowerCase().split(' ').filter(Boolean)
  const letters = wanted.replace(/[\s']/g, '')
  if (spellings.some((spelling) => spelling.startsWith(letters))) return 2
  return letters.length > 1 && spellings.some((spelling) => spelling.includes(letters)) ? 1 : 0
}

/** The best ones, best first; equals keep their order. */
export function bestOf<Item extends Findable>(items: readonly Item[], typed: string, most: number): Item[] {
  return items
    .map((item) => ({ item, match: matchOf(item, typed) }))
    .filter(({ match }) => match > 0)
    .toSorted((a, b) => b.match - a.match)
    .slice(0, most)
    .map(({ item }) => item)
}
