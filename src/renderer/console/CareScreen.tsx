// How headquarters itself is kept: its backups with what was found in each, how much there is and how fast it grows, what the
// desktops run, and how long the certificate lasts.
import BackupIcon from 'lucide-react/icons/archive'
import type { TFunction } from 'i18next'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ConsoleOutput } from '../../shared/console/contract.ts'
import type { Backup } from '../../shared/console/contract/care.ts'
import { isDue, isLate, nextDue } from '../../shared/console/rules.ts'
import { startOf } from '../../shared/dates.ts'
import { Button } from '../ui/Button.tsx'
import { DateText } from '../ui/DateText.tsx'
import { Empty } from '../ui/Empty.tsx'
import { KeyValue } from '../ui/KeyValue.tsx'
import { Loading } from '../ui/Loading.tsx'
import { Mark } from '../ui/Mark.tsx'
import { Notice } from '../ui/Notice.tsx'
import { Refused } from '../ui/Refused.tsx'
import { useToday } from '../ui/today.ts'
import { sayBriefly } from '../ui/toast.tsx'
import { useDeed } from '../ui/use-deed.ts'
import { ask, useAsk } from './ask.ts'
import { CareSetting, clockText, type Setting } from './CareSetting.tsx'
import { Bars } from './Bars.tsx'
import { Screen } from './Screen.tsx'
import { useMay } from './session.ts'
import { useNow } from './use-now.ts'
import { StorageKept } from './StorageKept.tsx'
import { bytesText, stretch, versionPairs } from './words.tsx'

type Shown = ConsoleOutput<'care.show'>
/** A certificate that ends sooner is said loudly. */
const SOON_MS = 30 * 86_400_000

export function CareScreen() {
  const { t } = useTranslation('console')
  const { value, failure, again } = useAsk('care.show', { midnight: startOf(useToday()) })
  const mayChange = useMay('operator')
  const deed = useDeed()
  const make = (): void =>
    deed.run(
      () => ask('backups.make', {}),
      ({ proof }) => sayBriefly(t('care.made', { size: bytesText(proof?.bytes ?? 0) })),
    )
  return (
    <Screen
      title={t('places.care')}
      says={t('care.says')}
      actions={
        mayChange && (
          <Button kind="primary" icon={BackupIcon} busy={deed.busy || value?.backup.doing?.what === 'make'} onPress={make}>
            {t('care.make')}
          </Button>
        )
      }
    >
      {deed.failure && <Refused error={deed.failure} module="console" />}
      {failure && <Refused error={failure} module="console" onRetry={again} />}
      {!value && !failure && <Loading />}
      {value && <Kept shown={value} mayChange={mayChange} />}
    </Screen>
  )
}

function Kept({ shown, mayChange }: { shown: Shown; mayChange: boolean }) {
  const { t } = useTranslation('console')
  const now = useNow()
  const mayRule = useMay('administrator')
  const [setting, setSetting] = useState<Setting['what'] | null>(null)
  const { disk, certificate, backup, backups } = shown
  const left = certificate.until - now
  const whole = backups.find(({ damaged }) => damaged === null)
  const late = !whole || isLate(backup.plan, whole.madeAt, now)
  return (
    <div className="stack wide">
      {disk.state !== 'well' && <Notice kind="act">{t(`disk.${disk.state}`)}</Notice>}
      {backup.failed && <Notice kind="act">{t('care.failed', { why: t(`refusals.${backup.failed.why}`) })}</Notice>}
      {late && <Notice kind="act">{t(whole ? 'care.late' : 'care.noneWhole')}</Notice>}
      {left < SOON_MS && <Notice kind="act">{t('care.certificateSoon', { time: stretch(t, Math.max(0, left)) })}</Notice>}
      <section className="stack">
        <h2 className="title">{t('care.backups')}</h2>
        <p className="muted">{t('care.backupsSay', { folder: backup.folder })}</p>
        {backup.second?.failed && <Notice kind="act">{t('care.secondFailed', { why: t(`refusals.${backup.second.failed.why}`) })}</Notice>}
        <KeyValue
          wide
          pairs={[
            [t('care.plan'), planText(t, backup.plan)],
            [
              t('care.next'),
              isDue(backup.plan, whole?.madeAt ?? null, now) ? (
                t('care.nextSoon')
              ) : (
                <DateText key="next" at={nextDue(backup.plan, now)} near />
              ),
            ],
            [t('care.second'), secondText(t, backup.second)],
          ]}
        />
        {mayRule && (
          <div className="row">
            <Button size="small" onPress={() => setSetting('plan')}>
              {t('care.setPlan')}
            </Button>
            <Button size="small" onPress={() => setSetting('second')}>
              {t('care.setSecond')}
            </Button>
          </div>
        )}
        {backups.length === 0 ? <Empty drawing="calm">{t('care.none')}</Empty> : <Backups shown={shown} mayChange={mayChange} />}
      </section>
      <div className="console-columns">
        <section className="stack">
          <h2 className="title">
            {t('overview.growth')} <span className="cap">{t('overview.head', { count: shown.head })}</span>
          </h2>
          <Bars title={t('overview.growth')} days={shown.days.map(({ from, entries }) => ({ from, value: entries }))} />
        </section>
        <StorageKept shown={shown} mayChange={mayChange} />
        <section className="stack">
          <h2 className="title">{t('care.versions')}</h2>
          <KeyValue
            wide
            pairs={[
              [t('care.headquarters'), shown.version],
              [t('care.minimum'), shown.minimum.version ?? t('care.anyVersion')],
              ...versionPairs(t, shown.versions),
              [t('care.since'), <DateText key="since" at={shown.startedAt} near />],
            ]}
          />
          {shown.minimum.below > 0 && <Notice kind="act">{t('care.below', { count: shown.minimum.below })}</Notice>}
          {mayRule && (
            <div className="row">
              <Button size="small" onPress={() => setSetting('minimum')}>
                {t('care.setMinimum')}
              </Button>
            </div>
          )}
        </section>
        <section className="stack">
          <h2 className="title">{t('care.certificate')}</h2>
          <KeyValue
            wide
            pairs={[
              [t('care.until'), <DateText key="until" at={certificate.until} />],
              [
                t('care.fingerprint'),
                <span key="fingerprint" className="mono selectable care-print">
                  {certificate.fingerprint}
                </span>,
              ],
              [t('care.announced'), certificate.announced.length],
            ]}
          />
        </section>
      </div>
      {(['minimum', 'plan', 'second'] as const).map((what) => (
        <CareSetting key={what} what={what} shown={shown} open={setting === what} onClose={() => setSetting(null)} />
      ))}
    </div>
  )
}

