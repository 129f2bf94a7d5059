// Moves of slots over the board: shown at once where the hand put them and said one after another, so that keys pressed in haste all
// count. A refused one goes back to where it was and says why; what headquarters or another desk makes of it comes with the board.
import { useRef, useState } from 'react'
import type { Failure } from '../../../shared/errors.ts'
import type { Board, BoardSlot } from '../../../shared/modules/floor/contract.ts'
import { call, newAttempt } from '../../api.ts'

/** Where a slot stands: epoch ms and minutes. */
export type Where = Pick<BoardSlot, 'technicianId' | 'bayId' | 'startsAt' | 'slotMinutes'>
type Moved = Where & { said: boolean }

/** `board` as it was read; answers with it as the hand left it. */
export function useMoves(board: Board | undefined): {
  shown: Board | undefined
  failure: Failure | null
  move: (slot: BoardSlot, to: Partial<Where>) => void
} {
  const [moved, setMoved] = useState<ReadonlyMap<string, Moved>>(new Map())
  const [failure, setFailure] = useState<Failure | null>(null)
  const [read, setRead] = useState(board)
  const queue = useRef(Promise.resolve())
  // What was said is in whatever is read after it, or was overruled there.
  if (board !== read) {
    setRead(board)
    if ([...moved.values()].some(({ said }) => said)) setMoved(new Map([...moved].filter(([, { said }]) => !said)))
  }
  const move = (slot: BoardSlot, to: Partial<Where>): void => {
    const { technicianId, bayId, startsAt, slotMinutes } = { ...slot, ...to }
    const mine: Moved = { technicianId, bayId, startsAt, slotMinutes, said: false }
    setMoved((before) => new Map(before).set(slot.id, mine))
    setFailure(null)
    queue.current = queue.current.then(async () => {
      const reply = await call(
        'floor.replan',
        { id: slot.id, technicianId, bayId, startsAt, minutes: slotMinutes },
        { attempt: newAttempt() },
      )
      if (!reply.ok) setFailure(reply.error)
      setMoved((before) => {
        // A later move of the same slot has its own word to wait for.
        if (before.get(slot.id) !== mine) return before
        const after = new Map(before)
        if (reply.ok) after.set(slot.id, { ...mine, said: true })
        else after.delete(slot.id)
        return after
      })
    })
  }
  const shown =
    board && moved.size > 0 ? { ...board, slots: board.slots.map((slot) => ({ ...slot, ...placeOf(moved.get(slot.id)) })) } : board
  return { shown, failure, move }
}

const placeOf = (moved: Moved | undefined): Partial<Where> => {
  if (!moved) return {}
  const { said: _, ...where } = moved
  return where
}
