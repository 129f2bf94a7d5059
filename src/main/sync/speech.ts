// What a round says: the changesets it brings, what people decided about quarantined ones, and how this store stands.
import type { Position, RoundRequest } from '../../shared/sync/protocol.ts'
import { PROTOCOL } from '../../shared/sync/protocol-version.ts'
import { heldSums, newestRepairs } from '../store/held.ts'
import { changesetsFrom, getState, type Sending, setState } from '../store/outbox.ts'
import type { Session } from '../store/session.ts'

export type SpeechOptions = {
  session: Session
  appVersion: string
  /** What there is to say of a snapshot HQ asked for. */
  anew: () => RoundRequest['anew']
}

export function createSpeech({ session, appVersion, anew }: SpeechOptions) {
  const { st } = session
  const holds = heldSums(st)
  /** Somebody decided about a quarantined changeset, and HQ has not heard it. */
  const anyWish = (): boolean => st.one('SELECT 1 FROM _sync_wishes LIMIT 1') !== undefined
  /** What people decided about quarantined changesets, oldest first. */
  const wishes = (): Record<'retry' | 'discard', string[]> => {
    const found = anyWish()
      ? st.all<{ changeset: string; wish: 'retry' | 'discard' }>(
          'SELECT changeset, wish FROM _sync_wishes ORDER BY at, changeset LIMIT 200',
        )
      : []
    const of = (kind: 'retry' | 'discard'): string[] => found.flatMap(({ changeset, wish }) => (wish === kind ? [changeset] : []))
    return { retry: of('retry'), discard: of('discard') }
  }
  /** The check HQ last asked for, as far as it was heard. */
  const checked = (): number | null => Number(getState(st, 'checked')) || null

  /** Up to this log line HQ has ruled: its rulings wait for their entries, and nothing is sent again because of them. */
  let ruledUpTo = 0
  /** HQ lacks part of our chain from this seq on. */
  let resendFrom: number | null = null

  const say = (sending: readonly Sending[], position = session.chain().seen): RoundRequest => {
    const oldest = session.oldestPending(sending.length)
    const taking = anew()
    const repairs = newestRepairs(st)
    const check = checked()
    return {
      protocol: PROTOCOL,
      replica: session.chain().replica,
      site: getState(st, 'site') ?? '',
      incarnation: session.chain().incarnation,
      position,
      changesets: sending.map((s) => s.changeset),
      ...wishes(),
      deviceTime: session.now(),
      pending: session.pendingCount(),
      kept: session.chain().seen.number,
      appVersion,
      ...(oldest === null ? {} : { oldestPending: oldest }),
      ...(check === null ? {} : { checked: check }),
      ...(taking === undefined ? {} : { anew: taking }),
      ...(repairs.length === 0 ? {} : { repairs }),
      held: holds(session.chain().seen.number),
    }
  }

  return {
    /** There is something HQ has not heard. */
    unsaid: (): boolean => resendFrom !== null || session.anyPending(ruledUpTo) || anyWish(),
    /** What the next round brings. */
    toSend: (most: { changesets: number; bytes: number }): Sending[] => {
      if (resendFrom !== null) return changesetsFrom(st, session.chain(), resendFrom, most.changesets, most.bytes)
      return session.anyPending(ruledUpTo) ? session.pending(most.changesets, most.bytes, ruledUpTo) : []
    },
    /** HQ has ruled about everything that a round brought. */
    ruled: (sending: readonly Sending[]): void => {
      const last = sending.at(-1)
      if (resendFrom === null) ruledUpTo = last?.n ?? ruledUpTo
      else resendFrom = !last || last.changeset.seq >= session.chain().seq ? null : last.changeset.seq + 1
    },
    resend: (from: number): void => void (resendFrom = from),
    /** The rulings are in the store, or forgotten: what is pending there is all that is to be sent. */
    settled: (): void => void (ruledUpTo = 0),
    say,
    /** A round that says nothing and asks for what comes after a position. */
    ask: (position: Position): RoundRequest => ({ ...say([], position), retry: [], discard: [] }),
    /** HQ answered a round that said this: its decisions need not be said again. */
    heard: ({ retry, discard }: RoundRequest): void => {
      const said = [...retry, ...discard]
      if (said.length > 0)
        session.keep(
          ['_sync_state'],
          () => void st.run('DELETE FROM _sync_wishes WHERE changeset IN (SELECT value FROM json_each(?))', JSON.stringify(said)),
        )
    },
    /** HQ asks that every row be counted. True when that is news. */
    askedToCheck: (check: number): boolean => {
      if (check === checked()) return false
      session.keep([], () => setState(st, 'checked', String(check)))
      return true
    },
  }
}
