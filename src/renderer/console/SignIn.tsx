// Signing in: login and password; the code of an authenticator only when headquarters asks for one.
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { consoleContract } from '../../shared/console/contract.ts'
import { Form } from '../ui/form/Form.tsx'
import { useForm } from '../ui/form/use-form.ts'
import { Notice } from '../ui/Notice.tsx'
import { TextField } from '../ui/TextField.tsx'
import { ask } from './ask.ts'
import { Door } from './Door.tsx'

export function SignIn({ anybody, onDone }: { anybody: boolean; onDone: () => void }) {
  const { t } = useTranslation('console')
  const [coded, setCoded] = useState(false)
  const form = useForm({
    module: 'console',
    schema: consoleContract['session.signIn'].input,
    initial: { login: '', password: '', code: '' },
    send: async (said) => {
      const reply = await ask('session.signIn', said)
      if (!reply.ok && reply.error.code === 'code-needed') setCoded(true)
      return reply
    },
    onDone,
  })
  return (
    <Door title={t('signIn.title')} caption={location.host} foot={t('signIn.foot')}>
      {!anybody && <Notice kind="act">{t('signIn.nobody')}</Notice>}
      <Form form={form} submit={t('signIn.go')}>
        <TextField label={t('login')} autoFocus autoComplete="username" {...form.field('login')} />
        <TextField label={t('password')} type="password" autoComplete="current-password" {...form.field('password')} />
        {coded && (
          <TextField
            label={t('code')}
            hint={t('codeHint')}
            inputMode="numeric"
            width="short"
            autoFocus
            autoComplete="one-time-code"
            {...form.field('code')}
          />
        )}
      </Form>
    </Door>
  )
}
