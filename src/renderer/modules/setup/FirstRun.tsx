// The first screen there is: three ways in, one click each, and the way back from a backup.
import CarIcon from 'lucide-react/icons/car-front'
import BuildingIcon from 'lucide-react/icons/store'
import CableIcon from 'lucide-react/icons/cable'
import { useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Failure } from '../../../shared/errors.ts'
import { call } from '../../api.ts'
import { Button } from '../../ui/Button.tsx'
import { Icon, type IconShape } from '../../ui/Icon.tsx'
import { Kbd } from '../../ui/Kbd.tsx'
import { useShortcut } from '../../ui/keys.ts'
import { Refused } from '../../ui/Refused.tsx'
import { Frame } from './Frame.tsx'
import { JoinStore } from './JoinStore.tsx'
import { Restore } from './Restore.tsx'
import type { SetupStatus } from './SetupScreen.tsx'
import { StartStore } from './StartStore.tsx'

type Way = 'first' | 'start' | 'join' | 'restore'

export function FirstRun({ status, onDone }: { status: SetupStatus; onDone: () => void }) {
  const { t } = useTranslation('setup')
  const [way, setWay] = useState<Way>('first')
  const [failure, setFailure] = useState<Failure | null>(null)
  const back = (): void => setWay('first')
  const tryDemo = async (): Promise<void> => {
    setFailure(null)
    const reply = await call('setup.tryDemo', {})
    if (!reply.ok) setFailure(reply.error)
    onDone()
  }
  if (way === 'start')
    return (
      <Frame hero="start">
        <StartStore keychain={status.keychain} onBack={back} onDone={onDone} />
      </Frame>
    )
  if (way === 'join')
    return (
      <Frame hero="join">
        <JoinStore keychain={status.keychain} onBack={back} onDone={onDone} />
      </Frame>
    )
  if (way === 'restore')
    return (
      <Frame hero="restore">
        <Restore onBack={back} onDone={onDone} />
      </Frame>
    )
  return (
    <Frame hero="first">
      <h2 className="desk-title">{t('first.title')}</h2>
      <p className="desk-says">{t('first.says')}</p>
      {failure && <Refused error={failure} module="setup" />}
      <ul className="ways">
        <Choice
          icon={CarIcon}
          name={t('first.demo.name')}
          note={t('first.demo.note')}
          says={t('first.demo.says')}
          keys="1"
          best
          onPress={() => void tryDemo()}
        >
          {t('first.demo.go')}
        </Choice>
        <Choice
          icon={BuildingIcon}
          name={t('first.start.name')}
          note={t('first.start.note')}
          says={t('first.start.says')}
          keys="2"
          onPress={() => setWay('start')}
        >
          {t('first.start.go')}
        </Choice>
        <Choice
          icon={CableIcon}
          name={t('first.join.name')}
          note={t('first.join.note')}
          says={t('first.join.says')}
          keys="3"
          onPress={() => setWay('join')}
        >
          {t('first.join.go')}
        </Choice>
      </ul>
      <p className="desk-foot">
        {t('first.moved')}
        <button type="button" className="link" onClick={() => setWay('restore')}>
          {t('first.restore')}
        </button>
        <span className="grow" />
        <span className="cap">{t('first.version', { version: status.appVersion })}</span>
      </p>
    </Frame>
  )
}

function Choice({
  icon,
  name,
  note,
  says,
  keys,
  best = false,
  onPress,
  children,
}: {
  icon: IconShape
  name: string
  note: string
  says: string
  keys: string
  best?: boolean
  onPress: () => void
  children: ReactNode
}) {
  useShortcut(keys, onPress, { label: name })
  return (
    <li className={best ? 'way best' : 'way'}>
      <span className="way-icon">
        <Icon of={icon} size={18} />
      </span>
      <span className="grow">
        <span className="way-name">
          {name}
          <span className="cap">{note}</span>
        </span>
        <span className="way-says">{says}</span>
      </span>
      <Button kind={best ? 'primary' : 'plain'} onPress={onPress}>
        {children}
      </Button>
      <Kbd keys={keys} />
    </li>
  )
}
