// The top of the window: the sign, the open tabs, the way to find anything, where sync stands, who sits here. The empty
// part moves the window.
import SearchIcon from 'lucide-react/icons/search'
import { useTranslation } from 'react-i18next'
import { Icon } from '../Icon.tsx'
import { Kbd } from '../Kbd.tsx'
import { MessageBell } from './MessageBell.tsx'
import { SyncChip } from './SyncChip.tsx'
import { TabBar } from './TabBar.tsx'
import { UserMenu } from './UserMenu.tsx'
import { WorkChip } from './WorkChip.tsx'
import { WindowButtons } from './WindowButtons.tsx'

/** The sign of the house: a roof over a car. */
export function Sign({ size = 20 }: { size?: number }) {
  return (
    <svg
      className="sign"
      width={size}
      height={size}
      viewBox="0 0 20 20"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.6"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden
    >
      <path d="M2.2 8.2C5 4.6 8 3 10 3s5 1.6 7.8 5.2" />
      <path d="M4.5 9.5v7M15.5 9.5v7M2.5 16.5h15" />
      <path d="M7 14.2v-1.7l1.3-2.3h3.4l1.3 2.3v1.7z" fill="currentColor" />
    </svg>
  )
}

export function Bar({ onFind }: { onFind: () => void }) {
  const { t } = useTranslation('shell')
  return (
    <header className="bar">
      <div className="brand">
        <Sign />
        <span className="word">{t('name')}</span>
      </div>
      <TabBar />
      <div className="bar-end">
        <button type="button" className="find" onClick={onFind}>
          <Icon of={SearchIcon} size={14} />
          <span className="word">{t('find')}</span>
          <Kbd keys="mod+K" />
        </button>
        <WorkChip />
        <MessageBell />
        <SyncChip />
        <UserMenu />
        <WindowButtons />
      </div>
    </header>
  )
}
