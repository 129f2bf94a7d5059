// A short list of commands behind one button. A command that cannot run now stays in the list and says why.
import type { ReactElement, ReactNode } from 'react'
import { Menu as Aria, MenuItem, MenuTrigger } from 'react-aria-components/Menu'
import { Popover } from 'react-aria-components/Popover'
import { Separator } from 'react-aria-components/Separator'
import { Glyph } from './Glyph.tsx'
import { Icon, type IconShape } from './Icon.tsx'
import { Kbd } from './Kbd.tsx'
import './overlay.css'

export type MenuEntry =
  | 'line'
  | {
      id: string
      label: string
      icon?: IconShape
      /** Shown only: bind it with `useShortcut` where the command lives. */
      keys?: string
      onPress: () => void
      disabled?: boolean
      /** Why it cannot run, or what it will do. */
      why?: string
      /** One of several that is in force. */
      chosen?: boolean
    }

/** `children` is the Button that opens it. */
export function Menu({ label, entries, children }: { label: string; entries: readonly MenuEntry[]; children: ReactElement<{ children?: ReactNode }> }) {
  return (
    <MenuTrigger>
      {children}
      <Popover className="popover" placement="bottom end">
        <Aria className="menu" aria-label={label} onAction={(id) => entries.find((entry) => entry !== 'line' && entry.id === id && (entry.onPress(), true))}>
          {entries.map((entry, at) =>
            entry === 'line' ? (
              <Separator key={`line${at}`} />
            ) : (
              <MenuItem key={entry.id} id={entry.id} className="menu-item" textValue={entry.label} isDisabled={entry.disabled}>
                {entry.icon && <Icon of={entry.icon} size={14} />}
                <span>
                  {entry.label}
                  {entry.why && <span className="why">{entry.why}</span>}
                </span>
                <span className="end">
                  {entry.chosen && <Glyph shape="tick" />}
                  {entry.keys && <Kbd keys={entry.keys} />}
                </span>
              </MenuItem>
            ),
          )}
        </Aria>
      </Popover>
    </MenuTrigger>
  )
}
