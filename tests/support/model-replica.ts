// A desktop reduced to what matters for agreement: it shows the feed up to its position with its pending changes over
// it, writes at once, and sends in order. No files, no network: a test moves it step by step.
import type { Change, Guard, Row, Value } from '../../src/shared/sync/protocol.ts'
import type { Judgement } from '../../src/shared/sync/arbitrate.ts'
import { docKey, type Device } from '../../src/shared/sync/state.ts'
import type { Said } from './judge.ts'

type Rows = Map<string, Row>
type Written = Required<Pick<Said, 'changes' | 'guards'>> & Pick<Said, 'command'> & { seen: number }
export type ModelHq = { say(said: Said): Judgement & { position: number }; feed: Change[][] }

export function modelReplica(device: Device, hq: ModelHq) {
  const confirmed: Rows = new Map()
  let position = 0
  let pending: Written[] = []
  /** How many of them HQ has, unknown to this desktop. */
  let sent = 0

  const over = (rows: Rows, changes: readonly Change[]): void => {
    for (const change of changes) {
      const key = docKey(change.table, change.id)
      const before = rows.get(key)
      if (change.op === 'delete') rows.delete(key)
      else if (before || change.op === 'insert') {
        const next: Record<string, Value> = { ...before }
        for (const [column, value] of Object.entries(change.set)) {
          if (value === null) delete next[column]
          else next[column] = value
        }
        rows.set(key, next)
      }
    }
  }
  const shown = (): Rows => {
    const rows: Rows = new Map(confirmed)
    for (const { changes } of pending) over(rows, changes)
    return rows
  }
  return {
    device,
    row: (table: string, id: string): Row | undefined => shown().get(docKey(table, id)),
    confirmed: (table: string, id: string): Row | undefined => confirmed.get(docKey(table, id)),
    write: (changes: Change[], guards: Guard[], command?: string) =>
      void pending.push({ changes, guards, seen: position, ...(command ? { command } : {}) }),
    /** Has a changeset of its own that HQ has not answered a guard of this kind? */
    asks: (kind: Guard['kind']): boolean => pending.some(({ guards }) => guards.some((g) => g.kind === kind)),
    /** Sends the oldest pending changeset; the answer is lost. */
    sendOne: (): void => {
      const next = sent < pending.length ? pending[sent++] : undefined
      if (next) hq.say({ by: device, ...next })
    },
    unsent: () => pending.length - sent,
    /** Sends everything pending and takes the whole feed. */
    sync: (): void => {
      for (const next of pending.slice(sent)) hq.say({ by: device, ...next })
      pending = []
      sent = 0
      while (position < hq.feed.length) over(confirmed, hq.feed[position++] as Change[])
    },
  }
}
export type ModelReplica = ReturnType<typeof modelReplica>
