// Who sits here, and the way to change that: hand the desk to a colleague by PIN, lock it, leave; and how things look.
import LockIcon from 'lucide-react/icons/lock'
import LogOutIcon from 'lucide-react/icons/log-out'
import SwitchIcon from 'lucide-react/icons/users'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button as Press } from 'react-aria-components/Button'
import { leaveDesk } from '../../phase.ts'
import { useMe } from '../../session.ts'
import { open } from '../../state.ts'
import { screenOf } from '../../nav.ts'
import { Menu, type MenuEntry } from '../Menu.tsx'
import { useShortcut } from '../keys.ts'
import { useLookEntries } from '../look-entries.ts'
import { SwitchUser } from './SwitchUser.tsx'

export function UserMenu() {
  const { t } = useTranslation('shell')
  const me = useMe()
  const lookEntries = useLookEntries()
  const [switching, setSwitching] = useState(false)
  const settings = screenOf('settings')
  useShortcut('mod+shift+L', () => void leaveDesk('identity.lock'), { label: t('me.lock') })
  useShortcut('mod+shift+U', () => setSwitching(true), { label: t('me.switch') })
  const entries: MenuEntry[] = [
    { id: 'switch', label: t('me.switch'), icon: SwitchIcon, keys: 'mod+shift+U', onPress: () => setSwitching(true) },
    { id: 'lock', label: t('me.lock'), icon: LockIcon, keys: 'mod+shift+L', onPress: () => void leaveDesk('identity.lock') },
    'line',
    lookEntries('theme'),
    lookEntries('density'),
    lookEntries('language'),
    ...(settings ? [{ id: 'settings', label: t(settings.title), onPress: () => open('settings') }] : []),
    'line',
    { id: 'leave', label: t('me.leave'), icon: LogOutIcon, onPress: () => void leaveDesk('identity.signOut') },
  ]
  return (
    <>
      <Menu label={t('me.menu', { name: me.name })} entries={entries}>
        <Press className="me">
          <span className="avatar">{me.name.slice(0, 1)}</span>
          <span className="word">{me.name}</span>
        </Press>
      </Menu>
      <SwitchUser open={switching} onClose={() => setSwitching(false)} />
    </>
  )
}
