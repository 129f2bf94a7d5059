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
