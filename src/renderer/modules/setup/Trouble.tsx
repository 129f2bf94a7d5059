// The store will not open: what is so, what is safe, what to do. A newer file is left alone; a damaged one is restored.
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call } from '../../api.ts'
import { Button } from '../../ui/Button.tsx'
import { KeyValue } from '../../ui/KeyValue.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { Restore } from './Restore.tsx'
import type { SetupStatus } from './SetupScreen.tsx'

export function Trouble({ status, onDone }: { status: SetupStatus; onDone: () => void }) {
  const { t } = useTranslation('setup')
  const [busy, setBusy] = useState(false)
  const retry = async (): Promise<void> => {
    setBusy(true)
    await call('setup.retry', {})
    setBusy(false)
    onDone()
  }
  const again = (
    <Button onPress={() => void retry()} busy={busy}>
      {t('trouble.retry')}
    </Button>
  )
  if (status.future)
    return (
      <section className="stack wide">
        <h2 className="desk-title">{t('trouble.future.title')}</h2>
        <p className="desk-says">{t('trouble.future.says')}</p>
        <Notice kind="good">{t('trouble.future.safe')}</Notice>
        <KeyValue
          wide
          pairs={[
            [t('trouble.future.file'), status.future.at],
            [t('trouble.future.app'), `${status.appVersion} (${status.future.known})`],
          ]}
        />
        <div className="row">{again}</div>
      </section>
    )
  const reason = status.damaged?.reason ?? 'file'
  return (
    <section className="stack wide">
      <h2 className="desk-title">{t(`trouble.${reason}.title`)}</h2>
      <p className="desk-says">{t(`trouble.${reason}.says`)}</p>
      <Notice kind={reason === 'folder' || reason === 'update' ? 'good' : 'act'}>{t(`trouble.${reason}.safe`)}</Notice>
      {status.damaged && (
        <p className="cap selectable">
          {t('trouble.incident', { number: status.damaged.incident })} · {status.damaged.file}
        </p>
      )}
      <div className="row">{again}</div>
      {(reason === 'file' || reason === 'keys') && (
        <>
          <hr className="rule" />
          <Restore onDone={onDone} />
        </>
      )}
    </section>
  )
}
