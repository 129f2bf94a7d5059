// Founding a store that runs alone: the store, its first administrator, and what opens this desktop's file where the
// machine has no keychain.
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { setup } from '../../../shared/modules/setup/contract.ts'
import { call } from '../../api.ts'
import { Form } from '../../ui/form/Form.tsx'
import { useForm } from '../../ui/form/use-form.ts'
import { Notice } from '../../ui/Notice.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { Back } from './Back.tsx'
import { rememberCode } from './recovery-code.ts'

/** A passphrase is needed only where no keychain is; `read` leaves out an empty one. */
const schemaFor = (keychain: boolean) =>
  setup.startStore.input
    .extend({ again: z.string() })
    .refine((typed) => keychain || typed.passphrase !== undefined, { path: ['passphrase'], message: 'required' })
    .refine((typed) => typed.again === typed.password, { path: ['again'], message: 'not-the-same' })
const schemas = { with: schemaFor(true), without: schemaFor(false) }

export function StartStore({ keychain, onBack, onDone }: { keychain: boolean; onBack: () => void; onDone: () => void }) {
  const { t } = useTranslation('setup')
  const form = useForm({
    module: 'setup',
    schema: keychain ? schemas.with : schemas.without,
    initial: { storeName: '', siteCode: '', adminName: '', login: '', password: '', again: '', passphrase: '' },
    read: (values) => ({ ...values, passphrase: values.passphrase || undefined }),
    send: ({ storeName, siteCode, adminName, login, password, passphrase }) =>
      call('setup.startStore', { storeName, siteCode, adminName, login, password, passphrase }),
    onDone: ({ recoveryCode }) => {
      rememberCode(recoveryCode)
      onDone()
    },
  })
  return (
    <>
      <Back onPress={onBack} />
      <h2 className="desk-title">{t('start.title')}</h2>
      <Form form={form} submit={t('start.go')}>
        <fieldset className="part">
          <legend>{t('start.store')}</legend>
          <div className="pair">
            <TextField label={t('start.storeName')} {...form.field('storeName')} maxLength={60} autoFocus />
            <TextField
              label={t('start.siteCode')}
              hint={t('start.siteCodeHint', { code: form.values.siteCode || 'KS' })}
              {...form.field('siteCode')}
              width="plate"
              upper
              maxLength={4}
            />
          </div>
        </fieldset>
        <fieldset className="part">
          <legend>{t('start.admin')}</legend>
          <div className="pair">
            <TextField label={t('start.adminName')} {...form.field('adminName')} maxLength={60} />
            <TextField label={t('start.login')} hint={t('start.loginHint')} {...form.field('login')} maxLength={30} />
          </div>
          <div className="pair">
            <TextField
              label={t('start.password')}
              hint={t('start.passwordHint')}
              {...form.field('password')}
              type="password"
              autoComplete="new-password"
            />
            <TextField label={t('start.again')} {...form.field('again')} type="password" autoComplete="new-password" />
          </div>
        </fieldset>
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
