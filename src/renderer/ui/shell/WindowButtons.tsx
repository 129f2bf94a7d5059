// Minimise, maximise, close, where the system draws none itself: Linux without a frame.
import { useTranslation } from 'react-i18next'

const shapes = { minimize: 'M0 5h10', maximize: 'M.5.5h9v9h-9z', close: 'M0 0l10 10M10 0 0 10' } as const

export function WindowButtons() {
  const { t } = useTranslation('shell')
  if (window.forecourt?.platform !== 'linux') return <span className={`native-${window.forecourt?.platform ?? 'none'}`} />
  return (
    <div className="window-buttons">
      {(Object.keys(shapes) as (keyof typeof shapes)[]).map((action) => (
        <button
          key={action}
          type="button"
          className={action}
          aria-label={t(`window.${action}`)}
          tabIndex={-1}
          onClick={() => void window.forecourt.window(action)}
        >
          <svg viewBox="0 0 10 10" width="10" height="10" fill="none" stroke="currentColor" aria-hidden>
            <path d={shapes[action]} />
          </svg>
        </button>
      ))}
    </div>
  )
}
