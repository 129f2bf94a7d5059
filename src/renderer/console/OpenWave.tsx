// Opening a wave, or new codes for those of it that have not paired: how long the codes are good, and, where an earlier wave is
// not well, why it is opened all the same.
import { useTranslation } from 'react-i18next'
import { consoleContract } from '../../shared/console/contract.ts'
import type { HandedOut } from '../../shared/console/contract/rollouts.ts'
import { Dialog } from '../ui/Dialog.tsx'
import { Form } from '../ui/form/Form.tsx'
import { useForm } from '../ui/form/use-form.ts'
import { Notice } from '../ui/Notice.tsx'
import { SelectField } from '../ui/SelectField.tsx'
import { TextField } from '../ui/TextField.tsx'
import { ask } from './ask.ts'

/** `unwell`: desktops of earlier waves that are not well; `count`: codes it will make. */
export type Opening = { wave: number; what: 'open' | 'renew'; unwell: number; count: number; open: boolean }
type Props = { rollout: string; opening: Opening; onClose: () => void; onDone: (made: { codes: HandedOut[] }) => void }
const lives = [3, 7, 14, 30] as const

export function OpenWave(props: Props) {
  const { t } = useTranslation('console')
  const { wave, what, open } = props.opening
  return (
    <Dialog open={open} onClose={props.onClose} title={t(`rollouts.${what}Wave`, { wave })} width="small">
      <OpenForm {...props} />
    </Dialog>
  )
}

function OpenForm({ rollout, opening: { wave, what, unwell, count }, onDone }: Props) {
  const { t } = useTranslation('console')
  const stated = what === 'open' && unwell > 0
  const form = useForm({
    module: 'console',
    schema: consoleContract['rollouts.open'].input,
    initial: { id: rollout, wave, days: lives[1] as number, reason: '' },
    read: (values) => ({ ...values, reason: stated ? values.reason : null }),
    send: ({ reason, ...asked }) => (what === 'open' ? ask('rollouts.open', { ...asked, reason }) : ask('rollouts.renew', asked)),
    onDone,
  })
  return (
    <Form form={form} submit={t(`rollouts.${what}`)}>
      <p>{t(`rollouts.${what}Says`, { count })}</p>
      <SelectField
        label={t('sites.life')}
        value={String(form.values.days)}
        onChange={(days) => form.set('days', Number(days))}
        options={lives.map((days) => ({ value: String(days), label: t('stretch.days', { count: days }) }))}
      />
      {stated && (
        <>
          <Notice kind="act">{t('rollouts.unwell', { count: unwell })}</Notice>
          <TextField label={t('rollouts.overrideReason')} hint={t('reasonHint')} {...form.field('reason')} />
        </>
      )}
    </Form>
  )
}
