// 报价: a new quote for a customer and a car, or the change of an order's terms. The figures follow every key.
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Envelope, Failure } from '../../../shared/errors.ts'
import { orders } from '../../../shared/modules/orders/contract.ts'
import { formatYuan, type Fen } from '../../../shared/money.ts'
import { call } from '../../api.ts'
import { useLive } from '../../live.ts'
import type { ScreenProps } from '../../nav/screen.ts'
import { useMay } from '../../session.ts'
import { close, describe, open } from '../../state.ts'
import { Button } from '../../ui/Button.tsx'
import { CheckField } from '../../ui/CheckField.tsx'
import { ComboField, type Found } from '../../ui/ComboField.tsx'
import { DateField } from '../../ui/DateField.tsx'
import { findCustomers } from '../../ui/find-customers.ts'
import { Warnings } from '../../ui/people/Warnings.tsx'
import { Form } from '../../ui/form/Form.tsx'
import { useForm } from '../../ui/form/use-form.ts'
import { Loading } from '../../ui/Loading.tsx'
import { Money } from '../../ui/Money.tsx'
import { MoneyField } from '../../ui/MoneyField.tsx'
import { NumberField } from '../../ui/NumberField.tsx'
import { Refused } from '../../ui/Refused.tsx'
import { SelectField } from '../../ui/SelectField.tsx'
import { TextArea, TextField } from '../../ui/TextField.tsx'
import { BuyerDialog, type Buyer } from './BuyerDialog.tsx'
import { CarPromise } from './CarPromise.tsx'
import { LoanDialog } from './LoanDialog.tsx'
import { LoanSentence } from './LoanSentence.tsx'
import { InsuranceField, LinesField, PlanField } from './QuoteFields.tsx'
import { QuoteSummary } from './QuoteSummary.tsx'
import { emptyQuote, figuresOf, insuranceOf, quoteOf, subjectOf, termsInput, type Basis, type QuoteValues } from './quote.ts'
import { percentOf, spokenReply } from './words.ts'
import './orders.css'

type Start = { values: QuoteValues; id: string | null; no: string | null; rev: number }

async function startOf(record: string | undefined, params: ScreenProps['params']): Promise<Start | Failure> {
  const basisOf = async (id: string | null): Promise<Basis | undefined> => {
    const reply = await call('orders.basis', { vehicleId: id as never })
    return reply.ok ? reply.value : undefined
  }
  const named = (basis: Basis | undefined): Found | null =>
    basis?.vehicle ? { id: basis.vehicle.id, label: `${basis.vehicle.stockNo} ${basis.vehicle.name}` } : null
  if (record) {
    const reply = await call('orders.terms', { id: record as never })
    if (!reply.ok) return reply.error as Failure
    const basis = await basisOf(reply.value.vehicleId)
    return { values: quoteOf(reply.value, named(basis), basis), id: record, no: reply.value.no, rev: reply.value.rev }
  }
  const customerId = typeof params?.['customerId'] === 'string' ? params['customerId'] : null
  const vehicleId = typeof params?.['vehicleId'] === 'string' ? params['vehicleId'] : null
  const customer = customerId ? await call('customers.card', { id: customerId }) : null
  return {
    values: {
      ...emptyQuote,
      customer: customer?.ok && customerId ? { id: customerId, label: customer.value.customer.name } : null,
      car: vehicleId ? named(await basisOf(vehicleId)) : null,
    },
    id: null,
    no: null,
    rev: 0,
  }
}

export function QuoteScreen({ tabId, record, params }: ScreenProps) {
  const { t } = useTranslation('orders')
  const [start, setStart] = useState<Start | null>(null)
  const [failure, setFailure] = useState<Failure | null>(null)
  useEffect(() => {
    let gone = false
    void startOf(record, params).then((found) => {
      if (gone) return
      if ('code' in found) setFailure(found)
      else setStart((before) => before ?? found)
    })
    return () => void (gone = true)
  }, [record, params])
  const title = start?.no ? t('quote.changeTitle', { no: start.no }) : t('quote.newTitle')
  useEffect(() => describe(tabId, { title }), [tabId, title])
  if (failure)
    return (
      <div className="screen-body order-alone">
        <Refused error={failure} module="orders" />
      </div>
    )
  if (!start) return <Loading />
  return <QuoteForm tabId={tabId} start={start} title={title} />
}

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