const planText = (t: TFunction<'console'>, { everyHours, hour, kept }: Shown['backup']['plan']): string =>
  t(everyHours === 24 ? 'care.planDaily' : 'care.planTurns', { count: kept, hours: everyHours, time: clockText(hour) })

const secondText = (t: TFunction<'console'>, second: Shown['backup']['second']): string =>
  second === null ? t('care.secondNone') : t(second.name === null ? 'care.secondEmpty' : 'care.secondAt', { ...second })

function Backups({ shown, mayChange }: { shown: Shown; mayChange: boolean }) {
  const { t } = useTranslation('console')
  const deed = useDeed()
  const { doing } = shown.backup
  const prove = ({ name }: Backup): void =>
    deed.run(
      () => ask('backups.prove', { name }),
      ({ damaged }) => sayBriefly(t(damaged === null ? 'care.proved' : 'care.foundDamaged')),
    )
  return (
    <>
      {deed.failure && <Refused error={deed.failure} module="console" />}
      <table className="facts">
        <thead>
          <tr>
            <th>{t('care.madeAt')}</th>
            <th>{t('care.state')}</th>
            <th>{t('care.provedAt')}</th>
            <th className="num">{t('care.entries')}</th>
            <th className="num">{t('care.rows')}</th>
            <th className="num">{t('desktop.name')}</th>
            <th className="num">{t('care.size')}</th>
            <th className="num">{t('care.took')}</th>
            {mayChange && (
              <th className="button-column">
                <span className="visually-hidden">{t('actions')}</span>
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {shown.backups.map((backup) => (
            <tr key={backup.name}>
              <td>
                <DateText at={backup.madeAt} near />
              </td>
              <td>
                {backup.damaged === null ? (
                  <Mark shape="tickedDisc" tone="good" word={t('care.whole')} />
                ) : (
                  <Mark shape="cross" tone="act" word={t('care.damaged')} />
                )}
              </td>
              <td>
                <DateText at={backup.provedAt} near />
              </td>
              <td className="num">{backup.proof?.head ?? '—'}</td>
              <td className="num">{backup.proof?.rows ?? '—'}</td>
              <td className="num">{backup.proof?.desktops ?? '—'}</td>
              <td className="num">{backup.proof ? bytesText(backup.proof.bytes) : '—'}</td>
              <td className="num">{backup.proof ? t('care.seconds', { seconds: (backup.proof.tookMs / 1000).toFixed(1) }) : '—'}</td>
              {mayChange && (
                <td className="button-column">
                  <Button
                    size="small"
                    busy={doing?.name === backup.name}
                    disabled={doing !== null && doing.name !== backup.name}
                    onPress={() => prove(backup)}
                    label={t('care.proveOf', { name: backup.name })}
                  >
                    {t('care.prove')}
                  </Button>
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </>
  )
}
