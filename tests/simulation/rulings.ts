// What became of changesets: what was committed outside every store, what each desktop says of it, what headquarters says.
import type { Session } from '../../src/main/store/session.ts'
import type { Headquarters } from './headquarters.ts'
import type { Tables } from './watch.ts'

/** What became of a changeset, as its desktop says; ruled once, ruled for good. */
export type Fates = Map<string, string>
type Ruled = { id: string; outcome: string; position: number | null; cases: string; discarded: number }

/**
 * Every committed changeset has exactly one ruling, the desktop knows the same one, it never changes, and what was altered
 * or refused is in an inbox (S-RULE-1, S-RULE-4). `committed` was noted outside the store when its command returned.
 */
export function ruled(
  hq: Headquarters,
  tables: Tables,
  { name, session }: { name: string; session: Session },
  committed: ReadonlySet<string>,
  before: Fates,
): string[] {
  const found: string[] = []
  const past = hq.past()
  if (!past) return []
  const own = session.st.all<{ id: string; state: string; position: number | null }>(
    `SELECT id, state, position FROM _sync_changesets WHERE seq IS NOT NULL AND state <> 'local' ORDER BY n`,
  )
  const known = new Set(own.map((c) => c.id))
  for (const id of committed) if (!known.has(id)) found.push(`${name}: changeset ${id} was committed and is not in its log`)
  for (const { id, state, position } of own) {
    if (state === 'pending') continue
    const fate = `${state} ${position}`
    const earlier = before.get(id)
    if (earlier !== undefined && earlier !== fate && !earlier.startsWith('quarantined'))
      found.push(`${name}: ${id} was ${earlier}, now ${fate}`)
    before.set(id, fate)
    const there = past.one<Ruled>('SELECT id, outcome, position, cases, discarded FROM changesets WHERE id = ?', id)
    if (!there) {
      found.push(`${name}: ${id} is ${state} and headquarters does not have it`)
      continue
    }
    const outcome = there.discarded === 1 ? 'discarded' : there.outcome
    if (outcome !== state || (there.position !== position && outcome !== 'discarded'))
      found.push(`${name}: ${id} is ${fate} here, ${outcome} ${there.position} at headquarters`)
    if (earlier !== undefined || (outcome !== 'lost' && outcome !== 'adjusted')) continue
    const cases = JSON.parse(there.cases) as string[]
    if (cases.length === 0) found.push(`${name}: ${id} is ${outcome} and nobody is told`)
    for (const one of cases) if (!tables.get('cases')?.has(one)) found.push(`${name}: ${id} is ${outcome}, its case ${one} is nowhere`)
  }
  return found
}
