// A store that ran alone joins headquarters: the code, a name for this desktop, and what will happen to its data.
import { useTranslation } from 'react-i18next'
import { sync } from '../../../shared/modules/sync/contract.ts'
import { start } from '../../api.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Form } from '../../ui/form/Form.tsx'
import { useForm } from '../../ui/form/use-form.ts'
import { TextArea, TextField } from '../../ui/TextField.tsx'
import { sayBriefly } from '../../ui/toast.tsx'

export function JoinDialog({ open, onClose }: { open: boolean; onClose: () => void }) {
  const { t } = useTranslation('sync')
  return (
    <Dialog open={open} onClose={onClose} title={t('join.title')} dismissable={false}>
      {open && <Joining onClose={onClose} />}
    </Dialog>
  )
}

function Joining({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('sync')
  const form = useForm({
    module: 'sync',
    schema: sync.join.input,
    initial: { code: '', deviceName: '' },
    send: (input) => start('sync.join', input).done,
    onDone: () => {
      sayBriefly(t('join.done'))
      onClose()
    },
  })
  return (
    <Form
      form={form}
      submit={t('join.submit')}
      side={
        <Button kind="quiet" onPress={onClose}>
          {t('ui:cancel')}
        </Button>
      }
    >
      <p className="ink2">{t('join.says')}</p>
      <TextArea label={t('join.code')} hint={t('join.codeHint')} rows={4} {...form.field('code')} />
      <TextField label={t('join.name')} {...form.field('deviceName')} />
    </Form>
  )
}
