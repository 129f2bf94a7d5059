// Roll-outs in SQLite.
import type { Rollout, RolloutChange, RolloutLine, RolloutStore, RolloutWave } from './rollouts.ts'
import type { Statements } from './statements.ts'

const ROLLOUT = 'SELECT id, name, made_at AS madeAt, by FROM rollouts'

export function rolloutsOf(st: Statements): RolloutStore {
  return {
    all: async () => st.all<Rollout>(`${ROLLOUT} ORDER BY made_at DESC, id`),
    find: async (id) => st.one<Rollout>(`${ROLLOUT} WHERE id = ?`, id) ?? null,
    lines: async (id) =>
      st
        .all<Omit<RolloutLine, 'group'> & { group: number }>(
          `SELECT l.number, l.wave, l.site, l.code, l.desktop, l.wide AS "group", l.digest, c.expires_at AS expiresAt, c.used_by AS usedBy
           FROM rollout_lines l LEFT JOIN pairing_codes c ON c.digest = l.digest WHERE l.rollout = ? ORDER BY l.number`,
          id,
        )
        .map((line) => ({ ...line, group: line.group === 1 })),
    waves: async (id) =>
      st.all<RolloutWave>('SELECT wave, opened_at AS openedAt, by, reason FROM rollout_waves WHERE rollout = ? ORDER BY wave', id),
  }
}

export function writeRollouts(st: Statements, changes: readonly RolloutChange[]): void {
  for (const change of changes) {
    switch (change.kind) {
      case 'rollout': {
        const { id, name, madeAt, by } = change.rollout
        st.run('INSERT INTO rollouts (id, name, made_at, by) VALUES (?, ?, ?, ?)', id, name, madeAt, by)
        for (const { number, wave, site, code, desktop, group } of change.lines)
          st.run(
            'INSERT INTO rollout_lines (rollout, number, wave, site, code, desktop, wide) VALUES (?, ?, ?, ?, ?, ?, ?)',
            id,
            number,
            wave,
            site,
            code,
            desktop,
            group ? 1 : 0,
          )
        break
      }
      case 'wave': {
        const { wave, openedAt, by, reason } = change.wave
        st.run(
          'INSERT INTO rollout_waves (rollout, wave, opened_at, by, reason) VALUES (?, ?, ?, ?, ?)',
          change.rollout,
          wave,
          openedAt,
          by,
          reason,
        )
        break
      }
      case 'line-code':
        st.run(
          `UPDATE pairing_codes SET expires_at = min(expires_at, ? - 1) WHERE used_at IS NULL
           AND digest = (SELECT digest FROM rollout_lines WHERE rollout = ? AND number = ?)`,
          change.at,
          change.rollout,
          change.number,
        )
        st.run('UPDATE rollout_lines SET digest = ? WHERE rollout = ? AND number = ?', change.digest, change.rollout, change.number)
        break
      case 'drop':
        st.run('DELETE FROM rollout_lines WHERE rollout = ?', change.rollout)
        st.run('DELETE FROM rollouts WHERE id = ?', change.rollout)
        break
    }
  }
}
