// What can be done to one desktop, each asked once: names and places, stopping it for a while, a check of its rows or
// all of them anew, its escrowed key, and taking it off the list.
import MoreIcon from 'lucide-react/icons/ellipsis'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { consoleContract, type ConsoleOutput } from '../../shared/console/contract.ts'
import type { Desktop } from '../../shared/console/contract/desktops.ts'
import type { Envelope } from '../../shared/errors.ts'
import { Button } from '../ui/Button.tsx'
import { ConfirmDialog, Dialog } from '../ui/Dialog.tsx'
import { Form } from '../ui/form/Form.tsx'
import { useForm } from '../ui/form/use-form.ts'
import { Menu, type MenuEntry } from '../ui/Menu.tsx'
import { Refused } from '../ui/Refused.tsx'
import { SelectField } from '../ui/SelectField.tsx'
import { TextField } from '../ui/TextField.tsx'
import { sayBriefly } from '../ui/toast.tsx'
import { useDeed } from '../ui/use-deed.ts'
import { ask, useAsk } from './ask.ts'
import { Once, type Shown } from './Once.tsx'
import { Reasoned } from './Reasoned.tsx'
import { go } from './route.ts'
import { useMay, useMe } from './session.ts'

type Doing = 'rename' | 'move' | 'revoke' | 'suspend' | 'anew' | 'key' | 'release'

export function DesktopActions({ shown }: { shown: ConsoleOutput<'desktops.show'> }) {
  const { t } = useTranslation('console')
  const mayChange = useMay('operator')
  const mayKey = useMay('administrator')
  const me = useMe()
  const [doing, setDoing] = useState<Doing | null>(null)
  const [file, setFile] = useState<Shown | null>(null)
  const deed = useDeed()
  const close = (): void => setDoing(null)
  const { desktop, sealed, keyRequest, anew } = shown
  const { replica, name } = desktop
  if (!mayChange) return null
  const listed = desktop.revokedAt === null
  const entries: MenuEntry[] = [
    ...(listed
      ? [
          {
            id: 'check',
            label: t('desktop.check'),
            onPress: () =>
              deed.run(
                () => ask('desktops.check', { replica }),
                () => sayBriefly(t('desktop.checkAsked')),
              ),
          },
          {
            id: 'anew',
            label: t('desktop.anew'),
            disabled: anew !== null && anew.state !== 'whole',
            why: anew !== null && anew.state !== 'whole' ? t(`desktop.anewStates.${anew.state}`) : undefined,
            onPress: () => setDoing('anew'),
          },
          desktop.suspendedAt === null
            ? { id: 'suspend', label: t('desktop.suspend'), onPress: () => setDoing('suspend') }
            : { id: 'resume', label: t('desktop.resume'), onPress: () => deed.run(() => ask('desktops.resume', { replica })) },
        ]
      : []),
    { id: 'again', label: t('desktop.pairAgain'), onPress: () => go('sites', 'pair', desktop.site) },
    ...(mayKey
      ? [
          keyRequest && keyRequest.by !== me.id
            ? { id: 'release', label: t('desktop.releaseKey'), onPress: () => setDoing('release') }
            : {
                id: 'key',
                label: t('desktop.requestKey'),
                disabled: !sealed || keyRequest !== null,
                why: keyRequest ? t('desktop.keyWaits') : sealed ? undefined : t('desktop.notSealed'),
                onPress: () => setDoing('key'),
              },
        ]
      : []),
  ]
  return (
    <>
      {deed.failure && <Refused error={deed.failure} module="console" />}
      {listed && (
        <>
          <Button onPress={() => setDoing('rename')}>{t('desktop.rename')}</Button>
          <Button onPress={() => setDoing('move')}>{t('desktop.move')}</Button>
          <Button onPress={() => setDoing('revoke')}>{t('desktop.revoke')}</Button>
        </>
      )}
      <Menu label={t('desktop.more')} entries={entries}>
        <Button icon={MoreIcon} label={t('desktop.more')} />
      </Menu>
      <Dialog open={doing === 'rename'} onClose={close} title={t('desktop.rename')} width="small">
        <RenameForm desktop={desktop} onDone={close} />
      </Dialog>
      <Dialog open={doing === 'move'} onClose={close} title={t('desktop.moveTitle', { name })} width="small">
        <MoveForm desktop={desktop} onDone={close} />
      </Dialog>
      <Confirmed
        open={doing === 'revoke'}
        onClose={close}
        title={t('desktop.revokeTitle', { name })}
        says={t('desktop.revokeSays')}
        confirm={t('desktop.revoke')}
        send={() => ask('desktops.revoke', { replica })}
      />
      <Reasoned
        open={doing === 'suspend'}
        onClose={close}
        title={t('desktop.suspendTitle', { name })}
        confirm={t('desktop.suspend')}
        send={(reason) => ask('desktops.suspend', { replica, reason })}
      >
        <p>{t('desktop.suspendSays')}</p>
      </Reasoned>
      <Reasoned
        open={doing === 'anew'}
        onClose={close}
        title={t('desktop.anewTitle', { name })}
        confirm={t('desktop.anewDo')}
        send={(reason) => ask('desktops.takeAnew', { replica, reason })}
      >
        <p>{t('desktop.anewSays')}</p>
      </Reasoned>
      <Reasoned
        open={doing === 'key'}
        onClose={close}
        title={t('desktop.requestKey')}
        confirm={t('desktop.requestKey')}
        send={(reason) => ask('keys.request', { replica, reason })}
      >
        <p>{t('desktop.requestKeySays')}</p>
      </Reasoned>
      <Confirmed
        open={doing === 'release'}
        onClose={close}
        title={t('desktop.releaseKey')}
        says={t('desktop.releaseKeySays', { who: keyRequest?.byName ?? '', reason: keyRequest?.reason ?? '' })}
        confirm={t('desktop.releaseKey')}
        send={() => ask('keys.release', { replica })}
        onDone={({ file: text }) => setFile({ title: t('desktop.keyTitle', { name }), says: t('desktop.keySays'), text })}
      />
      <Once shown={file} onClose={() => setFile(null)} />
    </>
  )
}

