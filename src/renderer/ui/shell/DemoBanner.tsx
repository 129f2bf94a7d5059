// The demo store says that it is one, and lets one try every role: no password, nothing real, everything resettable.
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call } from '../../api.ts'
import { useLive } from '../../live.ts'
import { useMe } from '../../session.ts'
import { Button } from '../Button.tsx'
import { ConfirmDialog } from '../Dialog.tsx'
import { Menu } from '../Menu.tsx'
import { Banner } from '../Notice.tsx'
import { refusalText } from '../Refused.tsx'
import { sayBriefly } from '../toast.tsx'

export function DemoBanner() {
  const { t } = useTranslation('shell')
  const me = useMe()
  const { data } = useLive('identity.people', {})
  const [asking, setAsking] = useState<'reset' | 'leave' | null>(null)
  const [busy, setBusy] = useState(false)
  const run = async (): Promise<void> => {
    setBusy(true)
    const reply = asking === 'reset' ? await call('setup.resetDemo', {}) : await call('setup.leaveDemo', {})
    setBusy(false)
    setAsking(null)
    if (!reply.ok) sayBriefly(refusalText(t, reply.error, 'setup'))
  }
  return (
    <Banner
      actions={
        <>
          <Menu
            label={t('demo.role')}
            entries={(data?.people ?? []).map((person) => ({
              id: person.id,
              label: person.name,
              why: person.title ?? undefined,
              chosen: person.id === me.id,
              onPress: () => void call('identity.actAs', { userId: person.id }),
            }))}
          >
            <Button kind="quiet" size="small">
              {t('demo.as', { name: me.name, title: me.title ?? me.roles[0]?.name ?? '' })}
            </Button>
          </Menu>
          <Button kind="quiet" size="small" onPress={() => setAsking('reset')}>
            {t('demo.reset')}
          </Button>
          <Button kind="quiet" size="small" onPress={() => setAsking('leave')}>
            {t('demo.leave')}
          </Button>
        </>
      }
    >
      <b>{t('demo.title')}</b> {t('demo.says')}
      <ConfirmDialog
        open={asking !== null}
        onClose={() => setAsking(null)}
        title={t(asking === 'reset' ? 'demo.resetTitle' : 'demo.leaveTitle')}
        confirm={t(asking === 'reset' ? 'demo.reset' : 'demo.leave')}
        onConfirm={() => void run()}
        busy={busy}
      >
        {t(asking === 'reset' ? 'demo.resetSays' : 'demo.leaveSays')}
      </ConfirmDialog>
    </Banner>
  )
}
