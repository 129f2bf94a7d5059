// Joining headquarters: the pairing code a person was given, and how this desktop is called.
import { useTranslation } from 'react-i18next'
import { setup } from '../../../shared/modules/setup/contract.ts'
import { call } from '../../api.ts'
import { Form } from '../../ui/form/Form.tsx'
import { useForm } from '../../ui/form/use-form.ts'
import { Notice } from '../../ui/Notice.tsx'
import { TextArea, TextField } from '../../ui/TextField.tsx'
import { Back } from './Back.tsx'

/** A passphrase is needed only where no keychain is. */
const strict = setup.join.input.refine((typed) => typed.passphrase !== undefined, { path: ['passphrase'], message: 'required' })

export function JoinStore({ keychain, onBack, onDone }: { keychain: boolean; onBack: () => void; onDone: () => void }) {
  const { t } = useTranslation('setup')
  const form = useForm({
    module: 'setup',
    schema: keychain ? setup.join.input : strict,
    initial: { code: '', deviceName: '', passphrase: '' },
    read: (values) => ({ ...values, passphrase: values.passphrase || undefined }),
    send: (input) => call('setup.join', input),
    onDone,
  })
  return (
    <>
      <Back onPress={onBack} />
      <h2 className="desk-title">{t('join.title')}</h2>
      <p className="desk-says">{t('join.says')}</p>
      <Form form={form} submit={t('join.go')}>
        <TextArea label={t('join.code')} hint={t('join.codeHint')} {...form.field('code')} rows={4} autoFocus />
        <TextField label={t('join.deviceName')} hint={t('join.deviceNameHint')} {...form.field('deviceName')} maxLength={60} />
        {!keychain && (
          <fieldset className="part">
            <legend>{t('start.machine')}</legend>
            <Notice>{t('start.noKeychain')}</Notice>
            <TextField
              label={t('start.passphrase')}
              hint={t('start.passphraseHint')}
              {...form.field('passphrase')}
              type="password"
              autoComplete="new-password"
            />
          </fieldset>
        )}
      </Form>
    </>
  )
}
