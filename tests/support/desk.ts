// A desktop without a window for tests of what people do at it: an established store, real sessions and real dispatch.
import type { Asked, Name, Reply } from '../../src/shared/contract.ts'
import { createDispatch } from '../../src/main/ipc/dispatch.ts'
import { createSessions } from '../../src/main/ipc/sessions.ts'
import { establish } from '../../src/main/modules/admin/commands.ts'
import { allModules } from '../../src/main/modules/handlers.ts'
import { programOf, whoOf } from '../../src/main/modules/identity/queries.ts'
import type { Services } from '../../src/main/modules/services.ts'
import { hashSecret } from '../../src/main/passwords.ts'
import { setState } from '../../src/main/store/outbox.ts'
import { roleIdOf } from '../../src/shared/modules/admin/rules.ts'
import type { RoleTemplate } from '../../src/shared/modules/admin/rules/first-roles.ts'
import { SITE, somebody, testStore } from './store.ts'

export const BOSS = { login: 'boss', password: 'Plum-Blossom-42' }
/** One Argon2id for all tests of a file: making one costs a tenth of a second. */
let bossVerifier: Promise<string> | null = null

export async function testDesk(options: { demo?: boolean; joined?: boolean; save?: (suggested: string) => string | null } = {}) {
  const store = testStore(options.joined ? { joined: true, decides: true } : {})
  const { session, st, clock } = store
  setState(st, 'site', SITE)
  setState(st, 'device_code', '01')
  if (options.demo) setState(st, 'demo', '1')
  const nobody = somebody({ user: 'system', name: '', permissions: new Set() })
  const program = session.read(nobody, programOf)
  const verifier = options.demo ? null : await (bossVerifier ??= hashSecret(BOSS.password))
  const { userId: boss } = session.write({ ...program, siteCode: 'KS' }, { command: 'admin.establish', writes: null }, (db) =>
    establish(db, {
      site: { name: '昆山店', code: 'KS', legalName: null, uscc: null, phone: null, address: null, bankName: null, bankAccount: null },
      deviceName: '前台 1',
      person: { name: '沈知遥', login: BOSS.login, title: '店长', phone: null, password: verifier },
    }),
  )
  const changed: string[] = []
  const sessions = createSessions({
    lookUp: (userId) => session.read(nobody, (db) => whoOf(db, userId)),
    onChange: (caller) => changed.push(caller),
  })
  session.onTouched((tables) => sessions.follow(tables))
  const incidents: unknown[] = []
  const services = {
    sessions,
    dialogs: { save: async ({ suggested }: { suggested: string }) => options.save?.(suggested) ?? null },
  } as unknown as Services
  const { dispatch, cancelAll } = createDispatch({
    modules: allModules(),
    store: () => session,
    services,
    incident: (error) => (incidents.push(error), String((error as Error).stack)),
  })
  const call = async <N extends Name>(name: N, input: Asked<N>, caller = '1', id?: string): Promise<Reply<N>> =>
    (await dispatch({ name, input, caller, id })) as Reply<N>
  /** The audit log's commands, oldest first. */
  const log = (): string[] => st.all<{ command: string }>('SELECT command FROM _sync_changesets ORDER BY n').map((line) => line.command)
  /** Somebody with the role of a template, made by the boss. */
  const hire = (name: string, login: string, template: RoleTemplate, password: string | null = null): string =>
    store.run(
      'admin.createUser',
      { name, login, roleIds: [roleIdOf(template)], siteIds: [SITE], password },
      session.read(nobody, (db) => whoOf(db, boss)) ?? undefined,
    ).id
  return { ...store, clock, boss, sessions, changed, incidents, call, cancelAll, log, hire }
}

/** The value of a reply that must be a yes. */
export function yes<T>(reply: { ok: true; value: T } | { ok: false; error: { code: string; details?: unknown; incident?: string } }): T {
  if (!reply.ok) throw new Error(`refused: ${reply.error.code} ${JSON.stringify(reply.error.details ?? '')} ${reply.error.incident ?? ''}`)
  return reply.value
}
