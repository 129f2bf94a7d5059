// Where the customer signs: the contract under its terms, and for the car at delivery; and when the car is handed over.
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Photo } from '../../../shared/modules/documents/contract.ts'
import { orders } from '../../../shared/modules/orders/contract.ts'
import type { OrderCard } from '../../../shared/modules/orders/contract/card.ts'
import { SIGNED_FOR } from '../../../shared/modules/orders/rules.ts'
import { formatYuan } from '../../../shared/money.ts'
import { call, start } from '../../api.ts'
import { useMay } from '../../session.ts'
import { Button } from '../../ui/Button.tsx'
import { CheckField } from '../../ui/CheckField.tsx'
import { DateField } from '../../ui/DateField.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Form } from '../../ui/form/Form.tsx'
import { useForm } from '../../ui/form/use-form.ts'
import { Notice } from '../../ui/Notice.tsx'
import { Refused } from '../../ui/Refused.tsx'
import { PictureField } from '../../ui/sign/PictureField.tsx'
import { SignaturePad } from '../../ui/sign/SignaturePad.tsx'
import { TextArea, TextField } from '../../ui/TextField.tsx'
import { CarPromise } from './CarPromise.tsx'
import { useDeed } from './use-deed.ts'
import { checkText, spokenReply } from './words.ts'

type Asked = { card: OrderCard; open: boolean; onClose: () => void }

/** What was signed on the screen is kept as paper at once; it can be printed again at any time. */
function useArchive(): (kind: 'contract' | 'delivery' | 'guarantee', orderId: string) => void {
  const may = useMay()
  return (kind, orderId) => {
    if (may('documents.print')) void start('documents.print', { kind, orderId: orderId as never, to: 'archive' }).done
  }
}

export function SignDialog({ card, open, onClose }: Asked) {
  const { t } = useTranslation('orders')
  return (
    <Dialog open={open} onClose={onClose} title={t('sign.title')}>
      {open && <Signing card={card} onClose={onClose} />}
    </Dialog>
  )
}

function Signing({ card, onClose }: Omit<Asked, 'open'>) {
  const { t } = useTranslation('orders')
  const deed = useDeed()
  const archive = useArchive()
  const [reserve, setReserve] = useState(true)
  const [path, setPath] = useState('')
  const { vehicle } = card
  const car = vehicle ? `${vehicle.stockNo} ${vehicle.name}` : ''
  const held = card.hold !== 'none'
  const signature = path === '' ? null : { name: card.customer.name, path }
  const sign = (): void =>
    deed.run(
      (attempt) => call('orders.sign', { id: card.id as never, termsRev: card.termsRev, reserve: held || reserve, signature }, { attempt }),
      () => {
        if (signature) archive('contract', card.id)
        onClose()
      },
    )
  return (
    <div className="stack wide">
      <p>{t('sign.text', { rev: card.termsRev, total: formatYuan(card.price.totalFen) })}</p>
      {held ? (
        <p className="cap">{t('sign.heldAlready', { car })}</p>
      ) : (
        <CheckField label={t('sign.reserve', { car })} hint={t('sign.reserveHint')} value={reserve} onChange={setReserve} />
      )}
      {(held || reserve) && <CarPromise vehicleId={vehicle?.id ?? null} />}
      <SignaturePad label={t('sign.here', { name: card.customer.name })} value={path} onChange={setPath} />
      {deed.failure && <Refused error={deed.failure} module="orders" />}
      <Foot submit={t('sign.submit')} busy={deed.busy} onSubmit={sign} onClose={onClose} />
    </div>
  )
}

function Foot({ submit, busy, onSubmit, onClose }: { submit: string; busy: boolean; onSubmit: () => void; onClose: () => void }) {
  const { t } = useTranslation('orders')
  return (
    <div className="form-foot">
      <Button kind="primary" busy={busy} shortcut="mod+Enter" onPress={onSubmit} autoFocus>
        {submit}
      </Button>
      <Button kind="quiet" onPress={onClose}>
        {t('ui:cancel')}
      </Button>
    </div>
  )
}

