// The console around its screens: the bar with the line to headquarters and who sits here, the rail, and one screen.
import DesktopsIcon from 'lucide-react/icons/monitor'
import CareIcon from 'lucide-react/icons/heart-pulse'
import OverviewIcon from 'lucide-react/icons/layout-dashboard'
import SitesIcon from 'lucide-react/icons/store'
import AccountIcon from 'lucide-react/icons/circle-user-round'
import DeedsIcon from 'lucide-react/icons/scroll-text'
import LogOutIcon from 'lucide-react/icons/log-out'
import QuarantineIcon from 'lucide-react/icons/shield-alert'
import TraceIcon from 'lucide-react/icons/route'
import CasesIcon from 'lucide-react/icons/git-merge'
import PublishedIcon from 'lucide-react/icons/megaphone'
import PeopleIcon from 'lucide-react/icons/users'
import { useEffect, useRef, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Button as Press } from 'react-aria-components/Button'
import { standings } from '../../shared/console/rules.ts'
import { Empty } from '../ui/Empty.tsx'
import { Glyph } from '../ui/Glyph.tsx'
import { Icon, type IconShape } from '../ui/Icon.tsx'
import { useShortcut } from '../ui/keys.ts'
import { useLookEntries } from '../ui/look-entries.ts'
import { Menu } from '../ui/Menu.tsx'
import { Fallen } from '../ui/shell/Fallen.tsx'
import { Sign } from '../ui/Sign.tsx'
import { useNarrow } from '../ui/use-narrow.ts'
import { AccountScreen } from './AccountScreen.tsx'
import { ask, useLine } from './ask.ts'
import { CaseScreen } from './CaseScreen.tsx'
import { CasesScreen } from './CasesScreen.tsx'
import { CareScreen } from './CareScreen.tsx'
import { DeedsScreen } from './DeedsScreen.tsx'
import { DesktopScreen } from './DesktopScreen.tsx'
import { DesktopsScreen } from './DesktopsScreen.tsx'
import { OverviewScreen } from './OverviewScreen.tsx'
import { PeopleScreen } from './PeopleScreen.tsx'
import { PublishedScreen } from './PublishedScreen.tsx'
import { QuarantineScreen } from './QuarantineScreen.tsx'
import { RolloutScreen } from './RolloutScreen.tsx'
import { RolloutsScreen } from './RolloutsScreen.tsx'
import { go, pathOf } from './route.ts'
import { learn, useMe } from './session.ts'
import { SitesScreen } from './SitesScreen.tsx'
import { TraceScreen } from './TraceScreen.tsx'
import '../ui/shell/shell.css'

type Place = { id: string; icon: IconShape; foot?: boolean; screen: (more: readonly string[]) => ReactNode }
/** `desktops/standing/lost/site/ab` is a view of all, `desktops/<id>` is one. */
function desktopsAt(more: readonly string[]): ReactNode {
  const after = (word: string): string | null => {
    const at = more.indexOf(word)
    return at < 0 ? null : (more[at + 1] ?? null)
  }
  const [first] = more
  if (first !== undefined && first !== 'standing' && first !== 'site') return <DesktopScreen key={first} replica={first} />
  return <DesktopsScreen standing={standings.find((each) => each === after('standing')) ?? null} site={after('site')} />
}

/** `sites/rollouts/<id>` is a roll-out, `sites/pair/<site>` asks for a code at once. */
function sitesAt([word, id]: readonly string[]): ReactNode {
  if (word === 'rollouts') return id === undefined ? <RolloutsScreen /> : <RolloutScreen key={id} id={id} />
  return <SitesScreen key={id} pairFor={word === 'pair' ? (id ?? null) : null} />
}

