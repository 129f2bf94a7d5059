// Sites, devices, pairing codes and request counters in SQLite.
import { keepRound } from './sqlite-watch.ts'
import type { Statements } from './statements.ts'
import type { CodeRecord, DeviceNote, DirectoryChange, KeyRequest, PairedDevice, Reach, Site, Store } from './store.ts'
import type { Brought } from './watch.ts'

/** Counters are made durable this many at a time, so that an idle request costs no write. */
const AHEAD = 1000
type Methods = Pick<
  Store,
  'sites' | 'devices' | 'device' | 'rightsOf' | 'keyRequest' | 'code' | 'siteHasData' | 'raiseCounter' | 'note' | 'fileInReach'
>

const DEVICE = `SELECT replica, site, reach, name, code, public_key AS publicKey, incarnation, history, sealed_key AS sealedKey, app_version AS appVersion, paired_at AS pairedAt,
  revoked_at AS revokedAt, suspended_at AS suspendedAt, check_asked_at AS checkAskedAt, checked_at AS checkedAt, anew_asked_at AS anewAskedAt, anew_heard_at AS anewHeardAt, anew_taken_at AS anewTakenAt, coalesce(seen_at, 0) AS seenAt, position, kept, pending, pending_since AS pendingSince, skew_ms AS skewMs, former FROM devices`
type Line = Omit<PairedDevice & DeviceNote, 'former'> & { former: string }
const deviceOf = (line: Line): PairedDevice & DeviceNote => ({ ...line, former: JSON.parse(line.former) as PairedDevice['former'] })

export function directoryOf(st: Statements): Methods & { flush(): void } {
  /** What each device used so far in this process, below the ceiling that is on disk. */
  const used = new Map<string, { counter: number; ceiling: number }>()
  const together = st.raw.transaction((replica: string, note: DeviceNote, brought: Brought): void => {
    st.run(
      'UPDATE devices SET app_version = ?, seen_at = ?, position = ?, kept = ?, pending = ?, pending_since = ?, skew_ms = ? WHERE replica = ?',
      note.appVersion,
      note.seenAt,
      note.position,
      note.kept,
      note.pending,
      note.pendingSince,
      note.skewMs,
      replica,
    )
    keepRound(st, replica, note.seenAt, brought)
  })
  return {
    sites: async () =>
      st.all<Site>('SELECT id, name, code, created_at AS createdAt, founded_at AS foundedAt FROM sites ORDER BY created_at, id'),
    devices: async () => st.all<Line>(`${DEVICE} ORDER BY site, code`).map(deviceOf),
    device: async (replica) => {
      const line = st.one<Line>(`${DEVICE} WHERE replica = ?`, replica)
      return line ? deviceOf(line) : null
    },
    rightsOf: async (replica) =>
      st.one<{ n: number }>(
        `SELECT count(*) AS n FROM docs WHERE table_name = 'rights' AND deleted = 0 AND json_extract(image, '$.replica') = ?`,
        replica,
      )?.n ?? 0,
    keyRequest: async (replica) => st.one<KeyRequest>('SELECT by, reason, at FROM key_requests WHERE replica = ?', replica) ?? null,
    code: async (digest) =>
      st.one<CodeRecord>(
        'SELECT digest, site, reach, name, expires_at AS expiresAt, used_at AS usedAt, used_by AS usedBy FROM pairing_codes WHERE digest = ?',
        digest,
      ) ?? null,
    siteHasData: async (site) =>
      st.one('SELECT 1 FROM docs WHERE site = ? LIMIT 1', site) !== undefined ||
      st.one('SELECT 1 FROM chains c JOIN devices d ON d.replica = c.replica WHERE d.site = ? AND c.seq > 0 LIMIT 1', site) !== undefined,
    raiseCounter: async (replica, counter) => {
      let known = used.get(replica)
      if (!known) {
        // After a crash the ceiling counts as used: the device is told, and goes on above it.
        const stored = st.one<{ counter: number }>('SELECT counter FROM devices WHERE replica = ?', replica)?.counter ?? 0
        used.set(replica, (known = { counter: stored, ceiling: stored }))
      }
      if (counter <= known.counter) return known.counter
      if (counter > known.ceiling) {
        const ceiling = Math.min(counter + AHEAD, Number.MAX_SAFE_INTEGER)
        // On disk first: one that could not be written must not count, or a replay passes after the next start.
        st.run('UPDATE devices SET counter = ? WHERE replica = ?', ceiling, replica)
        known.ceiling = ceiling
      }
      known.counter = counter
      return true
    },
    note: async (replica, note, brought) => together(replica, note, brought),
    fileInReach: async (reach: Reach, sha256) =>
      st
        .all<{ site: string }>(
          `SELECT site FROM docs INDEXED BY docs_file WHERE table_name = 'files' AND json_extract(image, '$.sha256') = ? AND deleted = 0`,
          sha256,
        )
        .some((row) => reach.reach === 'group' || row.site === '' || row.site === reach.site),
    flush: () => {
      for (const [replica, { counter }] of used) st.run('UPDATE devices SET counter = ? WHERE replica = ?', counter, replica)
    },
  }
}

