// Desktops as lines, worst first: how each stands, when it was last heard of, and what waits there.
import { useTranslation } from 'react-i18next'
import type { Desktop } from '../../shared/console/contract/desktops.ts'
import { pathOf } from './route.ts'
import { useNow } from './use-now.ts'
import { behindText, skewText, StandingMark, stretch } from './words.tsx'

export function DesktopTable({ desktops }: { desktops: readonly Desktop[] }) {
  const { t } = useTranslation('console')
  return (
    <table className="facts desktops">
      <thead>
        <tr>
          <th>{t('desktop.standing')}</th>
          <th>{t('desktop.name')}</th>
          <th>{t('desktop.site')}</th>
          <th>{t('desktop.seen')}</th>
          <th>{t('desktop.behind')}</th>
          <th className="num">{t('desktop.pending')}</th>
          <th className="num">{t('desktop.cases')}</th>
          <th className="num">{t('desktop.quarantined')}</th>
          <th>{t('desktop.version')}</th>
        </tr>
      </thead>
      <tbody>
        {desktops.map((desktop) => (
          <Line key={desktop.replica} desktop={desktop} />
        ))}
      </tbody>
    </table>
  )
}

function Line({ desktop }: { desktop: Desktop }) {
  const { t } = useTranslation('console')
  const now = useNow()
  const skew = skewText(t, desktop.skewMs)
  return (
    <tr>
      <td>
        <StandingMark standing={desktop.standing} />
      </td>
      <td>
        <a className="link" href={pathOf('desktops', desktop.replica)}>
          {desktop.name}
        </a>{' '}
        <span className="cap mono">{desktop.code}</span>
      </td>
      <td>{desktop.siteName}</td>
      <td>
        <Seen desktop={desktop} now={now} />
      </td>
      <td>{behindText(t, desktop, now) ?? <span className="muted">—</span>}</td>
      <Count of={desktop.pending} />
      <Count of={desktop.cases} act />
      <Count of={desktop.quarantined} act />
      <td>
        <span className={desktop.outdated ? 'act' : undefined}>{desktop.appVersion}</span>{' '}
        {desktop.outdated && <span className="cap">{t('desktop.tooOld')}</span>} {skew && <span className="warn">{skew}</span>}
      </td>
    </tr>
  )
}

/** Now, or how long ago. */
export function Seen({ desktop, now }: { desktop: Pick<Desktop, 'online' | 'seenAt'>; now: number }) {
  const { t } = useTranslation('console')
  if (desktop.online) return <span className="good">{t('desktop.online')}</span>
  if (desktop.seenAt === 0) return <span className="muted">{t('desktop.neverSeen')}</span>
  return (
    <time dateTime={new Date(desktop.seenAt).toISOString()}>
      {t('desktop.ago', { time: stretch(t, Math.max(0, now - desktop.seenAt)) })}
    </time>
  )
}

function Count({ of: count, act = false }: { of: number; act?: boolean }) {
  return <td className={`num${count === 0 ? ' muted' : act ? ' act mid' : ''}`}>{count}</td>
}
