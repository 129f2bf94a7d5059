// What a group administrator settles for headquarters: the oldest version that gets entries, and a second place for backups.
import { useTranslation } from 'react-i18next'
import { consoleContract, type ConsoleOutput } from '../../shared/console/contract.ts'
import { Dialog } from '../ui/Dialog.tsx'
import { Form } from '../ui/form/Form.tsx'
import { useForm } from '../ui/form/use-form.ts'
import { TextField } from '../ui/TextField.tsx'
import { ask } from './ask.ts'

export type Setting = { what: 'minimum' | 'second'; shown: ConsoleOutput<'care.show'>; open: boolean; onClose: () => void }

export function CareSetting(setting: Setting) {
  const { t } = useTranslation('console')
  const { what, open, onClose } = setting
  return (
    <Dialog open={open} onClose={onClose} title={t(what === 'minimum' ? 'care.setMinimum' : 'care.setSecond')} width="small">
      {what === 'minimum' ? <MinimumForm {...setting} /> : <SecondForm {...setting} />}
    </Dialog>
  )
}

function MinimumForm({ shown, onClose }: Setting) {
  const { t } = useTranslation('console')
  const form = useForm({
    module: 'console',
    schema: consoleContract['versions.setMinimum'].input,
    initial: { version: shown.minimum.version ?? '' },
    send: (said) => ask('versions.setMinimum', said),
    onDone: onClose,
  })
  return (
    <Form form={form} submit={t('care.set')}>
      <p>{t('care.minimumSays')}</p>
      <TextField label={t('care.minimum')} hint={t('care.minimumHint')} optional autoFocus {...form.field('version')} />
    </Form>
  )
}

function SecondForm({ shown, onClose }: Setting) {
  const { t } = useTranslation('console')
  const form = useForm({
    module: 'console',
    schema: consoleContract['backups.setSecond'].input,
    initial: { folder: shown.backup.second?.folder ?? '' },
    send: (said) => ask('backups.setSecond', said),
    onDone: onClose,
  })
  return (
    <Form form={form} submit={t('care.set')}>
      <TextField label={t('care.second')} hint={t('care.secondHint')} optional autoFocus {...form.field('folder')} />
    </Form>
  )
}
