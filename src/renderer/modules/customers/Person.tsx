// What is known of a customer, in blocks: facts with their masks, what to do next, what was bought and paid, what happened.
// Shown in the pane beside the list and in the record.
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Output } from '../../../shared/contract.ts'
import type { CustomerCard } from '../../../shared/modules/customers/contract/shapes.ts'
import { receiptKinds } from '../../../shared/modules/receivables/rules.ts'
import { formatYuan } from '../../../shared/money.ts'
import { open } from '../../state.ts'
import { DateText } from '../../ui/DateText.tsx'
import { KeyValue } from '../../ui/KeyValue.tsx'
import { StatusTag, SyncBadge, type VehicleState } from '../../ui/Mark.tsx'
import { Money } from '../../ui/Money.tsx'
import { Timeline } from '../../ui/Timeline.tsx'
import { Vin } from '../../ui/Vin.tsx'
import { Revealed } from '../../ui/people/Revealed.tsx'
import { fieldsOf } from './words.ts'

type Learned = Output<'customers.around'>['facts']

/** `facts` say of each one where it was learned, by whom and when. */
export function PersonFacts({ card, whole = false, facts = [] }: { card: CustomerCard; whole?: boolean; facts?: Learned | undefined }) {
  const { t } = useTranslation('customers')
  const { customer: person } = card
  const learned = (column: string): ReactNode => {
    const fact = facts.find((each) => each.column === column)
    return (
      fact && (
        <span className="cap nowrap">
          {' '}
          {[t(`points.${fact.point}`), fact.who].filter(Boolean).join(t('dot'))} <DateText at={fact.at} near time={false} />
        </span>
      )
    )
  }
  const said = (column: string, value: ReactNode): ReactNode =>
    value !== null && value !== undefined && value !== '' && value !== false ? (
      <>
        {value}
        {learned(column)}
      </>
    ) : null
  const place = [person.province, person.city, person.district, person.address].filter(Boolean).join(' ')
  return (
    <KeyValue
      pairs={[
        [
          t('field.phone'),
          said('phone', person.phone && <Revealed key={`phone ${person.id}`} id={person.id} what="phone" masked={person.phone} />),
        ],
        !!person.phone2 && [
          t('field.phone2'),
          <Revealed key={`phone2 ${person.id}`} id={person.id} what="phone2" masked={person.phone2} />,
        ],
        person.kind === 'company' && [t('field.contact'), person.contact],
        (whole || !!person.idNumber) && [
          person.idKind ? t(`idKinds.${person.idKind}`) : t('field.idNumber'),
          person.idNumber && <Revealed key={`id ${person.id}`} id={person.id} what="idNumber" masked={person.idNumber} />,
        ],
        [t('field.wants'), said('wants', person.wants)],
        !!person.budgetFen && [t('field.budgetFen'), said('budget_fen', <Money key="budget" fen={person.budgetFen} />)],
        !!person.useKind && [t('field.useKind'), said('use_kind', t(`carUses.${person.useKind}`))],
        !!person.buyKind && [t('field.buyKind'), said('buy_kind', t(`buyKinds.${person.buyKind}`))],
        !!person.buysEvery && [t('field.buysEvery'), said('buys_every', `${person.buysEvery} ${t('years')}`)],
        !!person.pays && [t('field.pays'), said('pays', t(`payWays.${person.pays}`))],
        !!person.energyWish && [t('field.energyWish'), said('energy_wish', t(`energies.${person.energyWish}`))],
        !!person.seatsWish && [t('field.seatsWish'), said('seats_wish', `${person.seatsWish} ${t('seats')}`)],
        !!person.likes && [t('field.likes'), said('likes', person.likes)],
        [t('field.source'), said('source', person.source)],
        [t('field.consultantId'), person.consultant],
        whole && person.kind === 'person' && [t('field.gender'), person.gender && t(`genders.${person.gender}`)],
        whole && person.kind === 'person' && [t('field.birthdayOn'), person.birthdayOn && <DateText key="born" on={person.birthdayOn} />],
        whole && [t('field.address'), said('address', place)],
        whole && !!person.wechat && [t('field.wechat'), person.wechat],
        whole && !!person.email && [t('field.email'), person.email],
        (whole || !!person.note) && [t('field.note'), person.note],
        !!person.evenSo && [t('entered'), person.evenSo],
        whole && [
          t('field.createdAt'),
          <span key="made">
            <DateText at={person.createdAt} /> {person.createdBy}
          </span>,
        ],
      ]}
    />
  )
}

