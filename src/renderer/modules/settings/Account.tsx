// Oneself: what one may do here, and one's own password and PIN.
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Failure } from '../../../shared/errors.ts'
import { passwordChange, pinChange } from '../../../shared/modules/identity/rules.ts'
import { call } from '../../api.ts'
import { useMe } from '../../session.ts'
import { Button } from '../../ui/Button.tsx'
import { Form } from '../../ui/form/Form.tsx'
import { useForm } from '../../ui/form/use-form.ts'
import { KeyValue } from '../../ui/KeyValue.tsx'
import { spokenKeys } from '../../ui/keys.ts'
import { Refused } from '../../ui/Refused.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { sayBriefly } from '../../ui/toast.tsx'

export function Account() {
  const { t } = useTranslation('settings')
  const me = useMe()
  return (
    <div className="settings-part">
      <section>
        <h2 className="title">{t('me.who')}</h2>
        <KeyValue
          pairs={[
            [t('me.name'), me.name],
            [t('me.login'), me.login],
            [t('me.title'), me.title],
            [t('me.roles'), me.roles.map((role) => role.name).join(' · ')],
            [t('me.reach'), t(`me.reaches.${me.reach}`)],
          ]}
        />
      </section>
      {me.demo ? (
        <section>
          <p className="ink2">{t('me.demo')}</p>
        </section>
      ) : (
        <>
          <section>
            <h2 className="title">{t('me.password')}</h2>
            <PasswordForm login={me.login} />
          </section>
          <section>
            <h2 className="title">{t('me.pin')}</h2>
            <PinForm pin={me.pin} />
          </section>
        </>
      )}
    </div>
  )
}

const noPassword = { current: '', next: '', again: '' }

function PasswordForm({ login }: { login: string }) {
  const { t } = useTranslation('identity')
  const schema = useMemo(() => passwordChange(login), [login])
  const form = useForm({
    module: 'identity',
    schema,
    initial: noPassword,
    send: ({ current, next }) => call('identity.setPassword', { current, next }),
    onDone: () => {
      form.change(noPassword)
      sayBriefly(t('password.saved'))
    },
  })
  return (
    <Form form={form} submit={t('password.save')}>
      <TextField label={t('password.current')} type="password" autoComplete="current-password" {...form.field('current')} />
      <TextField
        label={t('password.next')}
        type="password"
        hint={t('password.nextHint')}
        autoComplete="new-password"
        {...form.field('next')}
      />
      <TextField label={t('password.again')} type="password" autoComplete="new-password" {...form.field('again')} />
    </Form>
  )
}

const noPin = { password: '', pin: '' }

function PinForm({ pin }: { pin: boolean }) {
  const { t } = useTranslation('identity')
  const [dropping, setDropping] = useState(false)
  const [failure, setFailure] = useState<Failure | null>(null)
  const form = useForm({
    module: 'identity',
    schema: pinChange,
    initial: noPin,
    send: (input) => call('identity.setPin', input),
    onDone: () => {
      form.change(noPin)
      sayBriefly(t('pin.saved'))
    },
  })
  const drop = async (): Promise<void> => {
    setDropping(true)
    const reply = await call('identity.setPin', { password: form.values.password, pin: null })
    setDropping(false)
    setFailure(reply.ok ? null : (reply.error as Failure))
    if (!reply.ok) return
    form.change(noPin)
    sayBriefly(t('pin.dropped'))
  }
  return (
    <>
      {failure && <Refused error={failure} module="identity" />}
      <p className="ink2">{t(pin ? 'pin.has' : 'pin.hasNot', { keys: spokenKeys('mod+shift+U') })}</p>
      <Form
        form={form}
        submit={t('pin.save')}
        shortcut=""
        side={
          pin && (
            <Button onPress={() => void drop()} busy={dropping} disabled={form.values.password === ''}>
              {t('pin.drop')}
            </Button>
          )
        }
      >
        <TextField label={t('pin.password')} type="password" autoComplete="current-password" {...form.field('password')} />
        <TextField
          label={t('pin.next')}
          type="password"
          inputMode="numeric"
          hint={t('pin.nextHint')}
          width="money"
          autoComplete="new-password"
          {...form.field('pin')}
        />
      </Form>
    </>
  )
}
