// One work order: where it stands and what is next, its lines, and beside them the car with all that is known of it.
import MoreIcon from 'lucide-react/icons/ellipsis'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { WorkOrderCard } from '../../../shared/modules/workshop/contract/shapes.ts'
import { isHere, isOpenForLines, workOrderStates } from '../../../shared/modules/workshop/rules.ts'
import { formatYuan } from '../../../shared/money.ts'
import { call } from '../../api.ts'
import { useLive } from '../../live.ts'
import type { ScreenProps } from '../../nav/screen.ts'
import { useMay } from '../../session.ts'
import { describe, open } from '../../state.ts'
import { Button } from '../../ui/Button.tsx'
import { CasesNotice } from '../../ui/CasesNotice.tsx'
import { DateText } from '../../ui/DateText.tsx'
import { PapersSection } from '../../ui/paper/PaperList.tsx'
import { Section } from '../../ui/DetailPane.tsx'
import { KeyValue } from '../../ui/KeyValue.tsx'
import { Loading } from '../../ui/Loading.tsx'
import { SyncBadge } from '../../ui/Mark.tsx'
import { Menu } from '../../ui/Menu.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { Warnings } from '../../ui/people/Warnings.tsx'
import { Refused } from '../../ui/Refused.tsx'
import { Pictures } from '../../ui/sign/Pictures.tsx'
import { Steps } from '../../ui/Steps.tsx'
import { useDeed } from '../../ui/use-deed.ts'
import { Around } from './Around.tsx'
import { OrderDialogs, type Asked } from './dialogs.tsx'
import { Papers, Settlement } from './Settlement.tsx'
import { Lines } from './Lines.tsx'
import { OrderMark } from './looks.tsx'
import { ProgressOffer, ProgressTold } from './Progress.tsx'
import { RescueSection } from './Rescue.tsx'
import { TalksSection } from './Talks.tsx'
import './workshop.css'

export function WorkOrderScreen({ tabId, record }: ScreenProps) {
  const { t } = useTranslation('workshop')
  const id = record ?? ''
  const { data: card, error } = useLive('workshop.card', { id })
  const { data: settled } = useLive('settlements.card', { workOrderId: id })
  const [asked, setAsked] = useState<Asked | null>(null)
  const title = card && (card.order.plate ?? card.order.no)
  useEffect(() => {
    if (title) describe(tabId, { title })
  }, [tabId, title])
  if (error)
    return (
      <div className="screen-body">
        <Refused error={error} module="workshop" />
      </div>
    )
  if (!card) return <Loading />
  const { order } = card
  return (
    <div className="screen">
      <Head card={card} dueFen={settled?.dueFen ?? 0} paidFen={settled?.paidFen ?? 0} onAsk={setAsked} />
      {card.cases.length > 0 && (
        <div className="work-notes">
          <CasesNotice cases={card.cases}>{t('cases', { count: card.cases.length })}</CasesNotice>
        </div>
      )}
      {card.around.here.length > 0 && (
        <div className="work-notes">
          <Notice kind="act">{t('around.here', { list: card.around.here.map(({ no }) => no).join(t('comma')) })}</Notice>
        </div>
      )}
      <ProgressOffer order={order} />
      <div className="split">
        <div className="main work-main">
          {isHere(order.state) && <Way card={card} />}
          <Lines card={card} onAsk={setAsked} />
          {settled && <Settlement card={card} settled={settled} />}
          {card.pictures.length > 0 && (
            <section>
              <h2 className="title">{t('pictures.title')}</h2>
              <Pictures of={card.pictures} wordOf={(picture) => t(`pictures.${picture.kind}` as never)} />
            </section>
          )}
        </div>
        <aside className="side">
          <Facts card={card} />
          {order.kind === 'rescue' && <RescueSection order={order} onEdit={() => setAsked('rescue')} />}
          <Inspected orderId={order.id} />
          <Around around={card.around} />
          <TalksSection order={order} onNote={() => setAsked('talk')} />
          <ProgressTold order={order} />
          <PapersSection recordId={order.id} />
          <Section title={t('steps')}>
            <ul className="stack">
              {card.steps.map((step) => (
                <li key={`${step.at} ${step.state}`} className="cap">
                  <DateText at={step.at} near /> · {t(`states.${step.state}`)} · {step.by}
                  {step.reason !== null && ` · ${step.reason}`}
                </li>
              ))}
            </ul>
          </Section>
        </aside>
      </div>
      <OrderDialogs
        asked={asked}
        card={card}
        dueFen={settled?.dueFen ?? 0}
        paidFen={settled?.paidFen ?? 0}
        onClose={() => setAsked(null)}
      />
    </div>
  )
}

