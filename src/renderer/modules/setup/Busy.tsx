// Waiting for main: what it does, how far it is. Nothing is shown for the short openings.
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ProgressLine } from '../../ui/Loading.tsx'
import { Refused } from '../../ui/Refused.tsx'
import type { SetupStatus } from './SetupScreen.tsx'

const QUIET_MS = 400

export function Busy({ status }: { status: SetupStatus }) {
  const { t } = useTranslation('setup')
  const [late, setLate] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), QUIET_MS)
    return () => clearTimeout(timer)
  }, [])
  if (!late) return null
  const { progress } = status
  const work = status.work ?? 'opening'
  const kind = progress?.note ? `busy.${work}.${progress.note}` : `busy.${work}.title`
  const title = t([kind, `busy.${work}.title`])
  const known = progress !== null && progress.total > 0
  return (
    <section className="waiting" aria-live="polite">
      <h2 className="desk-title">{title}</h2>
      <p className="desk-says">{t([`busy.${work}.${progress?.note ?? 'none'}Says`, `busy.${work}.says`])}</p>
      <ProgressLine
        label={t('busy.progress')}
        done={known ? progress.done / progress.total : null}
        note={
          known && progress.note !== 'demo'
            ? t('busy.counted', { done: progress.done.toLocaleString(), total: progress.total.toLocaleString() })
            : undefined
        }
      />
      {status.trouble && <Refused error={{ code: status.trouble }} module="setup" />}
    </section>
  )
}
