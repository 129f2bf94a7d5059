// What was decided lately, newest first: by whom, about which terms, with which words.
import { useTranslation } from 'react-i18next'
import { useLive } from '../../live.ts'
import { open } from '../../state.ts'
import { DateText } from '../../ui/DateText.tsx'
import { Empty } from '../../ui/Empty.tsx'
import { Loading } from '../../ui/Loading.tsx'
import { Mark } from '../../ui/Mark.tsx'
import { Refused } from '../../ui/Refused.tsx'

export function DecidedList() {
  const { t } = useTranslation('approvals')
  const { data, error, again } = useLive('approvals.decided', { limit: 100 })
  if (error && !data) return <Refused error={error} module="approvals" onRetry={again} />
  if (!data) return <Loading />
  if (data.length === 0) return <Empty drawing="calm">{t('nothingDecided')}</Empty>
  return (
    <div className="decided">
      <table className="facts">
        <thead>
          <tr>
            <th style={{ width: 132 }}>{t('decidedAt')}</th>
            <th style={{ width: 96 }}>{t('word')}</th>
            <th style={{ width: 168 }}>{t('order')}</th>
            <th style={{ width: 120 }}>{t('customer')}</th>
            <th style={{ width: 180 }}>{t('by')}</th>
            <th style={{ width: 72 }}>{t('termsHead')}</th>
            <th>{t('comment')}</th>
          </tr>
        </thead>
        <tbody>
          {data.map((word) => (
            <tr key={word.id}>
              <td>
                <DateText at={word.decidedAt} near />
              </td>
              <td>
                <Mark
                  shape={word.state === 'approved' ? 'tick' : 'cross'}
                  tone={word.state === 'approved' ? 'good' : 'act'}
                  word={t(`states.${word.state}`)}
                />
              </td>
              <td>
                <button type="button" className="link" onClick={() => open('order', { record: word.orderId, title: word.no })}>
                  {word.no}
                </button>
              </td>
              <td className="mid">{word.customerName}</td>
              <td title={`${word.decidedBy} ${word.roleName}`}>
                {word.decidedBy}{' '}
                <span className="muted">{word.decidedFor ? t('deputy.for', { name: word.decidedFor }) : word.roleName}</span>
              </td>
              <td className="muted">{word.termsRev}</td>
              <td title={word.comment ?? undefined}>{word.comment ?? <span className="muted">·</span>}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
