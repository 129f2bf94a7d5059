// A deed that wants its reason said: a dialog with what will happen, the reason, and one button.
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import type { Envelope } from '../../shared/errors.ts'
import { Dialog } from '../ui/Dialog.tsx'
import { Form } from '../ui/form/Form.tsx'
import { useForm } from '../ui/form/use-form.ts'
import { TextField } from '../ui/TextField.tsx'

const Said = z.object({ reason: z.string().trim().min(2, 'reason-short').max(200) })

type Props = {
  open: boolean
  onClose: () => void
  title: string
  confirm: string
  label?: string
  hint?: string
  children?: ReactNode
  send: (reason: string) => Promise<Envelope<unknown>>
}

export function Reasoned(props: Props) {
  return (
    <Dialog open={props.open} onClose={props.onClose} title={props.title} width="small">
      <ReasonForm {...props} />
    </Dialog>
  )
}

function ReasonForm({ confirm, label, hint, children, send, onClose }: Props) {
  const { t } = useTranslation('console')
  const form = useForm({
    module: 'console',
    schema: Said,
    initial: { reason: '' },
    send: ({ reason }) => send(reason),
    onDone: onClose,
  })
  return (
    <Form form={form} submit={confirm}>
      {children}
      <TextField label={label ?? t('reason')} hint={hint ?? t('reasonHint')} autoFocus {...form.field('reason')} />
    </Form>
  )
}
