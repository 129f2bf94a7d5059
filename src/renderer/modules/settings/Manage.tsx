// The rooms of administration that are not in the rail, as far as this person may enter them.
import { useTranslation } from 'react-i18next'
import type { Permission } from '../../../shared/permissions.ts'
import { screenOf } from '../../nav.ts'
import type { Screen } from '../../nav/screen.ts'
import { useMay } from '../../session.ts'
import { open } from '../../state.ts'
import { Icon } from '../../ui/Icon.tsx'

const kinds = ['store', 'parameters', 'loans', 'people', 'roles', 'flow', 'templates', 'imports', 'audit']

export const managed = (may: (permission: Permission | undefined) => boolean): Screen[] =>
  kinds.flatMap((kind) => {
    const screen = screenOf(kind)
    return screen && screen.permission && may(screen.permission) ? [screen] : []
  })

export function Manage() {
  const { t } = useTranslation('settings')
  const may = useMay()
  return (
    <div className="settings-part">
      <p className="cap">{t('manage.says')}</p>
      <ul className="manage-list">
        {managed(may).map((screen) => (
          <li key={screen.kind}>
            <button type="button" onClick={() => open(screen.kind)}>
              <Icon of={screen.icon} />
              {t(screen.title)}
            </button>
          </li>
        ))}
      </ul>
    </div>
  )
}