type HeadProps = { card: WorkOrderCard; dueFen: number; paidFen: number; onAsk: (what: Asked) => void }

function Head({ card, dueFen, paidFen, onAsk }: HeadProps) {
  const { t } = useTranslation('workshop')
  const may = useMay()
  const deed = useDeed()
  const { order } = card
  const { id, state } = order
  const edits = may('workshop.edit')
  const go = (to: 'working' | 'checking') => deed.run((attempt) => call('workshop.move', { id, to, reason: null }, { attempt }))
  const next =
    state === 'open' && may('workshop.work')
      ? { word: t('next.start'), run: () => go('working') }
      : state === 'working' && may('workshop.work')
        ? { word: t('next.done'), run: () => go('checking') }
        : state === 'checking' && may('workshop.check')
          ? {
              word: t('next.pass'),
              run: () => deed.run((attempt) => call('workshop.check', { id, passed: true, reason: null }, { attempt })),
            }
          : state === 'ready' && may('workshop.settle')
            ? { word: t('next.settle'), run: () => deed.run((attempt) => call('settlements.settle', { workOrderId: id }, { attempt })) }
            : state === 'settled' && may('workshop.settle')
              ? dueFen > 0
                ? { word: t('next.pay'), run: () => onAsk('pay') }
                : { word: t('next.leave'), run: () => onAsk('leave') }
              : null
  return (
    <>
      <header className="work-head">
        <div className="grow">
          <div className="row">
            <h1>{[order.plate, order.carName].filter(Boolean).join(' ')}</h1>
            <OrderMark state={state} tag />
            <SyncBadge standing={order.standing} tag />
          </div>
          <p className="cap">
            {[order.no, t(`kinds.${order.kind}`), order.customerName, order.phone].filter(Boolean).join(' · ')}
            {order.waits && ` · ${t('waiting')} `}
            {order.waits && <Since at={order.receivedAt} />}
          </p>
          <Warnings customerId={order.customerId} />
        </div>
        {edits && isHere(state) && (
          <Button kind="quiet" shortcut="E" onPress={() => onAsk('change')}>
            {t('ask.change')}
          </Button>
        )}
        {edits && isHere(state) && (
          <Button kind="quiet" onPress={() => onAsk('photos')}>
            {t('ask.photos')}
          </Button>
        )}
        {edits && isOpenForLines(state) && (
          <Button kind="quiet" shortcut="S" onPress={() => onAsk('sign')}>
            {t('ask.sign')}
          </Button>
        )}
        {isOpenForLines(state) && may('workshop.discount') && (
          <Button kind="quiet" onPress={() => onAsk('off')}>
            {t('ask.off')}
          </Button>
        )}
        {may('documents.print') && <Papers id={id} settled={state === 'settled' || state === 'delivered'} />}
        {state === 'checking' && may('workshop.check') && (
          <Button kind="quiet" onPress={() => onAsk('fail')}>
            {t('ask.fail')}
          </Button>
        )}
        {next && (
          <Button kind="primary" size="large" shortcut="F8" busy={deed.busy} onPress={next.run}>
            {next.word}
          </Button>
        )}
        <Menu
          label={t('more')}
          entries={[
            {
              id: 'leave',
              label: t('ask.leave'),
              onPress: () => onAsk('leave'),
              disabled: state !== 'settled' || !may('workshop.settle'),
            },
            { id: 'pay', label: t('ask.pay'), onPress: () => onAsk('pay'), disabled: dueFen <= 0 || !may('workshop.settle') },
            { id: 'refund', label: t('ask.refund'), onPress: () => onAsk('refund'), disabled: paidFen <= 0 || !may('receivables.refund') },
            { id: 'reopen', label: t('ask.reopen'), onPress: () => onAsk('reopen'), disabled: state !== 'ready' || !may('workshop.work') },
            {
              id: 'cancel',
              label: t('ask.cancel'),
              onPress: () => onAsk('cancel'),
              disabled: !edits || (state !== 'open' && state !== 'working'),
            },
            { id: 'inspection', label: t('inspect'), onPress: () => open('inspection', { record: id }) },
            {
              id: 'customer',
              label: t('customer'),
              onPress: () => open('customer', { record: order.customerId, title: order.customerName }),
            },
          ]}
        >
          <Button kind="quiet" icon={MoreIcon} label={t('more')} />
        </Menu>
      </header>
      {deed.failure && (
        <div className="work-notes">
          <Refused error={deed.failure} module="workshop" />
        </div>
      )}
    </>
  )
}

