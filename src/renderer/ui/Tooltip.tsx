// One line about a thing, on hover and on focus. Never the only place where a fact stands.
import type { ReactElement } from 'react'
import { Tooltip as Aria, TooltipTrigger } from 'react-aria-components/Tooltip'
import { Kbd } from './Kbd.tsx'
import './overlay.css'

/** `children` is one Button or another focusable part. */
export function Tooltip({ text, keys, children }: { text: string; keys?: string; children: ReactElement }) {
  return (
    <TooltipTrigger delay={500} closeDelay={80}>
      {children}
      <Aria className="tooltip" offset={6}>
        {text}
        {keys && <Kbd keys={keys} />}
      </Aria>
    </TooltipTrigger>
  )
}
