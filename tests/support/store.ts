// A real SQLite store in memory for unit tests, with a person who may do everything and a clock the test owns.
import { resolve } from 'node:path'
import { entries, type Asked, type CommandName, type Name, type Output, type QueryName } from '../../src/shared/contract.ts'
import { permissions } from '../../src/shared/permissions.ts'
import '../../src/shared/tables.ts'
import { derives } from '../../src/main/modules/derives.ts'
import { handlers } from '../../src/main/modules/handlers.ts'
import { migrate, readMigrations } from '../../src/main/store/migrate.ts'
import { openDatabase } from '../../src/main/store/open.ts'
import { setState } from '../../src/main/store/outbox.ts'
import type { Reader } from '../../src/main/store/read.ts'
import { createSession } from '../../src/main/store/session.ts'
import { statementsOf } from '../../src/main/store/statements.ts'
import type { Who } from '../../src/main/store/who.ts'
import type { Writer } from '../../src/main/store/write.ts'

/** 2026-11-22 10:30 in China. */
export const START_AT = Date.UTC(2026, 10, 22, 2, 30)
export const SITE = '019a0000-0000-7000-8000-00000000000a'
export const somebody = (over: Partial<Who> = {}): Who => ({
  user: '019a0000-0000-7000-8000-0000000000b1',
  name: '测试员',
  permissions: new Set(permissions),
  reach: 'site',
  site: SITE,
  siteCode: 'KS',
  replica: 'replica-1',
  deviceCode: '01',
  ...over,
})

export function testStore(
  options: {
    file?: string
    key?: string | null
    joined?: boolean
    replica?: string
    decides?: boolean
    fold?: () => Promise<void>
  } = {},
) {
  const raw = openDatabase({ file: options.file ?? ':memory:', key: options.key ?? null })
  migrate(raw, readMigrations(resolve(import.meta.dirname, '../../migrations')))
  const st = statementsOf(raw)
  setState(st, 'replica', options.replica ?? 'replica-1')
  if (options.joined) setState(st, 'hq', 'hq-1')
  const clock = { at: START_AT }
  const session = createSession(raw, {
    now: () => clock.at++,
    derives,
    ...(options.fold ? { fold: options.fold } : {}),
    ...(options.decides === undefined ? {} : { decides: () => options.decides ?? false }),
  })
  /** Runs a query or command of the contract as `who`, parsed as at the border. @throws Refusal and whatever the handler throws. */
  const run = <N extends QueryName | CommandName>(name: N, input: Asked<N>, who: Who = somebody()): Output<N> => {
    const entry = entries.get(name as Name)
    if (!entry) throw new Error(`no ${name}`)
    const parsed = entry.input.parse(input)
    const handler = handlers[name] as (db: Reader | Writer, input: unknown) => Output<N>
    if (entry.kind === 'query') return entry.output.parse(session.read(who, (db) => handler(db, parsed))) as Output<N>
    return session.write(who, { command: name, writes: new Set((entry as { writes: readonly string[] }).writes) }, (db) =>
      handler(db as Writer, parsed),
    )
  }
  return { raw, st, session, clock, run }
}
