// The payments behind a day's figures, or behind the one line that was pressed; each opens its order.
import DropIcon from 'lucide-react/icons/x'
import { useTranslation } from 'react-i18next'
import type { ListFilter } from '../../../shared/list.ts'
import { useLive } from '../../live.ts'
import { useJoined } from '../../phase.ts'
import { open } from '../../state.ts'
import { Button } from '../../ui/Button.tsx'
import { Loading } from '../../ui/Loading.tsx'
import { SyncBadge } from '../../ui/Mark.tsx'
import { Money } from '../../ui/Money.tsx'
import { Refused } from '../../ui/Refused.tsx'
import { kindsOf } from './columns.tsx'
import { PaymentMark } from './PaymentMark.tsx'
import { timeOf } from '../../../shared/dates.ts'

export type Drill = { by: 'method' | 'kind' | 'person'; key: string; name: string }

const MOST = 500
const columns: Readonly<Record<Exclude<Drill['by'], 'kind'>, string>> = { method: 'method', person: 'byId' }

export function DayPayments({ on, count, drill, onDrop }: { on: string; count: number; drill: Drill | null; onDrop: () => void }) {
  const { t } = useTranslation('receivables')
  const joined = useJoined()
  const filters: ListFilter[] = [{ column: 'receivedOn', op: 'is', values: [on] }]
  if (drill && drill.by !== 'kind') filters.push({ column: columns[drill.by], op: 'is', values: [drill.key] })
  const { data, error, again } = useLive('receivables.page', { limit: MOST, filters, sort: [{ column: 'receivedAt', dir: 'asc' }] })
  // A payment for several things counts for each of them.
  const rows = data?.rows.filter((row) => row.receivedOn === on && (drill?.by !== 'kind' || row.kinds.some((kind) => kind === drill.key)))
  if (error && !data) return <Refused error={error} module="receivables" onRetry={again} />
  if (!rows) return <Loading />
  return (
    <section className="day-payments">
      <h2 className="title">
        {drill ? t('paymentsOf', { name: drill.name }) : t('paymentsOfDay')}
        <span className="cap">{t('payments', { count: rows.length })}</span>
        {drill && (
          <Button kind="quiet" size="small" icon={DropIcon} onPress={onDrop} shortcut="Escape">
            {t('showAllOf', { count })}
          </Button>
        )}
        {drill?.by === 'kind' && rows.some((row) => new Set(row.kinds).size > 1) && <span className="cap">{t('wholeAmounts')}</span>}
      </h2>
      <table className="facts">
        <thead>
          <tr>
            <th style={{ width: 56 }}>{t('clock')}</th>
            <th style={{ width: 156 }}>{t('no')}</th>
            <th>{t('customer')}</th>
            <th style={{ width: 156 }}>{t('order')}</th>
            <th style={{ width: 78 }}>{t('sort')}</th>
            <th>{t('kind')}</th>
            <th>{t('method')}</th>
            <th style={{ width: 80 }}>{t('by')}</th>
            {joined && <th style={{ width: 84 }}>{t('sync')}</th>}
            <th className="num" style={{ width: 124 }}>
              {t('amount')}
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.id} className={row.reversed || row.reverses ? 'muted' : undefined}>
              <td className="muted">{timeOf(row.receivedAt)}</td>
              <td>{row.no}</td>
              <td className="mid">{row.customerName}</td>
              <td>
                <button type="button" className="link" onClick={() => open('order', { record: row.orderId, title: row.orderNo })}>
                  {row.orderNo}
                </button>
              </td>
              <td>
                <PaymentMark row={row} />
              </td>
              <td title={kindsOf(t, row)}>{kindsOf(t, row)}</td>
              <td>{[t(`methods.${row.method}`), row.methodRef].filter(Boolean).join(' ')}</td>
              <td>{row.by}</td>
              {joined && (
                <td>
                  <SyncBadge standing={row.standing} />
                </td>
              )}
              <td className="num">
                <Money fen={row.amountFen} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {data && data.total > MOST && <p className="cap">{t('firstOf', { shown: MOST, total: data.total })}</p>}
    </section>
  )
}
