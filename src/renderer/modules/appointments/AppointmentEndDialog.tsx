// 取消 or 未到店: an appointment ends with why; not coming can be said only after its hour.
import { useTranslation } from 'react-i18next'
import { appointments, type AppointmentCard } from '../../../shared/modules/appointments/contract.ts'
import { call } from '../../api.ts'
import { Button } from '../../ui/Button.tsx'
import { ChoiceField } from '../../ui/CheckField.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Form } from '../../ui/form/Form.tsx'
import { useForm } from '../../ui/form/use-form.ts'
import { TextArea } from '../../ui/TextField.tsx'

export function AppointmentEndDialog({ card, onClose }: { card: AppointmentCard | null; onClose: () => void }) {
  const { t } = useTranslation('appointments')
  return (
    <Dialog open={card !== null} onClose={onClose} title={t('end.title')} width="small" dismissable={false}>
      {card && <Ending key={card.id} card={card} onClose={onClose} />}
    </Dialog>
  )
}

function Ending({ card, onClose }: { card: AppointmentCard; onClose: () => void }) {
  const { t } = useTranslation('appointments')
  const form = useForm({
    module: 'appointments',
    schema: appointments.end.input,
    initial: { id: card.id, kind: (card.late ? 'no-show' : 'cancelled') as 'cancelled' | 'no-show', reason: '' },
    send: (input, attempt) => call('appointments.end', input, { attempt }),
    onDone: onClose,
  })
  return (
    <Form
      form={form}
      submit={t('end.save')}
      side={
        <Button kind="quiet" onPress={onClose}>
          {t('ui:cancel')}
        </Button>
      }
    >
      <ChoiceField
        label={t('end.kind')}
        {...form.field('kind')}
        options={(['cancelled', 'no-show'] as const).map((value) => ({
          value,
          label: t(`states.${value}`),
          disabled: value === 'no-show' && !card.late,
        }))}
      />
      <TextArea label={t('end.reason')} {...form.field('reason')} rows={2} autoFocus />
    </Form>
  )
}
