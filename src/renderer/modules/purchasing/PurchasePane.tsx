// One purchase beside the list: its lines with what came, the next step, what comes in and its invoices.
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Output } from '../../../shared/contract.ts'
import { purchasing, type PurchaseRow } from '../../../shared/modules/purchasing/contract.ts'
import { call } from '../../api.ts'
import { useLive } from '../../live.ts'
import { useMay } from '../../session.ts'
import { open } from '../../state.ts'
import { Button } from '../../ui/Button.tsx'
import { DateField } from '../../ui/DateField.tsx'
import { DateText } from '../../ui/DateText.tsx'
import { DetailPane, type PaneSteps, Section } from '../../ui/DetailPane.tsx'
import { Form } from '../../ui/form/Form.tsx'
import { useForm } from '../../ui/form/use-form.ts'
import { KeyValue } from '../../ui/KeyValue.tsx'
import { Money } from '../../ui/Money.tsx'
import { MoneyField } from '../../ui/MoneyField.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { NumberField } from '../../ui/NumberField.tsx'
import { Outcome } from '../../ui/paper/Outcome.tsx'
import { PapersSection } from '../../ui/paper/PaperList.tsx'
import { usePrint } from '../../ui/paper/use-print.ts'
import { Refused } from '../../ui/Refused.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { useDeed } from '../../ui/use-deed.ts'

type Card = Output<'purchasing.card'>

export function PurchasePane({ row, steps }: { row: PurchaseRow; steps: PaneSteps }) {
  const { t } = useTranslation('purchasing')
  const may = useMay()
  const { data: card } = useLive('purchasing.card', { id: row.id })
  const deed = useDeed()
  const { state: paper, print } = usePrint()
  const { id, state } = card?.purchase ?? row
  const edits = may('purchasing.edit')
  const decide = (approved: boolean): void => deed.run((attempt) => call('purchasing.decide', { id, approved }, { attempt }))
  return (
    <DetailPane
      number={row.no}
      title={row.supplierName}
      caption={t(`states.${state}`)}
      steps={steps}
      actions={
        <>
          {card?.decides && (
            <>
              <Button kind="primary" shortcut="F8" busy={deed.busy} onPress={() => decide(true)}>
                {t('pane.approve')}
              </Button>
              <Button busy={deed.busy} onPress={() => decide(false)}>
                {t('pane.reject')}
              </Button>
            </>
          )}
          {edits && state === 'approved' && (
            <Button
              kind="primary"
              shortcut="F8"
              busy={deed.busy}
              onPress={() => deed.run((attempt) => call('purchasing.order', { id }, { attempt }))}
            >
              {t('pane.order')}
            </Button>
          )}
          {may('documents.print') && ['approved', 'ordered', 'complete'].includes(state) && (
            <Button kind="quiet" disabled={paper.phase === 'working'} onPress={() => print({ kind: 'purchase', recordId: id, to: 'file' })}>
              {t('pane.paper')}
            </Button>
          )}
          {edits && ['asked', 'approved', 'ordered'].includes(state) && (
            <Button kind="quiet" busy={deed.busy} onPress={() => deed.run((attempt) => call('purchasing.drop', { id }, { attempt }))}>
              {t('pane.drop')}
            </Button>
          )}
        </>
      }
    >
      {paper.phase !== 'idle' && (
        <Section>
          <Outcome state={paper} />
        </Section>
      )}
      {deed.failure && (
        <Section>
          <Refused error={deed.failure} module="purchasing" />
        </Section>
      )}
      <Section>
        <KeyValue
          pairs={[
            [t('column.amountFen'), <Money key="amount" fen={row.amountFen} />],
            [t('column.receivedFen'), <Money key="received" fen={row.receivedFen} />],
            [t('column.invoicedFen'), <Money key="invoiced" fen={row.invoicedFen} />],
            row.dueOn !== null && [t('column.dueOn'), <DateText key="due" on={row.dueOn} />],
            row.reason !== null && [t('column.reason'), row.reason],
            card?.decidedBy ? [t('pane.decidedBy'), card.decidedBy] : false,
          ]}
        />
        {card && card.invoices.length > 0 && card.differenceFen !== 0 && (
          <Notice kind="act">
            {t('pane.difference')} <Money fen={card.differenceFen} />
          </Notice>
        )}
      </Section>
      {card && card.purchase.receivedFen > 0 && card.unlanded.length > 0 && <Unlanded card={card} />}
      <Section title={t('pane.lines')}>
        <ul className="stack">
          {card?.lines.map((line) => (
            <li key={line.id}>
              <p className="row">
                <span className="mono grow">{line.code}</span>
                <Money fen={line.costFen} />
              </p>
              <p className="cap">
                {t('pane.line', {
                  name: line.name,
                  came: line.receivedUnits.toLocaleString('en-US'),
                  units: line.units.toLocaleString('en-US'),
                  unit: line.unit,
                })}
                {line.damagedUnits > 0 && ` ${t('pane.damaged', { units: line.damagedUnits, unit: line.unit })}`}
                {line.beforeFen !== null && (
                  <>
                    {' '}
                    {t('pane.before')} <Money fen={line.beforeFen} />
                  </>
                )}
              </p>
            </li>
          ))}
        </ul>
      </Section>
      {card && state === 'ordered' && may('parts.move') && <Receiving card={card} />}
      {card && edits && (state === 'ordered' || state === 'complete') && <Invoicing card={card} />}
      <PapersSection recordId={id} />
    </DetailPane>
  )
}

