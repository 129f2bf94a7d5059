// The group at one glance: how many desktops stand how, what waits, which need somebody now, and how much is kept.
import { useTranslation } from 'react-i18next'
import type { ConsoleOutput } from '../../shared/console/contract.ts'
import { standings } from '../../shared/console/rules.ts'
import { Button } from '../ui/Button.tsx'
import { Empty } from '../ui/Empty.tsx'
import { Figures, KeyValue } from '../ui/KeyValue.tsx'
import { Loading } from '../ui/Loading.tsx'
import { Notice } from '../ui/Notice.tsx'
import { Refused } from '../ui/Refused.tsx'
import { useToday } from '../ui/today.ts'
import { useAsk } from './ask.ts'
import { DesktopTable } from './DesktopTable.tsx'
import { Bars } from './Bars.tsx'
import { go, pathOf } from './route.ts'
import { Screen } from './Screen.tsx'
import { Trend } from './Trend.tsx'
import { useNow } from './use-now.ts'
import { pendingText, StandingMark, storagePairs, versionPairs } from './words.tsx'
import { startOf } from '../../shared/dates.ts'

type Shown = ConsoleOutput<'overview.show'>

export function OverviewScreen() {
  const { t } = useTranslation('console')
  const midnight = startOf(useToday())
  const { value, failure, again } = useAsk('overview.show', { midnight })
  const desktops = value ? standings.reduce((sum, each) => sum + value.counts[each], 0) - value.counts.revoked : 0
  return (
    <Screen title={t('places.overview')} says={value && t('overview.says', { sites: value.sites, desktops })}>
      {failure && <Refused error={failure} module="console" onRetry={again} />}
      {!value && !failure && <Loading />}
      {value && desktops === 0 && (
        <Empty
          drawing="calm"
          action={
            <Button kind="primary" onPress={() => go('sites')}>
              {t('overview.first')}
            </Button>
          }
        >
          {t('overview.none')}
        </Empty>
      )}
      {value && desktops > 0 && <Group shown={value} />}
    </Screen>
  )
}

function Group({ shown }: { shown: Shown }) {
  const { t } = useTranslation('console')
  const { counts, disk } = shown
  const now = useNow()
  return (
    <div className="stack wide">
      {disk.state !== 'well' && <Notice kind="act">{t(`disk.${disk.state}`)}</Notice>}
      <ul className="standings">
        {standings
          .filter((standing) => standing !== 'revoked')
          .map((standing) => (
            <li key={standing}>
              <a href={pathOf('desktops', 'standing', standing)}>
                <b>{counts[standing]}</b>
                <StandingMark standing={standing} />
              </a>
            </li>
          ))}
      </ul>
      <Figures
        pairs={[
          [t('overview.online'), shown.online],
          [t('overview.pending'), pendingText(t, shown, now)],
          [
            t('overview.cases'),
            <a key="cases" href={pathOf('cases')} className={shown.cases > 0 ? 'link act' : 'link'}>
              {shown.cases}
            </a>,
          ],
          [
            t('overview.quarantined'),
            <a key="quarantined" href={pathOf('quarantine')} className={shown.quarantined > 0 ? 'link act' : 'link'}>
              {shown.quarantined}
            </a>,
          ],
          [
            t('overview.skewed'),
            <span key="skewed" className={shown.skewed > 0 ? 'warn' : undefined}>
              {shown.skewed}
            </span>,
          ],
        ]}
      />
      <section className="stack">
        <h2 className="title">{t('overview.worst')}</h2>
        {shown.worst.length > 0 ? <DesktopTable desktops={shown.worst} /> : <Notice kind="good">{t('overview.allWell')}</Notice>}
      </section>
      <Trend />
      <div className="console-columns">
        <section className="stack">
          <h2 className="title">
            {t('overview.growth')} <span className="cap">{t('overview.head', { count: shown.head })}</span>
          </h2>
          <Bars title={t('overview.growth')} days={shown.days.map(({ from, entries }) => ({ from, value: entries }))} />
        </section>
        <section className="stack">
          <h2 className="title">{t('overview.kept')}</h2>
          <KeyValue wide pairs={[...storagePairs(t, disk), ...versionPairs(t, shown.versions)]} />
        </section>
      </div>
    </div>
  )
}
