// A small surface that hangs from a button and is not modal: explanations, choices of columns, filters.
import type { ReactElement, ReactNode } from 'react'
import { Dialog, DialogTrigger } from 'react-aria-components/Dialog'
import { Popover as Aria } from 'react-aria-components/Popover'
import './overlay.css'

/** `trigger` is the Button that opens it; `children` may be a function that receives `close`. */
export function Popover({
  label,
  trigger,
  children,
  open,
  onOpenChange,
  wide = false,
}: {
  label: string
  trigger: ReactElement
  children: ReactNode | ((close: () => void) => ReactNode)
  open?: boolean
  onOpenChange?: (open: boolean) => void
  wide?: boolean
}) {
  return (
    <DialogTrigger isOpen={open} onOpenChange={onOpenChange}>
      {trigger}
      <Aria className={`popover padded${wide ? ' wide' : ''}`} placement="bottom start">
        <Dialog aria-label={label}>{({ close }) => <>{typeof children === 'function' ? children(close) : children}</>}</Dialog>
      </Aria>
    </DialogTrigger>
  )
}
