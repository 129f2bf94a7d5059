// The window around everything: bar, rail, open tabs, and what floats above them. Tabs used lately stay alive in the
// background, so that coming back finds the scroll position and the half-typed form.
import { Activity, Suspense, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { comeIdly } from '../../later.ts'
import { screenOf, screens } from '../../nav.ts'
import { useMay, useMe } from '../../session.ts'
import { loadPerson, useTabs, type Tab } from '../../state.ts'
import { Empty } from '../Empty.tsx'
import { Loading } from '../Loading.tsx'
import { Toasts } from '../toast.tsx'
import { useLook } from '../../theme/preference.ts'
import { Bar } from './Bar.tsx'
import { DemoBanner } from './DemoBanner.tsx'
import { Fallen } from './Fallen.tsx'
import { Palette } from '../Palette.tsx'
import { Rail } from './Rail.tsx'
import { ShellKeys } from './ShellKeys.tsx'
import { useNarrow } from '../use-narrow.ts'
import { useIdleLock } from './use-idle-lock.ts'
import { useTabFocus } from './use-tab-focus.ts'
import './shell.css'

const KEPT_ALIVE = 8

export function Shell() {
  const { t } = useTranslation('shell')
  const me = useMe()
  const may = useMay()
  const { tabs, active, recent } = useTabs()
  const narrow = useNarrow(920)
  const folded = useLook((look) => look.railFolded) || narrow
  const [finding, setFinding] = useState(false)
  const sheet = useRef<HTMLElement>(null)
  useTabFocus(sheet, active)
  useIdleLock(me.idleLockMinutes)
  useEffect(() => {
    const known = (kind: string): boolean => {
      const screen = screenOf(kind)
      return screen !== undefined && (screen.permission === undefined || me.permissions.includes(screen.permission))
    }
    void loadPerson(known, screens.find((screen) => screen.group && known(screen.kind))?.kind ?? '')
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- once per person; a change of rights must not close tabs under the hands
  }, [me.id])
  // oxlint-disable-next-line react-hooks/exhaustive-deps -- once per person
  useEffect(() => comeIdly(screens.filter((screen) => may(screen.permission)).map((screen) => screen.screen)), [me.id])
  const alive = new Set(recent.slice(0, KEPT_ALIVE))
  return (
    <div className={`app${folded ? ' folded' : ''}`}>
      {me.demo && <DemoBanner />}
      <Bar onFind={() => setFinding(true)} />
      <Rail />
      <main ref={sheet} className="sheet" id="sheet" tabIndex={-1} aria-label={t('work')}>
        {tabs.map((tab) =>
          tab.id === active || alive.has(tab.id) ? (
            <Activity key={tab.id} mode={tab.id === active ? 'visible' : 'hidden'}>
              <Fallen key={tab.id}>
                {may(screenOf(tab.kind)?.permission) ? <Shown tab={tab} /> : <Empty drawing="calm">{t('notYours')}</Empty>}
              </Fallen>
            </Activity>
          ) : null,
        )}
      </main>
      <Palette open={finding} onClose={() => setFinding(false)} />
      <ShellKeys onFind={() => setFinding(true)} />
      <Toasts />
    </div>
  )
}

function Shown({ tab }: { tab: Tab }) {
  const Screen = screenOf(tab.kind)?.screen
  return Screen ? (
    <Suspense fallback={<Loading />}>
      <Screen tabId={tab.id} record={tab.record} params={tab.params} />
    </Suspense>
  ) : null
}
