// A password given by an administrator serves once: nothing else is shown until the person has one of their own.
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { passwordChange } from '../../../shared/modules/identity/rules.ts'
import { call } from '../../api.ts'
import type { Me } from '../../session.ts'
import { Button } from '../../ui/Button.tsx'
import { Form } from '../../ui/form/Form.tsx'
import { useForm } from '../../ui/form/use-form.ts'
import { TextField } from '../../ui/TextField.tsx'
import { Entry } from './Entry.tsx'

export function FirstPassword({ me, onDone }: { me: Me; onDone: () => void }) {
  const { t } = useTranslation('identity')
  const schema = useMemo(() => passwordChange(me.login), [me.login])
  const form = useForm({
    module: 'identity',
    schema,
    initial: { current: '', next: '', again: '' },
    send: ({ current, next }) => call('identity.setPassword', { current, next }),
    onDone,
  })
  const [leaving, setLeaving] = useState(false)
  const leave = async (): Promise<void> => {
    setLeaving(true)
    await call('identity.signOut', {})
    onDone()
  }
  return (
    <Entry title={t('first.title')} caption={`${me.site.name} · ${me.name}`} foot={t('first.says')}>
      <Form
        form={form}
        submit={t('first.go')}
        side={
          <Button onPress={() => void leave()} busy={leaving}>
            {t('first.leave')}
          </Button>
        }
      >
        <TextField label={t('first.given')} type="password" autoFocus autoComplete="current-password" {...form.field('current')} />
        <TextField
          label={t('password.next')}
          type="password"
          hint={t('password.nextHint')}
          autoComplete="new-password"
          {...form.field('next')}
        />
        <TextField label={t('password.again')} type="password" autoComplete="new-password" {...form.field('again')} />
      </Form>
    </Entry>
  )
}
