// A short list of commands behind one button. A command that cannot run now stays in the list and says why.
import NextIcon from 'lucide-react/icons/chevron-right'
import type { ReactElement } from 'react'
import { Menu as Aria, MenuItem, MenuTrigger, SubmenuTrigger } from 'react-aria-components/Menu'
import { Popover } from 'react-aria-components/Popover'
import { Separator } from 'react-aria-components/Separator'
import { Glyph } from './Glyph.tsx'
import { Icon, type IconShape } from './Icon.tsx'
import { Kbd } from './Kbd.tsx'
import './overlay.css'

type Named = {
  id: string
  label: string
  icon?: IconShape
  /** Why it cannot run, or what it will do. */
  why?: string | undefined
  disabled?: boolean
}
type Deed = Named & {
  onPress: () => void
  /** Shown only: bind it with `useShortcut` where the command lives. */
  keys?: string
  /** The one of several that is in force. */
  chosen?: boolean
}
export type MenuEntry = 'line' | Deed | (Named & { entries: readonly MenuEntry[] })

/** `children` is the Button that opens it. */
export function Menu({ label, entries, children }: { label: string; entries: readonly MenuEntry[]; children: ReactElement }) {
  return (
    <MenuTrigger>
      {children}
      <Popover className="popover" placement="bottom end">
        <Entries label={label} entries={entries} />
      </Popover>
    </MenuTrigger>
  )
}

function Entries({ label, entries }: { label: string; entries: readonly MenuEntry[] }) {
  return (
    <Aria className="menu" aria-label={label}>
      {entries.map((entry, at) => {
        if (entry === 'line') return <Separator key={`line ${at}`} />
        if ('entries' in entry)
          return (
            <SubmenuTrigger key={entry.id}>
              <MenuItem id={entry.id} className="menu-item" textValue={entry.label} isDisabled={entry.disabled}>
                <Words entry={entry} />
                <span className="end">
                  <Icon of={NextIcon} size={14} />
                </span>
              </MenuItem>
              <Popover className="popover" offset={2}>
                <Entries label={entry.label} entries={entry.entries} />
              </Popover>
            </SubmenuTrigger>
          )
        return (
          <MenuItem
            key={entry.id}
            id={entry.id}
            className="menu-item"
            textValue={entry.label}
            isDisabled={entry.disabled}
            onAction={entry.onPress}
          >
            <Words entry={entry} />
            <span className="end">
              {entry.chosen && <Glyph shape="tick" />}
              {entry.keys && <Kbd keys={entry.keys} />}
            </span>
          </MenuItem>
        )
      })}
    </Aria>
  )
}

const Words = ({ entry }: { entry: Named }) => (
  <>
    {entry.icon && <Icon of={entry.icon} size={14} />}
    <span>
      {entry.label}
      {entry.why && <span className="why">{entry.why}</span>}
    </span>
  </>
)
