// 更正车辆资料: what was entered wrong or was not known on arrival. Only what changed is sent; price, place and state have
// commands of their own.
import { useCallback, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { vehicles } from '../../../shared/modules/vehicles/contract.ts'
import type { VehicleCard } from '../../../shared/modules/vehicles/contract/shapes.ts'
import { chargerStates, checkVin, energies, type Energy } from '../../../shared/modules/vehicles/rules.ts'
import type { Fen } from '../../../shared/money.ts'
import { call } from '../../api.ts'
import { useMay } from '../../session.ts'
import { Button } from '../../ui/Button.tsx'
import { DateField } from '../../ui/DateField.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Form } from '../../ui/form/Form.tsx'
import { useForm } from '../../ui/form/use-form.ts'
import { MoneyField } from '../../ui/MoneyField.tsx'
import { NumberField } from '../../ui/NumberField.tsx'
import { SelectField } from '../../ui/SelectField.tsx'
import { TextArea, TextField } from '../../ui/TextField.tsx'

type Facts = {
  vin: string
  vinOverride: string
  stockNo: string
  brand: string
  series: string
  model: string
  modelYear: number | null
  exterior: string
  interior: string
  energy: Energy
  seats: number | null
  engineNo: string
  certificateNo: string
  origin: string
  producedOn: string | null
  plate: string
  expectedOn: string | null
  note: string
  batteryNo: string
  sohPercent: number | null
  charger: (typeof chargerStates)[number] | null
}
type Values = Facts & { costFen: Fen | null; rebateFen: Fen | null }

export function CorrectDialog({ card, open, onClose }: { card: VehicleCard; open: boolean; onClose: () => void }) {
  const { t } = useTranslation('vehicles')
  return (
    <Dialog open={open} onClose={onClose} title={t('correct.title', { stockNo: card.vehicle.stockNo })} width="wide" dismissable={false}>
      {open && <Correcting card={card} onClose={onClose} />}
    </Dialog>
  )
}

function valuesOf({ vehicle: car, cost }: VehicleCard): Values {
  const text = (value: string | null): string => value ?? ''
  return {
    vin: car.vin,
    vinOverride: text(car.vinOverride),
    stockNo: car.stockNo,
    brand: car.brand,
    series: car.series,
    model: car.model,
    modelYear: car.modelYear,
    exterior: text(car.exterior),
    interior: text(car.interior),
    energy: car.energy,
    seats: car.seats,
    engineNo: text(car.engineNo),
    certificateNo: text(car.certificateNo),
    origin: text(car.origin),
    producedOn: car.producedOn,
    plate: text(car.plate),
    expectedOn: car.expectedOn,
    note: text(car.note),
    batteryNo: text(car.batteryNo),
    sohPercent: car.sohPercent,
    charger: car.charger,
    costFen: cost?.costFen ?? null,
    rebateFen: cost?.rebateFen ?? null,
  }
}

function Correcting({ card, onClose }: { card: VehicleCard; onClose: () => void }) {
  const { t } = useTranslation('vehicles')
  const may = useMay()
  const costs = may('vehicles.cost')
  const initial = useMemo(() => valuesOf(card), [card])
  const read = useCallback(
    ({ costFen, rebateFen, ...facts }: Values) => {
      const before = initial as Record<string, unknown>
      const changed = Object.fromEntries(Object.entries(facts).filter(([name, value]) => value !== before[name]))
      const cost = costFen !== null && (costFen !== initial.costFen || (rebateFen ?? 0) !== (initial.rebateFen ?? 0))
      // A VIN is judged together with the reason beside it.
      const vin = 'vin' in changed || 'vinOverride' in changed ? { vin: facts.vin, vinOverride: facts.vinOverride } : {}
      return { id: card.vehicle.id, fields: { ...changed, ...vin, ...(cost ? { cost: { costFen, rebateFen: rebateFen ?? 0 } } : {}) } }
    },
    [initial, card.vehicle.id],
  )
  const form = useForm({
    module: 'vehicles',
    schema: vehicles.correct.input,
    initial,
    draft: `vehicles.correct:${card.vehicle.id}`,
    read,
    send: (input, attempt) => call('vehicles.correct', input as never, { attempt }),
    fieldOf: (path) => path.replace(/^fields\.(?:cost\.)?/, ''),
    onDone: onClose,
  })
  const check = checkVin(form.values.vin)
  const wrongDigit = check.problems.some((problem) => problem.code === 'check-digit') || form.values.vinOverride !== ''
  return (
    <Form
      form={form}
      submit={t('correct.submit')}
      wide
      side={
        <Button kind="quiet" onPress={onClose}>
          {t('ui:cancel')}
        </Button>
      }
    >
      <div className="car-fields">
        <TextField label={t('column.vin')} width="vin" mono upper {...form.field('vin')} maxLength={40} disabled={card.order !== null} />
        <TextField label={t('column.stockNo')} width="plate" {...form.field('stockNo')} maxLength={20} autoFocus />
        <TextField label={t('column.plate')} width="plate" optional upper {...form.field('plate')} maxLength={20} />
      </div>
      {wrongDigit && (
        <TextField label={t('arrive.override')} {...form.field('vinOverride')} hint={t('arrive.overrideHint')} maxLength={200} />
      )}
      <div className="car-fields">
        <TextField label={t('arrive.brand')} {...form.field('brand')} maxLength={80} />
        <TextField label={t('column.series')} {...form.field('series')} maxLength={80} />
        <TextField label={t('column.model')} {...form.field('model')} maxLength={80} />
        <NumberField label={t('column.modelYear')} width="short" optional {...form.field('modelYear')} />
      </div>
      <div className="car-fields">
        <TextField label={t('column.exterior')} optional {...form.field('exterior')} maxLength={80} />
        <TextField label={t('column.interior')} optional {...form.field('interior')} maxLength={80} />
        <SelectField
          label={t('column.energy')}
          {...form.field('energy')}
          options={energies.map((value) => ({ value, label: t(`energy.${value}`) }))}
        />
        <NumberField label={t('arrive.seats')} width="short" optional {...form.field('seats')} />
      </div>
      <div className="car-fields">
        <TextField label={t('fact.certificate')} optional {...form.field('certificateNo')} maxLength={40} />
        <TextField label={t('fact.engine')} optional {...form.field('engineNo')} maxLength={40} />
        <TextField label={t('fact.origin')} optional {...form.field('origin')} maxLength={80} />
        <DateField label={t('fact.produced')} optional {...form.field('producedOn')} />
        {card.vehicle.state === 'in-transit' && <DateField label={t('arrive.expected')} optional {...form.field('expectedOn')} />}
      </div>
      {form.values.energy === 'nev' && (
        <div className="car-fields">
          <TextField label={t('fact.battery')} optional {...form.field('batteryNo')} maxLength={40} />
          <NumberField label={t('fact.soh')} unit="%" width="short" optional {...form.field('sohPercent')} />
          <SelectField
            label={t('fact.charger')}
            optional
            {...form.field('charger')}
            options={chargerStates.map((value) => ({ value, label: t(`charger.${value}`) }))}
          />
        </div>
      )}
      {costs && (
        <div className="car-fields">
          <MoneyField label={t('column.costFen')} optional {...form.field('costFen')} />
          <MoneyField label={t('fact.rebate')} optional {...form.field('rebateFen')} />
        </div>
      )}
      <TextArea label={t('fact.note')} optional {...form.field('note')} />
    </Form>
  )
}
