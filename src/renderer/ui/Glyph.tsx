// The shapes that states are told by: own drawings on a 12 px square, because a state must be readable without colour.
// A glyph is never the only bearer of a meaning; a word stands beside it.
import type { ReactNode } from 'react'
import './marks.css'

const shapes = {
  square: <rect x="2" y="2" width="8" height="8" rx="1.2" />,
  disc: <circle cx="6" cy="6" r="4.4" fill="currentColor" stroke="none" />,
  wheel: (
    <>
      <circle cx="6" cy="6" r="4.4" />
      <path d="M1.9 5 6 6.4 10.1 5M6 6.4v4" strokeWidth="1.3" />
    </>
  ),
  triangle: <path d="M6 1.6 11 10.2H1z" fill="currentColor" strokeWidth="1" />,
  tick: <path d="M1.8 6.4 4.7 9.3 10.2 3" strokeWidth="1.7" />,
  chevrons: <path d="M1.8 2.5 5.3 6 1.8 9.5M6.4 2.5 9.9 6 6.4 9.5" />,
  lock: (
    <>
      <path d="M2 5.4h8v5.2H2z" fill="currentColor" strokeWidth="1" />
      <path d="M3.8 5.2V3.8a2.2 2.2 0 0 1 4.4 0v1.4" />
    </>
  ),
  ring: <circle cx="6" cy="6" r="4.5" />,
  dashedRing: <circle cx="6" cy="6" r="4.5" strokeDasharray="2 1.53" strokeLinecap="butt" />,
  halfRing: (
    <>
      <circle cx="6" cy="6" r="4.5" />
      <path d="M6 1.5a4.5 4.5 0 0 1 0 9z" fill="currentColor" stroke="none" />
    </>
  ),
  tickedDisc: (
    <>
      <circle cx="6" cy="6" r="5.2" fill="currentColor" stroke="none" />
      <path d="M3.6 6.2 5.3 7.9 8.5 4.5" stroke="var(--sheet)" />
    </>
  ),
  diamond: (
    <>
      <path d="M6 .9 11.1 6 6 11.1.9 6z" fill="currentColor" strokeWidth="1" />
      <path d="M6 3.5v3M6 8.4v.01" stroke="var(--sheet)" strokeWidth="1.4" />
    </>
  ),
  dashedDiamond: <path d="M6 1.3 10.7 6 6 10.7 1.3 6z" strokeDasharray="2 1.3" strokeLinecap="butt" />,
  cross: <path d="M2.5 2.5l7 7M9.5 2.5l-7 7" />,
  pause: <path d="M4 2.5v7M8 2.5v7" strokeWidth="1.8" />,
} satisfies Record<string, ReactNode>

export type Shape = keyof typeof shapes

/** `label` only where no word stands beside it (a tab's corner, a dot in a row with a legend). */
export function Glyph({ shape, label, size = 12 }: { shape: Shape; label?: string; size?: number }) {
  return (
    <svg
      className="glyph"
      viewBox="0 0 12 12"
      width={size}
      height={size}
      {...(label ? { role: 'img', 'aria-label': label } : { 'aria-hidden': true })}
    >
      {shapes[shape]}
    </svg>
  )
}
