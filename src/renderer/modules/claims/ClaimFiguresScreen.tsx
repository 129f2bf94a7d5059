// 索赔情况: what is open and overdue today, by age and by payer, and what was answered, refused and paid in a time that is chosen.
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { addDays } from '../../../shared/dates.ts'
import { ageSteps } from '../../../shared/modules/claims/rules.ts'
import { useLive } from '../../live.ts'
import type { ScreenProps } from '../../nav/screen.ts'
import { DateField } from '../../ui/DateField.tsx'
import { Figures } from '../../ui/KeyValue.tsx'
import { Loading } from '../../ui/Loading.tsx'
import { Money } from '../../ui/Money.tsx'
import { Refused } from '../../ui/Refused.tsx'
import { useToday } from '../../ui/today.ts'
import { shareText } from './looks.tsx'
import './claims.css'

type Share = { count: number; fen: number }

export function ClaimFiguresScreen(_: ScreenProps) {
  const { t } = useTranslation('claims')
  const today = useToday()
  const [fromOn, setFrom] = useState(() => addDays(today, -89))
  const [untilOn, setUntil] = useState(today)
  const { data, error, again } = useLive('claims.figures', { fromOn, untilOn })
  const both = ({ count, fen }: Share) => (
    <>
      {t('figures.count', { count })} <Money fen={fen} />
    </>
  )
  return (
    <div className="screen">
      <div className="screen-head">
        <div className="grow">
          <h1>{t('figures.title')}</h1>
          <p>{t('figures.says')}</p>
        </div>
        <div className="row">
          <DateField label={t('figures.from')} value={fromOn} onChange={(on) => on && setFrom(on)} />
          <DateField label={t('figures.until')} value={untilOn} onChange={(on) => on && setUntil(on)} />
        </div>
      </div>
      <div className="screen-body stack">
        {error && <Refused error={error} module="claims" onRetry={again} />}
        {!data && !error && <Loading />}
        {data && (
          <>
            <Figures
              pairs={[
                [t('figures.unclaimed'), both(data.unclaimed)],
                [t('figures.drafts'), both(data.drafts)],
                [t('figures.open'), both(data.open)],
                [t('figures.overdue'), both(data.overdue)],
              ]}
            />
            <Figures
              pairs={[
                [t('figures.answered'), data.answered],
                [t('figures.refused'), data.refused],
                [t('figures.refusedShare'), shareText(data.refusedBp)],
                [t('figures.claimed'), <Money key="claimed" fen={data.claimedFen} />],
                [t('figures.accepted'), <Money key="accepted" fen={data.acceptedFen} />],
                [t('figures.paid'), <Money key="paid" fen={data.paidFen} />],
              ]}
            />
            <table className="claim-table">
              <thead>
                <tr>
                  <th scope="col">{t('figures.age')}</th>
                  <th scope="col">{t('figures.open')}</th>
                  <th scope="col">{t('column.outstandingFen')}</th>
                </tr>
              </thead>
              <tbody>
                {data.ages.map((age, at) => (
                  <tr key={ageSteps[at] ?? 'more'}>
                    <th scope="row">
                      {ageSteps[at] === undefined
                        ? t('figures.older', { days: ageSteps.at(-1) })
                        : t('figures.upTo', { days: ageSteps[at] })}
                    </th>
                    <td>{age.count}</td>
                    <td>
                      <Money fen={age.fen} />
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
            <table className="claim-table">
              <thead>
                <tr>
                  <th scope="col">{t('column.payer')}</th>
                  <th scope="col">{t('figures.open')}</th>
                  <th scope="col">{t('figures.overdue')}</th>
                  <th scope="col">{t('figures.refusedShare')}</th>
                </tr>
              </thead>
              <tbody>
                {data.payers.map((each) => (
                  <tr key={each.payer}>
                    <th scope="row">{t(`workshop:payers.${each.payer}`)}</th>
                    <td>{both(each.open)}</td>
                    <td>{both(each.overdue)}</td>
                    <td>{shareText(each.refusedBp)}</td>
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
