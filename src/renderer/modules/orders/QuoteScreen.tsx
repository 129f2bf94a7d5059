// 报价: a new quote for a customer and a car, or the change of an order's terms: what the form begins with. The form is QuoteForm.tsx's.
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Failure } from '../../../shared/errors.ts'
import { call } from '../../api.ts'
import type { ScreenProps } from '../../nav/screen.ts'
import { describe } from '../../state.ts'
import type { Found } from '../../ui/ComboField.tsx'
import { Loading } from '../../ui/Loading.tsx'
import { Refused } from '../../ui/Refused.tsx'
import { emptyQuote, quoteOf, type Basis } from './quote.ts'
import { QuoteForm, type Start } from './QuoteForm.tsx'
import './orders.css'

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
