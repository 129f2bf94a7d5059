// Leads the window through its phases: making or opening a store, somebody signing in, work, a locked desk.
import { Activity, Suspense, useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { I18nProvider } from 'react-aria-components/I18nProvider'
import { useKiosk } from './kiosk.ts'
import { later } from './later.ts'
import { screenOf } from './nav.ts'
import { followPhase, learnPhase, usePhase } from './phase.ts'
import { MeContext } from './session.ts'
import { leavePerson } from './state.ts'
import { useLook } from './theme/preference.ts'
import { listenForKeys } from './ui/keys.ts'
import { Refused } from './ui/Refused.tsx'
import { Loading } from './ui/Loading.tsx'
import { Fallen } from './ui/shell/Fallen.tsx'
import { Shell } from './ui/shell/Shell.tsx'

const SetupScreen = later(async () => (await import('./modules/setup/SetupScreen.tsx')).SetupScreen)
const SignInScreen = later(async () => (await import('./modules/identity/SignInScreen.tsx')).SignInScreen)
const LockScreen = later(async () => (await import('./modules/identity/LockScreen.tsx')).LockScreen)
const KioskScreen = later(async () => (await import('./modules/surveys/KioskScreen.tsx')).KioskScreen)
const FirstPassword = later(async () => (await import('./modules/identity/FirstPassword.tsx')).FirstPassword)

/** Learns where the window stands and fetches what that shows, so that the first paint is the right one. */
export async function prepare(): Promise<void> {
  const asked = learnPhase()
  void screenOf('home')?.screen.come()
  await asked
  const { status, standing } = usePhase.getState()
  if (status && status.phase !== 'ready') await SetupScreen.come()
  else if (standing?.state === 'signed-out') await SignInScreen.come()
}

/** Canadian English writes days as everybody here reads them: year, month, day. */
const localeOf = (language: string): string => (language === 'en' ? 'en-CA' : language)

export function App() {
  const { t } = useTranslation('shell')
  const { status, standing, me, failure } = usePhase()
  const language = useLook((look) => look.language)
  useEffect(followPhase, [])
  useEffect(listenForKeys, [])
  const person = me?.id
  useEffect(() => (person ? leavePerson : undefined), [person])
  useEffect(() => {
    document.title = status?.storeName ? `${status.storeName} · ${t('name')}` : t('name')
  }, [status?.storeName, t])
  const again = (): void => void learnPhase()
  const locked = standing?.state === 'locked'
  const kiosk = useKiosk(({ formId }) => formId)
  const before = standing?.state === 'signed-in' && kiosk !== null
  return (
    <I18nProvider locale={localeOf(language)}>
      <Fallen>
        <Suspense fallback={<Loading />}>
          {failure && !me && (
            <div className="app-failure">
              <Refused error={failure} onRetry={again} />
            </div>
          )}
          {status && status.phase !== 'ready' && <SetupScreen status={status} onDone={again} />}
          {status?.phase === 'ready' && standing?.state === 'signed-out' && !failure && <SignInScreen onDone={again} />}
          {locked && standing.person && <LockScreen person={standing.person} onDone={again} />}
          {me?.mustChange && standing?.state === 'signed-in' && <FirstPassword key={me.id} me={me} onDone={again} />}
          {me && before && <KioskScreen formId={kiosk} />}
          {me && !me.mustChange && (standing?.state === 'signed-in' || locked) && (
            <Activity mode={locked || before ? 'hidden' : 'visible'}>
              <MeContext value={me}>
                <Shell key={me.id} />
              </MeContext>
            </Activity>
          )}
        </Suspense>
      </Fallen>
    </I18nProvider>
  )
}
