// What became of the leads of a period, and what came of the talks of a period. Every figure counts exactly the rows its list
// shows with the filters in contract.ts; nothing is kept beside the rows.
import type { Input, Output } from '../../../../shared/contract.ts'
import { addDays, startOf } from '../../../../shared/dates.ts'
import { closedStages, type LossReason, median, openStages } from '../../../../shared/modules/leads/rules.ts'
import { joined, part } from '../../../store/list.ts'
import type { Reader } from '../../../store/read.ts'
import { advancedSql, talksInReach } from '../../customers/queries/follow-ups.ts'
import { inReach } from '../../customers/queries/reach.ts'
import { ofValidBatch } from '../../imports/queries/batches.ts'

const DAY_MS = 86_400_000
/** Stages on the way, the last one the sale. */
const WAY = [...openStages, closedStages[0]] as const
const wayIndex = (column: string): string => `CASE ${column} ${WAY.map((stage, at) => `WHEN '${stage}' THEN ${at}`).join(' ')} END`

type Lead = {
  channel: string | null
  furthest: number
  stage: string
  lostReason: LossReason | null
  createdAt: number
  wonAt: number | null
}

export function figures(db: Reader, { from, to }: Input<'leads.figures'>): Output<'leads.figures'> {
  const period = [startOf(from), startOf(addDays(to, 1))] as const
  const shown = joined([
    ...inReach(db, 'l'),
    ...ofValidBatch(db, 'l.batch_id'),
    part('l.created_at >= ? AND l.created_at < ?', ...period),
    // The same lead entered twice is one.
    part(`coalesce(l.lost_reason, '') <> 'double'`),
  ])
  const leads = db.all<Lead>(
    `SELECT l.channel, l.stage, l.lost_reason AS lostReason, l.created_at AS createdAt,
       coalesce((SELECT max(${wayIndex('s.stage')}) FROM lead_steps s WHERE s.lead_id = l.id), 0) AS furthest,
       iif(l.stage = 'won', (SELECT max(s.at) FROM lead_steps s WHERE s.lead_id = l.id AND s.stage = 'won'), NULL) AS wonAt
     FROM leads l WHERE ${shown.sql}`,
    ...shown.values,
  )
  const days = leads.flatMap(({ createdAt, wonAt }) => (wonAt === null ? [] : [(wonAt - createdAt) / DAY_MS]))
  return {
    from,
    to,
    funnel: WAY.map((stage, at) => ({ stage, count: leads.filter(({ furthest }) => furthest >= at).length })),
    cycle: { count: days.length, medianDays: median(days) },
    losses: tally(leads.filter(({ stage }) => stage === 'lost').map(({ lostReason }) => lostReason)).map(([reason, count]) => ({
      reason,
      count,
    })),
    sources: tally(leads.map(({ channel }) => channel))
      .map(([channel]) => ({ channel, of: leads.filter((lead) => lead.channel === channel) }))
      .map(({ channel, of }) => ({
        channel,
        leads: of.length,
        arrived: of.filter(({ furthest }) => furthest >= WAY.indexOf('arrived')).length,
        won: of.filter(({ furthest }) => furthest >= WAY.indexOf('won')).length,
        lost: of.filter(({ stage }) => stage === 'lost').length,
      }))
      .toSorted((a, b) => b.leads - a.leads || (a.channel ?? '').localeCompare(b.channel ?? '')),
    channels: talks(db, 'f.channel', period),
    cadences: talks(db, 'f.cadence', period),
  }
}

function tally<Value>(values: readonly Value[]): [Value, number][] {
  const counts = new Map<Value, number>()
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1)
  return [...counts].toSorted((a, b) => b[1] - a[1])
}

/** Talks of the period by a column: how many, how many were answered, how many moved their lead on within a week. */
function talks(db: Reader, column: 'f.channel' | 'f.cadence', period: readonly [number, number]): Output<'leads.figures'>['channels'] {
  const shown = joined([...talksInReach(db), part('f.done_at >= ? AND f.done_at < ?', ...period)])
  return db.all(
    `SELECT ${column} AS key, count(*) AS talks, count(*) FILTER (WHERE f.feedback IS NOT NULL AND f.feedback <> '') AS answered,
       count(*) FILTER (WHERE ${advancedSql} = 'yes') AS advanced
     FROM follow_ups f JOIN customers c ON c.id = f.customer_id WHERE ${shown.sql} GROUP BY 1 ORDER BY talks DESC, key`,
    ...shown.values,
  )
}
