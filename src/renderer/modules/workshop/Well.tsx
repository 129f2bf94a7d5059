// How well the work went: what was late, what had to come again, how long it took; what others did for us, and who came back.
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { addMonths } from '../../../shared/dates.ts'
import type { Analysis } from '../../../shared/modules/workshop/contract/analysis.ts'
import { efficiencyBp } from '../../../shared/modules/floor/rules.ts'
import { open } from '../../state.ts'
import { Money } from '../../ui/Money.tsx'
import { Door, Heading, hours, is, type Part, share } from './analysis.tsx'

/** How well it went: each line says what it is of. */
export function Well({ data, toOrders }: Part) {
  const { t } = useTranslation('workshop')
  const { hours: spent, promised, declined, wait, stay } = data
  const efficiency = efficiencyBp(spent.soldMinutes, spent.workedMinutes)
  const minutes = (value: number | null): string =>
    value === null ? '—' : value < 120 ? t('minutes', { minutes: value }) : t('analysis.hoursOf', { hours: hours(value) })
  const rows: readonly { id: string; value: ReactNode; says: ReactNode }[] = [
    {
      id: 'onTime',
      value: share(promised.onTime, promised.of),
      says: (
        <Door onOpen={() => toOrders(is('kept', 'late'))}>
          {t('analysis.lateOf', { count: promised.of - promised.onTime, of: promised.of })}
        </Door>
      ),
    },
    {
      id: 'comeback',
      value: share(data.comebacks, data.all.orders),
      says: (
        <Door onOpen={() => toOrders({ column: 'comeback', op: 'filled', values: [] })}>
          {t('analysis.cars', { count: data.comebacks })}
        </Door>
      ),
    },
    { id: 'wait', value: minutes(wait.medianMinutes), says: t('analysis.middleOf', { count: wait.count }) },
    { id: 'stay', value: minutes(stay.medianMinutes), says: t('analysis.middleOf', { count: stay.count }) },
    ...(data.rescues.noted === 0
      ? []
      : [
          {
            id: 'response',
            value: minutes(data.rescues.response.medianMinutes),
            says: (
              <Door onOpen={() => toOrders(is('kind', 'rescue'))}>
                {t('analysis.rescuesOf', { count: data.rescues.noted, towed: data.rescues.towed })}
              </Door>
            ),
          },
        ]),
    {
      id: 'efficiency',
      value: efficiency === null ? '—' : `${(efficiency / 100).toFixed(1)}%`,
      says: t('analysis.soldOf', { sold: hours(spent.soldMinutes), worked: hours(spent.workedMinutes) }),
    },
    {
      id: 'utilisation',
      value: share(spent.workedMinutes, spent.attendedMinutes),
      says: t('analysis.attendedOf', { attended: hours(spent.attendedMinutes) }),
    },
    {
      id: 'declined',
      value: <Money fen={declined.amountFen} />,
      says: (
        <Door onOpen={() => toOrders({ column: 'declined', op: 'is', values: ['declined'] })}>
          {t('analysis.declinedOf', { orders: declined.orders, lines: declined.lines })}
        </Door>
      ),
    },
  ]
  return (
    <section>
      <h2 className="title">{t('analysis.well')}</h2>
      <table className="facts">
        <tbody>
          {rows.map(({ id, value, says }) => (
            <tr key={id}>
              <td>{t(`analysis.of.${id as 'onTime'}`)}</td>
              <td className="num mid">{value}</td>
              <td className="cap">{says}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

/** Who did work for us: what they asked, what it was billed at, how long it took and what came back of it. */
export function Partners({ data, toOrders }: Part) {
  const { t } = useTranslation('workshop')
  return (
    <section className="wide">
      <h2 className="title">{t('analysis.partners')}</h2>
      <table className="facts">
        <Heading
          of={t('column.partner')}
          figures={(['orders', 'jobs', 'billed', 'cost', 'subletMargin', 'stayed', 'cameBack'] as const).map((id) => t(`analysis.${id}`))}
        />
        <tbody>
          {data.partners.map((each) => (
            <tr key={each.name}>
              <td>{each.name}</td>
              <td className="num">
                <Door onOpen={() => toOrders(is('partner', each.name))}>{each.orders}</Door>
              </td>
              <td className="num">{each.jobs}</td>
              {[each.billedFen, each.costFen, each.billedFen - each.costFen].map((fen, at) => (
                <td key={at} className="num">
                  <Money fen={fen} />
                </td>
              ))}
              <td className="num">
                {each.stay.medianMinutes === null ? '—' : t('analysis.hoursOf', { hours: hours(each.stay.medianMinutes) })}
              </td>
              <td className="num">{each.comebacks}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

export function Kept({ data, siteId }: { data: Analysis; siteId: string | null }) {
  const { t } = useTranslation('workshop')
  const toSold = (months: number): void =>
    open('orders', {
      params: {
        filters: [
          { column: 'deliveredAt', op: 'between', values: [addMonths(data.from, -months), addMonths(data.to, -months)] },
          ...(siteId === null ? [] : [is('siteId', siteId)]),
        ],
      },
    })
  return (
    <section className="wide">
      <h2 className="title">{t('analysis.kept')}</h2>
      <p className="cap">{t('analysis.keptSays')}</p>
      <table className="facts">
        <tbody>
          {data.kept.map(({ months, sold, came: back }) => (
            <tr key={months}>
              <td>{t('analysis.ago', { months })}</td>
              <td className="num">
                {sold === 0 ? (
                  t('analysis.cars', { count: 0 })
                ) : (
                  <Door onOpen={() => toSold(months)}>{t('analysis.cars', { count: sold })}</Door>
                )}
              </td>
              <td className="num">{t('analysis.back', { count: back })}</td>
              <td className="num mid">{share(back, sold)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
