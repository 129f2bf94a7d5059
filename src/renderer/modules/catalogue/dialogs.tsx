// A model is entered or changed, and gets a price from a day on. Lists are typed one a line; an option has its price behind it.
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Reply } from '../../../shared/contract.ts'
import { catalogue, type CatalogueRow } from '../../../shared/modules/catalogue/contract.ts'
import { readOption } from '../../../shared/modules/catalogue/rules.ts'
import { energies, type Energy } from '../../../shared/modules/vehicles/rules.ts'
import type { Fen } from '../../../shared/money.ts'
import { call } from '../../api.ts'
import { ChoiceField } from '../../ui/CheckField.tsx'
import { DateField } from '../../ui/DateField.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Form } from '../../ui/form/Form.tsx'
import { useForm } from '../../ui/form/use-form.ts'
import { MoneyField } from '../../ui/MoneyField.tsx'
import { NumberField } from '../../ui/NumberField.tsx'
import { TextArea, TextField } from '../../ui/TextField.tsx'

export function ModelDialog({ about, onClose }: { about: CatalogueRow | 'new' | null; onClose: () => void }) {
  const { t } = useTranslation('catalogue')
  return (
    <Dialog open={about !== null} onClose={onClose} title={t(about === 'new' ? 'new' : 'deeds.change')} width="wide" dismissable={false}>
      {about && <Keeping key={about === 'new' ? 'new' : about.id} row={about === 'new' ? null : about} onClose={onClose} />}
    </Dialog>
  )
}

type Values = {
  brand: string
  series: string
  model: string
  modelYear: number | null
  energy: Energy
  seats: number | null
  size: string
  displacementMl: number | null
  rangeKm: number | null
  vinPrefix: string
  exteriors: string
  interiors: string
  options: string
  note: string
  active: 'yes' | 'no'
  listFen: Fen | null
  validFromOn: string | null
}
const linesOf = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)
function Keeping({ row, onClose }: { row: CatalogueRow | null; onClose: () => void }) {
  const { t } = useTranslation('catalogue')
  const [initial] = useState((): Values => ({
    brand: row?.brand ?? '',
    series: row?.series ?? '',
    model: row?.model ?? '',
    modelYear: row?.modelYear ?? null,
    energy: row?.energy ?? 'nev',
    seats: row?.seats ?? 5,
    size: row?.size ?? '',
    displacementMl: row?.displacementMl ?? null,
    rangeKm: row?.rangeKm ?? null,
    vinPrefix: row?.vinPrefix ?? '',
    exteriors: row?.exteriors.join('\n') ?? '',
    interiors: row?.interiors.join('\n') ?? '',
    options: row?.options.map(({ name, priceFen }) => `${name} ${priceFen / 100}`).join('\n') ?? '',
    note: row?.note ?? '',
    active: row && !row.active ? 'no' : 'yes',
    listFen: null,
    validFromOn: null,
  }))
  const form = useForm({
    module: 'catalogue',
    schema: row ? catalogue.change.input : catalogue.add.input,
    initial,
    read: ({ listFen, validFromOn, exteriors, interiors, options, active, ...values }: Values) => ({
      ...values,
      exteriors: linesOf(exteriors),
      interiors: linesOf(interiors),
      options: linesOf(options).map(readOption),
      active: active === 'yes',
      ...(row ? { id: row.id } : { listFen: listFen ?? undefined, validFromOn: validFromOn ?? undefined }),
    }),
    send: async (input, attempt): Promise<Reply<'catalogue.add'> | Reply<'catalogue.change'>> =>
      row ? call('catalogue.change', input as never, { attempt }) : call('catalogue.add', input as never, { attempt }),
    fieldOf: (path) => path.replace(/\..*$/, ''),
    onDone: onClose,
  })
  return (
    <Form form={form} submit={t('save')} wide>
      <div className="pair">
        <TextField label={t('column.brand')} {...form.field('brand')} autoFocus maxLength={80} />
        <TextField label={t('column.series')} {...form.field('series')} maxLength={80} />
      </div>
      <div className="pair">
        <TextField label={t('column.model')} {...form.field('model')} maxLength={80} />
        <TextField
          label={t('fields.vinPrefix')}
          optional
          mono
          upper
          hint={t('fields.vinHint')}
          {...form.field('vinPrefix')}
          maxLength={8}
        />
      </div>
      <div className="pair">
        <NumberField label={t('fields.modelYear')} optional {...form.field('modelYear')} />
        <NumberField label={t('fields.seats')} optional {...form.field('seats')} />
      </div>
      <div className="pair">
        <TextField
          label={t('fields.size')}
          optional
          {...form.field('size')}
          onChange={(text) => form.set('size', text.replace(/\s*[xX*]\s*/g, '×'))}
          maxLength={20}
          placeholder="4620×1880×1560"
        />
        <NumberField label={t('fields.displacementMl')} optional {...form.field('displacementMl')} unit={t('fields.ml')} />
        <NumberField label={t('fields.rangeKm')} optional {...form.field('rangeKm')} unit={t('fields.km')} />
      </div>
      <ChoiceField
        label={t('column.energy')}
        {...form.field('energy')}
        options={energies.map((value) => ({ value, label: t(`vehicles:energy.${value}`) }))}
      />
      {!row && (
        <div className="pair">
          <MoneyField label={t('column.listFen')} {...form.field('listFen')} />
          <DateField label={t('fields.validFromOn')} {...form.field('validFromOn')} />
        </div>
      )}
      <div className="pair">
        <TextArea label={t('fields.exteriors')} optional hint={t('fields.oneALine')} {...form.field('exteriors')} rows={3} />
        <TextArea label={t('fields.interiors')} optional hint={t('fields.oneALine')} {...form.field('interiors')} rows={3} />
      </div>
      <TextArea label={t('fields.options')} optional hint={t('fields.optionHint')} {...form.field('options')} rows={3} />
      <ChoiceField
        label={t('column.active')}
        {...form.field('active')}
        options={[
          { value: 'yes', label: t('onSale') },
          { value: 'no', label: t('ended') },
        ]}
      />
      <TextField label={t('fields.note')} optional {...form.field('note')} maxLength={500} />
    </Form>
  )
}

export function PriceDialog({ row, onClose }: { row: CatalogueRow | null; onClose: () => void }) {
  const { t } = useTranslation('catalogue')
  return (
    <Dialog open={row !== null} onClose={onClose} title={t('deeds.price')} width="small">
      {row && <Pricing row={row} onClose={onClose} />}
    </Dialog>
  )
}

function Pricing({ row, onClose }: { row: CatalogueRow; onClose: () => void }) {
  const { t } = useTranslation('catalogue')
  const form = useForm({
    module: 'catalogue',
    schema: catalogue.price.input,
    initial: { id: row.id, listFen: row.listFen as Fen | null, validFromOn: null as string | null, source: '' },
    read: (values) => ({ ...values, listFen: values.listFen ?? undefined, validFromOn: values.validFromOn ?? undefined }),
    send: (input, attempt) => call('catalogue.price', input as never, { attempt }),
    onDone: onClose,
  })
  return (
    <Form form={form} submit={t('save')}>
      <MoneyField label={t('column.listFen')} {...form.field('listFen')} autoFocus />
      <DateField label={t('fields.validFromOn')} {...form.field('validFromOn')} />
      <TextField label={t('fields.source')} optional {...form.field('source')} maxLength={120} />
    </Form>
  )
}
