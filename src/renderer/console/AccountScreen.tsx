// One's own way in: the password and the second factor.
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { consoleContract } from '../../shared/console/contract.ts'
import { passwordChange } from '../../shared/modules/identity/rules.ts'
import { Button } from '../ui/Button.tsx'
import { DateText } from '../ui/DateText.tsx'
import { Form } from '../ui/form/Form.tsx'
import { useForm } from '../ui/form/use-form.ts'
import { Notice } from '../ui/Notice.tsx'
import { Refused } from '../ui/Refused.tsx'
import { TextField } from '../ui/TextField.tsx'
import { sayBriefly } from '../ui/toast.tsx'
import { useDeed } from '../ui/use-deed.ts'
import { ask, useAsk } from './ask.ts'
import { Qr } from './Qr.tsx'
import { Screen } from './Screen.tsx'
import { learn, useMe } from './session.ts'

export function AccountScreen() {
  const { t } = useTranslation('console')
  const me = useMe()
  return (
    <Screen title={t('places.account')} says={`${me.name} · ${me.login} · ${t(`roles.${me.role}`)}`}>
      <div className="console-columns">
        <section className="stack wide">
          <h2 className="title">{t('password')}</h2>
          <PasswordForm />
        </section>
        <section className="stack wide">
          <h2 className="title">{t('totp')}</h2>
          {me.totp ? <DropTotp /> : <AddTotp />}
        </section>
      </div>
      <Sessions />
    </Screen>
  )
}

function Sessions() {
  const { t } = useTranslation('console')
  const { value, failure, again } = useAsk('me.sessions', {})
  const deed = useDeed()
  const others = value?.sessions.some(({ here }) => !here) ?? false
  const end = (): void =>
    deed.run(
      () => ask('me.endOthers', {}),
      () => sayBriefly(t('account.othersEnded')),
    )
  return (
    <section className="stack wide account-sessions">
      <h2 className="title">{t('account.sessions')}</h2>
      <p className="muted">{t('account.sessionsSay')}</p>
      {failure && <Refused error={failure} module="console" onRetry={again} />}
      {deed.failure && <Refused error={deed.failure} module="console" />}
      <ul>
        {value?.sessions.map(({ madeAt, seenAt, here }) => (
          <li key={`${madeAt} ${here}`}>
            {t('account.began')} <DateText at={madeAt} near /> · {t('account.lastSeen')} <DateText at={seenAt} near />
            {here && <b> {t('account.here')}</b>}
          </li>
        ))}
      </ul>
      {others && (
        <div className="row">
          <Button busy={deed.busy} onPress={end}>
            {t('account.endOthers')}
          </Button>
        </div>
      )}
    </section>
  )
}

function PasswordForm() {
  const { t } = useTranslation('console')
  const me = useMe()
  const [schema] = useState(() => passwordChange(me.login))
  const form = useForm({
    module: 'console',
    schema,
    initial: { current: '', next: '', again: '' },
    send: ({ current, next }) => ask('me.setPassword', { current, next }),
    onDone: () => {
      form.change({ current: '', next: '', again: '' })
      sayBriefly(t('account.passwordSaved'))
    },
  })
  return (
    <Form form={form} submit={t('account.savePassword')}>
      <TextField label={t('account.current')} type="password" autoComplete="current-password" {...form.field('current')} />
      <TextField label={t('account.next')} type="password" hint={t('passwordHint')} autoComplete="new-password" {...form.field('next')} />
      <TextField label={t('again')} type="password" autoComplete="new-password" {...form.field('again')} />
    </Form>
  )
}

function AddTotp() {
  const { t } = useTranslation('console')
  const [fresh, setFresh] = useState<{ secret: string; uri: string } | null>(null)
  const deed = useDeed()
  if (!fresh)
    return (
      <>
        <Notice>{t('account.totpSays')}</Notice>
        {deed.failure && <Refused error={deed.failure} module="console" />}
        <div>
          <Button busy={deed.busy} onPress={() => deed.run(() => ask('me.newTotp', {}), setFresh)}>
            {t('account.addTotp')}
          </Button>
        </div>
      </>
    )
  return <KeepTotp fresh={fresh} />
}

const Proof = z.object({ code: consoleContract['me.keepTotp'].input.shape.code, password: z.string().min(1, 'required') })

function KeepTotp({ fresh }: { fresh: { secret: string; uri: string } }) {
  const { t } = useTranslation('console')
  const form = useForm({
    module: 'console',
    schema: Proof,
    initial: { code: '', password: '' },
    send: (proof) => ask('me.keepTotp', { secret: fresh.secret, ...proof }),
    onDone: () => {
      sayBriefly(t('account.totpSaved'))
      void learn()
    },
  })
  return (
    <>
      <p>{t('account.scan')}</p>
      <Qr text={fresh.uri} label={t('account.scan')} />
      <p className="mono selectable">{fresh.secret.replaceAll(/(.{4})/g, '$1 ')}</p>
      <Form form={form} submit={t('account.keepTotp')}>
        <TextField
          label={t('code')}
          hint={t('codeHint')}
          inputMode="numeric"
          width="short"
          autoComplete="one-time-code"
          {...form.field('code')}
        />
        <TextField label={t('account.current')} type="password" autoComplete="current-password" {...form.field('password')} />
      </Form>
    </>
  )
}

function DropTotp() {
  const { t } = useTranslation('console')
  const form = useForm({
    module: 'console',
    schema: consoleContract['me.dropTotp'].input,
    initial: { password: '' },
    send: ({ password }) => ask('me.dropTotp', { password }),
    onDone: () => {
      sayBriefly(t('account.totpDropped'))
      void learn()
    },
  })
  return (
    <>
      <Notice kind="good">{t('account.totpOn')}</Notice>
      <Form form={form} submit={t('account.dropTotp')}>
        <TextField label={t('account.current')} type="password" autoComplete="current-password" {...form.field('password')} />
      </Form>
    </>
  )
}
