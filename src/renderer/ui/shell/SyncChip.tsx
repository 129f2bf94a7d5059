// Always visible: whether headquarters can be reached, what waits, what needs this person. Offline is weather: no red, no
// spinner. A click opens the sync centre.
import OnlineIcon from 'lucide-react/icons/cloud'
import OfflineIcon from 'lucide-react/icons/cloud-off'
import AloneIcon from 'lucide-react/icons/hard-drive'
import { useTranslation } from 'react-i18next'
import type { Problem } from '../../../shared/modules/sync/contract/engine.ts'
import { useLive } from '../../live.ts'
import { screenOf } from '../../nav.ts'
import { open } from '../../state.ts'
import { Glyph } from '../Glyph.tsx'
import { Icon } from '../Icon.tsx'

/** What goes away by itself is weather; the rest a person should look at. */
const passing: ReadonlySet<Problem | null> = new Set([null, 'unreachable', 'timeout', 'busy'])

export function SyncChip() {
  const { t } = useTranslation('shell')
  const { data } = useLive('sync.status', {})
  if (!data) return null
  const { joined, online, waiting, cases, mode, problem } = data
  const trouble = mode === 'problem' && !passing.has(problem)
  const rest = !joined
    ? t('sync.allHere')
    : waiting > 0
      ? t(mode === 'syncing' ? 'sync.sending' : 'sync.waiting', { count: waiting })
      : t('sync.done')
  return (
    <button type="button" className="sync-chip" title={t('sync.open')} disabled={!screenOf('sync')} onClick={() => open('sync')}>
      <Icon of={!joined ? AloneIcon : online ? OnlineIcon : OfflineIcon} size={14} />
      <span>
        {trouble && <b className="warn">{t('sync.trouble')} · </b>}
        {t(!joined ? 'sync.alone' : online ? 'sync.online' : 'sync.offline')} · <b>{rest}</b>
      </span>
      {cases > 0 && (
        <>
          <span className="line" />
          <span className="needs" aria-label={t('sync.needs', { count: cases })}>
            <Glyph shape="diamond" />
            {cases}
          </span>
        </>
      )}
    </button>
  )
}
