// The modules: an icon and a word each, and how much waits there. Folded it keeps the icons, and the words as names.
import FoldIcon from 'lucide-react/icons/panel-left-close'
import UnfoldIcon from 'lucide-react/icons/panel-left-open'
import { Fragment } from 'react'
import { useTranslation } from 'react-i18next'
import { useLive } from '../../live.ts'
import { railKindOf, screens } from '../../nav.ts'
import type { Screen } from '../../nav/screen.ts'
import { useMay } from '../../session.ts'
import { open, useTabs } from '../../state.ts'
import { useLook } from '../../theme/preference.ts'
import { Icon } from '../Icon.tsx'
import { useShortcut } from '../keys.ts'

const groups = ['sales', 'service', 'money'] as const

export function Rail() {
  const { t } = useTranslation('shell')
  const may = useMay()
  const { railFolded, choose } = useLook()
  const shown = screens.filter((screen) => screen.group && may(screen.permission))
  const ordered = [...groups, 'foot' as const].flatMap((group) => shown.filter((screen) => screen.group === group))
  const present = groups.filter((group) => shown.some((screen) => screen.group === group))
  const keyOf = (screen: Screen): string | undefined => {
    const at = ordered.indexOf(screen)
    return at >= 0 && at < 9 ? `alt+${at + 1}` : undefined
  }
  const line = (screen: Screen) => <RailLine key={screen.kind} screen={screen} keys={keyOf(screen)} />
  return (
    <nav className="rail" aria-label={t('modules')}>
      {present.map((group, at) => (
        <Fragment key={group}>
          {at > 0 && <hr />}
          {shown.filter((screen) => screen.group === group).map(line)}
        </Fragment>
      ))}
      <span className="grow" />
      {shown.filter((screen) => screen.group === 'foot').map(line)}
      <button
        type="button"
        className="rail-line fold"
        onClick={() => choose({ railFolded: !railFolded })}
        title={t(railFolded ? 'unfold' : 'fold')}
      >
        <Icon of={railFolded ? UnfoldIcon : FoldIcon} />
        <span className="word">{t(railFolded ? 'unfold' : 'fold')}</span>
      </button>
    </nav>
  )
}

function RailLine({ screen, keys }: { screen: Screen; keys: string | undefined }) {
  const { t } = useTranslation()
  const { waits } = screen
  const { data } = useLive(waits?.query ?? 'shell.views', waits ? (waits.input as never) : null)
  const count = waits && data !== undefined ? waits.count(data as never) : 0
  const on = useTabs(({ tabs, active }) => railKindOf(tabs.find((tab) => tab.id === active)?.kind ?? '') === screen.kind)
  const title = t(screen.title)
  useShortcut(keys, () => open(screen.kind), { label: title })
  return (
    <button
      type="button"
      className={`rail-line${on ? ' on' : ''}`}
      aria-current={on ? 'page' : undefined}
      title={title}
      onClick={() => open(screen.kind)}
    >
      <Icon of={screen.icon} />
      <span className="word">{title}</span>
      {count > 0 ? <em>{count > 99 ? '99+' : count}</em> : null}
    </button>
  )
}
