// Reads alerts: the rules, what they would say now, what rang and what came of it. The message centre is in
// queries/messages.ts.
import type { Input, Output } from '../../../shared/contract.ts'
import { addDays, CHINA_OFFSET_MINUTES, startOf } from '../../../shared/dates.ts'
import { Refusal } from '../../../shared/errors.ts'
import type { AlertRow, AlertRule, Watched } from '../../../shared/modules/alerts/contract.ts'
import {
  alertStates,
  alertId,
  type DeedKind,
  indicatorNames,
  indicatorOf,
  isQuiet,
  type Measure,
  periodOf,
  rings,
  stateAfter,
} from '../../../shared/modules/alerts/rules.ts'
import { median } from '../../../shared/modules/leads/rules.ts'
import { readList } from '../../../shared/modules/admin/rules.ts'
import { inOrder, listed, part, type Part } from '../../store/list.ts'
import type { Reader } from '../../store/read.ts'
import { measures } from './queries/indicators.ts'

export type Rule = Omit<AlertRule, 'active' | 'open' | 'toName'> & { active: number }
const RULE = `r.id, r.name, r.indicator, r.about, r.direction, r.threshold, r.window_days AS windowDays, r.every, r.to_role AS toRole,
  r.to_user AS toUser, r.quiet_from AS quietFrom, r.quiet_to AS quietTo, r.active`
const TO_NAME = `coalesce((SELECT name FROM users WHERE id = r.to_user), (SELECT name FROM roles WHERE id = r.to_role))`

const RANK = `CASE d.kind WHEN 'seen' THEN 1 WHEN 'acted' THEN 2 WHEN 'cleared' THEN 3 WHEN 'closed' THEN 4 ELSE 0 END`
const TURN = `coalesce((SELECT max(t.turn) FROM alert_deeds t WHERE t.alert_id = a.id), 1)`
/** rules.ts, stateAfter, as SQL. */
export const STATE = `CASE coalesce((SELECT max(${RANK}) FROM alert_deeds d WHERE d.alert_id = a.id AND d.turn = ${TURN}), 0)
  ${alertStates.map((state, at) => `WHEN ${at} THEN '${state}'`).join(' ')} END`
const BY_HAND = `d.kind IN ('seen', 'acted', 'closed')`
const REACTION = `(SELECT max(0, (min(d.at) - a.rung_at) / 60000) FROM alert_deeds d WHERE d.alert_id = a.id AND ${BY_HAND})`

/** The rules of this site this version can measure. */
export const rulesOf = (db: Reader): Rule[] =>
  db
    .all<Rule>(`SELECT ${RULE} FROM alert_rules r WHERE r.site_id = ? ORDER BY r.name, r.id`, db.who.site)
    .filter(({ indicator }) => indicatorNames.includes(indicator))

export function rules(db: Reader, _asked: Input<'alerts.rules'>): Output<'alerts.rules'> {
  const names = new Map(
    db.all<{ id: string; name: string | null }>(`SELECT r.id, ${TO_NAME} AS name FROM alert_rules r`).map((row) => [row.id, row.name]),
  )
  const open = new Map(
    db
      .all<{ id: string; n: number }>(
        `SELECT a.rule_id AS id, count(*) AS n FROM alerts a WHERE a.site_id = ? AND ${STATE} IN ('open', 'seen', 'acted') GROUP BY 1`,
        db.who.site,
      )
      .map(({ id, n }) => [id, n]),
  )
  return rulesOf(db).map((rule) => ({
    ...rule,
    active: rule.active === 1,
    toName: names.get(rule.id) ?? null,
    open: open.get(rule.id) ?? 0,
  }))
}

export function choices(db: Reader, _asked: Input<'alerts.choices'>): Output<'alerts.choices'> {
  const people = db.all<{ id: string; name: string; siteIds: string; allSites: number }>(
    'SELECT id, name, site_ids AS siteIds, all_sites AS allSites FROM users WHERE active = 1 ORDER BY name, id',
  )
  return {
    roles: db.all('SELECT id, name FROM roles ORDER BY name, id'),
    people: people
      .filter((each) => each.allSites === 1 || readList(each.siteIds).includes(db.who.site))
      .map(({ id, name }) => ({ id, name })),
    series: db
      .all<{ name: string }>(`SELECT DISTINCT brand || ' ' || series AS name FROM vehicles WHERE site_id = ? ORDER BY 1`, db.who.site)
      .map(({ name }) => name),
  }
}

export const measured = (db: Reader, watched: Pick<Watched, 'indicator' | 'windowDays' | 'about'>): Measure[] =>
  measures[watched.indicator](db, watched).filter(({ subject }) => watched.about === null || subject === watched.about)

