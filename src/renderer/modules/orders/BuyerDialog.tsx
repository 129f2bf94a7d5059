// The buyer, kept while a quote is written: somebody new in two fields, or what a contract needs of somebody known. Whatever
// is left empty of somebody known stays as it is.
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Reply } from '../../../shared/contract.ts'
import { customers } from '../../../shared/modules/customers/contract.ts'
import { call } from '../../api.ts'
import { Button } from '../../ui/Button.tsx'
import type { Found } from '../../ui/ComboField.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Form } from '../../ui/form/Form.tsx'
import { useForm } from '../../ui/form/use-form.ts'
import { TextField } from '../../ui/TextField.tsx'

/** `known` null: somebody new. */
export type Buyer = { known: Found | null }

export function BuyerDialog({ buyer, onClose, onKept }: { buyer: Buyer | null; onClose: () => void; onKept: (found: Found) => void }) {
  const { t } = useTranslation('orders')
  return (
    <Dialog
      open={buyer !== null}
      onClose={onClose}
      title={t(buyer?.known ? 'buyer.correct' : 'buyer.add')}
      width="small"
      dismissable={false}
    >
      {buyer && <Keeping key={buyer.known?.id ?? 'new'} known={buyer.known} onClose={onClose} onKept={onKept} />}
    </Dialog>
  )
}

type Saved = Reply<'customers.add'> | Reply<'customers.correct'>

function Keeping({ known, onClose, onKept }: { known: Found | null; onClose: () => void; onKept: (found: Found) => void }) {
  const { t } = useTranslation('orders')
  const [initial] = useState({ name: '', phone: '', idNumber: '', address: '', evenSo: '' })
  const form = useForm({
    module: 'customers',
    schema: (known ? customers.correct.input : customers.add.input) as typeof customers.add.input,
    initial,
    read: ({ name, phone, idNumber, address, evenSo }) => {
      const typed = {
        ...(phone.trim() === '' ? {} : { phone }),
        ...(idNumber.trim() === '' ? {} : { idKind: 'id-card', idNumber }),
        ...(address.trim() === '' ? {} : { address }),
      }
      const why = evenSo.trim() === '' ? {} : { evenSo }
      return known ? { id: known.id, fields: typed, ...why } : { name, ...typed, ...why }
    },
    fieldOf: (path) => path.replace(/^fields\./, ''),
    send: (input, attempt): Promise<Saved> =>
      known ? call('customers.correct', input as never, { attempt }) : call('customers.add', input as never, { attempt }),
    onDone: ({ id }) => {
      onKept(known ?? { id, label: form.values.name.trim() })
      onClose()
    },
  })
  return (
    <Form
      form={form}
      submit={t('buyer.save')}
      side={
        <Button kind="quiet" onPress={onClose}>
          {t('ui:cancel')}
        </Button>
      }
    >
      {known ? (
        <p className="mid">{known.label}</p>
      ) : (
        <TextField label={t('buyer.name')} {...form.field('name')} autoFocus maxLength={80} />
      )}
      <TextField
        label={t('buyer.phone')}
        type="tel"
        optional={known !== null}
        {...form.field('phone')}
        autoFocus={known !== null}
        maxLength={40}
      />
      <TextField label={t('buyer.idNumber')} optional {...form.field('idNumber')} maxLength={40} />
      <TextField label={t('buyer.address')} optional {...form.field('address')} maxLength={120} />
      {form.failure?.code === 'duplicate' && <TextField label={t('buyer.evenSo')} {...form.field('evenSo')} maxLength={200} />}
    </Form>
  )
}
