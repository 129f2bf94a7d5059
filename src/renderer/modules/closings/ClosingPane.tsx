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
        {card?.mine && row.state === 'counted' && <p className="cap">{t('mine')}</p>}
        <Section title={t('counts')}>
          <table className="facts">
            <thead>
              <tr>
                <th>{t('column.method')}</th>
                <th className="num">{t('column.booked')}</th>
                <th className="num">{t('column.counted')}</th>
                <th className="num">{t('column.difference')}</th>
              </tr>
            </thead>
            <tbody>
              {card?.counts.map((count) => (
                <tr key={count.method} title={count.reason || undefined}>
                  <td>
                    {t(`receivables:methods.${count.method}`)}
                    {count.reason !== '' && <div className="cap">{count.reason}</div>}
                  </td>
                  <td className="num">
                    <Money fen={count.bookedFen} />
                  </td>
                  <td className="num">
                    <Money fen={count.countedFen} />
                  </td>
                  <td className={`num${count.countedFen === count.bookedFen ? ' muted' : ' act'}`}>
                    <Money fen={count.countedFen - count.bookedFen} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
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
        <Section title={t('paymentsIn', { count: card?.payments.length ?? 0 })}>
          <table className="facts">
            <tbody>
              {card?.payments.map((payment) => (
                <tr key={`${payment.no} ${payment.method}`}>
                  <td className="muted">{timeOf(payment.at)}</td>
                  <td>{payment.no}</td>
                  <td className="mid">{payment.name}</td>
                  <td>{t(`receivables:methods.${payment.method}`)}</td>
                  <td className="num">
                    <Money fen={payment.amountFen} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
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