export function Orders({ card }: { card: CustomerCard }) {
  const { t } = useTranslation('customers')
  if (card.orders.length === 0) return <p className="cap">{t('noOrders')}</p>
  return (
    <table className="facts">
      <thead>
        <tr>
          <th style={{ width: 140 }}>{t('orders.no')}</th>
          <th>{t('orders.vehicle')}</th>
          <th style={{ width: 84 }}>{t('orders.state')}</th>
          <th style={{ width: 92 }}>{t('orders.day')}</th>
          <th className="num" style={{ width: 116 }}>
            {t('orders.price')}
          </th>
          <th style={{ width: 84 }}>{t('column.sync')}</th>
        </tr>
      </thead>
      <tbody>
        {card.orders.map((order) => (
          <tr key={order.id}>
            <td>
              <button type="button" className="link" onClick={() => open('order', { record: order.id, title: order.no })}>
                {order.no}
              </button>
            </td>
            <td title={order.vehicle ?? undefined}>{order.vehicle ?? <span className="muted">·</span>}</td>
            <td>{t(`orders:stage.${order.state}`)}</td>
            <td>
              <DateText at={order.createdAt} time={false} />
            </td>
            <td className="num">
              <Money fen={order.priceFen} />
            </td>
            <td>
              <SyncBadge standing={order.standing} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

export function Cars({ card }: { card: CustomerCard }) {
  const { t } = useTranslation('customers')
  if (card.vehicles.length === 0) return <p className="cap">{t('noCars')}</p>
  return (
    <ul>
      {card.vehicles.map((car) => (
        <li key={car.id} className="follow">
          <span className="grow">
            <button type="button" className="link" onClick={() => open('vehicle', { record: car.id, title: car.stockNo })}>
              {car.title}
            </button>{' '}
            <span className="cap">
              {car.plate ?? ''} <Vin vin={car.vin} tail />
            </span>
          </span>
          {car.deliveredAt ? (
            <span className="cap">
              {t('delivered')} <DateText at={car.deliveredAt} time={false} />
            </span>
          ) : (
            <StatusTag state={car.state as VehicleState} />
          )}
        </li>
      ))}
    </ul>
  )
}

const isKind = (kind: string): boolean => (receiptKinds as readonly string[]).includes(kind)

export function Money360({ card }: { card: CustomerCard }) {
  const { t } = useTranslation('customers')
  if (card.receipts.length === 0) return <p className="cap">{t('noReceipts')}</p>
  const sum = card.receipts.reduce((total, receipt) => total + receipt.amountFen, 0)
  return (
    <table className="facts">
      <tbody>
        {card.receipts.map((receipt) => (
          <tr key={receipt.id}>
            <td style={{ width: 140 }}>{receipt.no}</td>
            <td style={{ width: 92 }}>
              <DateText at={receipt.receivedAt} time={false} />
            </td>
            <td>{isKind(receipt.kind) ? t(`receivables:kinds.${receipt.kind}`) : ''}</td>
            <td>{t(`receivables:methods.${receipt.method}`)}</td>
            <td className="num" style={{ width: 116 }}>
              <Money fen={receipt.amountFen} />
            </td>
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <td colSpan={4}>{t('received')}</td>
          <td className="num">{formatYuan(sum)}</td>
        </tr>
      </tfoot>
    </table>
  )
}

export function History({ card, most }: { card: CustomerCard; most?: number }) {
  const { t } = useTranslation('customers')
  const lines = most ? card.timeline.slice(0, most) : card.timeline
  return (
    <Timeline
      items={lines.map((line) => {
        const changed = line.command === 'customers.correct' ? fieldsOf(line.fields).map((field) => t(`field.${field}`)) : []
        return {
          id: line.id,
          what:
            t([`history.${line.command}`, `admin:words.commands.${line.command}`, 'history.other'] as never) +
            (changed.length > 0 ? t('history.fields', { fields: changed.join(t('comma')) }) : ''),
          who: [line.who, line.desktop].filter(Boolean).join(t('dot')),
          note: <DateText at={line.at} near />,
          standing: line.standing,
        }
      })}
    />
  )
}
