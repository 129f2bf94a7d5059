// The form of a quote: who, which car, its price, what comes with it, how it is paid, with the figures beside it that follow every key.
// Loan and further costs are LoanSection.tsx's and CostsSection.tsx's.
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Envelope } from '../../../shared/errors.ts'
import { orders } from '../../../shared/modules/orders/contract.ts'
import { formatYuan, type Fen } from '../../../shared/money.ts'
import { call } from '../../api.ts'
import { useLive } from '../../live.ts'
import { useMay } from '../../session.ts'
import { close, open } from '../../state.ts'
import { Button } from '../../ui/Button.tsx'
import { ComboField, type Found } from '../../ui/ComboField.tsx'
import { DateField } from '../../ui/DateField.tsx'
import { findCustomers } from '../../ui/find-customers.ts'
import { Warnings } from '../../ui/people/Warnings.tsx'
import { Form } from '../../ui/form/Form.tsx'
import { useForm } from '../../ui/form/use-form.ts'
import { Money } from '../../ui/Money.tsx'
import { MoneyField } from '../../ui/MoneyField.tsx'
import { SelectField } from '../../ui/SelectField.tsx'
import { TextArea, TextField } from '../../ui/TextField.tsx'
import { BuyerDialog, type Buyer } from './BuyerDialog.tsx'
import { CarPromise } from './CarPromise.tsx'
import { CostsSection } from './CostsSection.tsx'
import { LoanDialog } from './LoanDialog.tsx'
import { LoanSection } from './LoanSection.tsx'
import { LinesField, PlanField } from './QuoteFields.tsx'
import { QuoteSummary } from './QuoteSummary.tsx'
import { figuresOf, subjectOf, termsInput, type QuoteValues } from './quote.ts'
import { percentOf, spokenReply } from './words.ts'

export type Start = { values: QuoteValues; id: string | null; no: string | null; rev: number }

/** Which field shows what was found wrong in a part of it. */
const fieldOf = (path: string): string =>
  path === 'customerId'
    ? 'customer'
    : path === 'vehicleId'
      ? 'car'
      : path.startsWith('plan')
        ? 'plan'
        : path.startsWith('advance')
          ? 'advanceFen'
          : path

