// A quarantined changeset corrected here: its values as fields, the reason, and what headquarters will do. What is not
// touched stays as it was; what is shown by its ends only stays too, unless it is written anew.
import { useState, type FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { consoleContract } from '../../shared/console/contract.ts'
import type { QuarantineLine } from '../../shared/console/contract/quarantine.ts'
import type { Failure } from '../../shared/errors.ts'
import type { Fen } from '../../shared/money.ts'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { MoneyField } from '../ui/MoneyField.tsx'
import { Notice } from '../ui/Notice.tsx'
import { NumberField } from '../ui/NumberField.tsx'
import { Refused } from '../ui/Refused.tsx'
import { TextField } from '../ui/TextField.tsx'
import { sayBriefly } from '../ui/toast.tsx'
import { ask } from './ask.ts'
import { columnText, commandText, tableText, whyText } from './record-words.ts'

type Column = QuarantineLine['changes'][number]['columns'][number]
type Value = Column['value']
const reasoned = consoleContract['quarantine.amend'].input.shape.reason

export function Amend({ line, open, onClose }: { line: QuarantineLine; open: boolean; onClose: () => void }) {
  const { t } = useTranslation('console')
  return (
    <Dialog open={open} onClose={onClose} title={t('quarantine.amendTitle', { what: commandText(t, line.command) })} width="wide">
      <Correcting line={line} onClose={onClose} />
    </Dialog>
  )
}

function Correcting({ line, onClose }: { line: QuarantineLine; onClose: () => void }) {
  const { t } = useTranslation('console')
  /** By change and column: only what the person wrote. */
  const [written, setWritten] = useState<ReadonlyMap<string, { change: number; column: string; value: Value }>>(new Map())
  const [reason, setReason] = useState('')
  const [tried, setTried] = useState(false)
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<Failure | null>(null)
  /** Undefined: as it was. */
  const put = (change: number, column: string, value: Value | undefined): void => {
    setFailure(null)
    setWritten((before) => {
      const after = new Map(before)
      if (value === undefined) after.delete(`${change} ${column}`)
      else after.set(`${change} ${column}`, { change, column, value })
      return after
    })
  }
  const unsaid = !reasoned.safeParse(reason).success
  const send = async (): Promise<void> => {
    setTried(true)
    if (unsaid || busy) return
    setBusy(true)
    const reply = await ask('quarantine.amend', { changeset: line.changeset, corrections: [...written.values()], reason })
    setBusy(false)
    if (!reply.ok) return setFailure(reply.error)
    sayBriefly(t('quarantine.amended'))
    onClose()
  }
  const still = failure?.code === 'still-refused' ? (failure.details as { reason: string; about: string }) : null
  return (
    <form
      className="form wide"
      noValidate
      autoComplete="off"
      onSubmit={(event: FormEvent) => {
        event.preventDefault()
        void send()
      }}
    >
      <p>{whyText(t, line)}</p>
      <p className="muted">{t('quarantine.amendSays', { desktop: line.desktop })}</p>
      {line.changes.map((change, at) => (
        <fieldset key={`${change.table} ${at}`} className="amend-change">
          <legend>
            {tableText(t, change.table)} · {t(`ops.${change.op}`)}
          </legend>
          {change.columns
            .filter(({ kind }) => kind !== 'fixed')
            .map((column) => (
              <Correction
                key={column.name}
                column={column}
                value={written.get(`${at} ${column.name}`)?.value}
                onChange={(value) => put(at, column.name, value)}
              />
            ))}
        </fieldset>
      ))}
      {line.more > 0 && <Notice>{t('quarantine.more', { count: line.more })}</Notice>}
      <TextField
        label={t('reason')}
        hint={t('reasonHint')}
        value={reason}
        onChange={setReason}
        error={tried && unsaid ? t('issues.reason-short') : undefined}
      />
      {still && (
        <Notice kind="act">
          {t('quarantine.stillRefused')} {whyText(t, still)}
        </Notice>
      )}
      {failure && !still && <Refused error={failure} module="console" />}
      <div className="form-foot">
        <Button kind="primary" busy={busy} shortcut="mod+Enter" onPress={() => void send()}>
          {t('quarantine.amend')}
        </Button>
        <Button kind="quiet" onPress={onClose} disabled={busy}>
          {t('ui:cancel')}
        </Button>
      </div>
    </form>
  )
}

/** `value` is what was written, undefined while nothing was. */
function Correction({
  column,
  value,
  onChange,
}: {
  column: Column
  value: Value | undefined
  onChange: (value: Value | undefined) => void
}) {
  const { t } = useTranslation('console')
  const { name, kind } = column
  const label = columnText(t, name)
  const shown = value === undefined ? column.value : value
  if (kind === 'money') return <MoneyField label={label} name={name} value={shown as Fen | null} onChange={onChange} />
  if (kind === 'number') return <NumberField label={label} name={name} value={shown as number | null} onChange={onChange} />
  if (kind === 'secret')
    return (
      <TextField
        label={label}
        name={name}
        hint={t('quarantine.secret', { value: column.value })}
        value={String(value ?? '')}
        onChange={(text) => onChange(text === '' ? undefined : text)}
      />
    )
  return (
    <TextField
      label={label}
      name={name}
      value={String(shown ?? '')}
      onChange={(text) => onChange(text === '' && column.value === null ? null : text)}
    />
  )
}
