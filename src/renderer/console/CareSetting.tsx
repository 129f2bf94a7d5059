// What a group administrator settles for headquarters: the oldest version that gets entries, when backups are made and how
// many stay, and a second place for them.
import { useTranslation } from 'react-i18next'
import { consoleContract, type ConsoleOutput } from '../../shared/console/contract.ts'
import { backupTurns } from '../../shared/console/rules.ts'
import { Dialog } from '../ui/Dialog.tsx'
import { Form } from '../ui/form/Form.tsx'
import { useForm } from '../ui/form/use-form.ts'
import { NumberField } from '../ui/NumberField.tsx'
import { SelectField } from '../ui/SelectField.tsx'
import { TextField } from '../ui/TextField.tsx'
import { ask } from './ask.ts'

type Plan = ConsoleOutput<'care.show'>['backup']['plan']
export type Setting = { what: 'minimum' | 'plan' | 'second'; shown: ConsoleOutput<'care.show'>; open: boolean; onClose: () => void }

export function CareSetting(setting: Setting) {
  const { t } = useTranslation('console')
  const { what, open, onClose } = setting
  const { title, Body } = FORMS[what]
  return (
    <Dialog open={open} onClose={onClose} title={t(title)} width="small">
      <Body {...setting} />
    </Dialog>
  )
}
const FORMS = {
  minimum: { title: 'care.setMinimum', Body: MinimumForm },
  plan: { title: 'care.setPlan', Body: PlanForm },
  second: { title: 'care.setSecond', Body: SecondForm },
} as const

/** An hour of the day as a clock shows it. */
export const clockText = (hour: number): string => `${String(hour).padStart(2, '0')}:00`

function PlanForm({ shown, onClose }: Setting) {
  const { t } = useTranslation('console')
  const form = useForm({
    module: 'console',
    schema: consoleContract['backups.setPlan'].input,
    initial: shown.backup.plan as Omit<Plan, 'kept'> & { kept: number | null },
    send: (said) => ask('backups.setPlan', said),
    onDone: onClose,
  })
  const { everyHours, hour } = form.values
  return (
    <Form form={form} submit={t('care.set')}>
      <SelectField
        label={t('care.turn')}
        name="everyHours"
        autoFocus
        value={String(everyHours)}
        onChange={(hours) => form.set('everyHours', Number(hours) as Plan['everyHours'])}
        options={backupTurns.map((hours) => ({
          value: String(hours),
          label: hours === 24 ? t('care.turnDay') : t('care.turnHours', { count: hours }),
        }))}
      />
      <SelectField
        label={t(everyHours === 24 ? 'care.hour' : 'care.hourFrom')}
        name="hour"
        hint={t('care.hourHint')}
        value={String(hour)}
        onChange={(at) => form.set('hour', Number(at))}
        options={Array.from({ length: 24 }, (_, at) => ({ value: String(at), label: clockText(at) }))}
      />
      <NumberField label={t('care.kept')} hint={t('care.keptHint')} {...form.field('kept')} />
    </Form>
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
