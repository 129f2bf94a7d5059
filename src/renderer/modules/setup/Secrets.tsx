// What opens a locked store or backup: its start-up passphrase, or the recovery code, whose groups are checked while
// they are typed.
import { useTranslation } from 'react-i18next'
import { GROUPS, groupIsRight, isGroupKey, plainCode } from '../../../shared/modules/setup/rules.ts'
import { TextArea, TextField } from '../../ui/TextField.tsx'

export type Typed = { by: 'passphrase' | 'recovery'; passphrase: string; recoveryCode: string }
export const nothingTyped = (opens: { passphrase: boolean }): Typed => ({
  by: opens.passphrase ? 'passphrase' : 'recovery',
  passphrase: '',
  recoveryCode: '',
})
/** What to send: only the way that was chosen. */
export const secretOf = (typed: Typed): { passphrase?: string; recoveryCode?: string } =>
  typed.by === 'passphrase' ? { passphrase: typed.passphrase } : { recoveryCode: typed.recoveryCode }

/** Whole groups that cannot be right, numbered from 1. */
function wrongGroups(code: string): number[] {
  if (isGroupKey(code)) return []
  const text = plainCode(code)
  const whole = Math.min(GROUPS, Math.floor(text.length / 5))
  return Array.from({ length: whole }, (_, at) => at).flatMap((at) => (groupIsRight(at, text.slice(at * 5, at * 5 + 5)) ? [] : [at + 1]))
}

export function Secrets({
  typed,
  opens,
  group = false,
  onChange,
}: {
  typed: Typed
  opens: { passphrase: boolean; recovery: boolean }
  /** Only the group's recovery key is asked for. */
  group?: boolean
  onChange: (typed: Typed) => void
}) {
  const { t } = useTranslation('setup')
  const wrong = wrongGroups(typed.recoveryCode)
  return (
    <>
      {typed.by === 'passphrase' ? (
        <TextField
          label={t('unlock.passphrase')}
          name="passphrase"
          type="password"
          value={typed.passphrase}
          onChange={(passphrase) => onChange({ ...typed, passphrase })}
          autoFocus
          autoComplete="current-password"
        />
      ) : (
        <TextArea
          label={t(group ? 'unlock.group' : 'unlock.recovery')}
          name="recoveryCode"
          value={typed.recoveryCode}
          onChange={(recoveryCode) => onChange({ ...typed, recoveryCode })}
          hint={t(group ? 'unlock.groupHint' : 'unlock.recoveryHint')}
          error={wrong.length > 0 ? t('unlock.wrongGroups', { groups: wrong.join(t('ui:filter.comma')) }) : undefined}
          rows={2}
          autoFocus
        />
      )}
      {opens.passphrase && opens.recovery && (
        <button
          type="button"
          className="link small"
          onClick={() => onChange({ ...typed, by: typed.by === 'passphrase' ? 'recovery' : 'passphrase' })}
        >
          {t(typed.by === 'passphrase' ? 'unlock.byRecovery' : 'unlock.byPassphrase')}
        </button>
      )}
    </>
  )
}
