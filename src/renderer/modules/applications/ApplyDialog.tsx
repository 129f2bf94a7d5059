// 新申请: for which order, of whom, how much. What the order already says is filled in.
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { applications } from '../../../shared/modules/applications/contract.ts'
import { applicationKinds, type ApplicationKind } from '../../../shared/modules/applications/rules.ts'
import type { Photo } from '../../../shared/modules/documents/contract.ts'
import { call } from '../../api.ts'
import { Button } from '../../ui/Button.tsx'
import { ChoiceField } from '../../ui/CheckField.tsx'
import { ComboField, type Found } from '../../ui/ComboField.tsx'
import { DateField } from '../../ui/DateField.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Form } from '../../ui/form/Form.tsx'
import { useForm } from '../../ui/form/use-form.ts'
import { MoneyField } from '../../ui/MoneyField.tsx'
import { NumberField } from '../../ui/NumberField.tsx'
import { PictureField } from '../../ui/sign/PictureField.tsx'
import { TextField } from '../../ui/TextField.tsx'

export type Applying = { order: Found | null }
type Props = { asked: Applying | null; onClose: () => void; onMade: (no: string) => void }

export function ApplyDialog({ asked, onClose, onMade }: Props) {
  const { t } = useTranslation('applications')
  return (
    <Dialog open={asked !== null} onClose={onClose} title={t('new')} dismissable={false}>
      {asked && <Opening key={asked.order?.id ?? ''} asked={asked} onClose={onClose} onMade={onMade} />}
    </Dialog>
  )
}

/** Orders on their way, by number, customer or car. */
async function findOrders(search: string): Promise<Found[]> {
  const reply = await call('orders.page', {
    search,
    limit: 12,
    filters: [{ column: 'state', op: 'is', values: ['quoted', 'awaiting-approval', 'approved', 'signed', 'reserved', 'paid'] }],
  })
  return reply.ok
    ? reply.value.rows.map((row) => ({ id: row.id, label: `${row.customerName} ${row.no}`, more: row.vehicleName ?? undefined }))
    : []
}

type Values = {
  order: Found | null
  kind: ApplicationKind
  party: string
  amountFen: number | null
  months: number | null
  dueOn: string | null
  note: string
  photos: Photo[]
}

function Opening({ asked, onClose, onMade }: Props & { asked: Applying }) {
  const { t } = useTranslation('applications')
  const [initial] = useState((): Values => ({
    order: null,
    kind: 'loan',
    party: '',
    amountFen: null,
    months: null,
    dueOn: null,
    note: '',
    photos: [],
  }))
  const form = useForm({
    module: 'applications',
    schema: applications.open.input,
    initial,
    read: ({ order, months, kind, ...values }: Values) => ({
      ...values,
      kind,
      months: kind === 'loan' ? months : null,
      orderId: order?.id,
    }),
    fieldOf: (path) => (path === 'orderId' ? 'order' : path),
    send: (input, attempt) => call('applications.open', input as never, { attempt }),
    onDone: ({ no }) => {
      onMade(no)
      onClose()
    },
  })
  const { order, kind } = form.values
  /** What the order says of the loan or the insurance already. */
  const fill = async (found: Found | null, of: ApplicationKind): Promise<void> => {
    form.set('order', found)
    form.set('kind', of)
    const reply = found ? await call('orders.terms', { id: found.id as never }) : null
    if (!reply?.ok) return
    const terms = reply.value
    form.set('party', (of === 'loan' ? terms.loanBank : terms.insuranceNote) ?? '')
    form.set('amountFen', (of === 'loan' ? terms.loanFen : terms.insuranceFen) || null)
    form.set('months', of === 'loan' ? terms.loanMonths : null)
  }
  const [begun, setBegun] = useState(false)
  if (!begun) {
    setBegun(true)
    if (asked.order) queueMicrotask(() => void fill(asked.order, 'loan'))
  }
  return (
    <Form
      form={form}
      submit={t('apply.save')}
      side={
        <Button kind="quiet" onPress={onClose}>
          {t('ui:cancel')}
        </Button>
      }
    >
      <ComboField
        label={t('apply.order')}
        hint={t('apply.orderHint')}
        name="order"
        chosen={order}
        onChange={(found: Found | null) => void fill(found, kind)}
        search={findOrders}
        error={form.errors['order']}
        autoFocus={asked.order === null}
      />
      <ChoiceField
        label={t('column.kind')}
        value={kind}
        onChange={(of) => void fill(order, of)}
        options={applicationKinds.map((value) => ({ value, label: t(`kinds.${value}`) }))}
      />
      <div className="pair">
        <TextField label={t(`partyOf.${kind}`)} {...form.field('party')} maxLength={60} />
        <MoneyField label={t(`amountOf.${kind}`)} {...form.field('amountFen')} />
      </div>
      <div className="pair">
        {kind === 'loan' && (
          <NumberField label={t('apply.months')} unit={t('apply.monthsUnit')} {...form.field('months')} optional width="short" />
        )}
        <DateField label={t('apply.dueOn')} optional {...form.field('dueOn')} />
      </div>
      <TextField label={t('note')} optional {...form.field('note')} maxLength={300} />
      <PictureField label={t('pictures')} value={form.values.photos} onChange={(photos) => form.set('photos', photos)} />
    </Form>
  )
}
