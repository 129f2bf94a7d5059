// Nothing here: a line drawing, one sentence, one button. First use and no result read differently.
import type { ReactNode } from 'react'
import './parts.css'

const drawings = {
  car: (
    <path d="M14 62c-4-1-5-5-4-10l3-9c1-4 5-6 10-7l30-5c16-11 33-19 56-20 32-2 57 3 80 19l10 4c21 2 38 6 46 11 5 3 7 8 6 13-.5 3-2 4-5 4h-14M190 62H84M38 62H14M66 33c13-9 26-14 43-15l5 16-50 1zM121 17.5c20-.5 37 3 54 14l4 3-52 0zM118 35c2 9 2 18 0 27M120 41h9M184 36c-2 10-6 17-13 22M45 62a16 16 0 1 0 32 0 16 16 0 1 0-32 0M52 62a9 9 0 1 0 18 0 9 9 0 1 0-18 0M197 62a16 16 0 1 0 32 0 16 16 0 1 0-32 0M204 62a9 9 0 1 0 18 0 9 9 0 1 0-18 0M231 45c6-1 12 0 17 3M13 44h13" />
  ),
  paper: <path d="M100 8h46l20 20v48h-66zM145 9v20h20M112 40h42M112 50h42M112 60h26" />,
  people: (
    <path d="M112 36a13 13 0 1 0 0-26 13 13 0 0 0 0 26zM88 74c2-16 12-25 24-25s22 9 24 25M158 40a10 10 0 1 0 0-20 10 10 0 0 0 0 20zM146 54c4-3 8-4 12-4 10 0 18 8 20 22" />
  ),
  search: <path d="M124 62a24 24 0 1 0 0-48 24 24 0 0 0 0 48zM142 55l24 22" />,
  calm: <path d="M40 60h184M70 50c20-14 32-14 52 0s32 14 52 0M92 34c14-10 22-10 36 0s22 10 36 0" />,
} as const

/** The quiet line drawing, also at the head of a vehicle's pane. */
export function Drawing({ of }: { of: keyof typeof drawings }) {
  return (
    <svg
      className="drawing"
      viewBox="0 0 264 84"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.5"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden
    >
      {drawings[of]}
      <path d="M2 78h260" strokeOpacity=".35" />
    </svg>
  )
}

export function Empty({
  drawing = 'paper',
  title,
  children,
  action,
}: {
  drawing?: keyof typeof drawings
  /** A heading above the sentence, where the screen's other parts have theirs. */
  title?: string
  children: ReactNode
  action?: ReactNode
}) {
  return (
    <div className="empty">
      <Drawing of={drawing} />
      {title && <h2 className="strong">{title}</h2>}
      <p>{children}</p>
      {action}
    </div>
  )
}