/** How long somebody has been waiting, in minutes. */
function Since({ at }: { at: number }) {
  const { t } = useTranslation('workshop')
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 60_000)
    return () => clearInterval(timer)
  }, [])
  return t('minutes', { minutes: Math.max(0, Math.floor((now - at) / 60_000)) })
}

/** What the inspection of the car says so far, one press from its points. */
function Inspected({ orderId }: { orderId: string }) {
  const { t } = useTranslation('workshop')
  const { data } = useLive('inspections.ofOrder', { orderId })
  if (!data || data.points.length === 0) return null
  return (
    <Section title={t('inspect')}>
      <div className="row">
        <span className="grow cap">{t('inspections:counts', data.counts)}</span>
        <Button size="small" shortcut="I" onPress={() => open('inspection', { record: orderId })}>
          {t('toPoints')}
        </Button>
      </div>
    </Section>
  )
}

const WAY = workOrderStates.filter((state) => state !== 'cancelled')

function Way({ card }: { card: WorkOrderCard }) {
  const { t } = useTranslation('workshop')
  const now = WAY.indexOf(card.order.state as (typeof WAY)[number])
  const reworks = card.steps.filter(({ fromState, state }) => fromState === 'checking' && state === 'working').length
  return (
    <Steps
      label={t('steps')}
      steps={WAY.map((state, at) => ({
        label: t(`states.${state}`),
        state: at < now ? 'done' : at === now ? 'now' : 'ahead',
        note: state === 'checking' && reworks > 0 ? t('reworks', { count: reworks }) : undefined,
      }))}
    />
  )
}

function Facts({ card }: { card: WorkOrderCard }) {
  const { t } = useTranslation('workshop')
  const { order, signed } = card
  const over = order.authorisedFen !== null && card.bill.totalFen > order.authorisedFen
  return (
    <>
      {over && (
        <Section>
          <Notice kind="act">{t('beyond', { signed: formatYuan(order.authorisedFen ?? 0), now: formatYuan(card.bill.totalFen) })}</Notice>
        </Section>
      )}
      <Section>
        <KeyValue
          pairs={[
            [t('column.complaint'), order.complaint],
            [t('finding'), order.finding],
            [t('column.km'), t('km', { km: order.km })],
            order.fuelPercent !== null && [t('fuel'), `${order.fuelPercent}%`],
            [
              'VIN',
              order.vin && (
                <span key="vin" className="mono">
                  {order.vin}
                </span>
              ),
            ],
            [t('column.adviser'), order.adviserName],
            [t('column.receivedAt'), <DateText key="in" at={order.receivedAt} near />],
            [
              t('column.promisedAt'),
              order.promisedAt !== null && (
                <span key="out" className={order.late ? 'act' : undefined}>
                  <DateText at={order.promisedAt} near /> {order.late && t('late')}
                </span>
              ),
            ],
            order.contactName !== null && [t('contact'), [order.contactName, order.contactPhone].filter(Boolean).join(' ')],
            order.comebackOf && [
              t('comebackOf'),
              <button key="of" type="button" className="link" onClick={() => open('workOrder', { record: order.comebackOf?.id ?? '' })}>
                {order.comebackOf.no}
              </button>,
            ],
            order.note !== null && [t('note'), order.note],
            order.endReason !== null && [t('endReason'), order.endReason],
            signed && [
              t('signed'),
              <span key="signed" title={signed.sha256}>
                {signed.name} <DateText at={signed.at} near /> {formatYuan(order.authorisedFen ?? 0)}
              </span>,
            ],
          ]}
        />
      </Section>
    </>
  )
}
