// What waits for this person, most pressing first, a few of each kind; the whole of a kind is one click away.
import { useTranslation } from 'react-i18next'
import type { ReactNode } from 'react'
import { daysBetween } from '../../../shared/dates.ts'
import { useMe } from '../../session.ts'
import { Button } from '../../ui/Button.tsx'
import { DateText } from '../../ui/DateText.tsx'
import { Drawing } from '../../ui/Empty.tsx'
import { Glyph, type Shape } from '../../ui/Glyph.tsx'
import { Money } from '../../ui/Money.tsx'
import type { Planned } from '../../ui/people/FollowUpDialogs.tsx'
import type { Today } from './ways.ts'
import { beforeDelivery, openCase, openCustomer, openOrder, promisedUntil, toApprovals, toCases, toFollowUps, toOrders } from './ways.ts'

type Line = { id: string; what: ReactNode; about: ReactNode; when: ReactNode; late?: boolean; go: () => void; tick?: () => void }
type Group = { id: string; title: string; shape: Shape; tone: string; count: number; lines: readonly Line[]; all: () => void }

export function Waiting({ today, onTick }: { today: Today; onTick: ((contact: Planned) => void) | undefined }) {
  const { t } = useTranslation('home')
  const groups = useGroups(today, onTick).filter((group) => group.count > 0)
  if (groups.length === 0)
    return today.start ? null : (
      <div className="home-calm">
        <Drawing of="calm" />
      </div>
    )
  return groups.map((group) => (
    <section key={group.id} className="waiting">
      <h2 className="title">
        <span className={group.tone}>
          <Glyph shape={group.shape} size={14} />
        </span>
        {group.title}
        <span className="cap">{group.count}</span>
        <span className="grow" />
        {group.count > group.lines.length && (
          <button type="button" className="link small" onClick={group.all}>
            {t('row.all', { count: group.count })}
          </button>
        )}
      </h2>
      <ul className="lines">
        {group.lines.map((line) => (
          <li key={line.id} className={line.tick ? 'ticked' : undefined}>
            <button type="button" onClick={line.go}>
              <span className="what trunc">{line.what}</span>
              <span className="about trunc">{line.about}</span>
              <span className={`when${line.late ? ' act' : ''}`}>{line.when}</span>
            </button>
            {line.tick && (
              <Button size="small" onPress={line.tick}>
                {t('customers:finish.open')}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </section>
  ))
}

function useGroups({ today, cases, approvals, deliveries, followUps }: Today, onTick: ((contact: Planned) => void) | undefined): Group[] {
  const { t } = useTranslation('home')
  const me = useMe()
  const overdue = (day: string): ReactNode => t('row.late', { count: daysBetween(day, today) })
  const named = (customer: string | null, vehicle: string | null): ReactNode => [customer, vehicle].filter(Boolean).join(' · ') || '—'
  const delivery = (row: NonNullable<Today['deliveries']>['first'][number]): Line => ({
    id: row.orderId,
    what: named(row.customer, row.vehicle),
    about: `${row.no} · ${t(`orders:stage.${row.state}`)}`,
    when: row.deliverOn < today ? overdue(row.deliverOn) : t('row.promised', { day: row.deliverOn }),
    late: row.deliverOn < today,
    go: () => openOrder(row.orderId, row.no),
  })
  const contact = (row: NonNullable<Today['followUps']>['first'][number]): Line => ({
    id: row.id,
    what: row.customer ?? '—',
    about: [t(`customers:channels.${row.channel}`, { defaultValue: row.channel }), row.note].filter(Boolean).join(' · '),
    when: row.dueOn < today ? overdue(row.dueOn) : <DateText on={row.dueOn} near />,
    late: row.dueOn < today,
    go: () => openCustomer(row.customerId, row.customer),
    ...(onTick ? { tick: () => onTick(row) } : {}),
  })
  return [
    {
      id: 'case',
      title: t('groups.case'),
      shape: 'diamond',
      tone: 'act',
      count: cases?.count ?? 0,
      all: toCases,
      lines: (cases?.first ?? []).map((row) => ({
        id: row.id,
        what: t([`sync:kind.${row.kind}`, 'caseOther']),
        about: row.title ?? '',
        when: <DateText at={row.openedAt} near />,
        go: () => openCase(row),
      })),
    },
    {
      id: 'approval',
      title: t('groups.approval'),
      shape: 'ring',
      tone: 'accent',
      count: approvals?.count ?? 0,
      all: toApprovals,
      lines: (approvals?.first ?? []).map((row) => ({
        id: row.orderId,
        what: named(row.customer, row.vehicle),
        about: (
          <>
            {t('row.discount')} <Money fen={row.discountFen} /> · {t('row.asks', { name: row.requestedBy })}
          </>
        ),
        when: <DateText at={row.requestedAt} near />,
        go: () => openOrder(row.orderId, row.no),
      })),
    },
    {
      id: 'delivery',
      title: t(deliveries?.late ? 'groups.late' : 'groups.delivery'),
      shape: deliveries?.late ? 'triangle' : 'wheel',
      tone: deliveries?.late ? 'warn' : 'good',
      count: deliveries ? deliveries.late + deliveries.today : 0,
      all: () => toOrders(beforeDelivery, promisedUntil(today)),
      lines: (deliveries?.first ?? []).map(delivery),
    },
    {
      id: 'contact',
      title: t(followUps?.overdue ? 'groups.overdue' : 'groups.contact'),
      shape: followUps?.overdue ? 'triangle' : 'ring',
      tone: followUps?.overdue ? 'warn' : 'accent',
      count: followUps ? followUps.overdue + followUps.today : 0,
      all: () => toFollowUps(today, me.id),
      lines: (followUps?.first ?? []).map(contact),
    },
  ]
}
