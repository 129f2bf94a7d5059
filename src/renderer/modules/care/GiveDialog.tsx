// Work is given to somebody: what, by when; of an improvement also what it is to improve.
import { useTranslation } from 'react-i18next'
import type { Asked } from '../../../shared/contract.ts'
import { care } from '../../../shared/modules/care/contract.ts'
import { call } from '../../api.ts'
import { useLive } from '../../live.ts'
import { Button } from '../../ui/Button.tsx'
import { DateField } from '../../ui/DateField.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Form } from '../../ui/form/Form.tsx'
import { useForm } from '../../ui/form/use-form.ts'
import { SelectField } from '../../ui/SelectField.tsx'
import { TextArea, TextField } from '../../ui/TextField.tsx'

type Improves = NonNullable<Asked<'care.give'>['improves']>

/** `any` for work that improves nothing in particular; null keeps it closed. */
export function GiveDialog({ about, onClose }: { about: Improves | 'any' | null; onClose: () => void }) {
  const { t } = useTranslation('care')
  return (
    <Dialog open={about !== null} onClose={onClose} title={t(about === 'any' ? 'task.new' : 'task.improve')} dismissable={false}>
      {about && <Giving improves={about === 'any' ? null : about} onClose={onClose} />}
    </Dialog>
  )
}

function Giving({ improves, onClose }: { improves: Improves | null; onClose: () => void }) {
  const { t } = useTranslation('care')
  const { data: people } = useLive('care.people', {})
  const form = useForm({
    module: 'care',
    schema: care.give.input,
    initial: { title: '', note: '', owner: '', dueOn: null as string | null },
    read: ({ owner, dueOn, ...values }) => ({
      ...values,
      improves,
      ownerIds: owner === '' ? [] : [owner],
      dueOn: dueOn ?? undefined,
    }),
    fieldOf: (path) => (path.startsWith('ownerIds') ? 'owner' : path),
    send: (input, attempt) => call('care.give', input as never, { attempt }),
    onDone: onClose,
  })
  return (
    <Form
      form={form}
      submit={t('task.give')}
      side={
        <Button kind="quiet" onPress={onClose}>
          {t('ui:cancel')}
        </Button>
      }
    >
      <TextField label={t('task.title')} {...form.field('title')} autoFocus maxLength={80} />
      <div className="pair">
        <SelectField
          label={t('column.owner')}
          {...form.field('owner')}
          options={(people ?? []).map(({ id, name }) => ({ value: id, label: name }))}
        />
        <DateField label={t('task.dueOn')} {...form.field('dueOn')} />
      </div>
      <TextArea label={t('task.note')} optional {...form.field('note')} rows={3} />
    </Form>
  )
}
