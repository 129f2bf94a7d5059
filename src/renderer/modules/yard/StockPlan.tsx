// 补货计划: by series what is foreseen, how many should stand for it, and how many to order.
import { useTranslation } from 'react-i18next'
import { useLive } from '../../live.ts'
import { seriesName } from './series-name.ts'

export function StockPlan() {
  const { t } = useTranslation('yard')
  const { data } = useLive('yard.plan', {})
  if (!data || data.rows.length === 0) return null
  const { coverDays, safetyDays } = data.policy
  return (
    <section>
      <h2 className="title">{t('plan.title')}</h2>
      <p className="cap">{t('plan.says', { cover: coverDays, safety: safetyDays })}</p>
      <table className="yard-table">
        <thead>
          <tr>
            <th scope="col">{t('column.series')}</th>
            {(['sold', 'forecast'] as const).map((name) => (
              <th key={name} scope="col" className="end">
                {t(`plan.${name}`)}
              </th>
            ))}
            <th scope="col" className="end">
              {t('column.stock')}
            </th>
            {(['coming', 'target', 'order'] as const).map((name) => (
              <th key={name} scope="col" className="end">
                {t(`plan.${name}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {data.rows.map(({ series, sold, forecast, stock, coming, target, order }) => (
            <tr key={series}>
              <td>{seriesName(series)}</td>
              <td className="end">{sold.join(' · ')}</td>
              <td className="end">{forecast}</td>
              <td className="end">{stock}</td>
              <td className="end">{coming}</td>
              <td className="end">{target}</td>
              <td className="end">{order > 0 ? <b>{order}</b> : <span className="ink2">{order}</span>}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
