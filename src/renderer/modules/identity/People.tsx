// Names to choose from and the secret of the chosen one: fast for the person who sat here last, two keys away for others.
import { useId, useRef, useState, type KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import type { Output } from '../../../shared/contract.ts'
import type { Failure } from '../../../shared/errors.ts'
import { call } from '../../api.ts'
import { Button } from '../../ui/Button.tsx'
import { Empty } from '../../ui/Empty.tsx'
import { refusalText } from '../../ui/Refused.tsx'
import { TextField } from '../../ui/TextField.tsx'

export type Person = Output<'identity.people'>['people'][number]
/** More names than this get a field to find them by. */
const MANY = 9

/** `pins`: somebody is at this window already, so that a PIN is enough. */
export function People({ people, pins, onDone }: { people: readonly Person[]; pins: boolean; onDone: () => void }) {
  const { t } = useTranslation('identity')
  const [chosenId, setChosen] = useState<string | null>(null)
  const [typed, setTyped] = useState(false)
  const [find, setFind] = useState('')
  const shown = people.filter((person) => `${person.name}${person.title ?? ''}`.includes(find.trim()))
  const chosen = shown.find((person) => person.id === chosenId) ?? shown[0]
  if (people.length === 0 && !typed)
    return (
      <Empty drawing="people" action={<Button onPress={() => setTyped(true)}>{t('signIn.other')}</Button>}>
        {t('signIn.nobody')}
      </Empty>
    )
  return (
    <>
      {!typed && (
        <>
          {people.length > MANY && (
            <div className="entry-find">
              <TextField label={t('signIn.find')} value={find} onChange={setFind} type="search" />
            </div>
          )}
          {shown.length > 0 ? (
            <Tiles people={shown} chosen={chosen?.id} onChoose={setChosen} />
          ) : (
            <p className="ink2">{t('signIn.noneFound', { text: find.trim() })}</p>
          )}
        </>
      )}
      {(typed || chosen) && (
        <Secret
          key={typed ? '' : chosen?.id}
          person={typed ? null : (chosen ?? null)}
          pin={pins && !typed && chosen?.pin === true}
          onDone={onDone}
        />
      )}
      {people.length > 0 && (
        <div>
          <Button kind="quiet" size="small" onPress={() => setTyped(!typed)}>
            {t(typed ? 'signIn.people' : 'signIn.other')}
          </Button>
        </div>
      )}
    </>
  )
}

/** One choice with the arrow keys, as a radio group; the chosen name is the one stop of the tab key. */
function Tiles({ people, chosen, onChoose }: { people: readonly Person[]; chosen: string | undefined; onChoose: (id: string) => void }) {
  const { t } = useTranslation('identity')
  const group = useRef<HTMLDivElement>(null)
  const move = (event: KeyboardEvent): void => {
    const by = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key]
    if (!by) return
    event.preventDefault()
    const at = people.findIndex((person) => person.id === chosen)
    const next = people[(at + by + people.length) % people.length]
    if (!next) return
    onChoose(next.id)
    group.current?.querySelector<HTMLElement>(`[data-id="${next.id}"]`)?.focus()
  }
  return (
    <div className="tiles" role="radiogroup" aria-label={t('signIn.who')} ref={group} onKeyDown={move}>
      {people.map((person) => (
        // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- a tile with two lines is not an input
        <button
          key={person.id}
          data-id={person.id}
          type="button"
          role="radio"
          className="tile"
          aria-checked={person.id === chosen}
          tabIndex={person.id === chosen ? 0 : -1}
          onClick={() => onChoose(person.id)}
        >
          <span className="face" aria-hidden>
            {person.name.slice(0, 1)}
          </span>
          <span className="trunc">
            <span className="name">{person.name}</span>
            <span className="cap trunc">{person.title ?? '—'}</span>
          </span>
        </button>
      ))}
    </div>
  )
}

/** `person` null asks for a login too. */
function Secret({ person, pin, onDone }: { person: Person | null; pin: boolean; onDone: () => void }) {
  const { t } = useTranslation('identity')
  const [byPin, setByPin] = useState(pin)
  const [login, setLogin] = useState('')
  const [secret, setSecret] = useState('')
  const [failure, setFailure] = useState<Failure | null>(null)
  const [busy, setBusy] = useState(false)
  const formId = useId()
  const go = async (): Promise<void> => {
    if (busy || secret === '' || (!person && login.trim() === '')) return
    setBusy(true)
    const reply =
      person && byPin
        ? await call('identity.switchUser', { userId: person.id, pin: secret })
        : await call('identity.signIn', { who: person?.id ?? login, password: secret })
    setBusy(false)
    if (reply.ok) return onDone()
    setSecret('')
    setFailure(reply.error)
    document.getElementById(formId)?.querySelector<HTMLInputElement>('input[type=password]')?.focus()
  }
  const words = person ? t(byPin ? 'lock.pinOf' : 'signIn.passwordOf', { name: person.name }) : t('signIn.password')
  return (
    <form
      id={formId}
      className="stack wide"
      onSubmit={(event) => {
        event.preventDefault()
        void go()
      }}
    >
      {!person && (
        <TextField
          label={t('signIn.login')}
          value={login}
          onChange={setLogin}
          hint={t('signIn.loginHint')}
          width="vin"
          autoFocus
          autoComplete="username"
        />
      )}
      <div className="secret">
        <TextField
          label={words}
          type="password"
          value={secret}
          onChange={(typed) => {
            setSecret(typed)
            setFailure(null)
          }}
          inputMode={byPin ? 'numeric' : 'text'}
          autoFocus={person !== null}
          autoComplete="current-password"
          error={failure ? refusalText(t, failure, 'identity') : undefined}
        />
        <Button kind="primary" type="submit" busy={busy} shortcut="Enter">
          {t('signIn.go')}
        </Button>
      </div>
      {pin && (
        <div>
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
        </div>
      )}
    </form>
  )
}
