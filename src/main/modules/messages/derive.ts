// Keeps `message_standing` true: where each message stands, made anew whenever it or its ledger changed, by whatever hand.
import { delayAfter, stateOf, type Tally, tryKinds } from '../../../shared/modules/messages/rules.ts'
import type { Derive } from '../../store/session.ts'
import type { Statements } from '../../store/statements.ts'

type Head = { channel: string; siteId: string; dueAt: number; cancelledAt: number | null }

function stand(st: Statements, id: string): void {
  const head = st.one<Head>(
    'SELECT channel, site_id AS siteId, due_at AS dueAt, cancelled_at AS cancelledAt FROM messages WHERE id = ?',
    id,
  )
  if (!head) return void st.run('DELETE FROM message_standing WHERE id = ?', id)
  const lines = st.all<{ kind: string; n: number; at: number }>(
    'SELECT kind, count(*) AS n, max(at) AS at FROM message_tries WHERE message_id = ? GROUP BY kind',
    id,
  )
  const tally = Object.fromEntries(tryKinds.map((kind) => [kind, lines.find((line) => line.kind === kind)?.n ?? 0])) as Tally
  const later = lines.find((line) => line.kind === 'later')
  const nextAt = later ? Math.max(head.dueAt, later.at + delayAfter(later.n)) : head.dueAt
  st.run(
    'INSERT OR REPLACE INTO message_standing (id, state, channel, site_id, next_at) VALUES (?, ?, ?, ?, ?)',
    id,
    stateOf(tally, head.cancelledAt !== null),
    head.channel,
    head.siteId,
    nextAt,
  )
}

export const standMessages: Derive = (st, ids) => ids.forEach((id) => stand(st, id))
export const standTries: Derive = (st, ids) =>
  standMessages(
    st,
    st
      .all<{ id: string }>(
        'SELECT DISTINCT message_id AS id FROM message_tries WHERE id IN (SELECT value FROM json_each(?))',
        JSON.stringify(ids),
      )
      .map(({ id }) => id),
  )
