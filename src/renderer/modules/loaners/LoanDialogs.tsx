// What is done about a loan: the car comes back, is kept longer, or the loan is dropped; and which cars are lent at all.
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { addDays } from '../../../shared/dates.ts'
import { momentAt } from '../../../shared/modules/appointments/rules.ts'
import type { Photo } from '../../../shared/modules/documents/contract.ts'
import { loaners, type LoanCard } from '../../../shared/modules/loaners/contract.ts'
import { call } from '../../api.ts'
import { useLive } from '../../live.ts'
import { DateField } from '../../ui/DateField.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Empty } from '../../ui/Empty.tsx'
import { Cancel } from '../../ui/form/Cancel.tsx'
import { Form } from '../../ui/form/Form.tsx'
import { useForm } from '../../ui/form/use-form.ts'
import { NumberField } from '../../ui/NumberField.tsx'
import { SelectField } from '../../ui/SelectField.tsx'
import { PictureField } from '../../ui/sign/PictureField.tsx'
import { TextArea, TextField } from '../../ui/TextField.tsx'
import { useToday } from '../../ui/today.ts'

export type LoanDeed = 'takeBack' | 'extend' | 'drop'
type Step = { card: LoanCard; onClose: () => void }

export function LoanerDialog({ deed, card, onClose }: { deed: LoanDeed | null; card: LoanCard | null; onClose: () => void }) {
  const { t } = useTranslation('loaners')
  const open = deed !== null && card !== null
  return (
    <Dialog open={open} onClose={onClose} title={open ? t(`${deed}.title`) : ''} width="small" dismissable={false}>
      {open && deed === 'takeBack' && <TakingBack key={card.id} card={card} onClose={onClose} />}
      {open && deed === 'extend' && <Extending key={card.id} card={card} onClose={onClose} />}
      {open && deed === 'drop' && <Dropping key={card.id} card={card} onClose={onClose} />}
    </Dialog>
  )
}

function TakingBack({ card, onClose }: Step) {
  const { t } = useTranslation('loaners')
  const [initial] = useState(() => ({ km: null as number | null, fuel: null as number | null, damage: [] as Photo[], note: '' }))
  const form = useForm({
    module: 'loaners',
    schema: loaners.takeBack.input,
    initial,
    read: (values) => ({ ...values, id: card.id }),
    send: (input, attempt) => call('loaners.takeBack', input, { attempt }),
    onDone: onClose,
  })
  return (
    <Form form={form} submit={t('takeBack.save')} side={<Cancel onClose={onClose} />}>
      <p className="cap">{t('takeBack.out', { km: card.kmOut, fuel: card.fuelOut })}</p>
      <div className="pair">
        <NumberField label={t('column.kmIn')} unit={t('kmUnit')} {...form.field('km')} autoFocus />
        <NumberField label={t('fuel')} unit="%" width="short" {...form.field('fuel')} />
      </div>
      <TextArea label={t('takeBack.note')} optional {...form.field('note')} rows={2} />
      <PictureField label={t('testdrives:pictures.damage')} value={form.values.damage} onChange={(damage) => form.set('damage', damage)} />
    </Form>
  )
}

function Extending({ card, onClose }: Step) {
  const { t } = useTranslation('loaners')
  const today = useToday()
  const [initial] = useState(() => ({ dueOn: addDays(today, 1) as string | null, reason: '' }))
  const form = useForm({
    module: 'loaners',
    schema: loaners.extend.input,
    initial,
    read: ({ dueOn, reason }) => ({ id: card.id, dueAt: dueOn ? momentAt(dueOn, '17:30') : null, reason }),
    fieldOf: (path) => (path === 'dueAt' ? 'dueOn' : path),
    send: (input, attempt) => call('loaners.extend', input, { attempt }),
    onDone: onClose,
  })
  return (
    <Form form={form} submit={t('extend.save')} side={<Cancel onClose={onClose} />}>
      <DateField label={t('column.dueAt')} {...form.field('dueOn')} min={today} />
      <TextField label={t('reason')} {...form.field('reason')} maxLength={200} autoFocus />
    </Form>
  )
}

function Dropping({ card, onClose }: Step) {
  const { t } = useTranslation('loaners')
  const form = useForm({
    module: 'loaners',
    schema: loaners.drop.input,
    initial: { id: card.id, reason: '' },
    send: (input, attempt) => call('loaners.drop', input, { attempt }),
    onDone: onClose,
  })
  return (
    <Form form={form} submit={t('drop.save')} side={<Cancel onClose={onClose} />}>
      <TextArea label={t('reason')} {...form.field('reason')} rows={2} autoFocus />
    </Form>
  )
}

export function MarkDialog({ open, onClose }: { open: boolean; onClose: () => void }) {
  const { t } = useTranslation('loaners')
  const { data } = useLive('loaners.markable', open ? {} : null)
  return (
    <Dialog open={open} onClose={onClose} title={t('mark.title')} width="small" dismissable={false}>
      {open && data?.length === 0 && <Empty drawing="car">{t('mark.none')}</Empty>}
      {open && data && data.length > 0 && <Marking cars={data} onClose={onClose} />}
    </Dialog>
  )
}

type Markable = { id: string; name: string; plate: string | null; stockNo: string }
function Marking({ cars, onClose }: { cars: readonly Markable[]; onClose: () => void }) {
  const { t } = useTranslation('loaners')
  const [initial] = useState(() => ({ vehicleId: cars[0]?.id ?? '', active: true, note: '' }))
  const form = useForm({
    module: 'loaners',
    schema: loaners.mark.input,
    initial,
    send: (input, attempt) => call('loaners.mark', input, { attempt }),
    onDone: onClose,
  })
  return (
    <Form form={form} submit={t('mark.save')} side={<Cancel onClose={onClose} />}>
      <SelectField
        label={t('column.vehicle')}
        {...form.field('vehicleId')}
        options={cars.map(({ id, name, plate, stockNo }) => ({ value: id, label: name, more: plate ?? stockNo }))}
      />
      <TextField label={t('note')} optional {...form.field('note')} maxLength={200} autoFocus />
    </Form>
  )
}
