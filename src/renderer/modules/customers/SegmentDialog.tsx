// 存为客群: the conditions of the list under a name, new or in place of a group's old ones.
import { useTranslation } from 'react-i18next'
import type { ListFilter } from '../../../shared/list.ts'
import { insights as contract, type Segment } from '../../../shared/modules/insights/contract.ts'
import { call } from '../../api.ts'
import { Button } from '../../ui/Button.tsx'
import { CheckField } from '../../ui/CheckField.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Form } from '../../ui/form/Form.tsx'
import { useForm } from '../../ui/form/use-form.ts'
import { TextField } from '../../ui/TextField.tsx'

export type KeptSegment = Pick<Segment, 'name' | 'isClass'> & { id: string | null; filters: readonly ListFilter[] }

export function SegmentDialog({ segment, onClose }: { segment: KeptSegment | null; onClose: () => void }) {
  const { t } = useTranslation('customers')
  return (
    <Dialog open={segment !== null} onClose={onClose} title={t('segment.keep')} width="small">
      {segment && <Keeping segment={segment} onClose={onClose} />}
    </Dialog>
  )
}

function Keeping({ segment, onClose }: { segment: KeptSegment; onClose: () => void }) {
  const { t } = useTranslation('customers')
  const form = useForm({
    module: 'customers',
    schema: contract.keepSegment.input,
    initial: { name: segment.name, isClass: segment.isClass },
    read: (values) => ({ ...values, id: segment.id, filters: [...segment.filters] }),
    send: (input, attempt) => call('insights.keepSegment', input, { attempt }),
    onDone: onClose,
  })
  return (
    <Form
      form={form}
      submit={t('segment.submit')}
      side={
        <Button kind="quiet" onPress={onClose}>
          {t('ui:cancel')}
        </Button>
      }
    >
      <TextField label={t('segment.name')} {...form.field('name')} autoFocus maxLength={40} />
      <CheckField label={t('segment.isClass')} {...form.field('isClass')} />
    </Form>
  )
}
