// Codes and one-time links that open nothing any more, in SQLite. A roll-out knows by its codes which of its desktops have come.
import type { Statements } from './statements.ts'

const SPENT = [
  ['codes', 'pairing_codes', ' AND digest NOT IN (SELECT digest FROM rollout_lines WHERE digest IS NOT NULL)'],
  ['links', 'administrator_links', ''],
] as const
const where = (table: string, but: string): string => `FROM ${table} WHERE coalesce(used_at, expires_at) < ?${but}`

export const countSpent = (st: Statements, before: number): { codes: number; links: number } =>
  Object.fromEntries(
    SPENT.map(([name, table, but]) => [name, st.one<{ n: number }>(`SELECT count(*) AS n ${where(table, but)}`, before)?.n ?? 0]),
  ) as { codes: number; links: number }

export function dropSpent(st: Statements, before: number): void {
  for (const [, table, but] of SPENT) st.run(`DELETE ${where(table, but)}`, before)
}
