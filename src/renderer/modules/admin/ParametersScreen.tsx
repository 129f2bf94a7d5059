// Rates, limits and fees, each with the day from which it holds: what is in force, what comes, what was.
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Failure } from '../../../shared/errors.ts'
import { call, newAttempt } from '../../api.ts'
import { useLive } from '../../live.ts'
import { Button } from '../../ui/Button.tsx'
import { ConfirmDialog } from '../../ui/Dialog.tsx'
import { Loading } from '../../ui/Loading.tsx'
import { Refused } from '../../ui/Refused.tsx'
import { ParameterDialog } from './ParameterDialog.tsx'
import { sayParameter, type Group } from './parameter-words.ts'
import './admin.css'

export function ParametersScreen() {
  const { t } = useTranslation('admin')
  const { data, error, again } = useLive('admin.parameters', {})
  const [setting, setSetting] = useState<Group | null>(null)
  const [dropping, setDropping] = useState<{ id: string; validFromOn: string } | null>(null)
  const [failure, setFailure] = useState<Failure | null>(null)
  if (error) return <Refused error={error} module="admin" onRetry={again} />
  if (!data) return <Loading />
  const drop = async (): Promise<void> => {
    const reply = dropping ? await call('admin.dropParameter', { id: dropping.id }, { attempt: newAttempt() }) : null
    setDropping(null)
    setFailure(reply && !reply.ok ? (reply.error as Failure) : null)
  }
  return (
    <div className="screen">
      <header className="screen-head">
        <div className="grow">
          <h1>{t('parameters.title')}</h1>
          <p>{t('parameters.says')}</p>
        </div>
      </header>
      <div className="screen-body">
        {failure && <Refused error={failure} module="admin" />}
        {data.map((group) => (
          <Parameter key={group.key} group={group} onSet={() => setSetting(group)} onDrop={setDropping} />
        ))}
      </div>
      {setting && <ParameterDialog key={setting.key} group={setting} onClose={() => setSetting(null)} />}
      <ConfirmDialog
        open={dropping !== null}
        onClose={() => setDropping(null)}
        title={t('parameters.dropAsk', { day: dropping?.validFromOn ?? '' })}
        confirm={t('parameters.drop')}
        onConfirm={() => void drop()}
      >
        {t('parameters.dropSays')}
      </ConfirmDialog>
    </div>
  )
}

function Parameter({
  group,
  onSet,
  onDrop,
}: {
  group: Group
  onSet: () => void
  onDrop: (row: { id: string; validFromOn: string }) => void
}) {
  const { t } = useTranslation('admin')
  const now = group.rows.find((row) => row.standing === 'now')
  const ahead = group.rows.filter((row) => row.standing === 'ahead').toReversed()
  const past = group.rows.filter((row) => row.standing === 'past')
  return (
    <section className="param">
      <div>
        <h2>{t(`keys.${group.key}`)}</h2>
        <p className="cap">{t(`keySays.${group.key}`)}</p>
      </div>
      <div>
        <p className="value">{now ? sayParameter(group.key, now.value, t) : <span className="act">{t('parameters.noValue')}</span>}</p>
        {now && <p className="cap">{[t('parameters.from', { day: now.validFromOn }), now.source, now.note].filter(Boolean).join(' · ')}</p>}
        {ahead.map((row) => (
          <p key={row.id} className="ahead">
            <span className="muted">{t('parameters.ahead', { day: row.validFromOn })}</span>
            {sayParameter(group.key, row.value, t)}
            {row.source && <span className="cap">{row.source}</span>}
            <Button kind="quiet" size="small" onPress={() => onDrop(row)}>
              {t('parameters.drop')}
            </Button>
          </p>
        ))}
        {past.length > 0 && (
          <details>
            <summary>{t('parameters.historyCount', { count: past.length })}</summary>
            <ul>
              {past.map((row) => (
                <li key={row.id}>
                  <span className="muted">{row.validFromOn}</span>
                  <span>
                    {sayParameter(group.key, row.value, t)}{' '}
                    <span className="cap">{[row.source, row.note].filter(Boolean).join(' · ')}</span>
                  </span>
                </li>
              ))}
            </ul>
          </details>
        )}
      </div>
      <Button size="small" onPress={onSet}>
        {t('parameters.set')}
      </Button>
    </section>
  )
}
