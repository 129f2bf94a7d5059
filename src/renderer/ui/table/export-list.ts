// A list as a file, in the background: the question it answers, the columns that are shown, the ticked rows if any.
import i18next from 'i18next'
import type { Asked } from '../../../shared/contract.ts'
import { startWork } from '../work.ts'

type Wish = Asked<'exports.run'>

/** Asks for a place, writes the file, and says in the work chip how it went. `title` names the file and its sheet. */
export function exportList(wish: Pick<Wish, 'list' | 'question' | 'columns' | 'title'> & Partial<Wish>): void {
  const t = i18next.getFixedT(null, 'exports')
  void startWork(t('label', { title: wish.title }), 'exports.run', wish, (file) =>
    file ? t('done', { count: file.rows, path: file.path }) : null,
  )
}

type Words = Readonly<Record<string, string>>

/**
 * The columns of a file as they are shown: without the mark of how a row stands with headquarters, codes as words, and under
 * the name a row has for them where the screen calls them otherwise.
 */
export const columnsInFile = (
  shown: readonly { id: string; title: string }[],
  words: Readonly<Record<string, Words>> = {},
  named: Words = {},
): Wish['columns'] =>
  shown
    .filter(({ id }) => id !== 'sync')
    .map(({ id, title }) => ({ id: named[id] ?? id, title, ...(words[id] ? { words: words[id] } : {}) }))