export function DeliverDialog({ card, open, onClose }: Asked) {
  const { t } = useTranslation('orders')
  return (
    <Dialog open={open} onClose={onClose} title={t('deliver.title')} dismissable={false}>
      {open && <Delivering card={card} onClose={onClose} />}
    </Dialog>
  )
}

function Delivering({ card, onClose }: Omit<Asked, 'open'>) {
  const { t } = useTranslation('orders')
  const deed = useDeed()
  const archive = useArchive()
  const [path, setPath] = useState('')
  const [photos, setPhotos] = useState<Photo[]>([])
  const [reason, setReason] = useState('')
  const open = card.checks.filter((check) => check.required && !check.done && check.id !== SIGNED_FOR)
  const ticked = card.checks.some((check) => check.id === SIGNED_FOR && check.done)
  const signature = path === '' ? null : { name: card.customer.name, path }
  const deliver = (): void =>
    deed.run(
      (attempt) =>
        call(
          'orders.deliver',
          { id: card.id as never, signature, photos, override: open.length > 0 && reason.trim() !== '' ? { reason } : null },
          { attempt },
        ),
      () => {
        archive('delivery', card.id)
        archive('guarantee', card.id)
        onClose()
      },
    )
  return (
    <div className="stack wide">
      <p>
        {t(open.length > 0 ? 'deliver.textMissing' : 'deliver.text', {
          customer: card.customer.name,
          car: card.vehicle ? `${card.vehicle.stockNo} ${card.vehicle.name}` : '',
        })}
      </p>
      {open.length > 0 && (
        <>
          <Notice kind="act">{t('deliver.missing', { list: open.map((check) => checkText(t, check)).join(t('comma')) })}</Notice>
          <TextField label={t('deliver.reason')} hint={t('deliver.reasonHint')} value={reason} onChange={setReason} maxLength={200} />
        </>
      )}
      <PictureField label={t('deliver.photos')} value={photos} onChange={setPhotos} />
      <SignaturePad
        label={t(ticked ? 'deliver.signedAlready' : 'deliver.signHere', { name: card.customer.name })}
        value={path}
        onChange={setPath}
      />
      {deed.failure && <Refused error={deed.failure} module="orders" />}
      <Foot submit={t('deliver.submit')} busy={deed.busy} onSubmit={deliver} onClose={onClose} />
    </div>
  )
}

export function AppointDialog({ card, open, onClose }: Asked) {
  const { t } = useTranslation('orders')
  return (
    <Dialog open={open} onClose={onClose} title={t('appoint.title')} width="small" dismissable={false}>
      {open && <Appointing card={card} onClose={onClose} />}
    </Dialog>
  )
}

function Appointing({ card, onClose }: Omit<Asked, 'open'>) {
  const { t } = useTranslation('orders')
  const form = useForm({
    module: 'orders',
    schema: orders.appoint.input,
    initial: {
      on: card.handover?.on ?? card.deliverOn,
      slot: card.handover?.slot ?? '',
      bay: card.handover?.bay ?? '',
      note: card.handover?.note ?? '',
    },
    read: (values) => ({ ...values, id: card.id, slot: values.slot.trim() || null }),
    send: async (input, attempt) => spokenReply(await call('orders.appoint', input, { attempt }), t),
    onDone: onClose,
  })
  return (
    <Form
      form={form}
      submit={t('appoint.submit')}
      side={
        <Button kind="quiet" onPress={onClose}>
          {t('ui:cancel')}
        </Button>
      }
    >
      <div className="pair">
        <DateField label={t('appoint.on')} {...form.field('on')} autoFocus />
        <TextField label={t('appoint.slot')} placeholder="14:30" optional {...form.field('slot')} maxLength={5} />
      </div>
      <TextField label={t('appoint.bay')} optional {...form.field('bay')} maxLength={60} />
      <TextArea label={t('appoint.note')} optional {...form.field('note')} rows={2} />
    </Form>
  )
}
