// HQ took this desktop off its list: what became of the work done here, what still opens the data, and the way to begin
// anew on this machine.
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { dayOf, timeOf } from '../../../shared/dates.ts'
import { call } from '../../api.ts'
import { Button } from '../../ui/Button.tsx'
import { Notice } from '../../ui/Notice.tsx'
import type { SetupStatus } from './SetupScreen.tsx'
import { Unlock } from './Unlock.tsx'

export function Revoked({ status, onDone }: { status: SetupStatus; onDone: () => void }) {
  const { t } = useTranslation('setup')
  const [busy, setBusy] = useState(false)
  const [unlocking, setUnlocking] = useState(false)
  const startAnew = async (): Promise<void> => {
    setBusy(true)
    await call('setup.startAnew', {})
    setBusy(false)
    onDone()
  }
  const revokedAt = status.revokedAt ?? 0
  const at = `${dayOf(revokedAt)} ${timeOf(revokedAt)}`
  return (
    <section className="stack wide">
      <h2 className="desk-title">{t('revoked.title')}</h2>
      <p className="desk-says">{t('revoked.says', { store: status.storeName ?? '', at })}</p>
      <Notice kind="good">{t('revoked.handedOver')}</Notice>
      <Notice kind="act">{t('revoked.locked')}</Notice>
      <div className="row">
        <Button kind="primary" onPress={() => void startAnew()} busy={busy}>
          {t('revoked.startAnew')}
        </Button>
        {!unlocking && <Button onPress={() => setUnlocking(true)}>{t('revoked.unlock')}</Button>}
      </div>
      <p className="cap">{t('revoked.startAnewSays')}</p>
      {unlocking && (
        <>
          <hr className="rule" />
          <Unlock status={status} onDone={onDone} />
        </>
      )}
    </section>
  )
}
