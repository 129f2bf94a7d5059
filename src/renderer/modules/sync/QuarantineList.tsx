// For the administrator: what HQ could not accept, kept whole, with its reason and two ways: send again, or give up.
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { TFunction } from 'i18next'
import type { Failure } from '../../../shared/errors.ts'
import type { Quarantined } from '../../../shared/modules/sync/contract/quarantine.ts'
import { start } from '../../api.ts'
import { useLive } from '../../live.ts'
import { Button } from '../../ui/Button.tsx'
import { ConfirmDialog } from '../../ui/Dialog.tsx'
import { Glyph } from '../../ui/Glyph.tsx'
import { Refused } from '../../ui/Refused.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { sayBriefly } from '../../ui/toast.tsx'
import { AmendDialog } from './AmendDialog.tsx'
import { Title } from './WaitingList.tsx'
import { deedNote, deedText } from './words.ts'

/** HQ's word as a sentence; what it does not explain here is shown as it came. */
function whyText(t: TFunction<'sync'>, { reason, about }: Quarantined): string {
  const permission = reason === 'forbidden' && about ? t([`admin:perms.${about}`, about] as never) : ''
  return t([`quarantine.why.${reason}`, 'quarantine.why.other'] as never, { permission, code: reason })
}

export function QuarantineList() {
  const { t } = useTranslation('sync')
  const { data } = useLive('sync.quarantine', {})
  const [amending, setAmending] = useState<Quarantined | null>(null)
  const [giving, setGiving] = useState<Quarantined | null>(null)
  const [failure, setFailure] = useState<Failure | null>(null)
  if (!data || data.length === 0) return null
  const retry = (ids: string[]): void => {
    setFailure(null)
    void start('sync.retry', { ids }).done.then((reply) =>
      reply.ok ? sayBriefly(t('quarantine.retried', { count: reply.value.count })) : setFailure(reply.error),
    )
  }
  const waiting = data.filter((each) => each.wish === null)
  return (
    <section className="quarantine">
      <div className="row">
        <h2 className="title grow">
          {t('quarantine.title')} <span className="cap">{t('quarantine.note', { count: data.length })}</span>
        </h2>
        {waiting.length > 1 && (
          <Button size="small" onPress={() => retry(waiting.slice(0, 100).map((each) => each.id))}>
            {t('quarantine.retryAll')}
          </Button>
        )}
      </div>
      {failure && <Refused error={failure} module="sync" />}
      <ul className="deeds">
        {data.map((each) => (
          <li key={each.id}>
            <span className="act">
              <Glyph shape="diamond" />
            </span>
            <span className="grow">
              <Title subject={each.subject}>{deedText(t, each)}</Title>
              <span className="cap">{[deedNote(t, each), each.who].filter(Boolean).join(t('dot'))}</span>
              <span className="cap why">{whyText(t, each)}</span>
              {each.keepsMoney && <span className="cap">{t('quarantine.keepsMoney')}</span>}
            </span>
            {each.wish ? (
              <span className="cap">{t(each.wish === 'retry' ? 'quarantine.willRetry' : 'quarantine.willDiscard')}</span>
            ) : (
              <span className="row">
                <Button size="small" onPress={() => retry([each.id])}>
                  {t('quarantine.retry')}
                </Button>
                {each.amendable && each.reason !== 'waits-for' && (
                  <Button size="small" onPress={() => setAmending(each)}>
                    {t('amend.open')}
                  </Button>
                )}
                <Button size="small" kind="quiet" onPress={() => setGiving(each)}>
                  {t('quarantine.discard')}
                </Button>
              </span>
            )}
          </li>
        ))}
      </ul>
      <AmendDialog about={amending} onClose={() => setAmending(null)} />
      {giving && <GiveUp about={giving} onClose={() => setGiving(null)} />}
    </section>
  )
}

function GiveUp({ about, onClose }: { about: Quarantined; onClose: () => void }) {
  const { t } = useTranslation('sync')
  const [reason, setReason] = useState('')
  const [busy, setBusy] = useState(false)
  const [short, setShort] = useState(false)
  const [failure, setFailure] = useState<Failure | null>(null)
  const give = (): void => {
    if (reason.trim().length < 4) return setShort(true)
    setBusy(true)
    void start('sync.discard', { id: about.id, reason: reason.trim() }).done.then((reply) => {
      setBusy(false)
      if (reply.ok) onClose()
      else setFailure(reply.error)
    })
  }
  return (
    <ConfirmDialog
      open
      onClose={onClose}
      title={t('quarantine.discardTitle')}
      confirm={t('quarantine.confirm')}
      onConfirm={give}
      busy={busy}
    >
      <p>{deedText(t, about)}</p>
      <p className="ink2">{t('quarantine.discardSays')}</p>
      <TextField
        label={t('quarantine.reason')}
        value={reason}
        onChange={(text) => {
          setReason(text)
          setShort(false)
        }}
        {...(short ? { error: t('issues.too-short') } : {})}
      />
      {failure && <Refused error={failure} module="sync" />}
    </ConfirmDialog>
  )
}
