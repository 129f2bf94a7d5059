// One shipment beside the list: its track, what it cost and what of that falls on each line, and its damage.
import { useTranslation } from 'react-i18next'
import type { Output } from '../../../shared/contract.ts'
import { logistics, type ShipmentRow } from '../../../shared/modules/logistics/contract.ts'
import { type CostKind, costKinds, isOver, landedBases, stepKinds, type StepKind } from '../../../shared/modules/logistics/rules.ts'
import { call } from '../../api.ts'
import { useLive } from '../../live.ts'
import { useMay } from '../../session.ts'
import { Button } from '../../ui/Button.tsx'
import { DateText } from '../../ui/DateText.tsx'
import { DetailPane, type PaneSteps, Section } from '../../ui/DetailPane.tsx'
import { Form } from '../../ui/form/Form.tsx'
import { useForm } from '../../ui/form/use-form.ts'
import { KeyValue } from '../../ui/KeyValue.tsx'
import { Money } from '../../ui/Money.tsx'
import { MoneyField } from '../../ui/MoneyField.tsx'
import { NumberField } from '../../ui/NumberField.tsx'
import { Refused } from '../../ui/Refused.tsx'
import { SelectField } from '../../ui/SelectField.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { Units } from '../../ui/Units.tsx'
import { useDeed } from '../../ui/use-deed.ts'
import './logistics.css'

type Card = Output<'logistics.card'>

export function ShipmentPane({ row, steps }: { row: ShipmentRow; steps: PaneSteps }) {
  const { t } = useTranslation('logistics')
  const may = useMay()
  const { data: card } = useLive('logistics.card', { id: row.id })
  const { state } = card?.shipment ?? row
  const edits = card !== undefined && may('purchasing.edit')
  return (
    <DetailPane number={row.no} title={row.carrierName} caption={t(`steps.${state}`)} steps={steps}>
      <Section>
        <KeyValue
          pairs={[
            [t('column.way'), `${row.fromPlace} → ${row.toPlace}`],
            row.trackingNo !== null && [t('column.trackingNo'), row.trackingNo],
            row.subjectNo !== null && [t('column.subjectNo'), row.subjectNo],
            row.dueOn !== null && [t('column.dueOn'), <DateText key="due" on={row.dueOn} />],
            row.note !== null && [t('note'), row.note],
          ]}
        />
      </Section>
      <Section title={t('track')}>
        <ol className="stack">
          {card?.steps.map((step) => (
            <li key={step.id}>
              <p className="row">
                <span className="grow">{t(`steps.${step.kind}`)}</span>
                <DateText at={step.happenedAt} near />
              </p>
              <p className="cap">{[step.place, step.note, step.saidBy].filter(Boolean).join(' · ')}</p>
            </li>
          ))}
        </ol>
        {edits && !isOver(state) && (
          <div className="shipment-entry">
            <Stepping id={row.id} />
          </div>
        )}
      </Section>
      <Section title={t('costs')}>
        {card && <CostMix card={card} />}
        {edits && (
          <div className="shipment-entry">
            <Costing id={row.id} />
          </div>
        )}
      </Section>
      {card && card.lines.length > 0 && (
        <Section title={t('shares')}>
          <Sharing card={card} edits={edits} />
          <ul className="stack">
            {card.lines.map((line) => (
              <li key={line.id}>
                <p className="row">
                  <span className="mono grow">{line.code}</span>
                  <Money fen={line.shareFen} />
                </p>
                <p className="cap">
                  {line.name} <Units units={line.units} unit={line.unit} /> · {t('goods')} <Money fen={line.goodsFen} />
                  {line.grams !== null && ` · ${t('weight', { kg: line.grams / 1000 })}`}
                </p>
              </li>
            ))}
          </ul>
        </Section>
      )}
      {card && card.lines.length > 0 && card.costs.length > 0 && (
        <Section title={t('landing.title')}>
          <Landing card={card} />
        </Section>
      )}
      <Section title={t('damage.title')}>
        <ul className="stack">
          {card?.damages.map((damage) => (
            <li key={damage.id}>
              <p className="row">
                <span className="grow">{damage.said}</span>
                <Money fen={damage.claimFen} />
              </p>
              <p className="cap">
                {[damage.code, t('damage.units', { units: damage.units, unit: damage.unit ?? t('damage.piece') }), damage.notedBy]
                  .filter(Boolean)
                  .join(' · ')}
              </p>
            </li>
          ))}
        </ul>
        {edits && (
          <div className="shipment-entry">
            <Damaging id={row.id} />
          </div>
        )}
      </Section>
    </DetailPane>
  )
}

