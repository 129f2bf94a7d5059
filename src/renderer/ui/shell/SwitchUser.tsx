// A shared desk changes hands in two seconds: pick a name, four digits, done. Everyone finds their own tabs again.
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Failure } from '../../../shared/errors.ts'
import { call } from '../../api.ts'
import { useLive } from '../../live.ts'
import { learnPhase } from '../../phase.ts'
import { useMe } from '../../session.ts'
import { rememberNow } from '../../state.ts'
import { Button } from '../Button.tsx'
import { Dialog } from '../Dialog.tsx'
import { Empty } from '../Empty.tsx'
import { refusalText } from '../Refused.tsx'
import { TextField } from '../TextField.tsx'

export function SwitchUser({ open, onClose }: { open: boolean; onClose: () => void }) {
  const { t } = useTranslation('shell')
  return (
    <Dialog open={open} onClose={onClose} title={t('me.switch')} width="small">
      <Choice onClose={onClose} />
    </Dialog>
  )
}

function Choice({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('shell')
  const me = useMe()
  const { data } = useLive('identity.people', {})
  const others = (data?.people ?? []).filter((person) => person.id !== me.id && (person.pin || me.demo))
  const [chosen, setChosen] = useState<string | null>(null)
  const [pin, setPin] = useState('')
  const [failure, setFailure] = useState<Failure | null>(null)
  const [busy, setBusy] = useState(false)
  const go = async (userId: string): Promise<void> => {
    setBusy(true)
    rememberNow()
    const reply = me.demo ? await call('identity.actAs', { userId }) : await call('identity.switchUser', { userId, pin })
    setBusy(false)
    setPin('')
    if (!reply.ok) return setFailure(reply.error)
    onClose()
    await learnPhase()
  }
  if (data && others.length === 0) return <Empty drawing="people">{t('me.nobodyElse')}</Empty>
  return (
    <form
      className="form"
      onSubmit={(event) => {
        event.preventDefault()
        if (chosen && pin) void go(chosen)
      }}
    >
      <div className="people" role="group" aria-label={t('me.whoComes')}>
        {others.map((person, at) => (
          <button
            key={person.id}
            type="button"
            className={`person${person.id === chosen ? ' on' : ''}`}
            aria-pressed={person.id === chosen}
            autoFocus={at === 0}
            onClick={() => (me.demo ? void go(person.id) : setChosen(person.id))}
          >
            <span className="avatar plain">{person.name.slice(0, 1)}</span>
            <span>
              {person.name}
              <span className="cap">{person.title}</span>
            </span>
          </button>
        ))}
      </div>
      {chosen && !me.demo && (
        <div className="row top">
          <TextField
            key={chosen}
            label={t('me.pin')}
            type="password"
            inputMode="numeric"
            value={pin}
            onChange={setPin}
            autoFocus
            width="money"
            error={failure ? refusalText(t, failure, 'identity') : undefined}
          />
          <Button kind="primary" type="submit" busy={busy} disabled={pin === ''} className="beside-field">
            {t('me.take')}
          </Button>
        </div>
      )}
    </form>
  )
}
