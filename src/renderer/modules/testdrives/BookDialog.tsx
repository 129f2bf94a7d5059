// 预约试驾: whose drive it is; car and hour were chosen in the calendar.
import { useTranslation } from 'react-i18next'
import { testdrives } from '../../../shared/modules/testdrives/contract.ts'
import { call } from '../../api.ts'
import { Button } from '../../ui/Button.tsx'
import { ComboField, type Found } from '../../ui/ComboField.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { findCustomers } from '../../ui/find-customers.ts'
import { Warnings } from '../../ui/people/Warnings.tsx'
import { Form } from '../../ui/form/Form.tsx'
import { useForm } from '../../ui/form/use-form.ts'
import { TextField } from '../../ui/TextField.tsx'
import type { Slot } from './Calendar.tsx'

type Props = { slot: Slot | null; guest: Found | null; onClose: () => void; onBooked: (id: string) => void }

export function BookDialog(props: Props) {
  const { t } = useTranslation('testdrives')
  const { slot, onClose } = props
  return (
    <Dialog open={slot !== null} onClose={onClose} title={t('book.title')} width="small" dismissable={false}>
      {slot && <Booking {...props} slot={slot} />}
    </Dialog>
  )
}

function Booking({ slot, guest, onClose, onBooked }: Props & { slot: Slot }) {
  const { t } = useTranslation('testdrives')
  const { vehicleName, ...place } = slot
  const form = useForm({
    module: 'testdrives',
    schema: testdrives.book.input,
    initial: { customer: guest, note: '' },
    read: ({ customer, ...values }) => ({ ...place, ...values, customerId: customer?.id }),
    fieldOf: (path) => (path === 'customerId' ? 'customer' : path),
    send: (input, attempt) => call('testdrives.book', input, { attempt }),
    onDone: ({ id }) => {
      onBooked(id)
      onClose()
    },
  })
  return (
    <Form
      form={form}
      submit={t('book.save')}
      side={
        <Button kind="quiet" onPress={onClose}>
          {t('ui:cancel')}
        </Button>
      }
    >
      <p className="mid">{t('book.about', { car: vehicleName, on: place.driveOn, slot: place.slot })}</p>
      <ComboField
        label={t('column.customer')}
        name="customer"
        chosen={form.values.customer}
        onChange={(found) => form.set('customer', found)}
        search={findCustomers}
        error={form.errors['customer']}
        autoFocus
      />
      <Warnings customerId={form.values.customer?.id ?? null} />
      <TextField label={t('note')} optional {...form.field('note')} maxLength={200} />
    </Form>
  )
}