function Confirmed<Value>(props: {
  open: boolean
  onClose: () => void
  title: string
  says: string
  confirm: string
  send: () => Promise<Envelope<Value>>
  onDone?: (value: Value) => void
}) {
  const deed = useDeed()
  return (
    <ConfirmDialog
      open={props.open}
      onClose={props.onClose}
      title={props.title}
      confirm={props.confirm}
      busy={deed.busy}
      onConfirm={() =>
        deed.run(props.send, (value) => {
          props.onClose()
          props.onDone?.(value)
        })
      }
    >
      <p>{props.says}</p>
      {deed.failure && <Refused error={deed.failure} module="console" />}
    </ConfirmDialog>
  )
}

function RenameForm({ desktop, onDone }: { desktop: Desktop; onDone: () => void }) {
  const { t } = useTranslation('console')
  const form = useForm({
    module: 'console',
    schema: consoleContract['desktops.rename'].input,
    initial: { replica: desktop.replica, name: desktop.name },
    send: (said) => ask('desktops.rename', said),
    onDone,
  })
  return (
    <Form form={form} submit={t('desktop.rename')}>
      <TextField label={t('desktop.name')} autoFocus {...form.field('name')} />
    </Form>
  )
}

function MoveForm({ desktop, onDone }: { desktop: Desktop; onDone: () => void }) {
  const { t } = useTranslation('console')
  const sites = useAsk('sites.list', {})
  const form = useForm({
    module: 'console',
    schema: consoleContract['desktops.move'].input,
    initial: { replica: desktop.replica, site: '' },
    send: (said) => ask('desktops.move', said),
    onDone,
  })
  const { value, ...field } = form.field('site')
  return (
    <Form form={form} submit={t('desktop.move')}>
      <p>{t('desktop.moveSays')}</p>
      <SelectField
        label={t('desktop.moveTo')}
        value={value === '' ? null : value}
        {...field}
        options={(sites.value?.sites ?? [])
          .filter((site) => site.id !== desktop.site)
          .map((site) => ({ value: site.id, label: site.name, more: site.code, disabled: site.foundedAt === null }))}
      />
    </Form>
  )
}
