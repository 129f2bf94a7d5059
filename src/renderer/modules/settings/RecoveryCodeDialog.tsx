// A new recovery code: the password first, then the code once, to be printed and said to be on paper.
import PrinterIcon from 'lucide-react/icons/printer'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Failure } from '../../../shared/errors.ts'
import { call } from '../../api.ts'
import { learnPhase } from '../../phase.ts'
import { useMe } from '../../session.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Refused } from '../../ui/Refused.tsx'
import { TextField } from '../../ui/TextField.tsx'

export function RecoveryCodeDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('settings')
  const me = useMe()
  const [password, setPassword] = useState('')
  const [code, setCode] = useState<string | null>(null)
  const [failure, setFailure] = useState<{ error: Failure; module: string } | null>(null)
  const [busy, setBusy] = useState(false)
  const make = async (): Promise<void> => {
    setBusy(true)
    const proved = await call('identity.prove', { password })
    const reply = proved.ok ? await call('setup.newRecoveryCode', {}) : null
    setBusy(false)
    setPassword('')
    if (!proved.ok) return setFailure({ error: proved.error as Failure, module: 'identity' })
    if (!reply?.ok) return setFailure(reply ? { error: reply.error as Failure, module: 'setup' } : null)
    setFailure(null)
    setCode(reply.value.recoveryCode)
  }
  const written = async (): Promise<void> => {
    await call('setup.recoveryWritten', {})
    await learnPhase()
    onClose()
  }
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('desk.newCodeTitle')}
      dismissable={false}
      footer={
        code ? (
          <>
            <Button kind="primary" onPress={() => void written()}>
              {t('desk.onPaper')}
            </Button>
            <Button icon={PrinterIcon} onPress={() => window.print()}>
              {t('desk.print')}
            </Button>
          </>
        ) : (
          <>
            <Button kind="primary" onPress={() => void make()} busy={busy} disabled={password === ''}>
              {t('desk.make')}
            </Button>
            <Button kind="quiet" onPress={onClose}>
              {t('ui:cancel')}
            </Button>
          </>
        )
      }
    >
      {code ? (
        <div className="stack wide print-code">
          <p className="mid">
            {me.site.name} · {me.device.name ?? me.device.code}
          </p>
          <p className="code-lines mono selectable">
            {code.split('-').map((group, at) => (
              // oxlint-disable-next-line react/no-array-index-key -- a group is its place
              <span key={at}>{group}</span>
            ))}
          </p>
          <p className="ink2">{t('desk.recoverySays')}</p>
        </div>
      ) : (
        <form
          className="stack wide"
          onSubmit={(event) => {
            event.preventDefault()
            if (password) void make()
          }}
        >
          <p className="ink2">{t('desk.newCodeSays')}</p>
          {failure && <Refused error={failure.error} module={failure.module} />}
          <TextField
            label={t('desk.password')}
            type="password"
            value={password}
            onChange={setPassword}
            autoFocus
            autoComplete="current-password"
          />
        </form>
      )}
    </Dialog>
  )
}