/** The goods are here and what it cost to bring them is not on them: each line leads to the shipment where that is done. */
function Unlanded({ card }: { card: Card }) {
  const { t } = useTranslation('purchasing')
  return (
    <Section>
      {card.unlanded.map(({ id, no, openFen, costFen }) => (
        <Notice key={id} kind="pencil">
          {costFen === 0 ? t('pane.uncosted') : t('pane.unlanded')} {openFen !== 0 && <Money fen={openFen} />}{' '}
          <button
            type="button"
            className="link"
            onClick={() => open('shipments', { params: { filters: [{ column: 'no', op: 'is', values: [no] }] } })}
          >
            {t('pane.toShipment', { no })}
          </button>
        </Notice>
      ))}
    </Section>
  )
}

type Came = Readonly<Record<string, { units: number | null; damaged: number | null }>>

/** What came of each line; whatever is left is what one expects. */
function Receiving({ card }: { card: Card }) {
  const { t } = useTranslation('purchasing')
  const deed = useDeed()
  const [came, setCame] = useState<Came>({})
  const [said, setSaid] = useState<string | null>(null)
  const due = card.lines.filter((line) => line.receivedUnits < line.units)
  const of = (line: Card['lines'][number]) => came[line.id] ?? { units: line.units - line.receivedUnits, damaged: 0 }
  const receive = (): void =>
    deed.run(
      (attempt) =>
        call(
          'purchasing.receive',
          {
            id: card.purchase.id,
            lines: due.map((line) => ({ lineId: line.id, units: of(line).units ?? 0, damagedUnits: of(line).damaged ?? 0 })),
          },
          { attempt },
        ),
      ({ no }) => {
        setCame({})
        setSaid(t('pane.received', { no }))
      },
    )
  return (
    <Section title={t('pane.receive')}>
      {due.map((line) => (
        <div key={line.id} className="row">
          <span className="mono grow">{line.code}</span>
          <NumberField
            label={t('pane.whole')}
            width="short"
            unit={line.unit}
            value={of(line).units}
            onChange={(units) => setCame({ ...came, [line.id]: { ...of(line), units } })}
          />
          <NumberField
            label={t('pane.broken')}
            width="short"
            unit={line.unit}
            value={of(line).damaged}
            onChange={(damaged) => setCame({ ...came, [line.id]: { ...of(line), damaged } })}
          />
        </div>
      ))}
      <div role="log" aria-label={t('pane.receive')}>
        {said !== null && <Notice>{said}</Notice>}
        {deed.failure && <Refused error={deed.failure} module="purchasing" />}
      </div>
      <Button kind="primary" shortcut="F8" busy={deed.busy} onPress={receive}>
        {t('pane.doReceive')}
      </Button>
    </Section>
  )
}

function Invoicing({ card }: { card: Card }) {
  const { t } = useTranslation('purchasing')
  const form = useForm({
    module: 'purchasing',
    schema: purchasing.invoice.input,
    initial: { invoiceNo: '', amountFen: null as number | null, invoicedOn: null as string | null },
    read: (values: { invoiceNo: string; amountFen: number | null; invoicedOn: string | null }) => ({ ...values, id: card.purchase.id }),
    send: (input, attempt) => call('purchasing.invoice', input, { attempt }),
  })
  return (
    <Section title={t('pane.invoices')}>
      <ul className="stack">
        {card.invoices.map((invoice) => (
          <li key={invoice.id} className="row">
            <span className="grow">{invoice.invoiceNo}</span>
            <DateText on={invoice.invoicedOn} />
            <Money fen={invoice.amountFen} />
          </li>
        ))}
      </ul>
      <Form form={form} submit={t('pane.invoice')}>
        <TextField label={t('pane.invoiceNo')} {...form.field('invoiceNo')} maxLength={40} />
        <MoneyField label={t('pane.invoiceFen')} {...form.field('amountFen')} />
        <DateField label={t('pane.invoicedOn')} {...form.field('invoicedOn')} />
      </Form>
    </Section>
  )
}
