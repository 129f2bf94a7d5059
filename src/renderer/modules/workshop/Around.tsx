// What must be known of a car before anybody touches it: recalls, what the law counts, what was advised and not done, and what
// was done. In the desk's dialog and beside every order.
import { useTranslation } from 'react-i18next'
import type { CarAround } from '../../../shared/modules/workshop/contract/shapes.ts'
import { open } from '../../state.ts'
import { DateText } from '../../ui/DateText.tsx'
import { Section } from '../../ui/DetailPane.tsx'
import { Mark } from '../../ui/Mark.tsx'
import { Money } from '../../ui/Money.tsx'
import { Notice } from '../../ui/Notice.tsx'

const levels = {
  outside: ['ring', 'plain'],
  inside: ['tickedDisc', 'good'],
  near: ['triangle', 'warn'],
  reached: ['diamond', 'act'],
} as const

export function Around({ around, fresh = false }: { around: CarAround; fresh?: boolean }) {
  const { t } = useTranslation('workshop')
  const { recalls, guarantee, declined, findings, history, here } = around
  return (
    <>
      {recalls.length > 0 && (
        <Section>
          <Notice kind="act">{recalls.map(({ no, title }) => t('around.recall', { no, title })).join(t('semicolon'))}</Notice>
        </Section>
      )}
      {fresh && here.length > 0 && (
        <Section>
          <Notice kind="act">{t('around.here', { list: here.map(({ no }) => no).join(t('comma')) })}</Notice>
        </Section>
      )}
      {guarantee && (
        <Section title={t('around.guarantee')}>
          <div className="row">
            <Mark shape={levels[guarantee.level][0]} tone={levels[guarantee.level][1]} word={t(`levels.${guarantee.level}`)} />
            <span className="cap">{t('around.until', { repair: guarantee.repairUntil, valid: guarantee.validUntil })}</span>
          </div>
          <p className="cap">
            {t('around.counters', { days: guarantee.days, dayLimit: guarantee.dayLimit, times: guarantee.times })}
            {guarantee.worst !== null &&
              t('around.worst', { worst: guarantee.worst, times: guarantee.worstTimes, limit: guarantee.timeLimit })}
          </p>
        </Section>
      )}
      {declined.length > 0 && (
        <Section title={t('around.declined')}>
          <ul className="stack">
            {declined.map(({ name, on, no }) => (
              <li key={`${no} ${name}`} className="row">
                <span className="grow">{name}</span>
                <span className="cap">
                  <DateText on={on} />
                </span>
              </li>
            ))}
          </ul>
        </Section>
      )}
      {findings.length > 0 && (
        <Section title={t('around.findings')}>
          <ul className="stack">
            {findings.map(({ name, state, valueMilli, unit, declined: no, on }) => (
              <li key={name} className="row">
                <Mark
                  shape={state === 'urgent' ? 'diamond' : 'triangle'}
                  tone={state === 'urgent' ? 'act' : 'warn'}
                  word={t(`inspections:states.${state}`)}
                />
                <span className="grow">
                  {name} {valueMilli !== null && `${valueMilli / 1000} ${unit ?? ''}`}{' '}
                  {no && <span className="cap">{t('inspections:answers.declined')}</span>}
                </span>
                <span className="cap">
                  <DateText on={on} />
                </span>
              </li>
            ))}
          </ul>
        </Section>
      )}
      <Section title={t('around.history')}>
        {history.length === 0 && <p className="cap">{t('around.first')}</p>}
        <ul className="stack">
          {history.map((visit) => (
            <li key={visit.id}>
              <div className="row">
                <button type="button" className="link" onClick={() => open('workOrder', { record: visit.id, title: visit.no })}>
                  {visit.no}
                </button>
                <span className="cap grow">
                  <DateText on={visit.receivedOn} /> · {t('km', { km: visit.km })}
                </span>
                <Money fen={visit.totalFen} />
              </div>
              <p className="cap">
                {t(`kinds.${visit.kind}`)} · {visit.complaint}
              </p>
            </li>
          ))}
        </ul>
      </Section>
    </>
  )
}
