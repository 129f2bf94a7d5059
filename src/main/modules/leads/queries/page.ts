// The lead list and the board: sorted and filtered in SQL, phones masked here.
import type { Input, Output } from '../../../../shared/contract.ts'
import { maskPhone } from '../../../../shared/modules/customers/rules.ts'
import type { LeadRow } from '../../../../shared/modules/leads/contract/shapes.ts'
import { type Cadence, firstChannels, gradedLevels, heatOf, openStages } from '../../../../shared/modules/leads/rules.ts'
import { holdBriefly, inOrder, joined, listed, type ListSpec, part } from '../../../store/list.ts'
import type { Reader } from '../../../store/read.ts'
import { inReach } from '../../customers/queries/reach.ts'
import { ofValidBatch } from '../../imports/queries/batches.ts'
import { meant } from '../../palette/queries/match.ts'
import { cadenceOn, SELLERS } from './cadence.ts'

const next = (column: string): string =>
  `(SELECT f.${column} FROM follow_ups f WHERE f.customer_id = l.customer_id AND f.done_at IS NULL ORDER BY f.due_on, f.id LIMIT 1)`
const nextOn = next('due_on')
const stageOrder = (column: string): string => `instr('new,contacted,invited,arrived,driven,quoted,won,lost', ${column})`
/** 高中低 of the customer's grade as the store counts it; the words are a closed list, so nothing typed enters the statement. */
const heatSql = (cadence: Cadence): string =>
  `CASE c.level ${gradedLevels.map((level) => `WHEN '${level}' THEN '${cadence[level].heat}'`).join(' ')} END`

const spec = (db: Reader): ListSpec => ({
  from: 'leads l LEFT JOIN customers c ON c.id = l.customer_id',
  counted: 'leads l',
  id: 'l.id',
  columns: {
    stage: { sql: 'l.stage', kind: 'text', order: stageOrder('l.stage') },
    level: { sql: 'c.level', kind: 'text', order: `instr('HABCNODT', c.level)` },
    heat: { sql: heatSql(cadenceOn(db, db.today)), kind: 'text' },
    channel: { sql: 'l.channel', kind: 'text' },
    campaign: { sql: 'l.campaign', kind: 'text' },
    model: { sql: 'l.model', kind: 'text' },
    budgetFen: { sql: 'l.budget_fen', kind: 'number' },
    consultantId: { sql: 'l.consultant_id', kind: 'text' },
    createdAt: { sql: 'l.created_at', kind: 'instant', indexed: true },
    stageAt: { sql: 'l.stage_at', kind: 'instant' },
    nextOn: { sql: nextOn, kind: 'day' },
    lostReason: { sql: 'l.lost_reason', kind: 'text' },
    reached: { sql: 's.stage', kind: 'text', among: 'lead_steps s WHERE s.lead_id = l.id' },
  },
  where: [...inReach(db, 'l'), ...ofValidBatch(db, 'l.batch_id')],
  search: (text) => meant('customer', text, 'c.id'),
  order: 'l.created_at DESC, l.id',
  indexed: true,
  tie: 'l.created_at DESC, l.id',
})

export function page(db: Reader, request: Input<'leads.page'>): Output<'leads.page'> {
  const { ids, ...sums } = listed(db, request, spec(db))
  return { rows: leadsOf(db, ids), ...sums }
}

/** Leads in the order of `ids`, phones masked. */
export function leadsOf(db: Reader, ids: readonly string[]): LeadRow[] {
  if (ids.length === 0) return []
  const cadence = cadenceOn(db, db.today)
  const states = db.states(ids)
  const rows = db.all<Omit<LeadRow, 'name' | 'heat' | 'standing'> & { name: string | null }>(
    `SELECT l.id, l.site_id AS siteId, l.customer_id AS customerId, c.name, c.phone, c.level, l.stage, l.stage_at AS stageAt, l.channel,
       l.campaign, l.model, l.budget_fen AS budgetFen, l.buys_within AS buysWithin, l.consultant_id AS consultantId, u.name AS consultant, ${nextOn} AS nextOn, ${next('channel')} AS nextBy, ${next('note')} AS nextNote,
       (SELECT max(f.done_at) FROM follow_ups f WHERE f.customer_id = l.customer_id) AS lastAt,
       (SELECT count(*) FROM visits v WHERE v.lead_id = l.id) AS visits, l.lost_reason AS lostReason, l.created_at AS createdAt
     FROM json_each(?) j JOIN leads l ON l.id = j.value JOIN customers c ON c.id = l.customer_id LEFT JOIN users u ON u.id = l.consultant_id`,
    JSON.stringify(ids),
  )
  return inOrder(
    ids,
    rows.map((row) => ({
      ...row,
      name: row.name ?? '',
      phone: row.phone ? maskPhone(row.phone) : null,
      heat: heatOf(cadence, row.level),
      standing: states.get(row.id) ?? 'alone',
    })),
  )
}

/** Cards a column shows; the count says how many there are. */
const CARDS = 60

export function board(db: Reader, { consultantId }: Input<'leads.board'>): Output<'leads.board'> {
  holdBriefly(db, 'leads')
  const shown = joined([
    ...inReach(db, 'l'),
    ...ofValidBatch(db, 'l.batch_id'),
    ...(consultantId === null ? [] : [part('l.consultant_id = ?', consultantId)]),
  ])
  return openStages.map((stage) => {
    const where = `FROM leads l WHERE l.stage = ? AND ${shown.sql}`
    const ids = db
      .all<{ id: string }>(
        `SELECT l.id, ${nextOn} AS due ${where} ORDER BY due IS NULL, due, l.stage_at DESC, l.id LIMIT ${CARDS}`,
        stage,
        ...shown.values,
      )
      .map(({ id }) => id)
    const count = db.one<{ n: number }>(`SELECT count(*) AS n ${where}`, stage, ...shown.values)?.n ?? 0
    return { stage, count, rows: leadsOf(db, ids) }
  })
}

export function words(db: Reader): Output<'leads.words'> {
  const used = (column: 'channel' | 'campaign' | 'model'): string[] =>
    db
      .all<{ word: string }>(
        `SELECT ${column} AS word FROM (SELECT ${column} FROM leads WHERE ${column} IS NOT NULL ORDER BY created_at DESC LIMIT 1000) GROUP BY ${column} ORDER BY count(*) DESC, ${column} LIMIT 40`,
      )
      .map(({ word }) => word)
  const sold = db.all<{ word: string; fromFen: number | null }>(
    `SELECT series AS word, min(price_fen) AS fromFen FROM vehicles WHERE state IN ('for-sale', 'in-stock', 'in-transit') AND site_id = ? GROUP BY series ORDER BY series LIMIT 40`,
    db.who.site,
  )
  const prices = new Map(sold.map(({ word, fromFen }) => [word, fromFen]))
  const consultants = db.all<{ id: string; name: string; open: number }>(
    `SELECT u.id, u.name, (SELECT count(*) FROM leads l WHERE l.consultant_id = u.id AND l.stage IN (SELECT value FROM json_each(?))) AS open
     FROM (${SELLERS}) u ORDER BY u.name`,
    JSON.stringify(openStages),
    db.who.site,
  )
  return {
    channels: [...new Set([...used('channel'), ...firstChannels])],
    campaigns: used('campaign'),
    models: [...new Set([...used('model'), ...prices.keys()])].map((word) => ({ word, fromFen: prices.get(word) ?? null })),
    consultants,
    cadence: cadenceOn(db, db.today),
  }
}
