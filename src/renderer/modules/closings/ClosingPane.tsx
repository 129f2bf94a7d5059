// One closing beside the list: counted against booked, the payments in it, and the second person's word.
import PrinterIcon from 'lucide-react/icons/printer'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { closings, type ClosingRow } from '../../../shared/modules/closings/contract.ts'
import { call } from '../../api.ts'
import { useLive } from '../../live.ts'
import { useMay } from '../../session.ts'
import { Button } from '../../ui/Button.tsx'
import { DateText } from '../../ui/DateText.tsx'
import { DetailPane, Section, type PaneSteps } from '../../ui/DetailPane.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Form } from '../../ui/form/Form.tsx'
import { useForm } from '../../ui/form/use-form.ts'
import { KeyValue } from '../../ui/KeyValue.tsx'
import { Money } from '../../ui/Money.tsx'
import { Outcome } from '../../ui/paper/Outcome.tsx'
import { PapersSection } from '../../ui/paper/PaperList.tsx'
import { usePrint } from '../../ui/paper/use-print.ts'
import { Refused } from '../../ui/Refused.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { timeOf } from '../../../shared/dates.ts'
import { useDeed } from '../../ui/use-deed.ts'
import { ClosingMark } from './ClosingMark.tsx'
import './closings.css'

export function ClosingPane({ row, steps }: { row: ClosingRow; steps: PaneSteps }) {
  const { t } = useTranslation('closings')
  const may = useMay()
  const deed = useDeed()
  const { data: card } = useLive('closings.card', { id: row.id })
  const { state, print } = usePrint()
  const [returning, setReturning] = useState(false)
  const decides = may('receivables.confirm') && row.state === 'counted' && card?.mine === false
  return (
    <>
      <DetailPane
        number={row.no}
        title={row.cashier}
        tag={<ClosingMark state={row.state} tag />}
        figure={<Money fen={row.countedFen} />}
        caption={`${row.desk} · ${row.closedOn}`}
        steps={steps}
        actions={
          <>
            {decides && (
              <Button
                kind="primary"
                busy={deed.busy}
                onPress={() => deed.run((attempt) => call('closings.confirm', { id: row.id }, { attempt }))}
              >
                {t('confirm')}
              </Button>
            )}
            {decides && <Button onPress={() => setReturning(true)}>{t('giveBack.do')}</Button>}
            {may('documents.print') && (
              <Button
                icon={PrinterIcon}
                shortcut="mod+P"
                busy={state.phase === 'working'}
                onPress={() => print({ kind: 'closing', recordId: row.id, to: 'printer' })}
              >
                {t('print')}
              </Button>
            )}
          </>
        }
      >
        {deed.failure && (
          <Section>
            <Refused error={deed.failure} module="closings" />
          </Section>
        )}
        {state.phase !== 'idle' && (
          <Section>
            <Outcome state={state} />
          </Section>
        )}
        {card?.mine && row.state === 'counted' && (
          <Section>
            <p className="cap">{t('mine')}</p>
          </Section>
        )}
        <Section title={t('counts')}>
          <ul className="stack">
            {card?.counts.map((count) => (
              <li key={count.method}>
                <div className="row">
                  <span className="grow">{t(`receivables:methods.${count.method}`)}</span>
                  <Money fen={count.countedFen} />
                </div>
                <div className="row cap">
                  <span className="grow">
                    {t('column.booked')} <Money fen={count.bookedFen} />
                  </span>
                  {count.countedFen !== count.bookedFen && (
                    <span className="act">
                      {t('column.difference')} <Money fen={count.countedFen - count.bookedFen} />
                    </span>
                  )}
                </div>
                {count.reason !== '' && <div className="cap">{count.reason}</div>}
              </li>
            ))}
          </ul>
        </Section>
        <Section>
          <KeyValue
            pairs={[
              [t('column.countedAt'), <DateText key="at" at={row.countedAt} near />],
              card?.note ? [t('column.note'), card.note] : null,
              row.confirmedBy !== null && [t(row.state === 'returned' ? 'returnedBy' : 'column.confirmedBy'), row.confirmedBy],
              card?.word ? [t('word'), card.word] : null,
            ]}
          />
        </Section>
        <PapersSection recordId={row.id} />
        <Section title={t('paymentsIn', { count: card?.payments.length ?? 0 })}>
          <ul className="stack">
            {card?.payments.map((payment) => (
              <li key={`${payment.no} ${payment.method}`}>
                <div className="row">
                  <span className="grow">{payment.name}</span>
                  <Money fen={payment.amountFen} />
                </div>
                <div className="cap">
                  {timeOf(payment.at)} {t(`receivables:methods.${payment.method}`)} · {payment.no}
                </div>
              </li>
            ))}
          </ul>
        </Section>
      </DetailPane>
      <GiveBackDialog id={returning ? row.id : null} onClose={() => setReturning(false)} />
    </>
  )
}

export function GiveBackDialog({ id, onClose }: { id: string | null; onClose: () => void }) {
  const { t } = useTranslation('closings')
  return (
    <Dialog open={id !== null} onClose={onClose} title={t('giveBack.title')} width="small">
      {id !== null && <GivingBack id={id} onClose={onClose} />}
    </Dialog>
  )
}

function GivingBack({ id, onClose }: { id: string; onClose: () => void }) {
  const { t } = useTranslation('closings')
  const form = useForm({
    module: 'closings',
    schema: closings.giveBack.input,
    initial: { word: '' },
    read: (values: { word: string }) => ({ ...values, id }),
    send: (input, attempt) => call('closings.giveBack', input, { attempt }),
    onDone: onClose,
  })
  return (
    <Form form={form} submit={t('giveBack.save')}>
      <p className="cap">{t('giveBack.says')}</p>
      <TextField label={t('word')} {...form.field('word')} autoFocus maxLength={200} />
    </Form>
  )
}
