// 工位: a bay is entered by name and what is done in it.
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { floor } from '../../../shared/modules/floor/contract.ts'
import { bayKinds } from '../../../shared/modules/floor/rules.ts'
import { call } from '../../api.ts'
import { Dialog } from '../../ui/Dialog.tsx'
import { Cancel } from '../../ui/form/Cancel.tsx'
import { Form } from '../../ui/form/Form.tsx'
import { useForm } from '../../ui/form/use-form.ts'
import { SelectField } from '../../ui/SelectField.tsx'
import { TextField } from '../../ui/TextField.tsx'

export function BayDialog({ open, onClose }: { open: boolean; onClose: () => void }) {
  const { t } = useTranslation('floor')
  return (
    <Dialog open={open} onClose={onClose} title={t('bay.add')} width="small" dismissable={false}>
      {open && <Adding onClose={onClose} />}
    </Dialog>
  )
}

function Adding({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('floor')
  const [initial] = useState(() => ({ id: null, name: '', kind: 'mechanical' as (typeof bayKinds)[number] }))
  const form = useForm({
    module: 'floor',
    schema: floor.keepBay.input,
    initial,
    send: (input, attempt) => call('floor.keepBay', input, { attempt }),
    onDone: onClose,
  })
  return (
    <Form form={form} submit={t('bay.save')} side={<Cancel onClose={onClose} />}>
      <TextField label={t('bay.name')} {...form.field('name')} autoFocus maxLength={40} />
      <SelectField
        label={t('bay.kind')}
        {...form.field('kind')}
        options={bayKinds.map((value) => ({ value, label: t(`bayKinds.${value}`) }))}
      />
    </Form>
  )
}
