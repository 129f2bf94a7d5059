// Before anybody works: choose a name, type a password. The demo store asks nobody and never comes here (phase.ts).
import { useTranslation } from 'react-i18next'
import { useLive } from '../../live.ts'
import { Loading } from '../../ui/Loading.tsx'
import { Refused } from '../../ui/Refused.tsx'
import { Entry } from './Entry.tsx'
import { People } from './People.tsx'

export function SignInScreen({ onDone }: { onDone: () => void }) {
  const { t } = useTranslation('identity')
  const { data, error, again } = useLive('identity.people', {})
  if (error)
    return (
      <Entry title={t('signIn.who')}>
        <Refused error={error} module="identity" onRetry={again} />
      </Entry>
    )
  if (!data) return <Loading />
  return (
    <Entry title={t('signIn.who')} caption={[data.site?.name, data.device].filter(Boolean).join(' · ')} foot={t('signIn.offline')}>
      <People people={data.people} pins={false} onDone={onDone} />
    </Entry>
  )
}
