// Keeps `search_knowledge` true: what articles are found by, made anew whenever one changed, by whatever hand.
import { grams } from '../../../shared/modules/care/rules.ts'
import type { Derive } from '../../store/session.ts'

export const indexArticles: Derive = (st, ids) => {
  for (const id of ids) {
    st.run('DELETE FROM search_knowledge WHERE article = ?', id)
    const row = st.one<{ title: string; body: string; active: number }>(
      'SELECT title, body, active FROM knowledge_articles WHERE id = ?',
      id,
    )
    if (row)
      st.run(
        'INSERT INTO search_knowledge (article, title, body) VALUES (?, ?, ?)',
        id,
        grams(row.title).join(' '),
        grams(row.body).join(' '),
      )
  }
}
