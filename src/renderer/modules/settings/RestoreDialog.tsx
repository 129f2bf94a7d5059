// The way back to a backup: what it means is said first, the present data is kept aside, and the person proves who they are.
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Failure } from '../../../shared/errors.ts'
import { call } from '../../api.ts'
import { learnPhase } from '../../phase.ts'
import { useMe } from '../../session.ts'
import { Button } from '../../ui/Button.tsx'
import { DateText, dayOf, timeOf } from '../../ui/DateText.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Refused } from '../../ui/Refused.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { sayBriefly } from '../../ui/toast.tsx'

/** Refusals after which the backup asks for the recovery code of its time. */
const asksForCode = new Set(['backup-locked', 'wrong-recovery-code', 'mistyped-recovery-code', 'wrong-group-key', 'mistyped-group-key'])

export function RestoreDialog({ backup, onClose }: { backup: { path: string; at: number | null }; onClose: () => void }) {
  const { t } = useTranslation('settings')
  const me = useMe()
  const [password, setPassword] = useState('')
  const [code, setCode] = useState<string | null>(null)
  const [failure, setFailure] = useState<{ error: Failure; module: string } | null>(null)
  const [busy, setBusy] = useState(false)
  const go = async (): Promise<void> => {
    setBusy(true)
    const proved = me.demo ? null : await call('identity.prove', { password })
    if (proved && !proved.ok) {
      setBusy(false)
      return setFailure({ error: proved.error as Failure, module: 'identity' })
    }
    const reply = await call('setup.restore', { path: backup.path, ...(code ? { recoveryCode: code } : {}) })
    setBusy(false)
    if (!reply.ok) {
      if (asksForCode.has(reply.error.code)) setCode(code ?? '')
      return setFailure({ error: reply.error as Failure, module: 'setup' })
    }
    if (reply.value.keptAside) sayBriefly(t('care.restored', { path: reply.value.keptAside }))
    onClose()
    await learnPhase()
  }
  return (
    <Dialog
      open
      onClose={onClose}
      width="small"
      dismissable={false}
      title={backup.at === null ? t('care.restore') : t('care.restoreAsk', { when: `${dayOf(backup.at)} ${timeOf(backup.at)}` })}
      footer={
        <>
          <Button kind="primary" onPress={() => void go()} busy={busy} disabled={!me.demo && password === ''}>
            {t('care.restore')}
          </Button>
          <Button kind="quiet" onPress={onClose}>
            {t('ui:cancel')}
          </Button>
        </>
      }
    >
      <div className="stack wide">
        <p className="ink2">{t('care.restoreSays')}</p>
        <p className="cap selectable folder-line">{backup.path}</p>
        {backup.at !== null && <DateText at={backup.at} near />}
        {failure && <Refused error={failure.error} module={failure.module} />}
        {!me.demo && (
          <TextField
            label={t('desk.password')}
            type="password"
            value={password}
            onChange={setPassword}
            autoFocus
            autoComplete="current-password"
          />
        )}
        {code !== null && <TextField label={t('care.code')} hint={t('care.codeHint')} value={code} onChange={setCode} mono upper />}
      </div>
    </Dialog>
  )
}
