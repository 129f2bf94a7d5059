// Enters a part, or corrects one: what it is for the whole group, and where it lies and what it costs at this site.
import { useTranslation } from 'react-i18next'
import { parts, type PartRow } from '../../../shared/modules/parts/contract.ts'
import { mustTell, partClasses, partOrigins, type PartClass, type PartOrigin } from '../../../shared/modules/parts/rules.ts'
import { call } from '../../api.ts'
import { useLive } from '../../live.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Form } from '../../ui/form/Form.tsx'
import { useForm } from '../../ui/form/use-form.ts'
import { MoneyField } from '../../ui/MoneyField.tsx'
import { NumberField } from '../../ui/NumberField.tsx'
import { SelectField } from '../../ui/SelectField.tsx'
import { TextField } from '../../ui/TextField.tsx'

/** What is known of a part that is corrected. */
export type Known = PartRow & { barcode: string | null; tell: string | null; fits: string | null; weightGrams: number | null }

/** `known`: null for a new one, undefined while nothing is asked. */
export function PartDialog({
  known,
  onClose,
  onDone,
}: {
  known: Known | null | undefined
  onClose: () => void
  onDone?: (id: string) => void
}) {
  const { t } = useTranslation('parts')
  return (
    <Dialog open={known !== undefined} onClose={onClose} title={t(known ? 'keep.change' : 'keep.new')} width="wide" dismissable={false}>
      {known !== undefined && <Keeping known={known} onClose={onClose} onDone={onDone} />}
    </Dialog>
  )
}

function Keeping({ known, onClose, onDone }: { known: Known | null; onClose: () => void; onDone: ((id: string) => void) | undefined }) {
  const { t } = useTranslation('parts')
  const { data: words } = useLive('parts.words', {})
  const form = useForm({
    module: 'parts',
    schema: parts.keep.input,
    initial: {
      code: known?.code ?? '',
      barcode: known?.barcode ?? '',
      name: known?.name ?? '',
      class: known?.class ?? ('common' as PartClass),
      origin: known?.origin ?? ('original' as PartOrigin),
      maker: known?.maker ?? '',
      tell: known?.tell ?? '',
      fits: known?.fits ?? '',
      unit: known?.unit ?? words?.units[0] ?? t('piece'),
      perUnits: known?.perUnits ?? (1 as number | null),
      packUnits: known?.packUnits ?? (1 as number | null),
      weightGrams: known?.weightGrams ?? (null as number | null),
      bin: known?.bin ?? '',
      lowUnits: known?.lowUnits ?? null,
      highUnits: known?.highUnits ?? null,
      priceFen: known?.priceFen ?? null,
    },
    read: ({ perUnits, packUnits, ...values }) => ({ ...values, perUnits: perUnits ?? undefined, packUnits: packUnits ?? undefined }),
    send: (input, attempt) => call('parts.keep', input, { attempt }),
    onDone: ({ id }) => {
      onClose()
      onDone?.(id)
    },
  })
  const { unit, origin } = form.values
  return (
    <Form
      form={form}
      wide
      submit={t('keep.save')}
      side={
        <Button kind="quiet" onPress={onClose}>
          {t('ui:cancel')}
        </Button>
      }
    >
      <div className="pair">
        <TextField
          label={t('column.code')}
          {...form.field('code')}
          mono
          upper
          autoFocus={known === null}
          disabled={known !== null}
          maxLength={40}
        />
        <TextField label={t('column.name')} {...form.field('name')} autoFocus={known !== null} maxLength={80} />
      </div>
      <div className="pair">
        <SelectField
          label={t('column.class')}
          {...form.field('class')}
          options={partClasses.map((value) => ({ value, label: t(`classes.${value}`) }))}
        />
        <SelectField
          label={t('column.origin')}
          {...form.field('origin')}
          options={partOrigins.map((value) => ({ value, label: t(`origins.${value}`) }))}
        />
      </div>
      <div className="pair">
        <TextField label={t('column.maker')} {...form.field('maker')} optional maxLength={80} />
        <TextField
          label={t('column.tell')}
          {...form.field('tell')}
          optional
          maxLength={200}
          {...(mustTell(origin) ? { hint: t('keep.mustTell') } : {})}
        />
      </div>
      <div className="pair">
        <TextField label={t('column.fits')} {...form.field('fits')} optional maxLength={200} />
        <TextField label={t('column.barcode')} {...form.field('barcode')} optional mono maxLength={40} />
      </div>
      <div className="pair">
        <TextField label={t('column.unit')} {...form.field('unit')} width="short" maxLength={8} hint={t('keep.unit')} />
        <NumberField label={t('column.packUnits')} {...form.field('packUnits')} unit={unit} />
      </div>
      <div className="pair">
        <MoneyField label={t('column.priceFen')} {...form.field('priceFen')} optional />
        <NumberField label={t('column.perUnits')} {...form.field('perUnits')} unit={unit} />
      </div>
      <div className="pair">
        <NumberField label={t('column.lowUnits')} {...form.field('lowUnits')} optional unit={unit} />
        <NumberField label={t('column.highUnits')} {...form.field('highUnits')} optional unit={unit} />
      </div>
      <div className="pair">
        <TextField label={t('column.bin')} {...form.field('bin')} optional upper width="short" maxLength={20} />
        <NumberField
          label={t('column.weightGrams')}
          {...form.field('weightGrams')}
          optional
          unit={t('keep.grams')}
          hint={t('keep.weight', { units: form.values.perUnits ?? 1, unit })}
        />
      </div>
    </Form>
  )
}
