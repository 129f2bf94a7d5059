// The rows of the board with their slots, laid out by share of the day; one button a slot, so that two hundred are nothing to a
// window. Dragging follows the hand and is said once it lets go. For Tab the board is one stop; the keyboard's hand stays on the
// slot it holds, wherever a move puts it.
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Board, BoardSlot } from '../../../shared/modules/floor/contract.ts'
import { Glyph } from '../../ui/Glyph.tsx'
import { draggedTo, HOURS, lanesOf, leftOf, moveOf, walkedTo, widthOf } from './board.ts'
import { clockText, glyphs, useLackWords } from './looks.tsx'
import type { Where } from './use-moves.ts'

export type By = 'technician' | 'bay'
type Hands = {
  moves: boolean
  /** A slot that was just planned: the hand takes it when it appears. */
  taken: { id: string } | null
  onMove: (slot: BoardSlot, to: Partial<Where>) => void
  onOpen: (slot: BoardSlot) => void
  onSplit: (slot: BoardSlot) => void
  onDrop: (slot: BoardSlot) => void
}

const NO_BAY = 'none'
const LANE = 34
const percent = (share: number): string => `${share * 100}%`

export function Rows({ board, by, dayAt, ...hands }: { board: Board; by: By; dayAt: number } & Hands) {
  const { t } = useTranslation('floor')
  const rows =
    by === 'technician'
      ? board.technicians.map(({ id, name, plannedMinutes }) => ({
          id,
          name,
          note: t('planned', { hours: Math.round(plannedMinutes / 6) / 10 }),
        }))
      : [
          ...board.bays.filter(({ active }) => active).map(({ id, name, kind }) => ({ id, name, note: t(`bayKinds.${kind}`) })),
          { id: NO_BAY, name: t('noBay'), note: '' },
        ]
  const rowOf = (slot: BoardSlot): string => (by === 'technician' ? slot.technicianId : (slot.bayId ?? NO_BAY))
  const placeIn = (row: string): Partial<Where> => (by === 'technician' ? { technicianId: row } : { bayId: row === NO_BAY ? null : row })
  const nowAt = leftOf(board.now, dayAt)
  const grid = useRef<HTMLDivElement>(null)
  const laid = rows.map(({ id }) => board.slots.filter((slot) => rowOf(slot) === id))
  /** The slot Tab comes to; the first until somebody walked to another. */
  const [stop, setStop] = useState<string | null>(null)
  const standing = laid.flat()
  const tabStop = standing.some(({ id }) => id === stop) ? stop : standing[0]?.id
  const holds = useRef(false)
  const seen = useRef(hands.taken)
  const slotOf = (id: string | null | undefined): HTMLElement | null =>
    id ? (grid.current?.querySelector<HTMLElement>(`[data-slot="${id}"]`) ?? null) : null
  const { taken } = hands
  useEffect(() => {
    const planned = taken === seen.current ? null : slotOf(taken?.id)
    if (planned) {
      seen.current = taken
      planned.focus()
    } else if (holds.current && document.activeElement === document.body) slotOf(tabStop)?.focus()
  })

  const type = (event: React.KeyboardEvent, slot: BoardSlot): void => {
    const walked = event.ctrlKey && !event.shiftKey && !event.altKey ? walkedTo(laid, slot, event.key) : null
    if (walked) {
      event.preventDefault()
      event.stopPropagation()
      slotOf(walked.id)?.focus()
    }
    if (event.ctrlKey || event.metaKey || event.altKey || !hands.moves) return
    const move = moveOf(event.key, event.shiftKey)
    if (move?.by === 'time') hands.onMove(slot, { startsAt: slot.startsAt + move.minutes * 60_000 })
    else if (move?.by === 'length') hands.onMove(slot, { slotMinutes: Math.max(15, slot.slotMinutes + move.minutes) })
    else if (move?.by === 'row') {
      const next = rows[rows.findIndex(({ id }) => id === rowOf(slot)) + move.rows]
      if (next) hands.onMove(slot, placeIn(next.id))
    } else if (event.key.toLowerCase() === 'x') hands.onSplit(slot)
    else if (event.key === 'Delete') hands.onDrop(slot)
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  return (
    <div className="floor-grid" ref={grid} role="group" aria-label={t('board')}>
      <div className="floor-head" aria-hidden>
        <span className="floor-name" />
        <div className="floor-track">
          {HOURS.map((hour) => (
            <span key={hour} className="floor-hour" style={{ left: percent(leftOf(dayAt + hour * 3_600_000, dayAt)) }}>
              {`${hour}:00`}
            </span>
          ))}
        </div>
      </div>
      {rows.map((row, nth) => {
        const slots = laid[nth] ?? []
        const { lane, count } = lanesOf(slots)
        return (
          <div key={row.id} className="floor-row" data-row={row.id}>
            <div className="floor-name">
              <b>{row.name}</b>
              <span className="cap">{row.note}</span>
            </div>
            <div className="floor-track" style={{ height: count * LANE + 6 }}>
              {HOURS.map((hour) => (
                <i key={hour} style={{ left: percent(leftOf(dayAt + hour * 3_600_000, dayAt)) }} />
              ))}
              {nowAt > 0 && nowAt < 1 && <i className="now" style={{ left: percent(nowAt) }} />}
              {slots.map((slot) => (
                <SlotButton
                  key={slot.id}
                  slot={slot}
                  dayAt={dayAt}
                  top={(lane.get(slot.id) ?? 0) * LANE + 3}
                  stops={slot.id === tabStop}
                  onHold={(held) => {
                    holds.current = held
                    if (held) setStop(slot.id)
                  }}
                  onKey={(event) => type(event, slot)}
                  onOpen={() => hands.onOpen(slot)}
                  onLand={
                    hands.moves
                      ? (share, y) => {
                          const under = [...(grid.current?.querySelectorAll<HTMLElement>('[data-row]') ?? [])].find((element) => {
                            const { top, bottom } = element.getBoundingClientRect()
                            return y >= top && y < bottom
                          })
                          const startsAt = draggedTo(slot, dayAt, share)
                          const place = placeIn(under?.dataset['row'] ?? row.id)
                          hands.onMove(slot, { ...place, startsAt })
                        }
                      : null
                  }
                />
              ))}
            </div>
          </div>
        )
      })}
      {hands.moves && <p className="cap">{t('keys')}</p>}
    </div>
  )
}

/** Pixels a hand moves before it drags and does not press. */
const DRAGS = 5

function SlotButton({
  slot,
  dayAt,
  top,
  stops,
  onHold,
  onKey,
  onOpen,
  onLand,
}: {
  slot: BoardSlot
  dayAt: number
  top: number
  /** Tab comes to this one. */
  stops: boolean
  /** The focus came, or went on; a button that was made anew under it says neither. */
  onHold: (held: boolean) => void
  onKey: (event: React.KeyboardEvent) => void
  onOpen: () => void
  onLand: ((share: number, y: number) => void) | null
}) {
  const { t } = useTranslation('floor')
  const lackWords = useLackWords()
  const from = useRef<{ x: number; y: number; width: number } | null>(null)
  const dragged = useRef(false)
  const [by, setBy] = useState<{ x: number; y: number } | null>(null)
  const words = [
    `${clockText(slot.startsAt)}–${clockText(slot.startsAt + slot.slotMinutes * 60_000)}`,
    slot.plate ?? slot.carName,
    slot.name,
    t(`stages.${slot.stage}`),
    slot.clashes && t('clashes'),
    slot.late && t('late'),
    slot.lacks && lackWords(slot.lacks),
  ].filter(Boolean)
  return (
    <button
      type="button"
      className={[
        'floor-slot',
        `stage-${slot.stage}`,
        slot.clashes && 'clashes',
        slot.late && 'late',
        slot.lacks && 'lacks',
        by && 'dragged',
      ]
        .filter(Boolean)
        .join(' ')}
      style={{
        left: percent(leftOf(slot.startsAt, dayAt)),
        width: `calc(${percent(widthOf(slot.slotMinutes))} - 2px)`,
        top,
        ...(by ? { transform: `translate(${by.x}px, ${by.y}px)` } : {}),
      }}
      title={words.join(' · ')}
      aria-label={words.join(' · ')}
      data-slot={slot.id}
      tabIndex={stops ? 0 : -1}
      onFocus={() => onHold(true)}
      onBlur={() => onHold(false)}
      onKeyDown={onKey}
      onClick={() => (dragged.current ? (dragged.current = false) : onOpen())}
      onPointerDown={(event) => {
        if (!onLand || event.button !== 0) return
        const width = event.currentTarget.parentElement?.clientWidth ?? 1
        from.current = { x: event.clientX, y: event.clientY, width }
        event.currentTarget.setPointerCapture(event.pointerId)
      }}
      onPointerMove={(event) => {
        if (!from.current) return
        const move = { x: event.clientX - from.current.x, y: event.clientY - from.current.y }
        if (by || Math.hypot(move.x, move.y) > DRAGS) setBy(move)
      }}
      onPointerUp={(event) => {
        const start = from.current
        from.current = null
        if (!start || !by) return
        dragged.current = true
        setBy(null)
        onLand?.((event.clientX - start.x) / start.width, event.clientY)
      }}
      onPointerCancel={() => {
        from.current = null
        setBy(null)
      }}
    >
      <Glyph shape={slot.lacks ? 'diamond' : glyphs[slot.stage]} size={10} />
      <span>
        <b>{slot.plate ?? slot.carName}</b> {slot.name}
      </span>
    </button>
  )
}