function QuoteForm({ tabId, start, title }: { tabId: string; start: Start; title: string }) {
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
  const { sheet, discountFen, tax } = figures
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
            <section>
              <h2 className="title">{t('quote.others')}</h2>
              <div className="fields">
                <MoneyField
                  label={t('quote.tax')}
                  name="purchaseTaxFen"
                  value={values.taxByRule ? (tax?.taxFen ?? null) : values.purchaseTaxFen}
                  onChange={(fen) => form.change({ purchaseTaxFen: fen, taxByRule: false })}
                  error={form.errors['purchaseTaxFen']}
                  hint={
                    tax
                      ? t('quote.taxHint', {
                          base: formatYuan(tax.baseFen),
                          due: formatYuan(tax.dueFen),
                          relief: formatYuan(tax.reliefFen),
                        })
                      : basis?.vehicle
                        ? t('quote.taxUnknown')
                        : undefined
                  }
                />
                <span className="tick-beside">
                  <CheckField
                    label={t('quote.taxAuto')}
                    value={values.taxByRule}
                    onChange={(on) => form.change({ taxByRule: on, ...(on ? {} : { purchaseTaxFen: tax?.taxFen ?? null }) })}
                  />
                </span>
              </div>
              <div className="fields">
                <MoneyField
                  label={t('quote.insurance')}
                  {...form.field('insuranceFen')}
                  value={values.insuranceLines.length > 0 ? insuranceOf(values) : values.insuranceFen}
                  disabled={values.insuranceLines.length > 0}
                  hint={
                    values.insuranceFen === null && basis?.compulsoryFen ? (
                      <button type="button" className="link" onClick={() => form.set('insuranceFen', basis.compulsoryFen)}>
                        {t('quote.compulsory', { amount: formatYuan(basis.compulsoryFen) })}
                      </button>
                    ) : undefined
                  }
                />
                <span className="grow">
                  <TextField label={t('quote.insuranceNote')} optional {...form.field('insuranceNote')} maxLength={60} />
                </span>
              </div>
              <InsuranceField lines={values.insuranceLines} onChange={(insuranceLines) => form.change({ insuranceLines })} />
              <div className="fields">
                <MoneyField label={t('quote.plates')} {...form.field('plateFeeFen')} />
                <span className="grow">
                  <TextField label={t('quote.plateNote')} optional {...form.field('plateNote')} maxLength={60} />
                </span>
              </div>
            </section>
            <section>
              <h2 className="title">{t('quote.loanTitle')}</h2>
              <div className="fields">
                <MoneyField
                  label={t('quote.loan')}
                  optional
                  {...form.field('loanFen')}
                  onChange={(loanFen) => form.change({ loanFen, loanTerms: null })}
                />
                <span className="grow">
                  <TextField
                    label={t('quote.loanBank')}
                    {...form.field('loanBank')}
                    onChange={(loanBank) => form.change({ loanBank, loanTerms: null })}
                    disabled={!values.loanFen}
                    maxLength={60}
                  />
                </span>
                <NumberField
                  label={t('quote.loanMonths')}
                  width="short"
                  unit={t('quote.months')}
                  {...form.field('loanMonths')}
                  onChange={(loanMonths) => form.change({ loanMonths, loanTerms: null })}
                  disabled={!values.loanFen}
                />
              </div>
              <div className="row loan-chosen">
                <Button size="small" disabled={sheet.carFen <= 0} onPress={() => setComparing(true)}>
                  {t('loans.compare')}
                </Button>
                <LoanSentence values={values} />
              </div>
            </section>
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