const places: readonly Place[] = [
  { id: 'overview', icon: OverviewIcon, screen: () => <OverviewScreen /> },
  { id: 'desktops', icon: DesktopsIcon, screen: desktopsAt },
  { id: 'sites', icon: SitesIcon, screen: sitesAt },
  { id: 'people', icon: PeopleIcon, screen: () => <PeopleScreen /> },
  { id: 'deeds', icon: DeedsIcon, screen: () => <DeedsScreen /> },
  { id: 'trace', icon: TraceIcon, screen: ([text = '']) => <TraceScreen key={text} text={text} /> },
  { id: 'cases', icon: CasesIcon, screen: ([id]) => (id === undefined ? <CasesScreen /> : <CaseScreen key={id} id={id} />) },
  { id: 'quarantine', icon: QuarantineIcon, screen: () => <QuarantineScreen /> },
  { id: 'care', icon: CareIcon, screen: () => <CareScreen /> },
  { id: 'published', icon: PublishedIcon, screen: () => <PublishedScreen /> },
  { id: 'account', icon: AccountIcon, foot: true, screen: () => <AccountScreen /> },
]

export function Frame({ route, version }: { route: readonly string[]; version: string }) {
  const { t } = useTranslation('console')
  const narrow = useNarrow(920)
  const [name = (places[0] as Place).id, ...more] = route
  const place = places.find(({ id }) => id === name)
  const sheet = useRef<HTMLElement>(null)
  const last = useRef(name)
  // A new screen takes the focus, as a page of its own would; the first has none to give back.
  useEffect(() => {
    if (last.current !== name) sheet.current?.focus()
    last.current = name
  }, [name])
  return (
    <div className={`app console${narrow ? ' folded' : ''}`}>
      <header className="bar">
        <div className="brand">
          <Sign />
          <span className="word">{t('title')}</span>
        </div>
        <span className="grow" />
        <div className="bar-end">
          <LineChip />
          <MyMenu />
        </div>
      </header>
      <nav className="rail" aria-label={t('places.title')}>
        {places
          .filter((each) => !each.foot)
          .map((each, at) => (
            <RailLine key={each.id} place={each} on={each === place} keys={`alt+${(at + 1) % 10}`} />
          ))}
        <span className="grow" />
        {places
          .filter((each) => each.foot)
          .map((each) => (
            <RailLine key={each.id} place={each} on={each === place} />
          ))}
        <p className="cap console-version">{t('version', { version })}</p>
      </nav>
      <main ref={sheet} className="sheet" tabIndex={-1} aria-label={place ? t(`places.${place.id}`) : undefined}>
        <Fallen key={name}>{place ? place.screen(more) : <Empty drawing="search">{t('noPlace')}</Empty>}</Fallen>
      </main>
    </div>
  )
}

function RailLine({ place, on, keys }: { place: Place; on: boolean; keys?: string }) {
  const { t } = useTranslation('console')
  const title = t(`places.${place.id}`)
  useShortcut(keys, () => go(place.id), { label: title })
  return (
    <a className={`rail-line${on ? ' on' : ''}`} aria-current={on ? 'page' : undefined} title={title} href={pathOf(place.id)}>
      <Icon of={place.icon} />
      <span className="word">{title}</span>
    </a>
  )
}

/** Whether what is shown is what is so. */
function LineChip() {
  const { t } = useTranslation('console')
  const line = useLine()
  return (
    <span className="sync-chip" role="status">
      <Glyph shape={line === 'open' ? 'tickedDisc' : 'dashedRing'} />
      {t(`line.${line}`)}
    </span>
  )
}

function MyMenu() {
  const { t } = useTranslation('console')
  const me = useMe()
  const lookEntries = useLookEntries()
  const leave = async (): Promise<void> => {
    await ask('session.signOut', {})
    await learn()
  }
  return (
    <Menu
      label={t('me.menu', { name: me.name })}
      entries={[
        lookEntries('theme'),
        lookEntries('language'),
        { id: 'account', label: t('places.account'), icon: AccountIcon, onPress: () => go('account') },
        'line',
        { id: 'leave', label: t('me.leave'), icon: LogOutIcon, onPress: () => void leave() },
      ]}
    >
      <Press className="me">
        <span className="avatar">{me.name.slice(0, 1)}</span>
        <span className="word">
          {me.name} · {t(`roles.${me.role}`)}
        </span>
      </Press>
    </Menu>
  )
}
