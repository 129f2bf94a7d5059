// What a car costs while it stands and what its maker owes for it: under its cost, for those who may see that.
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Output } from '../../../shared/contract.ts'
import { yard } from '../../../shared/modules/yard/contract.ts'
import type { Fen } from '../../../shared/money.ts'
import { call } from '../../api.ts'
import { useLive } from '../../live.ts'
import { useMay } from '../../session.ts'
import { Button } from '../../ui/Button.tsx'
import { DateField } from '../../ui/DateField.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Form } from '../../ui/form/Form.tsx'
import { useForm } from '../../ui/form/use-form.ts'
import { KeyValue } from '../../ui/KeyValue.tsx'
import { Money } from '../../ui/Money.tsx'
import { MoneyField } from '../../ui/MoneyField.tsx'
import { TextField } from '../../ui/TextField.tsx'

type Rebate = NonNullable<Output<'yard.costs'>>['rebates'][number]
type Asking = { deed: 'accrue' } | { deed: 'document' | 'arrive'; rebate: Rebate }

export function CarRebates({ vehicleId, own }: { vehicleId: string; own: boolean }) {
  const { t } = useTranslation('vehicles')
  const may = useMay()
  const { data: costs } = useLive('yard.costs', { vehicleId })
  const [asking, setAsking] = useState<Asking | null>(null)
  if (!costs) return null
  const edits = own && may('vehicles.cost')
  return (
    <>
      <KeyValue
        wide
        pairs={[
          [
            t('rebate.interest'),
            <span key="interest">
              <Money fen={costs.interestFen} />{' '}
              <span className="cap">
                {costs.perDayFen > 0 && (
                  <>
                    {t('rebate.perDay')} <Money fen={costs.perDayFen} />
                  </>
                )}
              </span>
            </span>,
          ],
          ...costs.rebates.map(
            (rebate) =>
              [
                rebate.policy,
                <span key={rebate.id} className="row">
                  <Money fen={rebate.arrivedFen ?? rebate.amountFen} />
                  <span className="cap">
                    {t(rebate.arrivedOn ? 'rebate.arrived' : rebate.documentNo ? 'rebate.documented' : 'rebate.promised', {
                      day: rebate.arrivedOn ?? '',
                      no: rebate.documentNo ?? '',
                    })}
                  </span>
                  {edits && rebate.arrivedOn === null && (
                    <Button
                      size="small"
                      kind="quiet"
                      onPress={() => setAsking({ deed: rebate.documentNo ? 'arrive' : 'document', rebate })}
                    >
                      {t(rebate.documentNo ? 'rebate.arrive' : 'rebate.document')}
                    </Button>
                  )}
                </span>,
              ] as const,
          ),
          [
            t('rebate.netMargin'),
            <b key="net" className={costs.netMarginFen < 0 ? 'act' : undefined}>
              <Money fen={costs.netMarginFen} />
            </b>,
          ],
        ]}
      />
      {edits && (
        <Button size="small" onPress={() => setAsking({ deed: 'accrue' })}>
          {t('rebate.accrue')}
        </Button>
      )}
      <Dialog open={asking !== null} onClose={() => setAsking(null)} title={t(`rebate.${asking?.deed ?? 'accrue'}`)} width="small">
        {asking?.deed === 'accrue' && <Accruing vehicleId={vehicleId} onClose={() => setAsking(null)} />}
        {asking?.deed === 'document' && <Documenting id={asking.rebate.id} onClose={() => setAsking(null)} />}
        {asking?.deed === 'arrive' && <Arriving rebate={asking.rebate} onClose={() => setAsking(null)} />}
      </Dialog>
    </>
  )
}

function Accruing({ vehicleId, onClose }: { vehicleId: string; onClose: () => void }) {
  const { t } = useTranslation('vehicles')
  const form = useForm({
    module: 'vehicles',
    schema: yard.accrueRebate.input,
    initial: { vehicleId, policy: '', amountFen: null as Fen | null, documentNo: '' },
    read: (values) => ({ ...values, amountFen: values.amountFen ?? undefined }),
    send: (input, attempt) => call('yard.accrueRebate', input, { attempt }),
    onDone: onClose,
  })
  return (
    <Form form={form} submit={t('rebate.accrue')}>
      <TextField label={t('rebate.policy')} {...form.field('policy')} autoFocus maxLength={80} />
      <MoneyField label={t('rebate.amount')} {...form.field('amountFen')} />
      <TextField label={t('rebate.no')} optional {...form.field('documentNo')} maxLength={60} />
    </Form>
  )
}

function Documenting({ id, onClose }: { id: string; onClose: () => void }) {
  const { t } = useTranslation('vehicles')
  const form = useForm({
    module: 'vehicles',
    schema: yard.documentRebate.input,
    initial: { id, documentNo: '' },
    send: (input, attempt) => call('yard.documentRebate', input, { attempt }),
    onDone: onClose,
  })
  return (
    <Form form={form} submit={t('rebate.document')}>
      <TextField label={t('rebate.no')} {...form.field('documentNo')} autoFocus maxLength={60} />
    </Form>
  )
}

function Arriving({ rebate, onClose }: { rebate: Rebate; onClose: () => void }) {
  const { t } = useTranslation('vehicles')
  const form = useForm({
    module: 'vehicles',
    schema: yard.rebateArrived.input,
    initial: { id: rebate.id, arrivedOn: null as string | null, arrivedFen: rebate.amountFen as Fen | null },
    read: (values) => ({ ...values, arrivedOn: values.arrivedOn ?? undefined, arrivedFen: values.arrivedFen ?? undefined }),
    send: (input, attempt) => call('yard.rebateArrived', input as never, { attempt }),
    onDone: onClose,
  })
  return (
    <Form form={form} submit={t('rebate.arrive')}>
      <DateField label={t('rebate.on')} {...form.field('arrivedOn')} />
      <MoneyField label={t('rebate.amount')} {...form.field('arrivedFen')} />
    </Form>
  )
}
