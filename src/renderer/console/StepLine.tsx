// One changeset on its way through headquarters: who did what where, what was ruled, and who has it by now.
import { useTranslation } from 'react-i18next'
import type { Step } from '../../shared/console/contract/inquiry.ts'
import { DateText } from '../ui/DateText.tsx'
import { Mark } from '../ui/Mark.tsx'
import { commandText, whyText } from './record-words.ts'
import { pathOf } from './route.ts'

const looks = {
  accepted: ['tickedDisc', 'good'],
  adjusted: ['triangle', 'warn'],
  lost: ['diamond', 'act'],
  quarantined: ['cross', 'act'],
  discarded: ['cross', 'done'],
} as const

/** `about`: what of it is of interest where it is listed. */
export function StepLine({ step, about }: { step: Step; about?: string }) {
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
        {about && <span className="muted">{about}</span>}
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
