// 按月: what fell due and what came in, a year of months as a drawing with its figures beneath.
import { useTranslation } from 'react-i18next'
import { formatYuan } from '../../../shared/money.ts'
import { useLive } from '../../live.ts'
import { Bars } from '../../ui/Bars.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Loading } from '../../ui/Loading.tsx'
import { Money } from '../../ui/Money.tsx'
import { Refused } from '../../ui/Refused.tsx'
import './arrears.css'

export function MonthsDialog({ open, onClose }: { open: boolean; onClose: () => void }) {
  const { t } = useTranslation('arrears')
  return (
    <Dialog open={open} onClose={onClose} title={t('months.title')}>
      {open && <Months />}
    </Dialog>
  )
}

function Months() {
  const { t } = useTranslation('arrears')
  const { data, error, again } = useLive('arrears.months', {})
  if (error) return <Refused error={error} module="arrears" onRetry={again} />
  if (!data) return <Loading />
  return (
    <div className="stack arrears-months">
      <Bars
        label={t('months.title')}
        bars={data.map(({ month, plannedFen, collectedFen }) => ({
          key: month,
          value: plannedFen,
          beside: collectedFen,
          says: t('months.bar', { planned: formatYuan(plannedFen), collected: formatYuan(collectedFen) }),
        }))}
      />
      <table className="facts">
        <thead>
          <tr>
            <th>{t('months.month')}</th>
            <th className="num planned">{t('months.planned')}</th>
            <th className="num collected">{t('months.collected')}</th>
          </tr>
        </thead>
        <tbody>
          {data.toReversed().map(({ month, plannedFen, collectedFen }) => (
            <tr key={month}>
              <td>{month}</td>
              <td className="num">
                <Money fen={plannedFen} />
              </td>
              <td className="num">
                <Money fen={collectedFen} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="cap">{t('months.says')}</p>
    </div>
  )
}
