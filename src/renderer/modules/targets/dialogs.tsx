// What the team or a person is to reach in a month, and a scheme of commission that holds from a day on.
import AddIcon from 'lucide-react/icons/plus'
import RemoveIcon from 'lucide-react/icons/x'
import { useTranslation } from 'react-i18next'
import type { Output } from '../../../shared/contract.ts'
import type { Fen } from '../../../shared/money.ts'
import { targets } from '../../../shared/modules/targets/contract.ts'
import { isMoney, type Measure, measures, MOST_STEPS } from '../../../shared/modules/targets/rules.ts'
import { call } from '../../api.ts'
import { Button } from '../../ui/Button.tsx'
import { DateField } from '../../ui/DateField.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Cancel } from '../../ui/form/Cancel.tsx'
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

type Step = { fromCars: number | null; perCarFen: Fen | null }
type Values = {
  name: string
  validFromOn: string | null
  perCarFen: Fen | null
  steps: readonly Step[]
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
      steps: [],
      marginBp: null,
      accessoriesBp: null,
      insuranceFen: null,
      loanFen: null,
      belowCostFen: null,
      bonusOf: NONE,
      bonusFrom: 100,
      bonusFen: null,
    } as Values,
    read: ({ name, validFromOn, steps, bonusOf, bonusFrom, bonusFen, ...parts }: Values) => ({
      name,
      validFromOn: validFromOn ?? '',
      terms: {
        ...Object.fromEntries(Object.entries(parts).map(([part, value]) => [part, value ?? 0])),
        steps,
        bonus: bonusOf === NONE ? null : { measure: bonusOf, fromBp: (bonusFrom ?? 0) * 100, fen: bonusFen ?? 0 },
      },
    }),
    fieldOf: (path) => (path.startsWith('terms.bonus') ? 'bonusFen' : path.replace(/^terms\./, '')),
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
      </div>
      <Steps steps={form.values.steps} errors={form.errors} onChange={(steps) => form.set('steps', steps)} />
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

/** From which car of the month on each is worth how much. */
function Steps({
  steps,
  errors,
  onChange,
}: {
  steps: readonly Step[]
  errors: Readonly<Record<string, string>>
  onChange: (steps: readonly Step[]) => void
}) {
  const { t } = useTranslation('targets')
  const put = (at: number, part: Partial<Step>): void => onChange(steps.map((step, index) => (index === at ? { ...step, ...part } : step)))
  return (
    <div className="stack">
      {steps.map((step, at) => (
        // oxlint-disable-next-line react/no-array-index-key -- a step has no identity until the scheme is kept
        <div key={at} className="scheme-step">
          <NumberField
            label={t('scheme.fromCars')}
            value={step.fromCars}
            onChange={(fromCars) => put(at, { fromCars })}
            error={errors[`steps.${at}.fromCars`]}
            autoFocus={step.fromCars === null && at === steps.length - 1}
          />
          <MoneyField
            label={t('scheme.stepFen')}
            value={step.perCarFen}
            onChange={(perCarFen) => put(at, { perCarFen })}
            error={errors[`steps.${at}.perCarFen`]}
          />
          <Button
            kind="quiet"
            icon={RemoveIcon}
            label={t('scheme.removeStep', { n: at + 1 })}
            onPress={() => onChange(steps.filter((_, index) => index !== at))}
          />
        </div>
      ))}
      <div>
        <Button
          size="small"
          icon={AddIcon}
          disabled={steps.length >= MOST_STEPS}
          onPress={() => onChange([...steps, { fromCars: null, perCarFen: null }])}
        >
          {t('scheme.addStep')}
        </Button>
      </div>
    </div>
  )
}
