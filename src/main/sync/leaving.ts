// How a desktop that HQ took off its list goes: its whole outbox is handed over first, then it forgets the key it signed
// with. What becomes of the store's own keys is the profile's affair (desktop/leaving.ts).
import type { RoundRequest } from '../../shared/sync/protocol.ts'
import { changesetsFrom, getState, type Sending, setState } from '../store/outbox.ts'
import type { Session } from '../store/session.ts'
import type { Statements } from '../store/statements.ts'
import type { Link } from './link.ts'
import { WireError } from './wire-error.ts'

const REVOKED = 'revoked_at'

/** When HQ had taken everything from this desktop and it let go of its key; null while it belongs to its HQ. */
export function leftAt(st: Pick<Statements, 'one'>): number | null {
  const at = getState(st, REVOKED)
  return at === null ? null : Number(at)
}

/** From here on this desktop is nobody to any HQ. */
export const letGo = (session: Session): void =>
  session.keep(['_sync_state'], (st) => {
    st.run(`DELETE FROM _sync_state WHERE key = 'device_key'`)
    setState(st, REVOKED, String(session.now()))
  })

export type HandingOver = {
  link: Link
  session: Session
  /** The request that carries these. */
  say: (sending: readonly Sending[]) => RoundRequest
  most: { changesets: number; bytes: number }
  wanted: () => boolean
}

/**
 * Sends everything HQ has not ruled on, batch after batch; to each HQ says `revoked` once it has kept it. True when
 * nothing is left to say: the device key is gone then, and nothing can be written behind what was sent. False when HQ
 * took this desktop back meanwhile. Broken off (@throws WireError) or killed, it begins again: HQ knows each by its id.
 */
export async function handOver({ link, session, say, most, wanted }: HandingOver): Promise<boolean> {
  const { st } = session
  let after = 0
  let resendFrom: number | null = null
  let { changesets, bytes } = most
  while (wanted()) {
    const sending: Sending[] =
      resendFrom === null ? session.pending(changesets, bytes, after) : changesetsFrom(st, session.chain(), resendFrom, changesets, bytes)
    const last = sending.at(-1)
    if (!last) {
      letGo(session)
      return true
    }
    try {
      await link.ask('round', say(sending))
      return false
    } catch (error) {
      if (!(error instanceof WireError)) throw error
      if (error.code === 'gap' && error.detail.expected !== undefined && resendFrom === null) resendFrom = error.detail.expected
      else if (error.code === 'too-large' && changesets > 1) [changesets, bytes] = [Math.ceil(changesets / 4), Math.ceil(bytes / 4)]
      else if (error.code !== 'revoked') throw error
      else if (resendFrom === null) after = last.n
      else resendFrom = last.changeset.seq + 1
    }
  }
  return false
}
