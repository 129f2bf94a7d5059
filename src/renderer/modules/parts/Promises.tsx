// What of a part is promised and to whom, whether that is firm, and which desktop alone may promise it.
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Output } from '../../../shared/contract.ts'
import { parts } from '../../../shared/modules/parts/contract.ts'
import { call } from '../../api.ts'
import { useMay } from '../../session.ts'
import { Button } from '../../ui/Button.tsx'
import { ComboField, type Found } from '../../ui/ComboField.tsx'
import { DateField } from '../../ui/DateField.tsx'
import { DateText } from '../../ui/DateText.tsx'
import { Section } from '../../ui/DetailPane.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { findCustomers } from '../../ui/find-customers.ts'
import { Form } from '../../ui/form/Form.tsx'
import { useForm } from '../../ui/form/use-form.ts'
import { Mark } from '../../ui/Mark.tsx'
import { NumberField } from '../../ui/NumberField.tsx'
import { Refused } from '../../ui/Refused.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { useDeed } from '../../ui/use-deed.ts'

type Card = Output<'parts.card'>
type Promised = Card['promises'][number]

function PromiseMark({ promise }: { promise: Promised }) {
  const { t } = useTranslation('parts')
  if (promise.state === 'over') return <Mark shape="cross" tone="act" word={t('promises.over')} />
  return promise.firm ? (
    <Mark shape="tick" tone="good" word={t('promise.firm')} />
  ) : (
    <Mark shape="halfRing" tone="warn" word={t('promise.provisional')} />
  )
}

export function Promises({ card }: { card: Card }) {
  const { t } = useTranslation('parts')
  const may = useMay()
  const deed = useDeed()
  const [asking, setAsking] = useState<'promise' | 'override' | null>(null)
  const { part, promises } = card
  const { right, unit } = part
  const ids = [part.id]
  return (
    <Section title={t('promise.title')}>
      {deed.failure && <Refused error={deed.failure} module="parts" />}
      <p className="cap">
        {t('promise.left', { left: part.units - part.promisedUnits, unit })} ·{' '}
        {right === null ? t('promise.everyone') : right.here ? t('promise.here') : t('promise.elsewhere', { device: right.device })}
      </p>
      <ul className="stack">
        {promises.map((promise) => (
          <li key={promise.id}>
            <div className="row">
              <span className="grow">
                {promise.units} {unit} {promise.customerName ?? promise.note ?? promise.promisedBy}
              </span>
              <PromiseMark promise={promise} />
              {may('parts.promise') && (
                <Button
                  size="small"
                  kind="quiet"
                  onPress={() => deed.run((attempt) => call('parts.releasePromise', { id: promise.id }, { attempt }))}
                >
                  {t('promise.release')}
                </Button>
              )}
            </div>
            <p className="cap">
              {promise.promisedBy} <DateText at={promise.promisedAt} near />
              {promise.dueOn && (
                <>
                  {' → '}
                  <DateText on={promise.dueOn} />
                </>
              )}
            </p>
          </li>
        ))}
      </ul>
      <div className="row wrap part-rights">
        {may('parts.promise') && (right === null || right.here) && part.units > part.promisedUnits && (
          <Button size="small" onPress={() => setAsking('promise')}>
            {t('promise.new')}
          </Button>
        )}
        {may('parts.move') && right === null && part.standing !== 'alone' && (
          <Button size="small" kind="quiet" onPress={() => deed.run((attempt) => call('parts.takeRights', { ids }, { attempt }))}>
            {t('promise.take')}
          </Button>
        )}
        {may('parts.move') && right?.here && (
          <Button size="small" kind="quiet" onPress={() => deed.run((attempt) => call('parts.returnRights', { ids }, { attempt }))}>
            {t('promise.return')}
          </Button>
        )}
        {may('parts.override') && right !== null && !right.here && (
          <Button size="small" kind="quiet" onPress={() => setAsking('override')}>
            {t('promise.override')}
          </Button>
        )}
      </div>
      <PromiseDialog card={asking === 'promise' ? card : null} onClose={() => setAsking(null)} />
      {asking === 'override' && <TakingOver card={card} onClose={() => setAsking(null)} />}
    </Section>
  )
}

function PromiseDialog({ card, onClose }: { card: Card | null; onClose: () => void }) {
  const { t } = useTranslation('parts')
  return (
    <Dialog open={card !== null} onClose={onClose} title={t('promise.new')} width="small">
      {card && <Promising card={card} onClose={onClose} />}
    </Dialog>
  )
}

function Promising({ card: { part }, onClose }: { card: Card; onClose: () => void }) {
  const { t } = useTranslation('parts')
  const [customer, setCustomer] = useState<Found | null>(null)
  const form = useForm({
    module: 'parts',
    schema: parts.promise.input,
    initial: { units: part.packUnits as number | null, dueOn: null as string | null, note: '' },
    read: (values: { units: number | null; dueOn: string | null; note: string }) => ({
      ...values,
      partId: part.id,
      customerId: customer?.id ?? null,
    }),
    send: (input, attempt) => call('parts.promise', input, { attempt }),
    onDone: onClose,
  })
  return (
    <Form
      form={form}
      submit={t('promise.save')}
      side={
        <Button kind="quiet" onPress={onClose}>
          {t('ui:cancel')}
        </Button>
      }
    >
      <p className="cap">
        {part.code} {part.name} · {t('promise.left', { left: part.units - part.promisedUnits, unit: part.unit })}
      </p>
      <NumberField label={t('promise.units')} {...form.field('units')} unit={part.unit} autoFocus />
      <ComboField label={t('promise.customer')} optional chosen={customer} onChange={setCustomer} search={findCustomers} />
      <DateField label={t('promise.dueOn')} optional {...form.field('dueOn')} />
      <TextField label={t('promise.note')} optional {...form.field('note')} maxLength={200} />
    </Form>
  )
}

/** Asks why, where the button was: what the other desktop promised firm may exist. */
function TakingOver({ card: { part }, onClose }: { card: Card; onClose: () => void }) {
  const { t } = useTranslation('parts')
  const form = useForm({
    module: 'parts',
    schema: parts.overrideRight.input,
    initial: { reason: '' },
    read: (values: { reason: string }) => ({ ...values, id: part.id }),
    send: (input, attempt) => call('parts.overrideRight', input, { attempt }),
    onDone: onClose,
  })
  return (
    <Form
      form={form}
      submit={t('promise.override')}
      side={
        <Button kind="quiet" onPress={onClose}>
          {t('ui:cancel')}
        </Button>
      }
    >
      <p>{t('promise.overrideSays', { device: part.right?.device ?? '' })}</p>
      <TextField label={t('promise.reason')} {...form.field('reason')} autoFocus maxLength={200} />
    </Form>
  )
}
