// 采购监控: what is asked, ordered, overdue, under way, partly here, disputed and not matched by its invoice, as the store changes.
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Watch, watches } from '../../../shared/modules/purchasing/rules.ts'
import { useLive } from '../../live.ts'
import { open } from '../../state.ts'
import { DateText } from '../../ui/DateText.tsx'
import { Empty } from '../../ui/Empty.tsx'
import { Figures } from '../../ui/KeyValue.tsx'
import { Loading } from '../../ui/Loading.tsx'
import { Mark } from '../../ui/Mark.tsx'
import { Money } from '../../ui/Money.tsx'
import { SelectField } from '../../ui/SelectField.tsx'
import './purchasing.css'

const looks = {
  asked: ['pause', 'warn'],
  approved: ['ring', 'accent'],
  ordered: ['halfRing', 'accent'],
  overdue: ['diamond', 'act'],
  'under-way': ['chevrons', 'teal'],
  partly: ['disc', 'teal'],
  disputed: ['cross', 'act'],
  unmatched: ['diamond', 'warn'],
} as const

/** That it is ordered says nothing beside what has become of it since. */
const told = (some: readonly Watch[]): readonly Watch[] => (some.length > 1 ? some.filter((watch) => watch !== 'ordered') : some)

export function PurchaseMonitorScreen() {
  const { t } = useTranslation('purchasing')
  const [only, setOnly] = useState<Watch | ''>('')
  const { data } = useLive('purchasing.monitor', {})
  if (!data) return <Loading />
  const rows = data.rows.filter((row) => only === '' || row.watches.includes(only))
  return (
    <div className="screen">
      <header className="screen-head">
        <div className="grow">
          <h1>{t('monitor.nav')}</h1>
          <p className="cap">{t('monitor.says')}</p>
        </div>
        <SelectField
          label={t('monitor.only')}
          value={only}
          onChange={(watch) => setOnly(watch as Watch | '')}
          options={[{ value: '', label: t('monitor.all') }, ...watches.map((value) => ({ value, label: t(`watches.${value}`) }))]}
        />
      </header>
      <div className="screen-body stack">
        <Figures
          pairs={data.sums.map(({ watch, count, fen }) => [
            t(`watches.${watch}`),
            <span key={watch} className={count > 0 && looks[watch][1] === 'act' ? 'act' : undefined}>
              {count} <span className="cap">{count > 0 && <Money fen={fen} whole />}</span>
            </span>,
          ])}
        />
        {rows.length === 0 && <Empty drawing="paper">{t('monitor.empty')}</Empty>}
        {rows.length > 0 && (
          <table className="facts">
            <thead>
              <tr>
                <th>{t('column.no')}</th>
                <th>{t('column.supplierName')}</th>
                <th className="watches-head">{t('column.state')}</th>
                <th>{t('column.dueOn')}</th>
                <th className="num">{t('column.amountFen')}</th>
                <th className="num">{t('column.receivedFen')}</th>
                <th className="num">{t('column.invoicedFen')}</th>
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <tr key={row.id}>
                  <td>
                    <button
                      type="button"
                      className="link mono"
                      onClick={() => open('purchases', { params: { filters: [{ column: 'no', op: 'is', values: [row.no] }] } })}
                    >
                      {row.no}
                    </button>
                  </td>
                  <td>{row.supplierName}</td>
                  <td>
                    <span className="watches">
                      {told(row.watches).map((watch) => (
                        <Mark key={watch} shape={looks[watch][0]} tone={looks[watch][1]} word={t(`watches.${watch}`)} />
                      ))}
                    </span>
                  </td>
                  <td>
                    {row.dueOn === null ? <span className="muted">·</span> : <DateText on={row.dueOn} />}
                    {row.lateDays > 0 && <span className="act"> {t('monitor.late', { count: row.lateDays })}</span>}
                  </td>
                  <td className="num">
                    <Money fen={row.amountFen} />
                  </td>
                  <td className="num">
                    <Money fen={row.receivedFen} />
                  </td>
                  <td className="num">
                    <Money fen={row.invoicedFen} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </div>
    </div>
  )
}
