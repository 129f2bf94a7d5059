// Small changes of one car: its place, its state, its price. Each is one command and one line in its history.
import { useTranslation } from 'react-i18next'
import { vehicles } from '../../../shared/modules/vehicles/contract.ts'
import type { VehicleCard } from '../../../shared/modules/vehicles/contract/shapes.ts'
import type { Fen } from '../../../shared/money.ts'
import { call } from '../../api.ts'
import { Button } from '../../ui/Button.tsx'
import { ChoiceField } from '../../ui/CheckField.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Form } from '../../ui/form/Form.tsx'
import { useForm } from '../../ui/form/use-form.ts'
import { MoneyField } from '../../ui/MoneyField.tsx'
import { TextField } from '../../ui/TextField.tsx'

type Part = { card: VehicleCard; onClose: () => void }
export type Change = 'move' | 'state' | 'price'

export function ChangeDialog({ card, change, onClose }: Part & { change: Change | null }) {
  const { t } = useTranslation('vehicles')
  return (
    <Dialog open={change !== null} onClose={onClose} title={t(`change.${change ?? 'move'}`)} width="small">
      {change === 'move' && <Moving card={card} onClose={onClose} />}
      {change === 'state' && <Stating card={card} onClose={onClose} />}
      {change === 'price' && <Pricing card={card} onClose={onClose} />}
    </Dialog>
  )
}

function Leave({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('ui')
  return (
    <Button kind="quiet" onPress={onClose}>
      {t('cancel')}
    </Button>
  )
}

function Moving({ card, onClose }: Part) {
  const { t } = useTranslation('vehicles')
  const form = useForm({
    module: 'vehicles',
    schema: vehicles.move.input,
    initial: { id: card.vehicle.id, location: card.vehicle.location ?? '' },
    send: (input, attempt) => call('vehicles.move', input, { attempt }),
    onDone: onClose,
  })
  return (
    <Form form={form} submit={t('change.moveGo')} side={<Leave onClose={onClose} />}>
      <TextField label={t('column.location')} {...form.field('location')} autoFocus maxLength={80} />
    </Form>
  )
}

function Stating({ card, onClose }: Part) {
  const { t } = useTranslation('vehicles')
  const form = useForm({
    module: 'vehicles',
    schema: vehicles.setState.input,
    initial: { id: card.vehicle.id, state: card.moves[0] ?? 'for-sale', location: card.vehicle.location ?? '' },
    send: (input, attempt) => call('vehicles.setState', input, { attempt }),
    onDone: onClose,
  })
  return (
    <Form form={form} submit={t('change.stateGo')} side={<Leave onClose={onClose} />}>
      <ChoiceField
        label={t('column.state')}
        {...form.field('state')}
        options={card.moves.map((value) => ({ value, label: t(`ui:vehicle.${value}`) }))}
      />
      <TextField label={t('column.location')} optional {...form.field('location')} maxLength={80} />
    </Form>
  )
}

function Pricing({ card, onClose }: Part) {
  const { t } = useTranslation('vehicles')
  const form = useForm({
    module: 'vehicles',
    schema: vehicles.reprice.input,
    initial: { id: card.vehicle.id, listFen: card.vehicle.listFen as Fen | null, priceFen: card.vehicle.priceFen as Fen | null },
    read: (values) => ({ ...values, listFen: values.listFen ?? undefined, priceFen: values.priceFen ?? undefined }),
    send: (input, attempt) => call('vehicles.reprice', input, { attempt }),
    onDone: onClose,
  })
  return (
    <Form form={form} submit={t('change.priceGo')} side={<Leave onClose={onClose} />}>
      <MoneyField label={t('column.listFen')} {...form.field('listFen')} autoFocus />
      <MoneyField label={t('column.priceFen')} {...form.field('priceFen')} />
    </Form>
  )
}
