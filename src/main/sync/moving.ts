// What a desktop that HQ moved to another site takes with it: who it is, and nothing of what it held. It begins there as
// a new incarnation of the same replica, in an empty store whose download is unfinished.
import type { RoundAnswer } from '../../shared/sync/protocol.ts'
import { identify, readDesk } from '../store/desk.ts'
import { getState, setState } from '../store/outbox.ts'
import type { Statements } from '../store/statements.ts'
import { markUnfinished } from './bootstrap.ts'

export type Moved = NonNullable<RoundAnswer['moved']>

/** Writes the identity of the desktop `from` is the store of into a new, empty store. */
export function carryOver(from: Pick<Statements, 'one'>, to: Statements, moved: Moved): void {
  const { replica } = readDesk(from)
  identify(to, { replica, site: moved.site, deviceCode: moved.deviceCode, demo: false })
  setState(to, 'incarnation', String(moved.incarnation))
  for (const key of ['hq', 'device_key', 'counter', 'reach']) {
    const kept = getState(from, key)
    if (kept !== null) setState(to, key, kept)
  }
  markUnfinished(to)
}
