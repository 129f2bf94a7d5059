// Whether a desktop holds what headquarters holds, by scope, as of when both were last compared; when they last differed, and
// what the desktop set right.
import { useTranslation } from 'react-i18next'
import type { ConsoleOutput } from '../../shared/console/contract.ts'
import { DateText } from '../ui/DateText.tsx'
import { KeyValue } from '../ui/KeyValue.tsx'
import { Mark } from '../ui/Mark.tsx'

type Shown = ConsoleOutput<'desktops.show'>

export function Agreement({ shown }: { shown: Shown }) {
  const { t } = useTranslation('console')
  const { agreements, repairs, check, anew } = shown
  const differed = agreements.flatMap(({ differedAt, differedPosition: position }) =>
    differedAt === null ? [] : [{ at: differedAt, position }],
  )
  const last = differed.toSorted((a, b) => b.at - a.at)[0]
  return (
    <section className="stack">
      <h2 className="title">{t('agreement.title')}</h2>
      {agreements.length === 0 && <p className="muted">{t('agreement.none')}</p>}
      <KeyValue
        wide
        pairs={[
          ...agreements.map(
            ({ scope, agrees, position, at }) =>
              [
                t(`agreement.${scope === 'site' && shown.desktop.reach === 'group' ? 'sites' : scope}`),
                <span key={scope} className="agreement">
                  {agrees ? (
                    <Mark shape="tickedDisc" tone="good" word={t('agreement.agrees')} />
                  ) : (
                    <Mark shape="triangle" tone="act" word={t('agreement.differs')} />
                  )}
                  <span className="cap">
                    {t('agreement.at', { position })} · <DateText at={at} near />
                  </span>
                </span>,
              ] as const,
          ),
          agreements.length > 0 && [
            t('agreement.differed'),
            last ? (
              <span key="differed">
                <DateText at={last.at} near /> <span className="cap">{t('agreement.position', { position: last.position })}</span>
              </span>
            ) : (
              t('agreement.never')
            ),
          ],
          check && [t('desktop.checked'), t(check.heard ? 'desktop.checkHeard' : 'desktop.checkWaits')],
          anew && [
            t('desktop.anewOne'),
            <span key="anew">
              {t(`desktop.anewStates.${anew.state}`)}{' '}
              <span className="cap">
                {t('desktop.anewAsked')} <DateText at={anew.askedAt} near />
              </span>
            </span>,
          ],
        ]}
      />
      {repairs.length > 0 && (
        <ol className="history">
          {repairs.map(({ number, at, rows, incident }) => (
            <li key={number}>
              <span className="cap">
                <DateText at={at} near />
                {incident !== '' && ` · ${t('agreement.incident', { incident })}`}
              </span>
              {t('agreement.repaired', { count: rows })}
            </li>
          ))}
        </ol>
      )}
    </section>
  )
}
