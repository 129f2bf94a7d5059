// The top of the window: the sign, the open tabs, the way to find anything, where sync stands, who sits here. The empty
// part moves the window.
import SearchIcon from 'lucide-react/icons/search'
import { useTranslation } from 'react-i18next'
import { Icon } from '../Icon.tsx'
import { Kbd } from '../Kbd.tsx'
import { Sign } from '../Sign.tsx'
import { MessageBell } from './MessageBell.tsx'
import { SyncChip } from './SyncChip.tsx'
import { TabBar } from './TabBar.tsx'
import { UserMenu } from './UserMenu.tsx'
import { WorkChip } from './WorkChip.tsx'
import { WindowButtons } from './WindowButtons.tsx'

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
