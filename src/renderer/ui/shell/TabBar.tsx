// What is open. Closing goes back to where one was: the cross, the middle button, Delete, Ctrl W. A corner glyph says where
// a record stands.
import CloseIcon from 'lucide-react/icons/x'
import { useEffect, useRef, type KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { screenOf } from '../../nav.ts'
import { activate, close, useTabs, type Tab } from '../../state.ts'
import { Icon } from '../Icon.tsx'
import { SyncBadge } from '../Mark.tsx'
import { useShortcut } from '../keys.ts'

export function TabBar() {
  const { t } = useTranslation('shell')
  const { tabs, active } = useTabs()
  const at = tabs.findIndex((tab) => tab.id === active)
  const go = (by: number): void => {
    const next = tabs[(at + by + tabs.length) % tabs.length]
    if (next) activate(next.id)
  }
  useShortcut('mod+W', () => close(active), { label: t('tab.close') })
  useShortcut('mod+Tab', () => go(1), { label: t('tab.next') })
  useShortcut('mod+shift+Tab', () => go(-1), { label: t('tab.previous') })
  const press = (event: KeyboardEvent): void => {
    if (event.key !== 'ArrowRight' && event.key !== 'ArrowLeft') return
    event.preventDefault()
    go(event.key === 'ArrowRight' ? 1 : -1)
  }
  return (
    <div className="tabs" role="tablist" aria-label={t('tab.tabs')} tabIndex={-1} onKeyDown={press}>
      {tabs.map((tab) => (
        <OneTab key={tab.id} tab={tab} on={tab.id === active} only={tabs.length === 1} />
      ))}
    </div>
  )
}

function OneTab({ tab, on, only }: { tab: Tab; on: boolean; only: boolean }) {
  const { t } = useTranslation()
  const ref = useRef<HTMLDivElement>(null)
  const screen = screenOf(tab.kind)
  const title = tab.title ?? (screen ? t(screen.title) : tab.kind)
  useEffect(() => {
    if (on) ref.current?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
    if (on && ref.current?.parentElement?.contains(document.activeElement)) ref.current.focus()
  }, [on])
  return (
    <div
      ref={ref}
      role="tab"
      className={`tab${on ? ' on' : ''}`}
      aria-selected={on}
      aria-controls="sheet"
      tabIndex={on ? 0 : -1}
      title={title}
      onMouseDown={(event) => event.button === 0 && activate(tab.id)}
      onAuxClick={(event) => event.button === 1 && close(tab.id)}
      onKeyDown={(event) => event.key === 'Delete' && close(tab.id)}
    >
      {screen && <Icon of={screen.icon} size={14} />}
      <span className="trunc">{title}</span>
      {tab.standing && tab.standing !== 'confirmed' && <SyncBadge standing={tab.standing} bare />}
      {!(only && tab.kind === 'home') && (
        <span
          className="x"
          aria-hidden
          title={t('shell:tab.closeNamed', { title })}
          onMouseDown={(event) => event.stopPropagation()}
          onClick={() => close(tab.id)}
        >
          <Icon of={CloseIcon} size={11} />
        </span>
      )}
    </div>
  )
}
