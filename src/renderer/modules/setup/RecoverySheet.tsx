// The recovery code, once: to print or to write down, and one group of it typed back, so that nobody goes on with a
// code that exists only on this screen.
import CopyIcon from 'lucide-react/icons/copy'
import PrinterIcon from 'lucide-react/icons/printer'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Failure } from '../../../shared/errors.ts'
import { GROUPS, plainCode } from '../../../shared/modules/setup/rules.ts'
import { call } from '../../api.ts'
import { Button } from '../../ui/Button.tsx'
import { DateText } from '../../ui/DateText.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { Refused } from '../../ui/Refused.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { sayBriefly } from '../../ui/toast.tsx'
import { useToday } from '../../ui/today.ts'
import { forgetCode, rememberCode, useRecoveryCode } from './recovery-code.ts'

const anyGroup = (): number => (crypto.getRandomValues(new Uint8Array(1))[0] ?? 0) % GROUPS

export function RecoverySheet({ storeName, onDone }: { storeName: string | null; onDone: () => void }) {
  const { t } = useTranslation('setup')
  const code = useRecoveryCode((kept) => kept.code)
  const [asked] = useState(anyGroup)
  const today = useToday()
  const [typed, setTyped] = useState('')
  const [wrong, setWrong] = useState(false)
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<Failure | null>(null)
  const groups = code?.split('-') ?? []

  const again = async (): Promise<void> => {
    const reply = await call('setup.newRecoveryCode', {})
    if (reply.ok) rememberCode(reply.value.recoveryCode)
    else setFailure(reply.error)
  }
  const go = async (): Promise<void> => {
    if (plainCode(typed) !== groups[asked]) return setWrong(true)
    setBusy(true)
    const reply = await call('setup.enter', {})
    setBusy(false)
    if (!reply.ok) return setFailure(reply.error)
    forgetCode()
    onDone()
  }

  if (!code)
    return (
      <>
        <h2 className="desk-title">{t('recovery.lostTitle')}</h2>
        <p className="desk-says">{t('recovery.lostSays')}</p>
        {failure && <Refused error={failure} module="setup" />}
        <Button kind="primary" onPress={() => void again()}>
          {t('recovery.make')}
        </Button>
      </>
    )
  return (
    <form
      className="recovery"
      onSubmit={(event) => {
        event.preventDefault()
        void go()
      }}
    >
      <h2 className="desk-title">{t('recovery.title')}</h2>
      <p className="desk-says">{t('recovery.says')}</p>
      <section className="code-sheet" aria-label={t('recovery.code')}>
        <header>
          <b>{t('recovery.paper', { store: storeName ?? '' })}</b>
          <span className="cap">
            <DateText on={today} />
          </span>
        </header>
        <ol className="code selectable">
          {groups.map((group, at) => (
            <li key={group + String(at)}>
              <span className="cap">{at + 1}</span>
              <span className="mono">{group}</span>
            </li>
          ))}
        </ol>
        <p className="cap">{t('recovery.onPaper')}</p>
      </section>
      <div className="row no-print">
        <Button icon={PrinterIcon} onPress={() => window.print()}>
          {t('recovery.print')}
        </Button>
        <Button
          icon={CopyIcon}
          onPress={() => {
            void navigator.clipboard.writeText(code).then(() => sayBriefly(t('recovery.copied')))
          }}
        >
          {t('recovery.copy')}
        </Button>
      </div>
      <div className="no-print">
        <Notice kind="pencil">{t('recovery.warns')}</Notice>
      </div>
      <div className="row top no-print">
        <TextField
          label={t('recovery.typeBack', { group: asked + 1 })}
          name="group"
          value={typed}
          onChange={(value) => {
            setTyped(value)
            setWrong(false)
          }}
          error={wrong ? t('recovery.notThatGroup', { group: asked + 1 }) : undefined}
          width="plate"
          mono
          upper
          maxLength={8}
        />
        <span className="beside-field">
          <Button kind="primary" type="submit" onPress={() => void go()} busy={busy}>
            {t('recovery.go')}
          </Button>
        </span>
      </div>
      {failure && <Refused error={failure} module="setup" />}
    </form>
  )
}
