// One bank line beside the list: what it says, what it was taken as, and what it most likely is, with the reasons.
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { bank, type BankLineRow, type Suggested } from '../../../shared/modules/bank/contract.ts'
import type { Fen } from '../../../shared/money.ts'
import { call } from '../../api.ts'
import { useLive } from '../../live.ts'
import { open } from '../../state.ts'
import { Button } from '../../ui/Button.tsx'
import { DateText } from '../../ui/DateText.tsx'
import { DetailPane, Section, type PaneSteps } from '../../ui/DetailPane.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Form } from '../../ui/form/Form.tsx'
import { useForm } from '../../ui/form/use-form.ts'
import { KeyValue } from '../../ui/KeyValue.tsx'
import { Money } from '../../ui/Money.tsx'
import { OrderChoice, type OrderRef } from '../../ui/money/OrderChoice.tsx'
import { MoneyField } from '../../ui/MoneyField.tsx'
import { Refused } from '../../ui/Refused.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { useDeed } from '../../ui/use-deed.ts'
import { LineMark } from './LineMark.tsx'

type Asked = { kind: 'part'; of: Suggested | null } | { kind: 'ignore' } | null

export function BankPane({ row, steps }: { row: BankLineRow; steps: PaneSteps }) {
  const { t } = useTranslation('bank')
  const deed = useDeed()
  const { data: card } = useLive('bank.card', { id: row.id })
  const [asked, setAsked] = useState<Asked>(null)
  const waits = row.leftFen > 0 && row.ignored === null
  const out = row.amountFen < 0
  const take = (of: Suggested): void =>
    deed.run((attempt) => call('bank.match', { id: row.id, parts: [partOf(of, Math.min(row.leftFen, of.openFen))] }, { attempt }))
  const [best] = card?.suggestions ?? []
  return (
    <>
      <DetailPane
        number={<DateText on={row.bookedOn} />}
        title={row.payerName ?? t('nobody')}
        tag={<LineMark state={row.state} tag />}
        figure={<Money fen={row.amountFen} />}
        caption={row.purpose ?? undefined}
        steps={steps}
        actions={
          waits && (
            <>
              {best && (
                <Button kind="primary" shortcut="F8" busy={deed.busy} onPress={() => take(best)}>
                  {t('take')}
                </Button>
              )}
              {!out && <Button onPress={() => setAsked({ kind: 'part', of: null })}>{t('part.do')}</Button>}
              {row.matchedFen === 0 && (
                <Button kind="quiet" onPress={() => setAsked({ kind: 'ignore' })}>
                  {t('ignore.do')}
                </Button>
              )}
            </>
          )
        }
      >
        {deed.failure && (
          <Section>
            <Refused error={deed.failure} module="bank" />
          </Section>
        )}
        <Section>
          <KeyValue
            pairs={[
              row.clock !== null && [t('column.clock'), row.clock],
              row.payerAccount !== null && [t('column.payerAccount'), row.payerAccount],
              row.reference !== null && [t('column.reference'), row.reference],
              row.account !== null && [t('column.account'), row.account],
              [t('column.left'), <Money key="left" fen={row.leftFen} />],
              row.ignored !== null && [t('states.ignored'), row.ignored],
            ]}
          />
          {row.ignored !== null && (
            <Button
              size="small"
              busy={deed.busy}
              onPress={() => deed.run((attempt) => call('bank.ignore', { id: row.id, reason: '' }, { attempt }))}
            >
              {t('ignore.undo')}
            </Button>
          )}
        </Section>
        {waits && (
          <Section title={t('suggestions')}>
            {card?.suggestions.length === 0 && <p className="cap">{t(out ? 'noneOut' : 'none')}</p>}
            <ul className="stack">
              {card?.suggestions.map((each, at) => (
                <li key={`${each.kind} ${each.key}`}>
                  <div className="row">
                    <span className="grow">
                      {each.customerName} · {each.kind === 'order' ? each.orderNo : each.key}
                    </span>
                    <b>{t('score', { score: each.score })}</b>
                  </div>
                  <div className="row cap">
                    <span className="grow">
                      {t(`kinds.${each.kind}`)} <Money fen={each.openFen} /> ·{' '}
                      {each.why.map((reason) => t(`why.${reason}`)).join(t('receivables:comma'))}
                    </span>
                    {at > 0 && (
                      <Button size="small" busy={deed.busy} onPress={() => take(each)}>
                        {t('takeThis')}
                      </Button>
                    )}
                    <Button kind="quiet" size="small" onPress={() => setAsked({ kind: 'part', of: each })}>
                      {t('part.some')}
                    </Button>
                  </div>
                </li>
              ))}
            </ul>
          </Section>
        )}
        {(card?.matches.length ?? 0) > 0 && (
          <Section title={t('matches')}>
            <ul className="stack">
              {card?.matches.map((match) => (
                <li key={match.id} className={match.undone ? 'muted' : undefined}>
                  <div className="row">
                    <button type="button" className="link" onClick={() => open('order', { record: match.orderId, title: match.orderNo })}>
                      {match.customerName} · {match.receiptNo}
                    </button>
                    <span className="grow" />
                    <Money fen={match.amountFen} />
                  </div>
                  <div className="row cap">
                    <span className="grow">
                      {match.undone ? t('undone') : match.booked ? t('bookedHere') : t('wasBooked')} {match.by}{' '}
                      <DateText at={match.at} near />
                    </span>
                    {!match.undone && (
                      <Button
                        kind="quiet"
                        size="small"
                        busy={deed.busy}
                        onPress={() => deed.run((attempt) => call('bank.undo', { matchId: match.id }, { attempt }))}
                      >
                        {t('undo')}
                      </Button>
                    )}
                  </div>
                </li>
              ))}
            </ul>
          </Section>
        )}
      </DetailPane>
      <LinePartDialog row={row} asked={asked?.kind === 'part' ? asked : null} onClose={() => setAsked(null)} />
      <IgnoreDialog id={asked?.kind === 'ignore' ? row.id : null} onClose={() => setAsked(null)} />
    </>
  )
}

