// One person beside the list: what they may do, how they sign in, and the few deeds an account needs.
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Failure } from '../../../shared/errors.ts'
import { call, newAttempt } from '../../api.ts'
import { useLive } from '../../live.ts'
import { Button } from '../../ui/Button.tsx'
import { DateText } from '../../ui/DateText.tsx'
import { DetailPane, Section, type PaneSteps } from '../../ui/DetailPane.tsx'
import { ConfirmDialog } from '../../ui/Dialog.tsx'
import { KeyValue } from '../../ui/KeyValue.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { Refused } from '../../ui/Refused.tsx'
import { sayBriefly } from '../../ui/toast.tsx'
import type { Given } from './GivenPassword.tsx'
import { Standing, type User } from './PersonStanding.tsx'
import { timeOf } from '../../../shared/dates.ts'

export function PersonPane({
  user,
  steps,
  onEdit,
  onGiven,
}: {
  user: User
  steps: PaneSteps
  onEdit: () => void
  onGiven: (given: Given) => void
}) {
  const { t } = useTranslation('admin')
  const sites = useLive('admin.sites', {}).data ?? []
  const [asking, setAsking] = useState<'reset' | 'deactivate' | null>(null)
  const [failure, setFailure] = useState<Failure | null>(null)
  const [busy, setBusy] = useState(false)
  const act = async (deed: 'reset' | 'deactivate' | 'reactivate'): Promise<void> => {
    setBusy(true)
    const input = { userId: user.id }
    const reply =
      deed === 'reset'
        ? await call('admin.resetPassword', input)
        : deed === 'deactivate'
          ? await call('admin.deactivateUser', input, { attempt: newAttempt() })
          : await call('admin.reactivateUser', input, { attempt: newAttempt() })
    setBusy(false)
    setAsking(null)
    setFailure(reply.ok ? null : (reply.error as Failure))
    if (!reply.ok) return
    if (reply.value) onGiven({ name: user.name, login: user.login, password: reply.value.password })
    else sayBriefly(t('people.saved'))
  }
  const names = user.allSites
    ? t('people.allSites')
    : user.siteIds.map((id) => sites.find((site) => site.id === id)?.name ?? id).join(' · ')
  return (
    <DetailPane
      number={user.login}
      title={user.name}
      tag={<Standing user={user} tag />}
      caption={user.title ?? undefined}
      steps={steps}
      actions={
        <>
          <Button onPress={onEdit}>{t('people.edit')}</Button>
          {user.active ? (
            <>
              <Button onPress={() => setAsking('reset')}>{t('people.reset')}</Button>
              <Button onPress={() => setAsking('deactivate')}>{t('people.deactivate')}</Button>
            </>
          ) : (
            <Button onPress={() => void act('reactivate')} busy={busy}>
              {t('people.reactivate')}
            </Button>
          )}
        </>
      }
    >
      {(failure || user.lockedUntilAt) && (
        <Section>
          {failure && <Refused error={failure} module="admin" />}
          {user.lockedUntilAt && <Notice>{t('people.locked', { time: timeOf(user.lockedUntilAt) })}</Notice>}
        </Section>
      )}
      <Section title={t('people.role')}>
        <ul className="plain-lines">
          {user.roles.map((role) => (
            <li key={role.id}>{role.name}</li>
          ))}
        </ul>
      </Section>
      <Section>
        <KeyValue
          pairs={[
            [t('people.sites'), names],
            [t('people.phone'), user.phone],
            [t('people.password'), t(`people.passwords.${user.password}`)],
            [t('people.pin'), t(user.pin ? 'people.pins.yes' : 'people.pins.no')],
            [t('people.signedIn'), user.signedInAt ? <DateText key="at" at={user.signedInAt} near /> : t('people.never')],
          ]}
        />
      </Section>
      <ConfirmDialog
        open={asking === 'reset'}
        onClose={() => setAsking(null)}
        title={t('people.resetAsk', { name: user.name })}
        confirm={t('people.reset')}
        onConfirm={() => void act('reset')}
        busy={busy}
      >
        {t('people.resetSays')}
      </ConfirmDialog>
      <ConfirmDialog
        open={asking === 'deactivate'}
        onClose={() => setAsking(null)}
        title={t('people.deactivateAsk', { name: user.name })}
        confirm={t('people.deactivate')}
        onConfirm={() => void act('deactivate')}
        busy={busy}
      >
        {t('people.deactivateSays')}
      </ConfirmDialog>
    </DetailPane>
  )
}