export function preview(db: Reader, watched: Input<'alerts.preview'>): Output<'alerts.preview'> {
  const seen = measured(db, watched).map((each) => ({ ...each, rings: rings(each.value, watched) }))
  const worst = watched.direction === 'above' ? -1 : 1
  return seen
    .toSorted((a, b) => Number(b.rings) - Number(a.rings) || worst * (a.value - b.value) || a.label.localeCompare(b.label, 'zh-CN'))
    .slice(0, 200)
}

const clockOf = (at: number): string => new Date(at + CHINA_OFFSET_MINUTES * 60_000).toISOString().slice(11, 16)

type Known = { id: string; subject: string; period: string; turn: number; gone: boolean }
/** What a rule has to say now beside what was written: to ring anew, to come back, to take back. */
export function changesOf(
  db: Reader,
  rule: Rule,
): { ring: (Measure & { id: string; period: string })[]; returned: Known[]; cleared: Known[] } {
  const period = periodOf(rule.every, db.today)
  const sounding = rule.active === 1 ? measured(db, rule).filter(({ value }) => rings(value, rule)) : []
  const now = new Map(sounding.map((each) => [each.subject, each]))
  // Everything of this period, and what is still open of earlier ones.
  const all = db
    .all<{ id: string; subject: string; period: string }>(
      `SELECT a.id, a.subject, a.period FROM alerts a WHERE a.rule_id = ? AND (a.period = ? OR ${STATE} NOT IN ('closed', 'cleared'))`,
      rule.id,
      period,
    )
    .map((alert) => ({ ...alert, ...stateAfter(db.all('SELECT turn, kind FROM alert_deeds WHERE alert_id = ?', alert.id)) }))
  // What another desktop's backups are is that one's to say.
  const known = indicatorOf(rule.indicator).by === 'desktop' ? all.filter(({ subject }) => subject === db.who.replica) : all
  const current = known.filter((alert) => alert.period === period)
  const quiet = isQuiet(clockOf(db.now), rule.quietFrom, rule.quietTo)
  const fresh = quiet ? [] : sounding.filter(({ subject }) => !current.some((alert) => alert.subject === subject))
  return {
    ring: fresh.map((each) => ({ ...each, period, id: alertId(rule.id, each.subject, period) })),
    returned: quiet ? [] : current.filter((alert) => alert.gone && now.has(alert.subject)),
    // An older one makes way for that of this period; while it is quiet it stays, or nobody would know.
    cleared: known.filter((alert) => !alert.gone && (!now.has(alert.subject) || (alert.period !== period && !quiet))),
  }
}

export function due(db: Reader, _asked: Input<'alerts.due'>): Output<'alerts.due'> {
  return rulesOf(db)
    .filter((rule) => {
      const { ring, returned, cleared } = changesOf(db, rule)
      return ring.length + returned.length + cleared.length > 0
    })
    .map(({ id }) => id)
}

/** Alerts meant for this person: by name, by role, or for everybody who sees alerts. `r` is the rule. */
export function forMe(db: Reader): Part {
  const roles = db.one<{ roles: string }>('SELECT role_ids AS roles FROM users WHERE id = ?', db.who.user)?.roles ?? '[]'
  const everybody = db.who.permissions.has('alerts.view') ? 1 : 0
  return part(
    `a.site_id = ? AND (r.to_user = ? OR r.to_role IN (SELECT value FROM json_each(?)) OR (r.to_user IS NULL AND r.to_role IS NULL AND ? = 1))`,
    db.who.site,
    db.who.user,
    roles,
    everybody,
  )
}

const FROM = 'alerts a JOIN alert_rules r ON r.id = a.rule_id'
const LAST = (what: string): string =>
  `(SELECT ${what} FROM alert_deeds d WHERE d.alert_id = a.id AND ${BY_HAND} ORDER BY d.at DESC, d.id DESC LIMIT 1)`
const ROW = `a.id, a.rule_id AS ruleId, r.name AS ruleName, r.indicator, r.direction, a.label, a.subject, a.value, a.threshold, ${STATE} AS state,
  ${TURN} AS turn, ${TO_NAME} AS toName, a.rung_at AS rungAt, ${LAST('(SELECT name FROM users WHERE id = d.by)')} AS handledBy,
  (SELECT d.words FROM alert_deeds d WHERE d.alert_id = a.id AND d.words IS NOT NULL ORDER BY d.at DESC, d.id DESC LIMIT 1) AS words,
  ${REACTION} AS reactionMinutes`

