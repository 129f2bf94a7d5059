// One desktop: how it stands and why, what its rounds brought in plain words, whether it holds what headquarters holds, and
// what was done to it.
import { useTranslation } from 'react-i18next'
import type { ConsoleOutput } from '../../shared/console/contract.ts'
import { DateText } from '../ui/DateText.tsx'
import { KeyValue } from '../ui/KeyValue.tsx'
import { Loading } from '../ui/Loading.tsx'
import { Notice } from '../ui/Notice.tsx'
import { Refused } from '../ui/Refused.tsx'
import { Agreement } from './Agreement.tsx'
import { useAsk } from './ask.ts'
import { Deeds } from './Deeds.tsx'
import { DesktopActions } from './DesktopActions.tsx'
import { Seen } from './DesktopTable.tsx'
import { Rights } from './Rights.tsx'
import { Screen } from './Screen.tsx'
import { useNow } from './use-now.ts'
import { behindText, pendingText, roundText, skewText, StandingMark, stretch } from './words.tsx'

type Shown = ConsoleOutput<'desktops.show'>

export function DesktopScreen({ replica }: { replica: string }) {
  const { t } = useTranslation('console')
  const { value, failure, again } = useAsk('desktops.show', { replica })
  const desktop = value?.desktop
  return (
    <Screen
      title={desktop?.name ?? t('desktop.one')}
      says={desktop && `${desktop.siteName} · ${desktop.code}`}
      actions={value && <DesktopActions shown={value} />}
    >
      {failure && <Refused error={failure} module="console" onRetry={again} />}
      {!value && !failure && <Loading />}
      {value && <Facts shown={value} />}
    </Screen>
  )
}

function Facts({ shown }: { shown: Shown }) {
  const { t } = useTranslation('console')
  const now = useNow()
  const { desktop: d } = shown
  return (
    <div className="stack wide">
      <Notice kind={d.standing === 'lost' || d.standing === 'behind' ? 'act' : d.standing === 'well' ? 'good' : 'plain'}>
        {t(`why.${d.standing}${d.pending === 0 && (d.standing === 'away' || d.standing === 'lost') ? 'Said' : ''}` as 'why.away', {
          seen: stretch(t, Math.max(0, now - d.seenAt)),
          pending: d.pending,
          behind: behindText(t, d, now) ?? '',
          count: d.pending,
        })}
      </Notice>
      {d.outdated && <Notice kind="act">{t('desktop.outdated')}</Notice>}
      <div className="console-columns">
        <KeyValue
          wide
          pairs={[
            [t('desktop.standing'), <StandingMark key="standing" standing={d.standing} />],
            [t('desktop.seen'), <Seen key="seen" desktop={d} now={now} />],
            [t('desktop.behind'), behindText(t, d, now)],
            [t('desktop.pending'), pendingText(t, d, now)],
            [t('desktop.cases'), d.cases],
            [t('desktop.quarantined'), d.quarantined],
            [t('care.rows'), shown.rows],
            [t('desktop.rights'), shown.rights],
          ]}
        />
        <KeyValue
          wide
          pairs={[
            [t('desktop.version'), d.appVersion],
            [t('desktop.clock'), skewText(t, d.skewMs) ?? t('desktop.clockRight')],
            [t('desktop.reach'), t(`reach.${d.reach}`)],
            [t('desktop.position'), t('desktop.of', { position: shown.position, head: shown.head })],
            [t('desktop.incarnation'), shown.incarnation],
            shown.former.length > 0 && [
              t('desktop.former'),
              shown.former.map((former) => t('desktop.formerly', former)).join(t('trace.comma')),
            ],
            [t('desktop.paired'), <DateText key="paired" at={d.pairedAt} near />],
            d.revokedAt !== null && [t('desktop.revokedAt'), <DateText key="revokedAt" at={d.revokedAt} near />],
            [
              t('desktop.id'),
              <span key="id" className="mono selectable">
                {d.replica}
              </span>,
            ],
          ]}
        />
      </div>
      {shown.keyRequest && (
        <Notice kind="act">{t('desktop.keyRequested', { who: shown.keyRequest.byName, reason: shown.keyRequest.reason })}</Notice>
      )}
      {shown.held.length > 0 && <Rights held={shown.held} desktop={d.name} />}
      <div className="console-columns">
        <section className="stack">
          <h2 className="title">{t('rounds.title')}</h2>
          {shown.rounds.length === 0 && <p className="muted">{t('rounds.none')}</p>}
          <ol className="history">
            {shown.rounds.map((round) => (
              <li key={round.number} className={round.refused !== null || round.quarantined > 0 ? 'act' : undefined}>
                <span className="cap">
                  <DateText at={round.firstAt} near />
                  {round.times > 1 && (
                    <>
                      {' – '}
                      <DateText at={round.lastAt} near /> · {t('rounds.times', { count: round.times })}
                    </>
                  )}
                </span>
                {roundText(t, round)}
              </li>
            ))}
          </ol>
        </section>
        <div className="column">
          <Agreement shown={shown} />
          <Deeds title={t('desktop.deeds')} deeds={shown.deeds} />
        </div>
      </div>
    </div>
  )
}
