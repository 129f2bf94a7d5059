// This computer: its place in the store, and what opens its data when all else fails.
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import type { Failure } from '../../../shared/errors.ts'
import { call } from '../../api.ts'
import { screenOf } from '../../nav.ts'
import { learnPhase, usePhase } from '../../phase.ts'
import { useMay, useMe } from '../../session.ts'
import { open } from '../../state.ts'
import { Button } from '../../ui/Button.tsx'
import { ConfirmDialog } from '../../ui/Dialog.tsx'
import { Form } from '../../ui/form/Form.tsx'
import { useForm } from '../../ui/form/use-form.ts'
import { KeyValue } from '../../ui/KeyValue.tsx'
import { Refused } from '../../ui/Refused.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { sayBriefly } from '../../ui/toast.tsx'
import { RecoveryCodeDialog } from './RecoveryCodeDialog.tsx'

export function Desk() {
  const { t } = useTranslation('settings')
  const me = useMe()
  const may = useMay()
  const status = usePhase((known) => known.status)
  const [making, setMaking] = useState(false)
  return (
    <div className="settings-part">
      <section>
        <KeyValue
          pairs={[
            [t('desk.name'), me.device.name],
            [
              t('desk.code'),
              <span key="code">
                {me.device.code} <span className="cap">{t('desk.codeSays')}</span>
              </span>,
            ],
            [t('desk.store'), me.site.name],
            [t('desk.storeCode'), me.site.code],
            [t('desk.hq'), t(me.joined ? 'desk.joined' : 'desk.alone')],
          ]}
        />
        {screenOf('sync') && may('sync.view') && (
          <div className="row">
            <Button onPress={() => open('sync')}>{t('desk.openSync')}</Button>
          </div>
        )}
      </section>
      {may('admin.care') && !me.demo && (
        <>
          <section>
            <h2 className="title">
              {t('desk.recovery')}
              <span className="cap">{t(status?.recoveryWritten ? 'desk.recoveryWritten' : 'desk.recoveryNotWritten')}</span>
            </h2>
            <p className="ink2">{t('desk.recoverySays')}</p>
            <div className="row">
              <Button onPress={() => setMaking(true)}>{t('desk.newCode')}</Button>
            </div>
          </section>
          <section>
            <h2 className="title">
              {t('desk.passphrase')}
              <span className="cap">{t(status?.keychain ? 'desk.keychain' : 'desk.noKeychain')}</span>
            </h2>
            <p className="ink2">{t('desk.passphraseSays')}</p>
            {!status?.keychain && <Passphrase />}
          </section>
        </>
      )}
      {may('admin.care') && !me.demo && <Training />}
      {making && <RecoveryCodeDialog onClose={() => setMaking(false)} />}
    </div>
  )
}

/** The demo store beside the real one: for new people, and for trying what one would not try on real cars. */
function Training() {
  const { t } = useTranslation('settings')
  const [asking, setAsking] = useState(false)
  const [failure, setFailure] = useState<Failure | null>(null)
  const go = async (): Promise<void> => {
    setAsking(false)
    const reply = await call('setup.tryDemo', {})
    if (!reply.ok) return setFailure(reply.error)
    await learnPhase()
  }
  return (
    <section>
      <h2 className="title">{t('desk.training')}</h2>
      <p className="ink2">{t('desk.trainingSays')}</p>
      {failure && <Refused error={failure} module="setup" />}
      <div className="row">
        <Button onPress={() => setAsking(true)}>{t('desk.train')}</Button>
      </div>
      <ConfirmDialog
        open={asking}
        onClose={() => setAsking(false)}
        title={t('desk.trainAsk')}
        confirm={t('desk.train')}
        onConfirm={() => void go()}
      >
        {t('desk.trainAskSays')}
      </ConfirmDialog>
    </section>
  )
}

const Wanted = z.object({ passphrase: z.string().min(8, 'passphrase-too-short').max(200), password: z.string().min(1, 'required') })

function Passphrase() {
  const { t } = useTranslation('settings')
  const form = useForm({
    module: 'settings',
    schema: Wanted,
    initial: { passphrase: '', password: '' },
    send: async ({ passphrase, password }) => {
      const proved = await call('identity.prove', { password })
      return proved.ok ? call('setup.changePassphrase', { passphrase }) : proved
    },
    onDone: () => {
      form.change({ passphrase: '', password: '' })
      sayBriefly(t('desk.passphraseSaved'))
      void learnPhase()
    },
  })
  return (
    <Form form={{ ...form, module: 'identity' }} submit={t('desk.changePassphrase')}>
      <TextField label={t('desk.newPassphrase')} type="password" autoComplete="new-password" {...form.field('passphrase')} />
      <TextField label={t('desk.password')} type="password" autoComplete="current-password" {...form.field('password')} />
    </Form>
  )
}
