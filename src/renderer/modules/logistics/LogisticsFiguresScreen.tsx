// 物流费用: what a period's shipments cost by kind and month, how many were late or damaged, and what is claimed.
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { addDays } from '../../../shared/dates.ts'
import { costKinds } from '../../../shared/modules/logistics/rules.ts'
import { useLive } from '../../live.ts'
import { DateField } from '../../ui/DateField.tsx'
import { Figures } from '../../ui/KeyValue.tsx'
import { Money } from '../../ui/Money.tsx'
import { useToday } from '../../ui/today.ts'

export function LogisticsFiguresScreen() {
  const { t } = useTranslation('logistics')
  const today = useToday()
  const [from, setFrom] = useState<string | null>(() => addDays(today, -90))
  const [to, setTo] = useState<string | null>(today)
  const { data } = useLive('logistics.figures', from && to ? { from, to } : null)
  return (
    <div className="screen">
      <header className="screen-head">
        <div className="grow">
          <h1>{t('figures.nav')}</h1>
        </div>
        <DateField label={t('figures.from')} value={from} onChange={setFrom} />
        <DateField label={t('figures.to')} value={to} onChange={setTo} min={from ?? undefined} />
      </header>
      <div className="screen-body stack">
        {data && (
          <>
            <Figures
              pairs={[
                [t('total'), <Money key="total" fen={data.totalFen} whole />],
                [t('figures.shipments'), data.shipments],
                [t('figures.late'), data.late],
                [t('figures.damaged'), data.damaged],
                [t('damage.claim'), <Money key="claim" fen={data.claimFen} whole />],
              ]}
            />
            <table className="facts">
              <thead>
                <tr>
                  <th>{t('cost.kind')}</th>
                  <th className="num">{t('cost.amountFen')}</th>
                  <th className="num">{t('figures.share')}</th>
                </tr>
              </thead>
              <tbody>
                {costKinds.map((kind) => (
                  <tr key={kind}>
                    <td>{t(`kinds.${kind}`)}</td>
                    <td className="num">
                      <Money fen={data.byKind[kind]} />
                    </td>
                    <td className="num">{data.totalFen === 0 ? '·' : `${Math.round((data.byKind[kind] * 100) / data.totalFen)}%`}</td>
                  </tr>
                ))}
              </tbody>
            </table>
            <table className="facts">
              <thead>
                <tr>
                  <th>{t('figures.month')}</th>
                  <th className="num">{t('figures.shipments')}</th>
                  <th className="num">{t('cost.amountFen')}</th>
                </tr>
              </thead>
              <tbody>
                {data.months.map((month) => (
                  <tr key={month.month}>
                    <td>{month.month}</td>
                    <td className="num">{month.shipments}</td>
                    <td className="num">
                      <Money fen={month.fen} />
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </>
        )}
      </div>
    </div>
  )
}
