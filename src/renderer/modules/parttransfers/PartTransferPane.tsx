// One transfer of parts beside the list: its lines with what came, what is taken in here, and the sender's word on what is short.
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Output } from '../../../shared/contract.ts'
import { parttransfers, type TransferRow } from '../../../shared/modules/parttransfers/contract.ts'
import { type ShortOutcome, shortOutcomes } from '../../../shared/modules/parttransfers/rules.ts'
import { call } from '../../api.ts'
import { useLive } from '../../live.ts'
import { useMay } from '../../session.ts'
import { Button } from '../../ui/Button.tsx'
import { ChoiceField } from '../../ui/CheckField.tsx'
import { DateText } from '../../ui/DateText.tsx'
import { DetailPane, type PaneSteps, Section } from '../../ui/DetailPane.tsx'
import { Form } from '../../ui/form/Form.tsx'
import { useForm } from '../../ui/form/use-form.ts'
import { KeyValue } from '../../ui/KeyValue.tsx'
import { Money } from '../../ui/Money.tsx'
import { NumberField } from '../../ui/NumberField.tsx'
import { Refused } from '../../ui/Refused.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { useDeed } from '../../ui/use-deed.ts'

type Card = Output<'parttransfers.card'>

export function PartTransferPane({ row, steps }: { row: TransferRow; steps: PaneSteps }) {
  const { t } = useTranslation('parttransfers')
  const may = useMay()
  const { data: card } = useLive('parttransfers.card', { id: row.id })
  const { state } = card?.transfer ?? row
  return (
    <DetailPane number={row.no} title={`${row.fromName} → ${row.toName}`} caption={t(`states.${state}`)} steps={steps}>
      <Section>
        <KeyValue
          pairs={[
            [t('column.sentAt'), <DateText key="sent" at={row.sentAt} near />],
            [t('column.sentBy'), row.sentBy],
            row.costFen !== null && [t('column.costFen'), <Money key="cost" fen={row.costFen} />],
            row.note !== null && [t('note'), row.note],
            card?.shortFen ? [t('shortFen'), <Money key="short" fen={card.shortFen} />] : false,
            card?.outcome ? [t('outcome'), `${t(`outcomes.${card.outcome}`)} ${card.outcomeNote ?? ''}`] : false,
          ]}
        />
      </Section>
      <Section title={t('lines')}>
        <ul className="stack">
          {card?.lines.map((line) => (
            <li key={line.id}>
              <p className="row">
                <span className="mono grow">{line.code}</span>
                <span>{t('line', { came: line.cameUnits, units: line.units, unit: line.unit })}</span>
              </p>
              <p className="cap">
                {line.name}
                {line.shortUnits > 0 && ` · ${t('short', { units: line.shortUnits, unit: line.unit, reason: line.reason ?? '' })}`}
              </p>
            </li>
          ))}
        </ul>
      </Section>
      {card?.receives && state === 'on-the-road' && may('parts.move') && <TakingIn card={card} />}
      {card?.transfer.ours && state === 'short' && may('parts.move') && <Settling card={card} />}
    </DetailPane>
  )
}

type Said = Readonly<Record<string, { units: number | null; short: number | null }>>

/** What came of each line; that all of it came is what one expects. */
function TakingIn({ card }: { card: Card }) {
  const { t } = useTranslation('parttransfers')
  const deed = useDeed()
  const [said, setSaid] = useState<Said>({})
  const [reason, setReason] = useState('')
  const open = card.lines.filter((line) => line.cameUnits + line.shortUnits < line.units)
  const of = (line: Card['lines'][number]) => said[line.id] ?? { units: line.units - line.cameUnits - line.shortUnits, short: 0 }
  const receive = (): void =>
    deed.run(
      (attempt) =>
        call(
          'parttransfers.receive',
          {
            id: card.transfer.id,
            reason,
            lines: open.map((line) => ({ lineId: line.id, units: of(line).units ?? 0, shortUnits: of(line).short ?? 0 })),
          },
          { attempt },
        ),
      () => {
        setSaid({})
        setReason('')
      },
    )
  return (
    <Section title={t('receive.title')}>
      {open.map((line) => (
        <div key={line.id} className="row">
          <span className="mono grow">{line.code}</span>
          <NumberField
            label={t('receive.came')}
            width="short"
            unit={line.unit}
            value={of(line).units}
            onChange={(units) => setSaid({ ...said, [line.id]: { ...of(line), units } })}
          />
          <NumberField
            label={t('receive.short')}
            width="short"
            unit={line.unit}
            value={of(line).short}
            onChange={(short) => setSaid({ ...said, [line.id]: { ...of(line), short } })}
          />
        </div>
      ))}
      <TextField label={t('receive.reason')} name="reason" optional value={reason} onChange={setReason} maxLength={200} />
      {deed.failure && <Refused error={deed.failure} module="parttransfers" />}
      <Button kind="primary" shortcut="F8" busy={deed.busy} onPress={receive}>
        {t('receive.go')}
      </Button>
    </Section>
  )
}

function Settling({ card }: { card: Card }) {
  const { t } = useTranslation('parttransfers')
  const form = useForm({
    module: 'parttransfers',
    schema: parttransfers.settle.input,
    initial: { outcome: 'lost' as ShortOutcome, note: '' },
    read: (values: { outcome: ShortOutcome; note: string }) => ({ ...values, id: card.transfer.id }),
    send: (input, attempt) => call('parttransfers.settle', input, { attempt }),
  })
  return (
    <Section title={t('settle.title')}>
      <Form form={form} submit={t('settle.go')}>
        <ChoiceField
          label={t('outcome')}
          {...form.field('outcome')}
          options={shortOutcomes.map((value) => ({ value, label: t(`outcomes.${value}`) }))}
        />
        <TextField label={t('note')} {...form.field('note')} maxLength={200} />
      </Form>
    </Section>
  )
}
