// Parts of one record or one settings screen. Open records are tabs of the shell, not of this.
import type { ReactNode } from 'react'
import { Tab, TabList, TabPanel, Tabs as Aria } from 'react-aria-components/Tabs'
import './parts.css'

export type TabPart = { id: string; label: string; count?: number | undefined; content: () => ReactNode }

export function Tabs({
  label,
  parts,
  value,
  onChange,
  upright = false,
}: {
  label: string
  parts: readonly TabPart[]
  value?: string
  onChange?: (id: string) => void
  upright?: boolean
}) {
  return (
    <Aria
      className={`tabs-part${upright ? ' upright' : ''}`}
      orientation={upright ? 'vertical' : 'horizontal'}
      selectedKey={value}
      onSelectionChange={(key) => onChange?.(String(key))}
    >
      <TabList className="tab-list" aria-label={label}>
        {parts.map((part) => (
          <Tab key={part.id} id={part.id} className="tab-name">
            {part.label}
            {part.count !== undefined && <span className="cap">{part.count}</span>}
          </Tab>
        ))}
      </TabList>
      {parts.map((part) => (
        <TabPanel key={part.id} id={part.id} className="tab-panel">
          {part.content()}
        </TabPanel>
      ))}
    </Aria>
  )
}
