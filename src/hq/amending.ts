// A quarantined changeset corrected at headquarters: a changeset of headquarters' own takes its place, under the same ids and
// with the same guards, and is judged like anybody's. What needs the rules of a module is corrected in its form at a desktop.
import { Refusal } from '../shared/errors.ts'
import { commandIn, tableIn } from '../shared/sync/manifest.ts'
import { type Change, type Outcome, Payload, type Value } from '../shared/sync/protocol.ts'
import { author, type Deciding } from './deciding.ts'
import type { Hq } from './hq.ts'
import { NotAccepted } from './ingest.ts'
import type { KeptQuarantined } from './store/inquiry.ts'

/** Another value for a column of the change with this number. */
export type Correction = { change: number; column: string; value: string | number | null }

/** Null where it cannot be read. */
export function payloadIn(text: string): Payload | null {
  try {
    return Payload.safeParse(JSON.parse(text)).data ?? null
  } catch {
    return null
  }
}

/** Headquarters knows its command, and no right changes hands in it: those name the desktop that asks. */
export function amendable({ judging }: Pick<Hq, 'judging'>, { command, payload }: Pick<KeptQuarantined, 'command' | 'payload'>): boolean {
  const guards = payloadIn(payload)?.guards
  return guards !== undefined && commandIn(judging.manifest, command) !== undefined && guards.every(({ kind }) => kind !== 'grant')
}

/** Texts and numbers of rows that change; references stay, and so does what counts already because it is in a ledger. */
export function correctable(
  { judging }: Pick<Hq, 'judging'>,
  { table, op }: Pick<Change, 'table' | 'op'>,
  column: string,
  value: Value | undefined,
): boolean {
  const policy = tableIn(judging.manifest, table)?.policy
  if (policy === undefined || policy === 'ledger' || (op !== 'insert' && op !== 'update') || column.endsWith('_id')) return false
  return value === null || typeof value === 'string' || typeof value === 'number'
}

/** @throws Refusal cannot-correct */
function corrected(hq: Pick<Hq, 'judging'>, changes: readonly Change[], corrections: readonly Correction[]): Change[] {
  const made = changes.map((change) => ({ ...change, set: { ...change.set } }))
  for (const { change: at, column, value } of corrections) {
    const change = made[at]
    const before = changes[at]?.set[column]
    const fits = before === null || value === null || typeof value === typeof before
    if (!change || !fits || !correctable(hq, change, column, before)) throw new Refusal('cannot-correct', { column })
    change.set[column] = value
  }
  return made
}

/**
 * Takes the changeset's place. It is given up here in the same commit, and its desktop is asked to do so, whereupon what
 * waited for it is judged again. Nothing happens when the corrected one would be quarantined too.
 * @throws Refusal changeset-unknown, cannot-amend, cannot-correct, still-refused
 */
export async function amendQuarantined(
  hq: Deciding,
  id: string,
  corrections: readonly Correction[],
  by: string,
  reason: string,
): Promise<Outcome> {
  let replica = ''
  try {
    const { outcome } = await author(hq, async () => {
      const found = await hq.store.inquiry.quarantined(id)
      const stored = (await hq.store.changesets([id])).get(id)
      if (!found || !stored || found.discarded) throw new Refusal('changeset-unknown')
      const payload = payloadIn(found.payload)
      const device = await hq.store.device(found.replica)
      if (!payload || !device || !amendable(hq, found)) throw new Refusal('cannot-amend')
      replica = device.replica
      const at = hq.now()
      const head = await hq.store.head()
      const { seen } = stored.changeset
      return {
        site: device.site,
        reach: device.reach,
        command: found.command,
        changes: corrected(hq, payload.changes, corrections),
        guards: payload.guards,
        seen: seen.number > head.number ? head : seen,
        closing: {
          discarded: [id],
          // Whoever is off the list hears nothing any more.
          asks: device.revokedAt === null ? [{ changeset: id, replica, wish: { what: 'discard', reason, at } }] : [],
          deed: { at, by, act: 'quarantine.amend', subject: id, details: { reason, command: found.command, values: corrections.length } },
        },
      }
    })
    hq.live.nudge(replica)
    return outcome
  } catch (error) {
    if (!(error instanceof NotAccepted)) throw error
    const [word, ...about] = error.message.split(' ')
    throw new Refusal('still-refused', { reason: word, about: about.join(' ') })
  }
}
