// Where backups lie, which there are, one more now, and the way back to one.
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Output } from '../../../shared/contract.ts'
import type { Failure } from '../../../shared/errors.ts'
import { call, start } from '../../api.ts'
import { learnPhase, usePhase } from '../../phase.ts'
import { Button } from '../../ui/Button.tsx'
import { DateText } from '../../ui/DateText.tsx'
import { ProgressLine } from '../../ui/Loading.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { Refused } from '../../ui/Refused.tsx'
import { RestoreDialog } from './RestoreDialog.tsx'
import { useAsked } from './use-asked.ts'

export type Backup = Output<'setup.backups'>['list'][number]
const megabytes = (bytes: number): string => `${(bytes / 1_048_576).toFixed(1)} MB`

export function Backups() {
  const { t } = useTranslation('settings')
  const { data, failure, again } = useAsked('setup.backups', {})
  const trouble = usePhase(({ status }) => status?.backupTrouble ?? null)
  const [working, setWorking] = useState<number | null | false>(false)
  const [made, setMade] = useState<string | null>(null)
  const [wrong, setWrong] = useState<Failure | null>(null)
  const [restoring, setRestoring] = useState<{ path: string; at: number | null } | null>(null)
  const now = async (): Promise<void> => {
    setWorking(null)
    setMade(null)
    const reply = await start('setup.backupNow', {}, ({ done, total }) => setWorking(total > 0 ? done / total : null)).done
    setWorking(false)
    setWrong(reply.ok ? null : (reply.error as Failure))
    if (reply.ok) setMade(reply.value.name)
    again()
    void learnPhase()
  }
  const choose = async (): Promise<void> => {
    const reply = await call('setup.chooseBackupFolder', { title: t('care.chooseTitle') })
    setWrong(reply.ok ? null : (reply.error as Failure))
    again()
  }
  const pick = async (): Promise<void> => {
    const reply = await call('setup.pickBackup', { title: t('care.pickTitle') })
    setWrong(reply.ok ? null : (reply.error as Failure))
    if (reply.ok && reply.value) setRestoring({ path: reply.value.path, at: null })
  }
  return (
    <div className="settings-part">
      <section>
        <p className="ink2">{t('care.says')}</p>
        {trouble && <Notice kind="act">{t('care.trouble')}</Notice>}
        {(failure ?? wrong) && <Refused error={(failure ?? wrong)!} module="setup" onRetry={again} />}
        {made && <Notice kind="good">{t('care.made', { name: made })}</Notice>}
        {working === false ? (
          <div className="row">
            <Button kind="primary" onPress={() => void now()}>
              {t('care.now')}
            </Button>
          </div>
        ) : (
          <ProgressLine label={t('care.now')} done={working} />
        )}
      </section>
      <section>
        <h2 className="title">{t('care.folder')}</h2>
        <p className="folder-line selectable">{data?.folder}</p>
        <p className="cap">{t('care.adviseOther')}</p>
        <div className="row">
          <Button onPress={() => void choose()}>{t('care.choose')}</Button>
        </div>
      </section>
      <section>
        <h2 className="title">
          {t('care.list')}
          <span className="grow" />
          <Button size="small" onPress={() => void pick()}>
            {t('care.pick')}
          </Button>
        </h2>
        {data && data.list.length === 0 && <p className="cap">{t('care.none')}</p>}
        <ul className="backup-lines">
          {data?.list.map((backup) => (
            <li key={backup.path}>
              <DateText at={backup.at} near />
              <span className="muted">{t(`care.reasons.${backup.reason}`)}</span>
              <span className="muted">{megabytes(backup.bytes)}</span>
              <Button size="small" kind="quiet" onPress={() => setRestoring(backup)}>
                {t('care.restore')}
              </Button>
            </li>
          ))}
        </ul>
      </section>
      {restoring && <RestoreDialog key={restoring.path} backup={restoring} onClose={() => setRestoring(null)} />}
    </div>
  )
}
