// One order: who and what, the steps, what must be read, money and papers on the left, people and time on the right.
import { useCallback, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { OrderCard } from '../../../shared/modules/orders/contract/card.ts'
import { useLive } from '../../live.ts'
import type { ScreenProps } from '../../nav/screen.ts'
import { describe } from '../../state.ts'
import { Section } from '../../ui/DetailPane.tsx'
import { Loading } from '../../ui/Loading.tsx'
import { ReceiveDialog } from '../../ui/money/ReceiveDialog.tsx'
import { RefundDialog } from '../../ui/money/RefundDialog.tsx'
import { PaperList } from '../../ui/paper/PaperList.tsx'
import { Refused } from '../../ui/Refused.tsx'
import { ApplicationsSection } from './ApplicationsSection.tsx'
import { ApprovalsSection } from './ApprovalsSection.tsx'
import { ChecksSection } from './ChecksSection.tsx'
import { CancelDialog, PlaceDialog } from './dialogs.tsx'
import { ExchangeDialog } from './ExchangeDialog.tsx'
import { HistorySection } from './HistorySection.tsx'
import { MoneySection } from './MoneySection.tsx'
import { nextWords } from './next-words.ts'
import { OrderHead } from './OrderHead.tsx'
import { OrderNotices } from './OrderNotices.tsx'
import { OrderSteps } from './OrderSteps.tsx'
import { PriceSection } from './PriceSection.tsx'
import { AppointDialog, DeliverDialog, SignDialog } from './signing.tsx'
import { mayAsk, questions, useActs, type Question } from './use-acts.ts'
import './orders.css'

export function OrderScreen({ tabId, record, params }: ScreenProps) {
  const { data: card, error, again } = useLive('orders.card', record ? { id: record as never } : null)
  const standing = card
    ? card.hold === 'provisional'
      ? ('provisional' as const)
      : card.standing === 'alone'
        ? undefined
        : card.standing
    : undefined
  const no = card?.no
  useEffect(() => {
    if (no) describe(tabId, { title: no, standing })
  }, [tabId, no, standing])
  if (error && !card)
    return (
      <div className="screen-body order-alone">
        <Refused error={error} module="orders" onRetry={again} />
      </div>
    )
  if (!card) return <Loading lines={[40, 64, 90, 88, 86, 84]} />
  return <OrderRecord key={card.id} card={card} asked={params} />
}

function OrderRecord({ card, asked }: { card: OrderCard; asked: ScreenProps['params'] }) {
  const { t } = useTranslation('orders')
  const [shown, setShown] = useState<Question | null>(null)
  const { act, deed } = useActs(card, setShown)
  const next = nextWords(card, t)
  const title = `${card.customer.name}${t('dot')}${card.no}`
  const close = useCallback(() => setShown(null), [])
  // Who opened the record may have pressed its next step already: the question comes up with it, once.
  const [heard, setHeard] = useState<ScreenProps['params']>(undefined)
  if (asked !== heard) {
    setHeard(asked)
    const wish = questions.find((question) => question === asked?.['doing'])
    if (wish && mayAsk(card, wish)) setShown(wish)
  }

  return (
    <div className="screen order-screen">
      <OrderHead card={card} next={next} busy={deed.busy} onDo={act} />
      <div className="order-top">
        <OrderSteps card={card} />
        <OrderNotices card={card} onExchange={() => setShown('changeVehicle')} onCancel={() => setShown('cancel')} />
        {deed.failure && <Refused error={deed.failure} module="orders" />}
      </div>
      <div className="split order-split">
        <div className="main order-main">
          <PriceSection card={card} />
          <MoneySection card={card} onRefund={() => setShown('refund')} />
          {card.vehicle && card.stage !== 'cancelled' && <ChecksSection card={card} onAppoint={() => setShown('appoint')} />}
          {card.note && (
            <section>
              <h2 className="title">{t('quote.noteTitle')}</h2>
              <p className="ink2 selectable order-note">{card.note}</p>
            </section>
          )}
        </div>
        <aside className="side">
          <ApprovalsSection card={card} />
          <ApplicationsSection card={card} />
          {card.may.includes('print') && (
            <Section title={t('papers')}>
              <PaperList of={{ orderId: card.id }} />
            </Section>
          )}
          <HistorySection card={card} />
        </aside>
      </div>
      <PlaceDialog card={card} open={shown === 'place'} onClose={close} />
      <SignDialog card={card} open={shown === 'sign'} onClose={close} />
      <DeliverDialog card={card} open={shown === 'deliver'} onClose={close} />
      <AppointDialog card={card} open={shown === 'appoint'} onClose={close} />
      <CancelDialog card={card} open={shown === 'cancel'} onClose={close} />
      <ExchangeDialog card={card} open={shown === 'changeVehicle'} onClose={close} />
      <ReceiveDialog
        open={shown === 'receive'}
        order={{ id: card.id, title }}
        amountFen={next?.doing === 'receive' ? next.amountFen : null}
        kind={next?.doing === 'receive' ? next.kind : null}
        onClose={close}
      />
      <RefundDialog order={shown === 'refund' ? { id: card.id, title } : null} amountFen={card.money.overFen || null} onClose={close} />
    </div>
  )
}
