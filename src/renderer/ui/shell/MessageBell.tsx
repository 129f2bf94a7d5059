// How much waits for this person, always in sight; a click opens the message centre.
import BellIcon from 'lucide-react/icons/bell'
import { useTranslation } from 'react-i18next'
import { useLive } from '../../live.ts'
import { open } from '../../state.ts'
import { Icon } from '../Icon.tsx'

const MOST = 99

export function MessageBell() {
  const { t } = useTranslation('alerts')
  const { data } = useLive('alerts.unread', {})
  const count = data?.count ?? 0
  const shown = count > MOST ? `${MOST}+` : String(count)
  const label = count === 0 ? t('bell.none') : t('bell.some', { count, shown })
  return (
    <button type="button" className="bell" title={label} aria-label={label} onClick={() => open('messageCentre')}>
      <Icon of={BellIcon} size={14} />
      {count > 0 && <b>{shown}</b>}
    </button>
  )
}
