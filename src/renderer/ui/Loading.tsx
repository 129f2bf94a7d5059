// Nothing for 200 ms, then still grey bars of the layout to come; no shimmer. And the line of a long work.
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ProgressBar } from 'react-aria-components/ProgressBar'
import { Button } from './Button.tsx'
import { useAwaited } from './held-keys.ts'
import './parts.css'

/** `lines` are widths in percent, as the true layout has them. */
export function Loading({ lines = [32, 64, 58, 70, 44] }: { lines?: readonly number[] }) {
  const { t } = useTranslation('ui')
  useAwaited(true)
  const [late, setLate] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), 200)
    return () => clearTimeout(timer)
  }, [])
  if (!late) return null
  return (
    <div className="loading" role="status" aria-label={t('loading')}>
      {lines.map((width, at) => (
        // oxlint-disable-next-line react/no-array-index-key -- bars have no identity
        <span key={at} className="bone" style={{ width: `${width}%` }} />
      ))}
    </div>
  )
}

/** Long work: what is happening, how far (0..1, or null when nobody knows), and 取消 while it can be cancelled. */
export function ProgressLine({
  label,
  done,
  note,
  onCancel,
}: {
  label: string
  done: number | null
  note?: string
  onCancel?: (() => void) | undefined
}) {
  const { t } = useTranslation('ui')
  return (
    <div className="progress">
      <span className="row">
        <span className="grow trunc">{label}</span>
        <span className="muted nowrap">{note ?? (done === null ? '' : `${Math.floor(done * 100)}%`)}</span>
        {onCancel && (
          <Button kind="quiet" size="small" onPress={onCancel}>
            {t('cancel')}
          </Button>
        )}
      </span>
      <ProgressBar className="track" aria-label={label} isIndeterminate={done === null} value={(done ?? 0) * 100}>
        <span className={`fill${done === null ? ' unknown' : ''}`} style={done === null ? undefined : { width: `${done * 100}%` }} />
      </ProgressBar>
    </div>
  )
}
