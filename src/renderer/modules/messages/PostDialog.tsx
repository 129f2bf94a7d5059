// 发信设置: how this desk reaches the mail server and the gateway, and which desk of the site sends.
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { messages, type MailSettings, type Post } from '../../../shared/modules/messages/contract.ts'
import { call } from '../../api.ts'
import { useLive } from '../../live.ts'
import { Button } from '../../ui/Button.tsx'
import { CheckField } from '../../ui/CheckField.tsx'
import { Section } from '../../ui/DetailPane.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Form } from '../../ui/form/Form.tsx'
import { useForm } from '../../ui/form/use-form.ts'
import { NumberField } from '../../ui/NumberField.tsx'
import { Refused } from '../../ui/Refused.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { sayBriefly } from '../../ui/toast.tsx'
import { useDeed } from '../../ui/use-deed.ts'

export function PostDialog({ open, onClose }: { open: boolean; onClose: () => void }) {
  const { t } = useTranslation('messages')
  const { data } = useLive('messages.post', open ? {} : null)
  return (
    <Dialog open={open} onClose={onClose} title={t('post.title')} width="normal">
      {open && data?.map((post) => <Sending key={post.channel} post={post} />)}
    </Dialog>
  )
}

function Sending({ post }: { post: Post }) {
  const { t } = useTranslation('messages')
  const deed = useDeed()
  const { channel, who, desk } = post
  return (
    <Section title={t(`channels.${channel}`)} note={t(`post.who.${who}`, { desk: desk ?? '' })}>
      {deed.failure && <Refused error={deed.failure} module="messages" />}
      {channel === 'email' ? <Mail post={post} /> : <Gateway post={post} />}
      <div className="row">
        {who === 'nobody' && (
          <Button busy={deed.busy} onPress={() => deed.run((attempt) => call('messages.takePost', { channel }, { attempt }))}>
            {t('post.take')}
          </Button>
        )}
        {who === 'elsewhere' && (
          <Button
            busy={deed.busy}
            onPress={() => deed.run((attempt) => call('messages.takePost', { channel, reason: t('post.reason') }, { attempt }))}
          >
            {t('post.override')}
          </Button>
        )}
        {who === 'here' && desk !== null && (
          <Button kind="quiet" busy={deed.busy} onPress={() => deed.run((attempt) => call('messages.givePost', { channel }, { attempt }))}>
            {t('post.give')}
          </Button>
        )}
      </div>
    </Section>
  )
}

function Mail({ post }: { post: Post }) {
  const { t } = useTranslation('messages')
  const [initial] = useState(() => {
    const kept = post.settings as MailSettings | null
    return {
      host: kept?.host ?? '',
      port: (kept?.port ?? 465) as number | null,
      tls: kept?.tls ?? true,
      user: kept?.user ?? '',
      from: kept?.from ?? '',
      name: kept?.name ?? '',
      secret: '',
    }
  })
  const form = useForm({
    module: 'messages',
    schema: messages.keepChannel.input,
    initial,
    read: ({ secret, ...mail }) => ({ channel: 'email', mail, ...(secret === '' ? {} : { secret }) }),
    fieldOf: (path) => path.replace(/^mail\./, ''),
    send: (input, attempt) => call('messages.keepChannel', input as never, { attempt }),
    onDone: () => sayBriefly(t('post.saved')),
  })
  return (
    <Form form={form} submit={t('post.save')}>
      <div className="pair">
        <TextField label={t('post.host')} {...form.field('host')} maxLength={200} />
        <NumberField label={t('post.port')} {...form.field('port')} />
      </div>
      <CheckField label={t('post.tls')} value={form.values.tls} onChange={(tls) => form.set('tls', tls)} />
      <div className="pair">
        <TextField label={t('post.user')} optional {...form.field('user')} maxLength={200} />
        <TextField
          label={t('post.secret')}
          optional
          type="password"
          hint={post.hasSecret ? t('post.hasSecret') : t('post.secretHint')}
          {...form.field('secret')}
          maxLength={400}
        />
      </div>
      <div className="pair">
        <TextField label={t('post.from')} {...form.field('from')} maxLength={200} />
        <TextField label={t('post.name')} optional {...form.field('name')} maxLength={80} />
      </div>
    </Form>
  )
}

function Gateway({ post }: { post: Post }) {
  const { t } = useTranslation('messages')
  const [initial] = useState(() => ({ folder: post.settings && 'folder' in post.settings ? post.settings.folder : '' }))
  const form = useForm({
    module: 'messages',
    schema: messages.keepChannel.input,
    initial,
    read: (gateway) => ({ channel: 'sms', gateway }),
    fieldOf: (path) => path.replace(/^gateway\./, ''),
    send: (input, attempt) => call('messages.keepChannel', input as never, { attempt }),
    onDone: () => sayBriefly(t('post.saved')),
  })
  return (
    <Form form={form} submit={t('post.save')}>
      <TextField label={t('post.folder')} hint={t('post.folderHint')} {...form.field('folder')} maxLength={1000} />
    </Form>
  )
}
