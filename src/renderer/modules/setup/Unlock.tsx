// A store whose key no keychain gave: the start-up passphrase, or the recovery code.
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Failure } from '../../../shared/errors.ts'
import { call } from '../../api.ts'
import { Button } from '../../ui/Button.tsx'
import { Refused } from '../../ui/Refused.tsx'
import { nothingTyped, secretOf, Secrets } from './Secrets.tsx'
import type { SetupStatus } from './SetupScreen.tsx'

export function Unlock({ status, onDone }: { status: SetupStatus; onDone: () => void }) {
  const { t } = useTranslation('setup')
  const [typed, setTyped] = useState(() => nothingTyped(status.opens))
  const [failure, setFailure] = useState<Failure | null>(null)
  const [busy, setBusy] = useState(false)
  /** Nothing but the group's recovery key opens it. */
  const group = status.revokedAt !== null
  const open = async (): Promise<void> => {
    if (busy) return
    setBusy(true)
    setFailure(null)
    const reply = await call('setup.unlock', secretOf(typed))
    setBusy(false)
    if (reply.ok) onDone()
    else setFailure(reply.error)
  }
  return (
    <form
      className="form"
      onSubmit={(event) => {
        event.preventDefault()
        void open()
      }}
    >
      <h2 className="desk-title">{status.storeName ?? t('unlock.title')}</h2>
      <p className="desk-says">{t(group ? 'unlock.saysGroup' : typed.by === 'passphrase' ? 'unlock.says' : 'unlock.saysRecovery')}</p>
      <Secrets
        typed={typed}
        opens={status.opens}
        group={group}
        onChange={(next) => {
          setTyped(next)
          setFailure(null)
        }}
      />
      {failure && <Refused error={failure} module="setup" />}
      <div className="row">
        <Button kind="primary" size="large" type="submit" onPress={() => void open()} busy={busy} shortcut="mod+Enter">
          {t('unlock.go')}
        </Button>
      </div>
    </form>
  )
}
