// 服务目标: what the store wants to reach with its customers beside what it reached this month, and tasks by person.
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLive } from '../../live.ts'
import { Button } from '../../ui/Button.tsx'
import { Section } from '../../ui/DetailPane.tsx'
import { Figures, KeyValue } from '../../ui/KeyValue.tsx'
import { Loading } from '../../ui/Loading.tsx'
import { Refused } from '../../ui/Refused.tsx'
import { useToday } from '../../ui/today.ts'
import { addDays } from '../../../shared/dates.ts'
import { Voices } from './Voices.tsx'

const SPANS = [30, 90, 365] as const

export function FiguresScreen() {
  const { t } = useTranslation('care')
  const today = useToday()
  const [days, setDays] = useState<(typeof SPANS)[number]>(90)
  const { data, error, again } = useLive('care.figures', {
    fromOn: addDays(today, 1 - days),
    toOn: today,
  })
  const tenths = (value: number | null): string => (value === null ? '—' : (value / 10).toFixed(1))
  const percent = (bp: number | null): string => (bp === null ? '—' : `${(bp / 100).toFixed(0)}%`)
  return (
    <div className="screen">
      <div className="screen-head">
        <div className="grow">
          <h1>{t('parts.careFigures')}</h1>
          <p>{t('figures.says')}</p>
        </div>
        <div className="row" role="group" aria-label={t('figures.span')}>
          {SPANS.map((span) => (
            <Button key={span} pressed={days === span} onPress={() => setDays(span)}>
              {t('figures.days', { count: span })}
            </Button>
          ))}
        </div>
      </div>
      <div className="main scroll">
        {error && <Refused error={error} module="care" onRetry={again} />}
        {!data && !error && <Loading />}
        {data && (
          <>
            <Section
              title={t('figures.goals')}
              note={t('figures.basis', {
                surveys: data.reached.surveys,
                requests: data.reached.requests,
              })}
            >
              <Figures
                pairs={[
                  [t('figures.content', { goal: tenths(data.goals.contentTenths) }), tenths(data.reached.contentTenths)],
                  [t('figures.recommend', { goal: data.goals.recommendPoints }), data.reached.recommendPoints ?? '—'],
                  [t('figures.answered'), percent(data.reached.answeredBp)],
                  [t('figures.callback', { goal: percent(data.goals.callbackBp) }), percent(data.reached.callbackBp)],
                  [t('figures.repeat', { goal: percent(data.goals.repeatBp) }), percent(data.reached.repeatBp)],
                  [t('kinds.complaint'), data.reached.complaints],
                ]}
              />
            </Section>
            <Voices fromOn={addDays(today, 1 - days)} toOn={today} />
            <Section title={t('figures.people')}>
              {data.people.length === 0 && <p className="cap">{t('figures.none')}</p>}
              <KeyValue
                wide
                pairs={data.people.map(({ id, name, given, done, inTime, late, talks }) => [
                  name,
                  <span key={id}>{t('figures.person', { given, done, inTime, late, talks })}</span>,
                ])}
              />
            </Section>
          </>
        )}
      </div>
    </div>
  )
}
