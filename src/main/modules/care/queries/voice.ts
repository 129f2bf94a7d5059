// What tickets say of the service in a span, all together and compared by place, person, kind and month.
import type { Input, Output } from '../../../../shared/contract.ts'
import { addDays, CHINA_OFFSET_MINUTES, startOf } from '../../../../shared/dates.ts'
import { type Heard, voiceOf } from '../../../../shared/modules/care/rules/voice.ts'
import { grouped } from '../../../store/list.ts'
import type { Reader } from '../../../store/read.ts'
import { inReach } from './facts.ts'

type Row = Omit<Heard, 'inTime'> & {
  inTime: number | null
  siteId: string
  site: string
  ownerId: string
  owner: string
  kind: string
  month: string
}

export function voice(db: Reader, { fromOn, toOn }: Input<'care.voice'>): Output<'care.voice'> {
  const reach = inReach(db, 'q')
  const rows = db
    .all<Row>(
      `SELECT q.created_at AS createdAt, q.answered_at AS answeredAt, q.done_at AS doneAt, q.solved, q.round, q.content,
         iif(coalesce(q.answered_at, q.done_at) IS NULL AND q.due_at > ?, NULL, coalesce(q.answered_at, q.done_at) IS NOT NULL AND coalesce(q.answered_at, q.done_at) <= q.due_at) AS inTime,
         q.site_id AS siteId, coalesce(s.name, '') AS site, q.owner_id AS ownerId, coalesce(u.name, '') AS owner, q.kind,
         strftime('%Y-%m', q.created_at / 1000 + ${CHINA_OFFSET_MINUTES * 60}, 'unixepoch') AS month
       FROM care_requests q LEFT JOIN sites s ON s.id = q.site_id LEFT JOIN users u ON u.id = q.owner_id
       WHERE ${reach.sql} AND q.created_at >= ? AND q.created_at < ? ORDER BY q.created_at`,
      db.now,
      ...reach.values,
      startOf(fromOn),
      startOf(addDays(toOn, 1)),
    )
    .map((row) => ({ ...row, inTime: row.inTime === null ? null : row.inTime === 1 }))
  type Known = (typeof rows)[number]
  const by = (keyOf: (row: Known) => string, nameOf: (row: Known) => string): Output<'care.voice'>['sites'] =>
    grouped(rows, keyOf).map(([id, of]) => ({ id, name: of[0] ? nameOf(of[0]) : '', ...voiceOf(of) }))
  return {
    all: voiceOf(rows),
    sites: by(
      ({ siteId }) => siteId,
      ({ site }) => site,
    ),
    people: by(
      ({ ownerId }) => ownerId,
      ({ owner }) => owner,
    ).toSorted((a, b) => b.tickets - a.tickets || a.name.localeCompare(b.name, 'zh-CN')),
    kinds: by(
      ({ kind }) => kind,
      ({ kind }) => kind,
    ),
    months: by(
      ({ month }) => month,
      ({ month }) => month,
    ),
  }
}
