// Why two entries that look like one person are two: the pair is not shown again.
import { useTranslation } from 'react-i18next'
import { customers as contract } from '../../../shared/modules/customers/contract.ts'
import { call } from '../../api.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Form } from '../../ui/form/Form.tsx'
import { useForm } from '../../ui/form/use-form.ts'
import { TextField } from '../../ui/TextField.tsx'

/** `id` is the later entry: it keeps the reason. */
export function ApartDialog({ id, onClose }: { id: string | null; onClose: () => void }) {
  const { t } = useTranslation('customers')
  return (
    <Dialog open={id !== null} onClose={onClose} title={t('apart.title')} width="small">
      {id && <Apart id={id} onClose={onClose} />}
    </Dialog>
  )
}

function Apart({ id, onClose }: { id: string; onClose: () => void }) {
  const { t } = useTranslation('customers')
  const form = useForm({
    module: 'customers',
    schema: contract.correct.input,
    initial: { evenSo: '' },
    read: ({ evenSo }) => ({ id, fields: {}, evenSo }),
    send: (input, attempt) => call('customers.correct', input, { attempt }),
    onDone: onClose,
  })
  return (
    <Form
      form={form}
      submit={t('apart.submit')}
      side={
        <Button kind="quiet" onPress={onClose}>
          {t('ui:cancel')}
        </Button>
      }
    >
      <TextField label={t('field.evenSo')} {...form.field('evenSo')} hint={t('apart.hint')} maxLength={200} autoFocus />
    </Form>
  )
}
