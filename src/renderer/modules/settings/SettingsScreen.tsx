// How this desktop looks and works, and what concerns oneself: parts by right, each small.
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ScreenProps } from '../../nav/screen.ts'
import { useMay } from '../../session.ts'
import { Tabs, type TabPart } from '../../ui/Tabs.tsx'
import { About } from './About.tsx'
import { Account } from './Account.tsx'
import { Appearance } from './Appearance.tsx'
import { Backups } from './Backups.tsx'
import { Desk } from './Desk.tsx'
import { Manage, managed } from './Manage.tsx'
import './settings.css'

export function SettingsScreen({ params }: ScreenProps) {
  const { t } = useTranslation('settings')
  const may = useMay()
  const [part, setPart] = useState(typeof params?.['part'] === 'string' ? params['part'] : 'look')
  const parts: TabPart[] = [
    { id: 'look', label: t('parts.look'), content: () => <Appearance /> },
    { id: 'me', label: t('parts.me'), content: () => <Account /> },
    ...(may('admin.care') ? [{ id: 'care', label: t('parts.care'), content: () => <Backups /> }] : []),
    { id: 'desk', label: t('parts.desk'), content: () => <Desk /> },
    ...(managed(may).length > 0 ? [{ id: 'manage', label: t('parts.manage'), content: () => <Manage /> }] : []),
    { id: 'about', label: t('parts.about'), content: () => <About /> },
  ]
  return (
    <div className="screen settings">
      <header className="screen-head">
        <h1>{t('title')}</h1>
      </header>
      <Tabs label={t('title')} parts={parts} value={part} onChange={setPart} upright />
    </div>
  )
}