export function QuoteForm({ tabId, start, title }: { tabId: string; start: Start; title: string }) {
  const { t } = useTranslation('orders')
  const changing = start.id !== null
  const schema = changing ? orders.change.input : orders.draft.input
  const [car, setCar] = useState(start.values.car?.id ?? null)
  const { data: basis } = useLive('orders.basis', { vehicleId: car as never })
  const read = useCallback(
    (values: QuoteValues) => ({
      ...termsInput(values, basis),
      ...(changing ? { id: start.id, rev: start.rev } : { customerId: values.customer?.id }),
    }),
    [basis, changing, start],
  )
  /** A new quote or the change of one; either way the order that is shown next. */
  const sent = async (input: unknown, attempt: string): Promise<Envelope<{ id: string; no: string }>> => {
    if (start.id === null) return call('orders.draft', input as never, { attempt })
    const reply = await call('orders.change', input as never, { attempt })
    return reply.ok ? { ok: true, value: { id: start.id, no: start.no ?? '' } } : reply
  }
  const [comparing, setComparing] = useState(false)
  const [buyer, setBuyer] = useState<Buyer | null>(null)
  const may = useMay()
  const form = useForm({
    module: 'orders',
    schema,
    initial: start.values,
    draft: changing ? `orders.change:${start.id}` : 'orders.draft',
    read,
    fieldOf,
    send: async (input, attempt) => spokenReply(await sent(input, attempt), t),
    onDone: (order) => {
      close(tabId)
      open('order', { record: order.id, title: order.no })
    },
  })
  const { values } = form
  const chosenCar = values.car?.id ?? null
  const { data: olds = [] } = useLive('orders.oldCars', values.customer ? { customerId: values.customer.id as never } : null)
  if (chosenCar !== car) setCar(chosenCar)
  const figures = useMemo(() => figuresOf(values, basis), [values, basis])
  // The prices of a car chosen here become the quote's; a car that was in the order already keeps the order's.
  const priced = useRef(start.id ? (start.values.car?.id ?? null) : null)
  useEffect(() => {
    const chosen = basis?.vehicle
    if (!chosen || chosen.id !== values.car?.id || priced.current === chosen.id) return
    priced.current = chosen.id
    if (form.draft.restored && values.listFen === chosen.listFen) return
    form.change({
      listFen: chosen.listFen,
      priceFen: chosen.priceFen,
      taxByRule: true,
      ...(values.plateFeeFen === null && basis.plateFeeFen ? { plateFeeFen: basis.plateFeeFen } : {}),
    })
  }, [basis, values, form])

  const findCars = useCallback(async (text: string): Promise<readonly Found[]> => {
    const reply = await call('orders.candidates', { search: text, limit: 20 })
    return reply.ok
      ? reply.value.map((found) => ({
          id: found.id,
          label: `${found.stockNo} ${found.name}`,
          more: [found.exterior, found.vin.slice(-6), formatYuan(found.priceFen), found.ownSite ? null : found.siteName]
            .filter(Boolean)
            .join(' · '),
        }))
      : []
  }, [])
  const { sheet, discountFen } = figures
  const setDiscount = (fen: Fen | null): void => form.change({ priceFen: values.listFen === null ? null : values.listFen - (fen ?? 0) })
  const changes = changing ? subjectOf(values, figures.purchaseTaxFen) !== subjectOf(start.values, start.values.purchaseTaxFen ?? 0) : null
  const taken = basis?.vehicle && !basis.vehicle.free && basis.vehicle.id !== start.values.car?.id

  return (
    <div className="screen">
      <div className="screen-head">
        <h1>{title}</h1>
      </div>
      <div className="quote">
        <div className="quote-main">
          <Form
            form={form}
            submit={t(changing ? 'quote.saveChange' : 'quote.save')}
            wide
            side={
              <Button kind="quiet" onPress={() => close(tabId)}>
                {t('quote.cancel')}
              </Button>
            }
          >
            <section>
              <h2 className="title">{t('quote.who')}</h2>
              <Warnings customerId={values.customer?.id ?? null} />
              <div className="fields">
                <span className="grow">
                  <ComboField
                    label={t('quote.customer')}
                    name="customer"
                    placeholder={t('quote.customerHint')}
                    chosen={values.customer}
                    onChange={(found) => form.set('customer', found)}
                    search={findCustomers}
                    error={form.errors['customer']}
                    disabled={changing}
                    autoFocus={!changing && values.customer === null}
                  />
                </span>
                <span className="grow">
                  <ComboField
                    label={t('quote.car')}
                    name="car"
                    optional
                    placeholder={t('quote.carHint')}
                    chosen={values.car}
                    onChange={(found) => form.set('car', found)}
                    search={findCars}
                    error={form.errors['car']}
                    hint={
                      taken ? (
                        <span className="act">{t('quote.carTaken')}</span>
                      ) : basis?.vehicle ? (
                        [basis.vehicle.exterior, basis.vehicle.location, basis.vehicle.vin].filter(Boolean).join(t('dot'))
                      ) : undefined
                    }
                  />
                </span>
                <DateField label={t('quote.deliverOn')} optional {...form.field('deliverOn')} />
              </div>
              {may('customers.edit') && (
                <div className="row">
                  {!changing && (
                    <Button size="small" onPress={() => setBuyer({ known: null })}>
                      {t('buyer.add')}
                    </Button>
                  )}
                  {values.customer && (
                    <Button size="small" onPress={() => setBuyer({ known: values.customer })}>
                      {t('buyer.correct')}
                    </Button>
                  )}
                </div>
              )}
              <CarPromise vehicleId={values.car?.id ?? null} />
            </section>
            <section>
              <h2 className="title">{t('quote.priceTitle')}</h2>
              <div className="fields">
                {values.car ? (
                  <div className="field said">
                    <span className="label-line">{t('quote.list')}</span>
                    <Money fen={values.listFen} />
                  </div>
                ) : (
                  <MoneyField label={t('quote.list')} {...form.field('listFen')} />
                )}
                <MoneyField
                  label={t('quote.price')}
                  {...form.field('priceFen')}
                  error={form.errors['priceFen'] ?? (discountFen < 0 ? t('quote.dearerThanList') : undefined)}
                />
                <MoneyField
                  label={t('quote.discount')}
                  value={values.listFen === null ? null : discountFen}
                  onChange={setDiscount}
                  hint={discountFen > 0 ? percentOf(sheet.discountBp) : undefined}
                  disabled={values.listFen === null}
                />
              </div>
            </section>
            <LinesField lines={values.lines} errors={form.errors} onChange={(lines) => form.set('lines', lines)} />
            <CostsSection form={form} basis={basis} figures={figures} />
            <LoanSection form={form} carFen={sheet.carFen} onCompare={() => setComparing(true)} />
            <section>
              <h2 className="title">{t('quote.planTitle')}</h2>
              {values.plan === null && (
                <div className="fields">
                  <SelectField
                    label={t('quote.advance')}
                    {...form.field('advanceKind')}
                    options={[
                      { value: 'none' as const, label: t('quote.advanceNone') },
                      { value: 'deposit' as const, label: t('quote.deposit') },
                      { value: 'earnest' as const, label: t('quote.earnest') },
                    ]}
                  />
                  {values.advanceKind !== 'none' && (
                    <MoneyField
                      label={t('quote.advanceAmount')}
                      {...form.field('advanceFen')}
                      hint={
                        values.advanceKind === 'earnest' && figures.earnestRoomFen !== null
                          ? t('quote.earnestRoom', { amount: formatYuan(figures.earnestRoomFen) })
                          : undefined
                      }
                    />
                  )}
                </div>
              )}
              <PlanField plan={values.plan} figures={figures} error={form.errors['plan']} onChange={(plan) => form.set('plan', plan)} />
            </section>
            <section>
              <h2 className="title">{t('quote.schemeTitle')}</h2>
              <div className="fields">
                <TextField label={t('quote.scheme')} optional {...form.field('scheme')} maxLength={60} />
                <DateField label={t('quote.validUntil')} optional {...form.field('validUntil')} />
                {olds.length > 0 && (
                  <SelectField
                    label={t('quote.tradeIn')}
                    optional
                    value={values.tradeIn ?? 'none'}
                    onChange={(chosen) => form.set('tradeIn', chosen === 'none' ? null : chosen)}
                    options={[
                      { value: 'none', label: t('quote.noTradeIn') },
                      ...olds.map((old) => ({ value: old.id, label: `${old.name} ${formatYuan(old.allowanceFen)}` })),
                    ]}
                  />
                )}
              </div>
              <TextArea label={t('quote.noteTitle')} optional {...form.field('note')} rows={2} />
            </section>
          </Form>
        </div>
        <BuyerDialog buyer={buyer} onClose={() => setBuyer(null)} onKept={(found) => form.set('customer', found)} />
        <LoanDialog
          open={comparing}
          onClose={() => setComparing(false)}
          priceFen={sheet.carFen}
          loanFen={values.loanFen}
          onChoose={(choice) => form.change(choice)}
        />
        <aside className="quote-side" aria-label={t('quote.summary')}>
          <QuoteSummary values={values} figures={figures} changes={changes} />
        </aside>
      </div>
    </div>
  )
}
