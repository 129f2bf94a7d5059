// One figure of the group over the last month, day by day; which one is chosen above it. The table of the same figures is for
// whoever cannot see them.
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ConsoleOutput } from '../../shared/console/contract.ts'
import { startOf } from '../../shared/dates.ts'
import { Refused } from '../ui/Refused.tsx'
import { useToday } from '../ui/today.ts'
import { useAsk } from './ask.ts'
import { Bars } from './Bars.tsx'
import { bytesText } from './words.tsx'

const measures = ['online', 'troubled', 'pending', 'cases', 'quarantined', 'bytes'] as const
type Measure = (typeof measures)[number]
type Day = ConsoleOutput<'trends.show'>['days'][number]

export function Trend() {
  const { t } = useTranslation('console')
  const [measure, setMeasure] = useState<Measure>('online')
  const { value, failure, again } = useAsk('trends.show', { midnight: startOf(useToday()) })
  const days = value?.days ?? []
  return (
    <section className="stack">
      <h2 className="title">{t('trend.title')}</h2>
      <div className="views-line" role="group" aria-label={t('trend.measure')}>
        {measures.map((each) => (
          <button key={each} type="button" className="chip" aria-pressed={each === measure} onClick={() => setMeasure(each)}>
            {t(`trend.measures.${each}`)}
          </button>
        ))}
      </div>
      {failure && <Refused error={failure} module="console" onRetry={again} />}
      {days.some(({ sample }) => sample) ? (
        <Bars title={t(`trend.measures.${measure}`)} days={days.map((day) => ({ from: day.from, ...figureOf(day, measure) }))} />
      ) : (
        value && <p className="muted">{t('trend.none')}</p>
      )}
    </section>
  )
}

function figureOf({ sample }: Day, measure: Measure): { value: number | null; text?: string } {
  if (sample === null) return { value: null }
  return measure === 'bytes' ? { value: sample.bytes, text: bytesText(sample.bytes) } : { value: sample[measure] }
}
