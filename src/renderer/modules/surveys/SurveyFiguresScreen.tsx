// What a questionnaire came to: over the months, by place and by person beside what they say of themselves and colleagues of
// them, and question by question.
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Output } from '../../../shared/contract.ts'
import { addDays } from '../../../shared/dates.ts'
import { useLive } from '../../live.ts'
import type { ScreenProps } from '../../nav/screen.ts'
import { Button } from '../../ui/Button.tsx'
import { Compared, type ComparedRow } from '../../ui/Compared.tsx'
import { Section } from '../../ui/DetailPane.tsx'
import { Empty } from '../../ui/Empty.tsx'
import { Figures, KeyValue } from '../../ui/KeyValue.tsx'
import { Loading } from '../../ui/Loading.tsx'
import { Refused } from '../../ui/Refused.tsx'
import { useToday } from '../../ui/today.ts'
import { points } from './points.ts'

const SPANS = [90, 365, 1095] as const

type Found = Output<'surveys.figures'>
const rowOf = (each: Found['months' | 'sites' | 'people'][number]): ComparedRow => ({
  id: 'month' in each ? each.month : each.id,
  name: 'month' in each ? each.month : each.name,
  cells: [
    String(each.answers),
    points(each.points),
    String(each.recommend ?? '—'),
    ...('selfPoints' in each ? [points(each.selfPoints), points(each.peerPoints)] : []),
  ],
  bar: each.points === null ? null : each.points / 1000,
})

export function SurveyFiguresScreen({ record }: ScreenProps) {
  const { t } = useTranslation('surveys')
  const today = useToday()
  const [days, setDays] = useState<(typeof SPANS)[number]>(365)
  const { data: forms } = useLive('surveys.forms', {})
  const form = forms?.find(({ key }) => key === record)
  const { data, error, again } = useLive('surveys.figures', record ? { key: record, fromOn: addDays(today, 1 - days), toOn: today } : null)
  if (!record) return <Empty drawing="people">{t('figures.choose')}</Empty>
  return (
    <div className="screen">
      <div className="screen-head">
        <div className="grow">
          <h1>{form?.name ?? t('figures.title')}</h1>
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
        {error && <Refused error={error} module="surveys" onRetry={again} />}
        {!data && !error && <Loading />}
        {data && (
          <>
            <Section title={t('figures.all')}>
              <Figures
                pairs={[
                  [t('figures.answers'), data.all.answers],
                  [t('figures.points'), points(data.all.points)],
                  [t('figures.recommend'), data.all.recommend ?? '—'],
                ]}
              />
            </Section>
            {(['months', 'sites', 'people'] as const).map((part) => (
              <Section key={part} title={t(`figures.${part}`)}>
                {data[part].length === 0 ? (
                  <p className="cap">{t('figures.none')}</p>
                ) : (
                  <Compared
                    of={t(`figures.of-${part}`)}
                    barOf={t('figures.points')}
                    columns={[
                      t('figures.answers'),
                      t('figures.points'),
                      t('figures.recommend'),
                      ...(part === 'people' ? [t('figures.self'), t('figures.peers')] : []),
                    ]}
                    rows={data[part].map(rowOf)}
                  />
                )}
              </Section>
            ))}
            <Section title={t('figures.questions')}>
              <KeyValue
                wide
                pairs={data.questions.map((question) => [
                  question.text,
                  <span key={question.id}>
                    {[
                      question.points === null ? '' : points(question.points),
                      question.recommend === null ? '' : t('figures.recommends', { points: question.recommend }),
                      ...question.choices.map(({ option, count }) => `${option} ${count}`),
                      ...question.words,
                    ]
                      .filter(Boolean)
                      .join(' · ') || '—'}{' '}
                    <span className="cap">{t('figures.given', { count: question.answers })}</span>
                  </span>,
                ])}
              />
            </Section>
          </>
        )}
      </div>
    </div>
  )
}
