// Where the hand is in a list and what is ticked, for one question: another question begins at the top with nothing ticked,
// the same one asked again follows the row it was about.
import { useCallback, useState } from 'react'
import type { AskPage, Question, Seen } from './row-window.ts'
import { added, everything, nothing, toggled, type Selection } from './selection.ts'

type Mind = { question: Question; at: number; id: string | undefined; selection: Selection }
const fresh = (question: Question): Mind => ({ question, at: 0, id: undefined, selection: nothing })

/** The row one was at, wherever it moved to; else the place it was at, or the last one. */
export function placeOf<Row extends { id: string }>(
  seen: Pick<Seen<Row>, 'row' | 'find' | 'total'>,
  at: number,
  id: string | undefined,
): number {
  if (id !== undefined && seen.row(at)?.id !== id) {
    const moved = seen.find((row) => row.id === id)
    if (moved !== undefined) return moved
  }
  return Math.max(0, Math.min(at, (seen.total ?? 1) - 1))
}

const SLICE = 500

/** The ids of lines `from` to `to` (both included): what is seen, and for the rest the store is asked. A group's own line has none. */
export async function idsBetween<Row extends { id: string }>(
  seen: Pick<Seen<Row>, 'row'>,
  page: AskPage<Row>,
  question: Question,
  from: number,
  to: number,
  rowAt: (line: number) => number | null = (line) => line,
): Promise<string[]> {
  const ids: string[] = []
  for (let at = from; at <= to;) {
    const row = seen.row(at)
    if (row) {
      ids.push(row.id)
      at++
      continue
    }
    const first = rowAt(at)
    if (first === null) {
      at++
      continue
    }
    let run = 1
    while (run < SLICE && at + run <= to && rowAt(at + run) === first + run) run++
    const reply = await page({ ...question, offset: first, limit: run })
    if (!reply.ok || reply.value.rows.length === 0) return ids
    ids.push(...reply.value.rows.map((each) => each.id))
    at += reply.value.rows.length
  }
  return ids
}

/** `asked` is the question as a person put it; `question` and `rowAt` what the store is asked when groups are open. */
export function useMind<Row extends { id: string }>(
  seen: Seen<Row>,
  asked: Question,
  page: AskPage<Row>,
  question: Question,
  rowAt: ((line: number) => number | null) | undefined,
) {
  const [kept, setKept] = useState<Mind>(() => fresh(asked))
  const mind = kept.question === asked ? kept : fresh(asked)
  const focused = placeOf(seen, mind.at, mind.id)
  const change = useCallback(
    (part: (now: Mind) => Partial<Mind>) =>
      setKept((before) => {
        const now = before.question === asked ? before : fresh(asked)
        return { ...now, ...part(now) }
      }),
    [asked],
  )
  const focus = useCallback((at: number) => change(() => ({ at, id: seen.row(at)?.id })), [change, seen])
  const toggle = useCallback(
    (at: number) => {
      const id = seen.row(at)?.id
      if (id !== undefined) change((now) => ({ selection: toggled(now.selection, id) }))
    },
    [change, seen],
  )
  const range = useCallback(
    (a: number, b: number) =>
      void idsBetween(seen, page, question, Math.min(a, b), Math.max(a, b), rowAt).then((ids) =>
        change((now) => ({ selection: added(now.selection, ids) })),
      ),
    [change, seen, page, question, rowAt],
  )
  const all = useCallback(() => change(() => ({ selection: everything })), [change])
  const clear = useCallback(() => change(() => ({ selection: nothing })), [change])
  return { focused, selection: mind.selection, focus, toggle, range, all, clear }
}
