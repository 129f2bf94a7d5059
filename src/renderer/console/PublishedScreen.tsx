// What the whole group works by (people, roles, prices, parameters, templates): it is edited on a desktop with group reach by
// the product's own screens; here stands what was published, when, by whom, and who has it by now.
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Empty } from '../ui/Empty.tsx'
import { Loading } from '../ui/Loading.tsx'
import { Refused } from '../ui/Refused.tsx'
import { useAsk } from './ask.ts'
import { Pages } from './Pages.tsx'
import { tableText } from './record-words.ts'
import { Screen } from './Screen.tsx'
import { StepLine } from './StepLine.tsx'

export function PublishedScreen() {
  const { t } = useTranslation('console')
  const [before, setBefore] = useState<number | null>(null)
  const { value, failure, again } = useAsk('published.list', { before })
  const next = value?.next ?? null
  return (
    <Screen title={t('places.published')} says={t('published.says')}>
      <div className="stack wide">
        {failure && <Refused error={failure} module="console" onRetry={again} />}
        {!value && !failure && <Loading />}
        {value && value.steps.length === 0 && <Empty drawing="calm">{t('published.none')}</Empty>}
        <ol className="history">
          {value?.steps.map((step) => (
            <StepLine key={step.changeset} step={step} about={step.tables.map((table) => tableText(t, table)).join(t('trace.comma'))} />
          ))}
        </ol>
        <Pages back={before === null ? null : () => setBefore(null)} next={next === null ? null : () => setBefore(next)} />
      </div>
    </Screen>
  )
}