export function writeDirectory(st: Statements, changes: readonly DirectoryChange[]): void {
  for (const change of changes) {
    switch (change.kind) {
      case 'site':
        st.run(
          'INSERT INTO sites (id, name, code, created_at, founded_at) VALUES (?, ?, ?, ?, ?)',
          change.site.id,
          change.site.name,
          change.site.code,
          change.site.createdAt,
          change.site.foundedAt,
        )
        break
      case 'rekey-site':
        st.run('UPDATE sites SET id = ?, code = ? WHERE id = ?', change.to, change.code, change.from)
        st.run('UPDATE pairing_codes SET site = ? WHERE site = ?', change.to, change.from)
        break
      case 'founded':
        st.run('UPDATE sites SET founded_at = ? WHERE id = ?', change.at, change.site)
        break
      case 'code':
        st.run(
          'INSERT INTO pairing_codes (digest, site, reach, name, expires_at) VALUES (?, ?, ?, ?, ?)',
          change.code.digest,
          change.code.site,
          change.code.reach,
          change.code.name,
          change.code.expiresAt,
        )
        break
      case 'use-code':
        st.run('UPDATE pairing_codes SET used_at = ?, used_by = ? WHERE digest = ?', change.at, change.by, change.digest)
        break
      case 'device':
        addDevice(st, change.device)
        break
      case 'seal':
        st.run('UPDATE devices SET sealed_key = ? WHERE replica = ?', change.sealedKey, change.replica)
        break
      case 'revoke':
        st.run('UPDATE devices SET revoked_at = ? WHERE replica = ?', change.at, change.replica)
        break
      case 'suspend':
        st.run('UPDATE devices SET suspended_at = ? WHERE replica = ?', change.at, change.replica)
        break
      case 'ask-check':
        st.run('UPDATE devices SET check_asked_at = ? WHERE replica = ?', change.at, change.replica)
        break
      case 'checked':
        st.run('UPDATE devices SET checked_at = ? WHERE replica = ?', change.at, change.replica)
        break
      case 'ask-anew':
        st.run('UPDATE devices SET anew_asked_at = ? WHERE replica = ?', change.at, change.replica)
        break
      case 'anew':
        st.run(
          'UPDATE devices SET anew_heard_at = ?, anew_taken_at = iif(?, ?, anew_taken_at) WHERE replica = ?',
          change.at,
          change.whole ? 1 : 0,
          change.at,
          change.replica,
        )
        break
      case 'key-request':
        st.run('DELETE FROM key_requests WHERE replica = ?', change.replica)
        if (change.request)
          st.run(
            'INSERT INTO key_requests (replica, by, reason, at) VALUES (?, ?, ?, ?)',
            change.replica,
            change.request.by,
            change.request.reason,
            change.request.at,
          )
        break
      case 'rename':
        st.run('UPDATE devices SET name = ? WHERE replica = ?', change.name, change.replica)
        break
      case 'move':
        st.run(
          // It begins there with an empty store: there is nothing to take anew.
          'UPDATE devices SET site = ?, code = ?, incarnation = ?, former = ?, anew_asked_at = NULL WHERE replica = ?',
          change.site,
          change.code,
          change.incarnation,
          JSON.stringify(change.former),
          change.replica,
        )
        break
    }
  }
}

function addDevice(st: Statements, d: PairedDevice): void {
  st.run(
    'INSERT INTO devices (replica, site, reach, name, code, public_key, incarnation, history, sealed_key, app_version, paired_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)',
    d.replica,
    d.site,
    d.reach,
    d.name,
    d.code,
    d.publicKey,
    d.incarnation,
    d.history,
    d.sealedKey,
    d.appVersion,
    d.pairedAt,
  )
}
