// The way of one thing through headquarters: from a contract's number, a car, a telephone or an id to every changeset that
// touched it, what became of each, and who has it by now.
import SearchIcon from 'lucide-react/icons/search'
import { useState, type FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import type { Step } from '../../shared/console/contract.ts'
import { Button } from '../ui/Button.tsx'
import { DateText } from '../ui/DateText.tsx'
import { Empty } from '../ui/Empty.tsx'
import { Loading } from '../ui/Loading.tsx'
import { Mark } from '../ui/Mark.tsx'
import { Refused } from '../ui/Refused.tsx'
import { TextField } from '../ui/TextField.tsx'
import { useAsk } from './ask.ts'
import { commandText, tableText, whyText } from './record-words.ts'
import { go, pathOf } from './route.ts'
import { Screen } from './Screen.tsx'

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

const looks = {
  accepted: ['tickedDisc', 'good'],
  adjusted: ['triangle', 'warn'],
  lost: ['diamond', 'act'],
  quarantined: ['cross', 'act'],
  discarded: ['cross', 'done'],
} as const

function StepLine({ step }: { step: Step }) {
  const { t } = useTranslation('console')
  const { ruling, desktop, holders } = step
  const reason = step.reason === null ? null : splitReason(step.reason)
  return (
    <li className={ruling === 'lost' || ruling === 'quarantined' ? 'act' : undefined}>
      <span className="cap">
        <DateText at={step.receivedAt} near /> ·{' '}
        {step.position === null ? t('trace.notInFeed') : t('trace.position', { position: step.position })}
      </span>
      <span className="step-head">
        <b>{commandText(t, step.command)}</b>
        {ruling && <Mark shape={looks[ruling][0]} tone={looks[ruling][1]} word={t(`trace.rulings.${ruling}`)} />}
      </span>
      <span className="block">
        {desktop ? (
          <a className="link" href={pathOf('desktops', desktop.replica)}>
            {desktop.siteName} · {desktop.name} ({desktop.code})
          </a>
        ) : (
          t('trace.headquarters')
        )}
        {step.who && ` · ${step.who}`} · {t('trace.madeAt')} <DateText at={step.deviceTime} near />
      </span>
      {reason && <span className="block">{whyText(t, reason)}</span>}
      {step.cases.map((id) => (
        <a key={id} className="link block" href={pathOf('cases', id)}>
          {t('trace.case')}
        </a>
      ))}
      {holders && (
        <span className="block muted">
          {holders.has === holders.of
            ? t('trace.everybody', { count: holders.of })
            : [
                t('trace.holders', { has: holders.has, of: holders.of }),
                holders.told > 0 && t('trace.told', { count: holders.told }),
                holders.without.length > 0 && t('trace.without', { names: holders.without.map(({ name }) => name).join(t('trace.comma')) }),
              ]
                .filter(Boolean)
                .join(t('trace.comma'))}
        </span>
      )}
      <span className="cap mono selectable">{step.changeset}</span>
    </li>
  )
}

function splitReason(text: string): { reason: string; about: string | null } {
  const [reason = text, ...about] = text.split(' ')
  return { reason, about: about.length > 0 ? about.join(' ') : null }
}
