// Before anybody works: choose a name, type a password. In the demo store nobody is asked.
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Failure } from '../../../shared/errors.ts'
import { call } from '../../api.ts'
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
  if (data.demo) return <DemoEntry onDone={onDone} />
  return (
    <Entry title={t('signIn.who')} caption={[data.site?.name, data.device].filter(Boolean).join(' · ')} foot={t('signIn.offline')}>
      <People people={data.people} pins={false} onDone={onDone} />
    </Entry>
  )
}

/** The training store lets one in as its sales manager at once. */
function DemoEntry({ onDone }: { onDone: () => void }) {
  const { t } = useTranslation('identity')
  const [failure, setFailure] = useState<Failure | null>(null)
  const [turn, setTurn] = useState(0)
  useEffect(() => {
    let here = true
    void call('identity.actAs', {}).then((reply) => {
      if (!here) return
      if (reply.ok) onDone()
      else setFailure(reply.error)
    })
    return () => void (here = false)
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- once a turn; onDone is made anew at every render of App
  }, [turn])
  if (!failure) return <Loading />
  return (
    <Entry title={t('signIn.opening')}>
      <Refused
        error={failure}
        module="identity"
        onRetry={() => {
          setFailure(null)
          setTurn(turn + 1)
        }}
      />
    </Entry>
  )
}