const partOf = (of: Pick<Suggested, 'kind' | 'key' | 'orderId'>, amountFen: Fen | undefined) => ({
  receiptNo: of.kind === 'order' ? null : of.key,
  orderId: of.kind === 'order' ? (of.orderId as never) : null,
  amountFen: amountFen as Fen,
})

/** A part of a line for a receipt or an order, suggested or looked for. */
export function LinePartDialog({ row, asked, onClose }: { row: BankLineRow; asked: { of: Suggested | null } | null; onClose: () => void }) {
  const { t } = useTranslation('bank')
  return (
    <Dialog open={asked !== null} onClose={onClose} title={t('part.title')} dismissable={false}>
      {asked && <Parting row={row} of={asked.of} onClose={onClose} />}
    </Dialog>
  )
}

function Parting({ row, of, onClose }: { row: BankLineRow; of: Suggested | null; onClose: () => void }) {
  const { t } = useTranslation('bank')
  const [order, setOrder] = useState<OrderRef | null>(null)
  const target = of ?? (order && { kind: 'order' as const, key: order.id, orderId: order.id })
  const form = useForm({
    module: 'bank',
    schema: bank.match.input,
    initial: { amountFen: (of ? Math.min(row.leftFen, of.openFen) : row.leftFen) as Fen | null },
    read: ({ amountFen }: { amountFen: Fen | null }) => ({ id: row.id, parts: target ? [partOf(target, amountFen ?? undefined)] : [] }),
    fieldOf: () => 'amountFen',
    send: (input, attempt) => call('bank.match', input, { attempt }),
    onDone: onClose,
  })
  return (
    <Form
      form={form}
      submit={t('part.save')}
      side={
        <Button kind="quiet" onPress={onClose}>
          {t('ui:cancel')}
        </Button>
      }
    >
      {of ? (
        <p>
          {of.customerName} · {of.kind === 'order' ? of.orderNo : of.key}
        </p>
      ) : (
        <OrderChoice label={t('part.order')} chosen={order} onChange={setOrder} autoFocus openOnly />
      )}
      <MoneyField label={t('part.amount')} {...form.field('amountFen')} autoFocus={of !== null} />
      {of === null && <p className="cap">{t('part.says')}</p>}
    </Form>
  )
}

export function IgnoreDialog({ id, onClose }: { id: string | null; onClose: () => void }) {
  const { t } = useTranslation('bank')
  return (
    <Dialog open={id !== null} onClose={onClose} title={t('ignore.title')} width="small">
      {id !== null && <Ignoring id={id} onClose={onClose} />}
    </Dialog>
  )
}

function Ignoring({ id, onClose }: { id: string; onClose: () => void }) {
  const { t } = useTranslation('bank')
  const form = useForm({
    module: 'bank',
    schema: bank.ignore.input,
    initial: { reason: t('ignore.interest') },
    read: (values: { reason: string }) => ({ ...values, id }),
    send: (input, attempt) => call('bank.ignore', input, { attempt }),
    onDone: onClose,
  })
  return (
    <Form form={form} submit={t('ignore.do')}>
      <TextField label={t('ignore.reason')} {...form.field('reason')} autoFocus maxLength={100} />
    </Form>
  )
}
