// Handing in: what the books say by way of payment, and beside it what was counted. A difference asks for its reason.
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Output } from '../../../shared/contract.ts'
import { closings } from '../../../shared/modules/closings/contract.ts'
import { differenceOf } from '../../../shared/modules/closings/rules.ts'
import type { ReceiptMethod } from '../../../shared/modules/receivables/rules.ts'
import type { Fen } from '../../../shared/money.ts'
import { call } from '../../api.ts'
import { useLive } from '../../live.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Empty } from '../../ui/Empty.tsx'
import { Form } from '../../ui/form/Form.tsx'
import { useForm } from '../../ui/form/use-form.ts'
import { Loading } from '../../ui/Loading.tsx'
import { Money } from '../../ui/Money.tsx'
import { MoneyField } from '../../ui/MoneyField.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { Refused } from '../../ui/Refused.tsx'
import { TextField } from '../../ui/TextField.tsx'
import './closings.css'

export function CountDialog({ open, onClose }: { open: boolean; onClose: () => void }) {
  const { t } = useTranslation('closings')
  return (
    <Dialog open={open} onClose={onClose} title={t('count.title')} width="wide" dismissable={false}>
      {open && <Standing onClose={onClose} />}
    </Dialog>
  )
}

function Standing({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('closings')
  const { data, error, again } = useLive('closings.standing', {})
  if (error && !data) return <Refused error={error} module="closings" onRetry={again} />
  if (!data) return <Loading />
  if (data.numbers.length === 0) return <Empty drawing="calm">{t('count.nothing')}</Empty>
  // What is counted anew when a payment comes in meanwhile: the fields belong to these numbers.
  return <Counting key={data.numbers.join()} standing={data} onClose={onClose} />
}

type Line = { countedFen: Fen | null; reason: string }
type Values = { lines: Partial<Record<ReceiptMethod, Line>>; note: string }

function Counting({ standing, onClose }: { standing: Output<'closings.standing'>; onClose: () => void }) {
  const { t } = useTranslation('closings')
  const { methods, numbers } = standing
  const [first] = useState<Values>(() => ({
    // Cash is counted, and so is never filled in; what banks and phones say is compared with a list.
    lines: Object.fromEntries(
      methods.map(({ method, bookedFen }) => [method, { countedFen: method === 'cash' ? null : bookedFen, reason: '' }]),
    ),
    note: '',
  }))
  const form = useForm({
    module: 'closings',
    schema: closings.count.input,
    initial: first,
    read: ({ lines, note }: Values) => ({
      note,
      payments: numbers.length,
      counts: methods.map(({ method, bookedFen }) => ({
        method,
        bookedFen,
        countedFen: lines[method]?.countedFen ?? undefined,
        reason: lines[method]?.reason ?? '',
      })),
    }),
    send: (input, attempt) => call('closings.count', input, { attempt }),
    onDone: onClose,
  })
  const { lines } = form.values
  const set = (method: ReceiptMethod, change: Partial<Line>): void =>
    form.set('lines', { ...lines, [method]: { countedFen: null, reason: '', ...lines[method], ...change } })
  const known = methods.every(({ method }) => lines[method]?.countedFen != null)
  const difference = known
    ? differenceOf(methods.map(({ method, bookedFen }) => ({ bookedFen, countedFen: lines[method]?.countedFen ?? 0 })))
    : null
  return (
    <Form
      form={form}
      submit={t('count.save')}
      side={
        <Button kind="quiet" onPress={onClose}>
          {t('ui:cancel')}
        </Button>
      }
    >
      <p className="cap">{t('count.says', { count: numbers.length, desk: standing.desk })}</p>
      {standing.earlier.length > 0 && <Notice>{t('count.earlier', { days: standing.earlier.join(t('receivables:comma')) })}</Notice>}
      <div className="count-lines" role="group" aria-label={t('count.title')}>
        {methods.map(({ method, count, inFen, outFen, bookedFen }, at) => {
          const line = lines[method] ?? { countedFen: null, reason: '' }
          const word = t(`receivables:methods.${method}`)
          const off = line.countedFen !== null && line.countedFen !== bookedFen
          return (
            <div key={method} className="count-line">
              <div>
                <b>{word}</b>
                <span className="cap">{t('count.of', { count })}</span>
              </div>
              <div className="booked">
                <Money fen={bookedFen} />
                <span className="cap">
                  {t('receivables:in')} <Money fen={inFen} /> {t('receivables:out')} <Money fen={outFen} />
                </span>
              </div>
              <MoneyField
                label={t('count.counted', { method: word })}
                value={line.countedFen}
                onChange={(countedFen) => set(method, { countedFen })}
                error={form.errors[`counts.${at}.countedFen`]}
                autoFocus={at === 0}
              />
              {off && (
                <TextField
                  label={t('count.reason', { method: word })}
                  value={line.reason}
                  onChange={(reason) => set(method, { reason })}
                  error={form.errors[`counts.${at}.reason`]}
                  maxLength={200}
                />
              )}
            </div>
          )
        })}
      </div>
      {difference !== null && (
        <p className={difference === 0 ? 'cap' : 'act'} role="status">
          {t(difference === 0 ? 'count.even' : difference > 0 ? 'count.over' : 'count.short')}{' '}
          {difference !== 0 && <Money fen={difference} />}
        </p>
      )}
      <TextField label={t('column.note')} optional {...form.field('note')} maxLength={200} />
    </Form>
  )
}
