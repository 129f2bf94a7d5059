// Leads the page through its phases: a one-time link, signing in, the console itself.
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { I18nProvider } from 'react-aria-components/I18nProvider'
import { useLook } from '../theme/preference.ts'
import { listenForKeys } from '../ui/keys.ts'
import { Refused } from '../ui/Refused.tsx'
import { Toasts } from '../ui/toast.tsx'
import { openLine, whenSignedOut } from './ask.ts'
import { Frame } from './Frame.tsx'
import { OpenLink } from './OpenLink.tsx'
import { go, useRoute } from './route.ts'
import { learn, MeContext, useStanding } from './session.ts'
import { SignIn } from './SignIn.tsx'
import './console.css'

export function Console() {
  const { t } = useTranslation('console')
  const language = useLook((look) => look.language)
  const route = useRoute()
  const { standing, failure } = useStanding()
  useEffect(() => {
    whenSignedOut(() => void learn())
    void learn()
  }, [])
  useEffect(listenForKeys, [])
  const me = standing?.me ?? null
  const here = me?.id
  useEffect(() => (here ? openLine() : undefined), [here])
  useEffect(() => {
    document.title = t('title')
  }, [t])
  const secret = route[0] === 'link' ? route[1] : undefined
  const entered = (): void => {
    if (secret) go()
    void learn()
  }
  return (
    <I18nProvider locale={language === 'en' ? 'en-CA' : language}>
      {failure && !standing && (
        <div className="app-failure">
          <Refused error={failure} module="console" onRetry={() => void learn()} />
        </div>
      )}
      {secret && standing && <OpenLink key={secret} secret={secret} onDone={entered} />}
      {!secret && standing && !me && <SignIn anybody={standing.anybody} onDone={entered} />}
      {!secret && standing && me && (
        <MeContext value={me}>
          <Frame route={route} version={standing.version} />
        </MeContext>
      )}
      <Toasts />
    </I18nProvider>
  )
}
