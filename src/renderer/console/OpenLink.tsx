// A one-time link: whoever opens it chooses a password, the very first also name and login.
import { useTranslation } from 'react-i18next'
import { opening } from '../../shared/console/rules.ts'
import { Form } from '../ui/form/Form.tsx'
import { useForm } from '../ui/form/use-form.ts'
import { Loading } from '../ui/Loading.tsx'
import { Refused } from '../ui/Refused.tsx'
import { TextField } from '../ui/TextField.tsx'
import { ask, useAsk } from './ask.ts'
import { Door } from './Door.tsx'

type Looked = { first: boolean; login: string; name: string }

export function OpenLink({ secret, onDone }: { secret: string; onDone: () => void }) {
  const { t } = useTranslation('console')
  const { value, failure } = useAsk('link.look', { secret })
  return (
    <Door title={t(value?.first ? 'link.first' : 'link.title')} caption={location.host} foot={t('link.foot')}>
      {value ? (
        <Opening secret={secret} looked={value} onDone={onDone} />
      ) : failure ? (
        <Refused error={failure} module="console" />
      ) : (
        <Loading lines={[60, 40]} />
      )}
    </Door>
  )
}

function Opening({ secret, looked, onDone }: { secret: string; looked: Looked; onDone: () => void }) {
  const { t } = useTranslation('console')
  const form = useForm({
    module: 'console',
    schema: opening,
    initial: { login: looked.login, name: looked.name, password: '', again: '' },
    send: ({ login, name, password }) => ask('link.use', { secret, login, name, password }),
    onDone,
  })
  return (
    <Form form={form} submit={t('link.go')}>
      <TextField label={t('name')} autoFocus autoComplete="name" {...form.field('name')} />
      <TextField
        label={t('login')}
        hint={looked.first ? t('loginHint') : undefined}
        disabled={!looked.first}
        autoComplete="username"
        {...form.field('login')}
      />
      <TextField label={t('password')} type="password" hint={t('passwordHint')} autoComplete="new-password" {...form.field('password')} />
      <TextField label={t('again')} type="password" autoComplete="new-password" {...form.field('again')} />
    </Form>
  )
}
