// The form of a refused command, filled with what it was asked with: whoever may corrects it, and the command is run anew
// in its place. Made from the values themselves, so that every amendable command has one; ids and lists stay as they are.
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { TFunction } from 'i18next'
import type { Failure } from '../../../shared/errors.ts'
import type { Output } from '../../../shared/contract.ts'
import type { Quarantined } from '../../../shared/modules/sync/contract/quarantine.ts'
import type { Fen } from '../../../shared/money.ts'
import { start } from '../../api.ts'
import { useLive } from '../../live.ts'
import { Button } from '../../ui/Button.tsx'
import { CheckField } from '../../ui/CheckField.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Loading } from '../../ui/Loading.tsx'
import { MoneyField } from '../../ui/MoneyField.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { NumberField } from '../../ui/NumberField.tsx'
import { Refused } from '../../ui/Refused.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { sayBriefly } from '../../ui/toast.tsx'
import { leavesOf, type Leaf, withLeaf } from './amending.ts'
import { columnText, commandText, deedText } from './words.ts'

export function AmendDialog({ about, onClose }: { about: Quarantined | null; onClose: () => void }) {
  const { t } = useTranslation('sync')
  return (
    <Dialog open={about !== null} onClose={onClose} title={t('amend.title')} width="wide" dismissable={false}>
      {about && <Asking about={about} onClose={onClose} />}
    </Dialog>
  )
}

function Asking({ about, onClose }: { about: Quarantined; onClose: () => void }) {
  const { data } = useLive('sync.amending', { id: about.id })
  return data ? <Amending about={about} asked={data} onClose={onClose} /> : <Loading />
}

function Amending({ about, asked, onClose }: { about: Quarantined; asked: Output<'sync.amending'>; onClose: () => void }) {
  const { t } = useTranslation('sync')
  const [input, setInput] = useState(asked.input)
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<Failure | null>(null)
  const leaves = leavesOf(input)
  const wrong = wrongIn(t, failure, asked.command)
  const send = (): void => {
    setBusy(true)
    setFailure(null)
    void start('sync.amend', { id: about.id, input }).done.then((reply) => {
      setBusy(false)
      if (!reply.ok) return setFailure(reply.error)
      sayBriefly(t('amend.done'))
      onClose()
    })
  }
  return (
    <form
      className="form wide"
      noValidate
      autoComplete="off"
      onSubmit={(event) => {
        event.preventDefault()
        if (!busy) send()
      }}
    >
      <p className="mid">{deedText(t, about)}</p>
      <p className="ink2">{t('amend.says', { what: commandText(t, asked.command), who: asked.who ?? t('case.somebody') })}</p>
      {asked.waiting > 0 && <Notice>{t('amend.waiting', { count: asked.waiting })}</Notice>}
      <div className="amend-fields">
        {leaves.map((leaf, at) => (
          <LeafField
            key={leaf.path}
            leaf={leaf}
            label={columnText(t, leaf.column)}
            error={wrong.get(leaf.path)}
            autoFocus={at === 0}
            onChange={(value) => {
              setFailure(null)
              setInput((before) => withLeaf(before, leaf, value))
            }}
          />
        ))}
      </div>
      {failure && wrong.size === 0 && <Refused error={failure} module={asked.command.split('.')[0] ?? 'sync'} />}
      <div className="form-foot">
        <Button kind="primary" busy={busy} shortcut="mod+Enter" onPress={send}>
          {t('amend.submit')}
        </Button>
        <Button kind="quiet" onPress={onClose} disabled={busy}>
          {t('ui:cancel')}
        </Button>
      </div>
    </form>
  )
}

/** What the command's own schema says about a field, in the words of its module. */
function wrongIn(t: TFunction<'sync'>, failure: Failure | null, command: string): Map<string, string> {
  const details =
    failure?.code === 'invalid-input' ? (failure.details as { issues?: { path: string; message: string }[] } | undefined) : undefined
  const module = command.split('.')[0] ?? 'sync'
  return new Map(
    (details?.issues ?? []).map(({ path, message }) => [
      path,
      t([`${module}:issues.${message}`, `ui:issues.${message}`, 'amend.wrong'] as never) as string,
    ]),
  )
}

type FieldProps = {
  leaf: Leaf
  label: string
  error: string | undefined
  autoFocus: boolean
  onChange: (value: string | number | boolean | null) => void
}

function LeafField({ leaf, label, error, autoFocus, onChange }: FieldProps) {
  const about = { label, name: leaf.path, error, autoFocus }
  if (leaf.kind === 'money') return <MoneyField {...about} value={leaf.value as Fen | null} onChange={onChange} />
  if (leaf.kind === 'number') return <NumberField {...about} value={leaf.value as number | null} onChange={onChange} />
  if (leaf.kind === 'flag') return <CheckField {...about} value={leaf.value === true} onChange={onChange} />
  return <TextField {...about} value={String(leaf.value ?? '')} onChange={(text) => onChange(text === '' && leaf.empty ? null : text)} />
}
