// Administrators, sessions and the chain of deeds in SQLite.
import { createHash } from 'node:crypto'
import type { Administrator, ConsoleChange, ConsoleStore, Deed, KeptDeed, Link, Session } from './console.ts'
import { dropSpent } from './sqlite-spent.ts'
import type { Statements } from './statements.ts'

const ADMINISTRATOR = `SELECT a.id, a.login, a.name, a.role, a.verifier, a.totp, a.totp_step AS totpStep, a.failures, a.failed_at AS failedAt,
  a.locked_until AS lockedUntil, a.made_at AS madeAt, a.ended_at AS endedAt`
const DEED = 'SELECT number, at, by, act, subject, details FROM deeds'
type DeedRow = Omit<KeptDeed, 'details'> & { details: string }
const deedOf = (row: DeedRow): KeptDeed => ({ ...row, details: JSON.parse(row.details) as Deed['details'] })

export function consoleOf(st: Statements): ConsoleStore {
  return {
    administrators: async () =>
      st.all(`${ADMINISTRATOR}, (SELECT max(seen_at) FROM console_sessions s WHERE s.administrator = a.id) AS seenAt
        FROM administrators a ORDER BY a.ended_at IS NOT NULL, a.made_at, a.id`),
    administrator: async (id) => st.one<Administrator>(`${ADMINISTRATOR} FROM administrators a WHERE id = ?`, id) ?? null,
    administratorBy: async (login) => st.one<Administrator>(`${ADMINISTRATOR} FROM administrators a WHERE login = ?`, login) ?? null,
    link: async (digest) =>
      st.one<Link>(
        'SELECT digest, administrator, expires_at AS expiresAt, used_at AS usedAt FROM administrator_links WHERE digest = ?',
        digest,
      ) ?? null,
    session: async (digest) =>
      st.one<Session>(
        'SELECT digest, administrator, made_at AS madeAt, seen_at AS seenAt FROM console_sessions WHERE digest = ?',
        digest,
      ) ?? null,
    sessions: async (administrator) =>
      st.all<Session>(
        'SELECT digest, administrator, made_at AS madeAt, seen_at AS seenAt FROM console_sessions WHERE administrator = ? ORDER BY made_at DESC, digest',
        administrator,
      ),
    seeSession: async (digest, at) => void st.run('UPDATE console_sessions SET seen_at = ? WHERE digest = ?', at, digest),
    deeds: async ({ before, by, subject, limit }) => {
      const from = before ?? Number.MAX_SAFE_INTEGER
      if (subject !== undefined)
        return st
          .all<DeedRow>(`${DEED} WHERE subject = ? AND number < ? ORDER BY number DESC LIMIT (SELECT ?)`, subject, from, limit)
          .map(deedOf)
      if (by !== null)
        return st.all<DeedRow>(`${DEED} WHERE by = ? AND number < ? ORDER BY number DESC LIMIT (SELECT ?)`, by, from, limit).map(deedOf)
      return st.all<DeedRow>(`${DEED} WHERE number < ? ORDER BY number DESC LIMIT (SELECT ?)`, from, limit).map(deedOf)
    },
    checkDeeds: async () => {
      let count = 0
      let hash = ''
      for (const row of st.each<DeedRow & { hash: string }>(
        'SELECT number, at, by, act, subject, details, hash FROM deeds ORDER BY number',
      )) {
        count += 1
        hash = sealed(hash, count, row)
        if (row.number !== count || row.hash !== hash) return { count, brokenAt: count }
      }
      return { count, brokenAt: null }
    },
  }
}

/** What a link of the chain covers: the hash before it, its number, and all that was done. */
const sealed = (before: string, number: number, d: Omit<DeedRow, 'number'>): string =>
  createHash('sha256')
    .update(JSON.stringify([before, number, d.at, d.by, d.act, d.subject, d.details]))
    .digest('hex')

/** Appends to the chain; inside the transaction that does the deed. */
export function writeDeed(st: Statements, deed: Deed): void {
  const last = st.one<{ number: number; hash: string }>('SELECT number, hash FROM deeds ORDER BY number DESC LIMIT 1')
  const number = (last?.number ?? 0) + 1
  const row = { ...deed, details: JSON.stringify(deed.details) }
  st.run(
    'INSERT INTO deeds (number, at, by, act, subject, details, hash) VALUES (?, ?, ?, ?, ?, ?, ?)',
    number,
    row.at,
    row.by,
    row.act,
    row.subject,
    row.details,
    sealed(last?.hash ?? '', number, row),
  )
}

export function writeConsole(st: Statements, changes: readonly ConsoleChange[]): void {
  for (const change of changes) {
    switch (change.kind) {
      case 'administrator':
        writeAdministrator(st, change.administrator)
        break
      case 'link':
        st.run(
          'INSERT INTO administrator_links (digest, administrator, expires_at) VALUES (?, ?, ?)',
          change.link.digest,
          change.link.administrator,
          change.link.expiresAt,
        )
        break
      case 'use-link':
        st.run('UPDATE administrator_links SET used_at = ? WHERE digest = ?', change.at, change.digest)
        break
      case 'void-links':
        st.run('UPDATE administrator_links SET used_at = ? WHERE administrator IS ? AND used_at IS NULL', change.at, change.administrator)
        break
      case 'forget-spent':
        dropSpent(st, change.before)
        break
      case 'session':
        st.run(
          'INSERT INTO console_sessions (digest, administrator, made_at, seen_at) VALUES (?, ?, ?, ?)',
          change.session.digest,
          change.session.administrator,
          change.session.madeAt,
          change.session.seenAt,
        )
        break
      case 'forget-sessions':
        st.run('DELETE FROM console_sessions WHERE made_at < ?', change.before)
        break
      case 'end-session':
        st.run('DELETE FROM console_sessions WHERE digest = ?', change.digest)
        break
      case 'end-sessions':
        st.run('DELETE FROM console_sessions WHERE administrator = ? AND digest IS NOT ?', change.administrator, change.but)
        break
    }
  }
}

function writeAdministrator(st: Statements, a: Administrator): void {
  st.run(
    `INSERT INTO administrators (id, login, name, role, verifier, totp, totp_step, failures, failed_at, locked_until, made_at, ended_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (id) DO UPDATE SET login = excluded.login, name = excluded.name, role = excluded.role, verifier = excluded.verifier,
       totp = excluded.totp, totp_step = excluded.totp_step, failures = excluded.failures, failed_at = excluded.failed_at,
       locked_until = excluded.locked_until, ended_at = excluded.ended_at`,
    a.id,
    a.login,
    a.name,
    a.role,
    a.verifier,
    a.totp,
    a.totpStep,
    a.failures,
    a.failedAt,
    a.lockedUntil,
    a.madeAt,
    a.endedAt,
  )
}
