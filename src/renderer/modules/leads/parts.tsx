// What is known of a lead, in blocks: facts, how far it came, visits, hands it went through, orders. Shown in pane and record.
import { useTranslation } from 'react-i18next'
import type { LeadCard } from '../../../shared/modules/leads/contract/shapes.ts'
import { open } from '../../state.ts'
import { DateText } from '../../ui/DateText.tsx'
import { KeyValue } from '../../ui/KeyValue.tsx'
import { SyncBadge } from '../../ui/Mark.tsx'
import { Money } from '../../ui/Money.tsx'
import { Revealed } from '../../ui/people/Revealed.tsx'
import { Timeline } from '../../ui/Timeline.tsx'

export function LeadFacts({ card: { lead } }: { card: LeadCard }) {
  const { t } = useTranslation('leads')
  return (
    <KeyValue
      pairs={[
        [t('field.phone'), lead.phone && <Revealed key={lead.customerId} id={lead.customerId} what="phone" masked={lead.phone} />],
        [t('field.model'), lead.model],
        [t('field.budget'), lead.budgetFen === null ? null : <Money key="budget" fen={lead.budgetFen} />],
        [t('field.buysWithin'), lead.buysWithin && t(`horizons.${lead.buysWithin}`)],
        [t('field.channel'), lead.channel],
        lead.campaign !== null && [t('field.campaign'), lead.campaign],
        [t('field.consultant'), lead.consultant],
        lead.note !== null && [t('field.note'), lead.note],
        lead.lostReason !== null && [t('column.lostReason'), t(`losses.${lead.lostReason}`)],
        lead.rival !== null && [t('lose.rival'), lead.rival],
        lead.lostNote !== null && [t('lose.note'), lead.lostNote],
        [
          t('customer'),
          <button
            key="customer"
            type="button"
            className="link"
            onClick={() => open('customer', { record: lead.customerId, title: lead.name })}
          >
            {lead.name}
          </button>,
        ],
      ]}
    />
  )
}

export function Visits({ card }: { card: LeadCard }) {
  const { t } = useTranslation('leads')
  if (card.visits.length === 0) return <p className="cap">{t('noVisits')}</p>
  return (
    <ul>
      {card.visits.map((visit) => (
        <li key={visit.id} className="follow">
          <span className="grow">
            <DateText at={visit.arrivedAt} near />{' '}
            <b className="mid">
              {t(visit.again ? 'visit.again' : 'visit.first')} {t('visit.people', { count: visit.people })}
            </b>{' '}
            <span className="ink2">
              {[
                visit.stayMinutes === null ? t('visit.here') : t('visit.stayed', { count: visit.stayMinutes }),
                visit.needs,
                visit.answers,
                visit.impression,
              ]
                .filter(Boolean)
                .join(t('dot'))}
            </span>
            <span className="cap"> {visit.receivedBy}</span>
          </span>
        </li>
      ))}
    </ul>
  )
}

export function Hands({ card }: { card: LeadCard }) {
  const { t } = useTranslation('leads')
  return (
    <ul>
      {card.hands.map((hand) => (
        <li key={hand.id} className="follow">
          <span className="grow">
            <DateText at={hand.at} near />{' '}
            <b className="mid">{hand.from ? t('hand.fromTo', { from: hand.from, to: hand.to ?? '' }) : (hand.to ?? '')}</b>{' '}
            <span className="ink2">{[t(`rules.${hand.rule}`), hand.reason].filter(Boolean).join(t('dot'))}</span>
            <span className="cap"> {hand.by}</span>
          </span>
        </li>
      ))}
    </ul>
  )
}

export function Grades({ card }: { card: LeadCard }) {
  const { t } = useTranslation('leads')
  if (card.grades.length === 0) return null
  return (
    <ul>
      {card.grades.map((grade) => (
        <li key={`${grade.at} ${grade.level}`} className="follow">
          <span className="grow">
            <DateText at={grade.at} near />{' '}
            <b className="mid">
              {grade.was && grade.was !== grade.level ? `${t(`customers:levels.${grade.was}`)} → ` : ''}
              {t(`customers:levels.${grade.level}`)}
            </b>{' '}
            <span className="ink2">{grade.reason}</span>
            <span className="cap"> {grade.by}</span>
          </span>
        </li>
      ))}
    </ul>
  )
}

export function LeadOrders({ card }: { card: LeadCard }) {
  const { t } = useTranslation('leads')
  if (card.orders.length === 0) return <p className="cap">{t('noOrders')}</p>
  return (
    <ul>
      {card.orders.map((order) => (
        <li key={order.id} className="follow">
          <button type="button" className="link" onClick={() => open('order', { record: order.id, title: order.no })}>
            {order.no}
          </button>
          <span className="grow cap trunc">{[order.vehicle, t(`orders:stage.${order.state}`)].filter(Boolean).join(t('dot'))}</span>
          <Money fen={order.priceFen} />
          <SyncBadge standing={order.standing} />
        </li>
      ))}
    </ul>
  )
}

export function LeadHistory({ card }: { card: LeadCard }) {
  const { t } = useTranslation('leads')
  return (
    <Timeline
      items={card.timeline.map((line) => ({
        id: line.id,
        what: t([
          `history.${line.command}`,
          `customers:history.${line.command}`,
          `admin:words.commands.${line.command}`,
          'customers:history.other',
        ] as never),
        who: [line.who, line.desktop].filter(Boolean).join(t('dot')),
        note: <DateText at={line.at} near />,
        standing: line.standing,
      }))}
    />
  )
}
