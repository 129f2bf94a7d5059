// A person's commission of a month: every line with its order, the sum, and the steps to locked.
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Failure } from '../../../shared/errors.ts'
import { call, newAttempt } from '../../api.ts'
import { useLive } from '../../live.ts'
import { useMay } from '../../session.ts'
import { open } from '../../state.ts'
import { Button } from '../../ui/Button.tsx'
import { Loading } from '../../ui/Loading.tsx'
import { Mark } from '../../ui/Mark.tsx'
import { Money } from '../../ui/Money.tsx'
import { Refused } from '../../ui/Refused.tsx'

const looks = { draft: ['dashedRing', 'plain'], reviewed: ['pause', 'warn'], locked: ['lock', 'done'] } as const

export function Statement({ personId, month }: { personId: string; month: string }) {
  const { t } = useTranslation('targets')
  const may = useMay()
  const { data, error } = useLive('targets.statement', { personId, month })
  const [failure, setFailure] = useState<Failure | null>(null)
  if (error) return <Refused error={error} module="targets" />
  if (!data) return <Loading />
  const did = (reply: { ok: true } | { ok: false; error: Failure }): void => setFailure(reply.ok ? null : reply.error)
  const about = { personId, month }
  const [shape, tone] = looks[data.state]
  return (
    <section>
      <div className="row wrap">
        <h2 className="title">{t('statement.title', { name: data.name, month })}</h2>
        <Mark shape={shape} tone={tone} word={t(`states.${data.state}`)} tag />
        <span className="cap grow">
          {[
            data.scheme ?? t('statement.noScheme'),
            data.reviewedBy && t('statement.reviewedBy', { name: data.reviewedBy }),
            data.lockedBy && t('statement.lockedBy', { name: data.lockedBy }),
          ]
            .filter(Boolean)
            .join(' · ')}
        </span>
        {may('targets.settle') && data.state !== 'locked' && (
          <Button onPress={() => void call('targets.review', about, { attempt: newAttempt() }).then(did)}>
            {t(data.state === 'draft' ? 'statement.review' : 'statement.again')}
          </Button>
        )}
        {may('targets.settle') && data.state === 'reviewed' && (
          <Button kind="primary" onPress={() => void call('targets.lock', about, { attempt: newAttempt() }).then(did)}>
            {t('statement.lock')}
          </Button>
        )}
      </div>
      {failure && <Refused error={failure} module="targets" />}
      {data.lines.length === 0 && <p className="cap">{t('statement.none')}</p>}
      {data.lines.length > 0 && (
        <table className="facts">
          <thead>
            <tr>
              <th>{t('statement.order')}</th>
              <th>{t('statement.part')}</th>
              <th className="num">{t('statement.amount')}</th>
            </tr>
          </thead>
          <tbody>
            {data.lines.map((line) => (
              <tr key={`${line.month} ${line.orderId} ${line.part}`}>
                <td>
                  {line.orderId === null ? (
                    t('statement.noOrder')
                  ) : (
                    <button type="button" className="link" onClick={() => line.orderId && open('order', { record: line.orderId })}>
                      {line.orderNo}
                    </button>
                  )}
                </td>
                <td>
                  {t(`parts.${line.part}`)}
                  {line.correction && <span className="cap"> {t('statement.correction', { month: line.month })}</span>}
                </td>
                <td className="num">
                  <Money fen={line.amountFen} />
                </td>
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr>
              <th colSpan={2}>{t('statement.total')}</th>
              <th className="num">
                <Money fen={data.totalFen} />
              </th>
            </tr>
          </tfoot>
        </table>
      )}
    </section>
  )
}
