// What the team or a person is to reach in a month, and a scheme of commission that holds from a day on.
import { useTranslation } from 'react-i18next'
import type { Output } from '../../../shared/contract.ts'
import type { Fen } from '../../../shared/money.ts'
import { targets } from '../../../shared/modules/targets/contract.ts'
import { isMoney, type Measure, measures } from '../../../shared/modules/targets/rules.ts'
import { call } from '../../api.ts'
import { Button } from '../../ui/Button.tsx'
import { DateField } from '../../ui/DateField.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Form } from '../../ui/form/Form.tsx'
import { useForm } from '../../ui/form/use-form.ts'
import { MoneyField } from '../../ui/MoneyField.tsx'
import { NumberField } from '../../ui/NumberField.tsx'
import { SelectField } from '../../ui/SelectField.tsx'
import { TextField } from '../../ui/TextField.tsx'

type Person = Output<'targets.board'>['people'][number]
const TEAM = 'team'
const NONE = 'none'

export function TargetDialog({ month, people, onClose }: { month: string | null; people: readonly Person[]; onClose: () => void }) {
  const { t } = useTranslation('targets')
  return (
    <Dialog open={month !== null} onClose={onClose} title={t('target.title', { month })} width="small" dismissable={false}>
      {month !== null && <Setting month={month} people={people} onClose={onClose} />}
    </Dialog>
  )
}

function Cancel({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('ui')
  return (
    <Button kind="quiet" onPress={onClose}>
      {t('cancel')}
    </Button>
  )
}

function Setting({ month, people, onClose }: { month: string; people: readonly Person[]; onClose: () => void }) {
  const { t } = useTranslation('targets')
  const form = useForm({
    module: 'targets',
    schema: targets.setTarget.input,
    initial: { who: TEAM, measure: 'deliveries' as Measure, value: null as number | null },
    read: ({ who, ...values }) => ({ ...values, month, personId: who === TEAM ? null : who }),
    send: (input, attempt) => call('targets.setTarget', input, { attempt }),
    onDone: onClose,
  })
  const { values } = form
  return (
    <Form form={form} submit={t('target.save')} side={<Cancel onClose={onClose} />}>
      <SelectField
        label={t('target.who')}
        {...form.field('who')}
        options={[
          { value: TEAM, label: t('team') },
          ...people.flatMap(({ personId, name }) => (personId === null ? [] : [{ value: personId, label: name }])),
        ]}
      />
      <SelectField
        label={t('target.measure')}
        {...form.field('measure')}
        options={measures.map((value) => ({ value, label: t(`measures.${value}`) }))}
      />
      {isMoney(values.measure) ? (
        <MoneyField label={t('target.value')} {...form.field('value')} value={values.value as Fen | null} />
      ) : (
        <NumberField label={t('target.value')} {...form.field('value')} />
      )}
    </Form>
  )
}

export function SchemeDialog({ open, onClose }: { open: boolean; onClose: () => void }) {
  const { t } = useTranslation('targets')
  return (
    <Dialog open={open} onClose={onClose} title={t('scheme.add')} dismissable={false}>
      {open && <Scheme onClose={onClose} />}
    </Dialog>
  )
}

/** Steps and the bonus as this form has them: one of each, which is what stores use; more come by the contract. */
type Values = {
  name: string
  validFromOn: string | null
  perCarFen: Fen | null
  fromCars: number | null
  stepFen: Fen | null
  marginBp: number | null
  accessoriesBp: number | null
  insuranceFen: Fen | null
  loanFen: Fen | null
  belowCostFen: Fen | null
  bonusOf: Measure | typeof NONE
  bonusFrom: number | null
  bonusFen: Fen | null
}

function Scheme({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('targets')
  const form = useForm({
    module: 'targets',
    schema: targets.addScheme.input,
    initial: {
      name: '',
      validFromOn: null,
      perCarFen: null,
      fromCars: null,
      stepFen: null,
      marginBp: null,
      accessoriesBp: null,
      insuranceFen: null,
      loanFen: null,
      belowCostFen: null,
      bonusOf: NONE,
      bonusFrom: 100,
      bonusFen: null,
    } as Values,
    read: ({ name, validFromOn, fromCars, stepFen, bonusOf, bonusFrom, bonusFen, ...parts }: Values) => ({
      name,
      validFromOn: validFromOn ?? '',
      terms: {
        ...Object.fromEntries(Object.entries(parts).map(([part, value]) => [part, value ?? 0])),
        steps: fromCars === null ? [] : [{ fromCars, perCarFen: stepFen ?? 0 }],
        bonus: bonusOf === NONE ? null : { measure: bonusOf, fromBp: (bonusFrom ?? 0) * 100, fen: bonusFen ?? 0 },
      },
    }),
    fieldOf: (path) =>
      path.startsWith('terms.steps') ? 'fromCars' : path.startsWith('terms.bonus') ? 'bonusFen' : path.replace(/^terms\./, ''),
    send: (input, attempt) => call('targets.addScheme', input, { attempt }),
    onDone: onClose,
  })
  return (
    <Form form={form} submit={t('scheme.save')} side={<Cancel onClose={onClose} />}>
      <div className="pair">
        <TextField label={t('scheme.name')} {...form.field('name')} autoFocus maxLength={60} />
        <DateField label={t('scheme.from')} {...form.field('validFromOn')} />
      </div>
      <div className="pair">
        <MoneyField label={t('scheme.perCar')} optional {...form.field('perCarFen')} />
        <NumberField label={t('scheme.fromCars')} optional {...form.field('fromCars')} />
        <MoneyField label={t('scheme.stepFen')} optional {...form.field('stepFen')} />
      </div>
      <div className="pair">
        <NumberField label={t('scheme.marginBp')} optional {...form.field('marginBp')} unit={t('scheme.bp')} />
        <NumberField label={t('scheme.accessoriesBp')} optional {...form.field('accessoriesBp')} unit={t('scheme.bp')} />
      </div>
      <div className="pair">
        <MoneyField label={t('scheme.insurance')} optional {...form.field('insuranceFen')} />
        <MoneyField label={t('scheme.loan')} optional {...form.field('loanFen')} />
        <MoneyField label={t('scheme.belowCost')} optional {...form.field('belowCostFen')} />
      </div>
      <div className="pair">
        <SelectField
          label={t('scheme.bonusOf')}
          {...form.field('bonusOf')}
          options={[{ value: NONE, label: t('scheme.noBonus') }, ...measures.map((value) => ({ value, label: t(`measures.${value}`) }))]}
        />
        <NumberField label={t('scheme.bonusFrom')} {...form.field('bonusFrom')} unit="%" />
        <MoneyField label={t('scheme.bonusFen')} optional {...form.field('bonusFen')} />
      </div>
    </Form>
  )
}
