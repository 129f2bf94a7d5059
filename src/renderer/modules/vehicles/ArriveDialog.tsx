// 入库: scan or type the VIN; what similar cars were entered as fills the rest. Only what the step needs is open.
import { useCallback, useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { arrivalStates } from '../../../shared/modules/vehicles/contract/fields.ts'
import { vehicles } from '../../../shared/modules/vehicles/contract.ts'
import { checkVin, energies, type Energy } from '../../../shared/modules/vehicles/rules.ts'
import type { Fen } from '../../../shared/money.ts'
import { call } from '../../api.ts'
import { useLive } from '../../live.ts'
import { useMay } from '../../session.ts'
import { open as openTab } from '../../state.ts'
import { Button } from '../../ui/Button.tsx'
import { DateField } from '../../ui/DateField.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Form } from '../../ui/form/Form.tsx'
import { useForm } from '../../ui/form/use-form.ts'
import { MoneyField } from '../../ui/MoneyField.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { NumberField } from '../../ui/NumberField.tsx'
import { SelectField } from '../../ui/SelectField.tsx'
import { TextField } from '../../ui/TextField.tsx'

type Values = {
  vin: string
  vinOverride: string
  brand: string
  series: string
  model: string
  modelYear: number | null
  exterior: string
  interior: string
  energy: Energy
  seats: number | null
  certificateNo: string
  listFen: Fen | null
  priceFen: Fen | null
  state: (typeof arrivalStates)[number]
  location: string
  expectedOn: string | null
  costFen: Fen | null
  rebateFen: Fen | null
}
const blank: Values = {
  vin: '',
  vinOverride: '',
  brand: '',
  series: '',
  model: '',
  modelYear: null,
  exterior: '',
  interior: '',
  energy: 'nev',
  seats: 5,
  certificateNo: '',
  listFen: null,
  priceFen: null,
  state: 'in-stock',
  location: '',
  expectedOn: null,
  costFen: null,
  rebateFen: null,
}

export function ArriveDialog({ open, onClose }: { open: boolean; onClose: () => void }) {
  const { t } = useTranslation('vehicles')
  return (
    <Dialog open={open} onClose={onClose} title={t('arrive.title')} width="wide" dismissable={false}>
      {open && <Arriving onClose={onClose} />}
    </Dialog>
  )
}

function Arriving({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('vehicles')
  const may = useMay()
  const costs = may('vehicles.cost')
  const read = useCallback(
    ({ costFen, rebateFen, listFen, priceFen, ...values }: Values) => ({
      ...values,
      listFen: listFen ?? undefined,
      priceFen: priceFen ?? listFen ?? undefined,
      cost: costs && costFen !== null ? { costFen, rebateFen: rebateFen ?? 0 } : null,
    }),
    [costs],
  )
  const form = useForm({
    module: 'vehicles',
    schema: vehicles.arrive.input,
    initial: blank,
    draft: 'vehicles.arrive',
    read,
    send: (input, attempt) => call('vehicles.arrive', input as never, { attempt }),
    onDone: ({ id, stockNo }) => {
      onClose()
      openTab('vehicle', { record: id, title: stockNo })
    },
  })
  const { values } = form
  const check = checkVin(values.vin)
  const whole = check.vin.length === 17
  const { data: found } = useLive('vehicles.byVin', whole ? { vin: check.vin } : null)
  const filled = useRef('')
  const like = found?.like ?? null
  useEffect(() => {
    if (!like || filled.current === check.vin || values.series !== '') return
    filled.current = check.vin
    form.change({
      brand: like.brand,
      series: like.series,
      model: like.model,
      energy: like.energy,
      seats: like.seats,
      listFen: like.listFen,
      priceFen: like.priceFen,
      ...(check.candidateYears.length > 0 ? { modelYear: check.candidateYears.at(-1) ?? null } : {}),
    })
  }, [like, check, values.series, form])
  const wrongDigit = whole && check.problems.some((problem) => problem.code === 'check-digit')
  const here = found?.known.find((car) => car.own && car.state !== 'sold')
  return (
    <Form
      form={form}
      submit={t('arrive.submit')}
      wide
      side={
        <Button kind="quiet" onPress={onClose}>
          {t('ui:cancel')}
        </Button>
      }
    >
      <div className="car-fields">
        <TextField label={t('column.vin')} width="vin" {...form.field('vin')} hint={t('arrive.scan')} autoFocus maxLength={40} />
        <SelectField
          label={t('column.state')}
          {...form.field('state')}
          options={arrivalStates.map((value) => ({ value, label: t(`ui:vehicle.${value}`) }))}
        />
        <TextField label={t('column.location')} optional {...form.field('location')} maxLength={80} />
        {values.state === 'in-transit' && <DateField label={t('arrive.expected')} optional {...form.field('expectedOn')} />}
      </div>
      {here && (
        <Notice
          kind="act"
          action={
            <Button size="small" onPress={() => openTab('vehicle', { record: here.id, title: here.stockNo })}>
              {t('open')}
            </Button>
          }
        >
          {t('arrive.known', { stockNo: here.stockNo, title: here.title })}
        </Notice>
      )}
      {like && values.series === like.series && values.model === like.model && (
        <Notice>{t('arrive.filled', { title: `${like.series} ${like.model}` })}</Notice>
      )}
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
        <TextField label={t('fact.certificate')} optional {...form.field('certificateNo')} maxLength={40} />
      </div>
      <div className="car-fields">
        <MoneyField label={t('column.listFen')} {...form.field('listFen')} />
        <MoneyField label={t('column.priceFen')} {...form.field('priceFen')} />
        {costs && <MoneyField label={t('column.costFen')} optional {...form.field('costFen')} />}
        {costs && <MoneyField label={t('fact.rebate')} optional {...form.field('rebateFen')} />}
      </div>
    </Form>
  )
}
