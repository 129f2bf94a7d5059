// Putting a backup in the store's place: one of this desktop's own, or a file from elsewhere with what opens it.
import FolderIcon from 'lucide-react/icons/folder-open'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Failure } from '../../../shared/errors.ts'
import type { Backup } from '../../../shared/modules/setup/contract.ts'
import { call } from '../../api.ts'
import { Button } from '../../ui/Button.tsx'
import { Refused } from '../../ui/Refused.tsx'
import { sayBriefly } from '../../ui/toast.tsx'
import { Back } from './Back.tsx'
import { BackupList } from './BackupList.tsx'
import { nothingTyped, secretOf, Secrets } from './Secrets.tsx'

type Opens = { passphrase: boolean; recovery: boolean }

export function Restore({ onBack, onDone }: { onBack?: () => void; onDone: () => void }) {
  const { t } = useTranslation('setup')
  const [own, setOwn] = useState<readonly Backup[]>([])
  const [chosen, setChosen] = useState<string | null>(null)
  const [elsewhere, setElsewhere] = useState<string | null>(null)
  const [opens, setOpens] = useState<Opens>({ passphrase: false, recovery: true })
  const [typed, setTyped] = useState(() => nothingTyped(opens))
  const [asking, setAsking] = useState(false)
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<Failure | null>(null)

  useEffect(() => {
    void call('setup.backups', {}).then((reply) => {
      if (!reply.ok) return
      setOwn(reply.value.list)
      setChosen((before) => before ?? reply.value.list[0]?.path ?? null)
    })
  }, [])

  const pick = async (): Promise<void> => {
    setFailure(null)
    const reply = await call('setup.pickBackup', { title: t('restore.elsewhere') })
    if (!reply.ok) return setFailure(reply.error)
    if (!reply.value) return
    setElsewhere(reply.value.path)
    setChosen(reply.value.path)
    setOpens(reply.value.opens)
    setTyped(nothingTyped(reply.value.opens))
    setAsking(false)
  }
  const restore = async (): Promise<void> => {
    if (!chosen || busy) return
    setBusy(true)
    setFailure(null)
    const reply = await call('setup.restore', { path: chosen, ...(asking ? secretOf(typed) : {}) })
    setBusy(false)
    if (reply.ok) {
      const { recovered } = reply.value
      if (recovered && recovered.found > 0)
        sayBriefly(t(recovered.complete ? 'restore.recovered' : 'restore.recoveredSome', { count: recovered.found }))
      return onDone()
    }
    // No keychain knows this backup: ask for what does.
    if (reply.error.code === 'backup-locked' && !asking) {
      const { opens: ways } = reply.error.details as { opens: Opens }
      setOpens(ways)
      setTyped(nothingTyped(ways))
      return setAsking(true)
    }
    setFailure(reply.error)
  }
  return (
    <form
      className="form"
      onSubmit={(event) => {
        event.preventDefault()
        void restore()
      }}
    >
      {onBack && <Back onPress={onBack} />}
      <h2 className="desk-title">{t('restore.title')}</h2>
      <p className="desk-says">{t(own.length > 0 ? 'restore.says' : 'restore.none')}</p>
      {own.length > 0 && <BackupList list={own} chosen={chosen} onChoose={setChosen} />}
      <div className="row">
        <Button icon={FolderIcon} onPress={() => void pick()}>
          {t('restore.elsewhere')}
        </Button>
        {elsewhere && chosen === elsewhere && <span className="cap trunc selectable">{elsewhere}</span>}
      </div>
      {asking && <Secrets typed={typed} opens={opens} onChange={setTyped} />}
      {failure && <Refused error={failure} module="setup" />}
      <div className="row">
        <Button kind="primary" size="large" type="submit" onPress={() => void restore()} busy={busy} disabled={!chosen}>
          {t('restore.go')}
        </Button>
      </div>
      <p className="cap">{t('restore.keptAside')}</p>
    </form>
  )
}