export function rowsBy(db: Reader, where: Part, more = ''): AlertRow[] {
  const rows = db
    .all<Omit<AlertRow, 'unit' | 'standing'>>(`SELECT ${ROW} FROM ${FROM} WHERE ${where.sql} ${more}`, ...where.values)
    .filter(({ indicator }) => indicatorNames.includes(indicator))
  const standings = db.states(rows.map(({ id }) => id))
  return rows.map((row) => ({ ...row, unit: indicatorOf(row.indicator).unit, standing: standings.get(row.id) ?? 'alone' }))
}

export function page(db: Reader, request: Input<'alerts.page'>): Output<'alerts.page'> {
  const { ids, ...sums } = listed(db, request, {
    from: FROM,
    id: 'a.id',
    columns: {
      rungAt: { sql: 'a.rung_at', kind: 'instant', indexed: true },
      rule: { sql: 'r.name', kind: 'text' },
      ruleId: { sql: 'a.rule_id', kind: 'text' },
      indicator: { sql: 'r.indicator', kind: 'text' },
      label: { sql: 'a.label', kind: 'text' },
      state: { sql: STATE, kind: 'text', order: `instr('open seen acted cleared closed', ${STATE})` },
      handledBy: { sql: LAST('(SELECT name FROM users WHERE id = d.by)'), kind: 'text' },
    },
    where: [part('a.site_id = ?', db.who.site)],
    search: (text) => part(`(instr(a.label, ?) > 0 OR instr(r.name, ?) > 0)`, text.trim(), text.trim()),
    order: 'a.rung_at DESC',
    indexed: true,
    tie: 'a.rung_at DESC, a.id',
  })
  return { rows: inOrder(ids, rowsBy(db, part('a.id IN (SELECT value FROM json_each(?))', JSON.stringify(ids)))), ...sums }
}

/** @throws Refusal('not-found') for what was meant for others. */
export function mustSeeAlert(db: Reader, id: string): AlertRow {
  const all = db.who.permissions.has('alerts.view')
  const mine = all ? part('a.site_id = ?', db.who.site) : forMe(db)
  const [row] = rowsBy(db, part(`a.id = ? AND ${mine.sql}`, id, ...mine.values))
  if (!row) throw new Refusal('not-found', { table: 'alerts', id })
  return row
}

export function card(db: Reader, { id }: Input<'alerts.card'>): Output<'alerts.card'> {
  return {
    alert: mustSeeAlert(db, id),
    deeds: db.all<{ id: string; kind: DeedKind; words: string | null; by: string; at: number; turn: number }>(
      `SELECT d.id, d.kind, d.words, coalesce((SELECT name FROM users WHERE id = d.by), '') AS by, d.at, d.turn FROM alert_deeds d
       WHERE d.alert_id = ? ORDER BY d.turn, d.at, d.id`,
      id,
    ),
  }
}

export function report(db: Reader, { from, to }: Input<'alerts.report'>): Output<'alerts.report'> {
  const rows = db.all<{
    ruleId: string
    ruleName: string
    state: string
    byId: string | null
    byName: string | null
    minutes: number | null
  }>(
    `SELECT a.rule_id AS ruleId, r.name AS ruleName, ${STATE} AS state, ${LAST('d.by')} AS byId, ${LAST('(SELECT name FROM users WHERE id = d.by)')} AS byName,
       ${REACTION} AS minutes FROM ${FROM} WHERE a.site_id = ? AND a.rung_at >= ? AND a.rung_at < ?`,
    db.who.site,
    startOf(from),
    startOf(addDays(to, 1)),
  )
  const grouped = (keyOf: (row: (typeof rows)[number]) => string | null, nameOf: (row: (typeof rows)[number]) => string | null) => {
    const groups = new Map<string, typeof rows>()
    for (const row of rows) {
      const key = keyOf(row)
      if (key !== null) groups.set(key, [...(groups.get(key) ?? []), row])
    }
    return [...groups]
      .map(([key, of]) => {
        const minutes = median(of.flatMap((row) => (row.minutes === null ? [] : [row.minutes])))
        return {
          key,
          name: (of[0] && nameOf(of[0])) ?? '',
          rung: of.length,
          handled: of.filter((row) => row.byId !== null).length,
          closed: of.filter((row) => row.state === 'closed').length,
          reactionMinutes: minutes === null ? null : Math.round(minutes),
        }
      })
      .toSorted((a, b) => b.rung - a.rung || a.name.localeCompare(b.name, 'zh-CN'))
  }
  return {
    rules: grouped(
      (row) => row.ruleId,
      (row) => row.ruleName,
    ),
    people: grouped(
      (row) => row.byId,
      (row) => row.byName,
    ),
  }
}
