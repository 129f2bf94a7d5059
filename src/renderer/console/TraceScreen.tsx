// The way of one thing through headquarters: from a contract's number, a car, a telephone or an id to every changeset that
// touched it, what became of each, and who has it by now.
import SearchIcon from 'lucide-react/icons/search'
import { useState, type FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../ui/Button.tsx'
import { Empty } from '../ui/Empty.tsx'
import { Loading } from '../ui/Loading.tsx'
import { Refused } from '../ui/Refused.tsx'
import { TextField } from '../ui/TextField.tsx'
import { useAsk } from './ask.ts'
import { tableText } from './record-words.ts'
import { go } from './route.ts'
import { Screen } from './Screen.tsx'
import { StepLine } from './StepLine.tsx'

/** `text` comes from the address, so that a trace can be kept and sent. */
export function TraceScreen({ text }: { text: string }) {
  const { t } = useTranslation('console')
  const [typed, setTyped] = useState(text)
  const look = (event: FormEvent): void => {
    event.preventDefault()
    if (typed.trim() !== '') go('trace', typed.trim())
  }
  return (
    <Screen title={t('places.trace')} says={t('trace.says')}>
      <div className="stack wide">
        <form className="filters" role="search" onSubmit={look}>
          <TextField label={t('trace.what')} hint={t('trace.hint')} type="search" autoFocus value={typed} onChange={setTyped} />
          <Button kind="primary" type="submit" icon={SearchIcon}>
            {t('trace.go')}
          </Button>
        </form>
        {text !== '' && <Way text={text} />}
      </div>
    </Screen>
  )
}

function Way({ text }: { text: string }) {
  const { t } = useTranslation('console')
  const { value, failure, again } = useAsk('trace.find', { text })
  if (failure) return <Refused error={failure} module="console" onRetry={again} />
  if (!value) return <Loading />
  if (value.steps.length === 0) return <Empty drawing="search">{t('trace.none', { text })}</Empty>
  return (
    <section className="stack" aria-label={t('trace.way')}>
      {value.found.length > 0 && (
        <p className="muted">
          {t('trace.found', {
            what: value.found
              .map(({ table, siteName }) => [tableText(t, table), siteName].filter(Boolean).join(t('trace.at')))
              .join(t('trace.comma')),
          })}
        </p>
      )}
      <ol className="history">
        {value.steps.map((step) => (
          <StepLine key={step.changeset} step={step} />
        ))}
      </ol>
      {value.more && <p className="muted">{t('trace.more')}</p>}
    </section>
  )
}