/** The cost by kind, and together. */
function CostMix({ card }: { card: Card }) {
  const { t } = useTranslation('logistics')
  const of = (kind: CostKind): number => card.costs.filter((cost) => cost.kind === kind).reduce((sum, { amountFen }) => sum + amountFen, 0)
  return (
    <KeyValue
      pairs={[
        ...costKinds.filter((kind) => of(kind) !== 0).map((kind) => [t(`kinds.${kind}`), <Money key={kind} fen={of(kind)} />] as const),
        [t('total'), <Money key="total" fen={card.shipment.costFen} />] as const,
      ]}
    />
  )
}

/** By what the cost falls on the lines; another may be chosen until something of it is in the stock ledger. */
function Sharing({ card: { shipment, basis, shares }, edits }: { card: Card; edits: boolean }) {
  const { t } = useTranslation('logistics')
  const deed = useDeed()
  if (!edits || !shares) return <p className="cap">{t(`bases.${basis}`)}</p>
  return (
    <div className="stack shipment-basis">
      <SelectField
        label={t('basis')}
        value={basis}
        onChange={(value) => deed.run((attempt) => call('logistics.share', { id: shipment.id, basis: value }, { attempt }))}
        options={landedBases.map((value) => ({ value, label: t(`bases.${value}`) }))}
      />
      {deed.failure && <Refused error={deed.failure} module="logistics" />}
    </div>
  )
}

/** What of the cost is in the stock ledger, and putting the rest of what came there. */
function Landing({ card: { shipment, landing } }: { card: Card }) {
  const { t } = useTranslation('logistics')
  const may = useMay()
  const deed = useDeed()
  const said = (word: 'landed' | 'difference' | 'open' | 'waiting', fen: number) =>
    fen !== 0 && ([t(`landing.${word}`), <Money key={word} fen={fen} />] as const)
  return (
    <div className="stack">
      <KeyValue
        pairs={[
          said('landed', landing.landedFen),
          said('difference', landing.differenceFen),
          said('open', landing.openFen),
          said('waiting', landing.waitingFen),
        ]}
      />
      {deed.failure && <Refused error={deed.failure} module="logistics" />}
      {landing.lands && may('parts.post') && (
        <p>
          <Button busy={deed.busy} onPress={() => deed.run((attempt) => call('logistics.land', { id: shipment.id }, { attempt }))}>
            {t('landing.do')}
          </Button>
        </p>
      )}
    </div>
  )
}

function Stepping({ id }: { id: string }) {
  const { t } = useTranslation('logistics')
  const form = useForm({
    module: 'logistics',
    schema: logistics.step.input,
    initial: { kind: 'on-the-way' as StepKind, place: '', note: '' },
    read: (values: { kind: StepKind; place: string; note: string }) => ({ ...values, id }),
    send: (input, attempt) => call('logistics.step', input, { attempt }),
  })
  return (
    <Form form={form} submit={t('step.save')}>
      <SelectField
        label={t('step.kind')}
        {...form.field('kind')}
        options={stepKinds.filter((kind) => kind !== 'booked').map((value) => ({ value, label: t(`steps.${value}`) }))}
      />
      <TextField label={t('step.place')} optional {...form.field('place')} maxLength={60} />
      <TextField label={t('note')} optional {...form.field('note')} maxLength={200} />
    </Form>
  )
}

function Costing({ id }: { id: string }) {
  const { t } = useTranslation('logistics')
  const form = useForm({
    module: 'logistics',
    schema: logistics.cost.input,
    initial: { kind: 'freight' as CostKind, amountFen: null as number | null, note: '' },
    read: (values: { kind: CostKind; amountFen: number | null; note: string }) => ({ ...values, id }),
    send: (input, attempt) => call('logistics.cost', input, { attempt }),
  })
  return (
    <Form form={form} submit={t('cost.save')}>
      <SelectField
        label={t('cost.kind')}
        {...form.field('kind')}
        options={costKinds.map((value) => ({ value, label: t(`kinds.${value}`) }))}
      />
      <MoneyField label={t('cost.amountFen')} {...form.field('amountFen')} />
    </Form>
  )
}

function Damaging({ id }: { id: string }) {
  const { t } = useTranslation('logistics')
  const form = useForm({
    module: 'logistics',
    schema: logistics.damage.input,
    initial: { units: 1 as number | null, said: '', claimFen: null as number | null },
    read: (values: { units: number | null; said: string; claimFen: number | null }) => ({ ...values, id }),
    send: (input, attempt) => call('logistics.damage', input, { attempt }),
  })
  return (
    <Form form={form} submit={t('damage.save')}>
      <TextField label={t('damage.said')} {...form.field('said')} maxLength={200} />
      <NumberField label={t('damage.count')} width="short" {...form.field('units')} />
      <MoneyField label={t('damage.claim')} optional {...form.field('claimFen')} />
    </Form>
  )
}
