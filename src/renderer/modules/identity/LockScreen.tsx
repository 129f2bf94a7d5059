// A desk somebody left for a moment: their PIN or password brings everything back as it was; a colleague may take over.
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Failure } from '../../../shared/errors.ts'
import { call } from '../../api.ts'
import { useLive } from '../../live.ts'
import { Button } from '../../ui/Button.tsx'
import { refusalText } from '../../ui/Refused.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { Entry } from './Entry.tsx'
import { People } from './People.tsx'

type Locked = { id: string; name: string; pin: boolean }

export function LockScreen({ person, onDone }: { person: Locked; onDone: () => void }) {
  const { t } = useTranslation('identity')
  const { data } = useLive('identity.people', {})
  const [other, setOther] = useState(false)
  const caption = [data?.site?.name, data?.device].filter(Boolean).join(' · ')
  if (other)
    return (
      <Entry title={t('signIn.who')} caption={caption} foot={t('lock.says')}>
        <People people={(data?.people ?? []).filter((each) => each.id !== person.id)} pins onDone={onDone} />
        <div>
          <Button onPress={() => setOther(false)}>{t('lock.back', { name: person.name })}</Button>
        </div>
      </Entry>
    )
  return (
    <Entry
      caption={[t('lock.title'), caption].filter(Boolean).join(' · ')}
      foot={t('lock.says')}
      title={
        <span className="row">
          <span className="face large" aria-hidden>
            {person.name.slice(0, 1)}
          </span>
          {person.name}
        </span>
      }
    >
      <Unlock key={person.id} person={person} demo={data?.demo === true} onDone={onDone} onOther={() => setOther(true)} />
    </Entry>
  )
}

function Unlock({ person, demo, onDone, onOther }: { person: Locked; demo: boolean; onDone: () => void; onOther: () => void }) {
  const { t } = useTranslation('identity')
  const [byPin, setByPin] = useState(person.pin)
  const [secret, setSecret] = useState('')
  const [failure, setFailure] = useState<Failure | null>(null)
  const [busy, setBusy] = useState(false)
  const formId = useId()
  const go = async (): Promise<void> => {
    if (busy || (secret === '' && !demo)) return
    setBusy(true)
    const reply = demo
      ? await call('identity.actAs', { userId: person.id })
      : await call('identity.unlock', { by: byPin ? 'pin' : 'password', secret })
    setBusy(false)
    if (reply.ok) return onDone()
    setSecret('')
    setFailure(reply.error)
    if (reply.error.code === 'pin-locked') setByPin(false)
    document.getElementById(formId)?.querySelector<HTMLInputElement>('input')?.focus()
  }
  return (
    <form
      id={formId}
      className="stack wide"
      onSubmit={(event) => {
        event.preventDefault()
        void go()
      }}
    >
      <div className="secret">
        {!demo && (
          <TextField
            key={byPin ? 'pin' : 'password'}
            label={t(byPin ? 'lock.pin' : 'signIn.password')}
            type="password"
            value={secret}
            onChange={(typed) => {
              setSecret(typed)
              setFailure(null)
            }}
            inputMode={byPin ? 'numeric' : 'text'}
            autoFocus
            autoComplete="current-password"
            error={failure ? refusalText(t, failure, 'identity') : undefined}
          />
        )}
        <Button kind="primary" type="submit" busy={busy} autoFocus={demo}>
          {t('lock.unlock')}
        </Button>
      </div>
      <div className="row">
        {person.pin && !demo && (
          <Button
            kind="quiet"
            size="small"
            onPress={() => {
              setByPin(!byPin)
              setSecret('')
              setFailure(null)
            }}
          >
            {t(byPin ? 'lock.byPassword' : 'lock.byPin')}
          </Button>
        )}
        <Button kind="quiet" size="small" onPress={onOther}>
          {t('lock.other')}
        </Button>
      </div>
    </form>
  )
}
