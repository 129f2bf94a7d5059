// How much headquarters keeps, of what it is and how it grew, what of it is empty and can be given back to the disk, and how
// long each thing is kept.
import { useTranslation } from 'react-i18next'
import type { ConsoleOutput } from '../../shared/console/contract.ts'
import { dayOf } from '../../shared/dates.ts'
import { SESSION } from '../../shared/console/rules.ts'
import { Button } from '../ui/Button.tsx'
import { KeyValue } from '../ui/KeyValue.tsx'
import { Refused } from '../ui/Refused.tsx'
import { sayBriefly } from '../ui/toast.tsx'
import { useDeed } from '../ui/use-deed.ts'
import { ask } from './ask.ts'
import { bytesText, storagePairs } from './words.tsx'

type Shown = ConsoleOutput<'care.show'>

export function StorageKept({ shown, mayChange }: { shown: Shown; mayChange: boolean }) {
  const { t } = useTranslation('console')
  const deed = useDeed()
  const { doing, plan } = shown.backup
  const compact = (): void =>
    deed.run(
      () => ask('storage.compact', {}),
      ({ bytes }) => sayBriefly(t('care.compacted', { size: bytesText(bytes) })),
    )
  return (
    <>
      <section className="stack">
        <h2 className="title">{t('care.storage')}</h2>
        <KeyValue wide pairs={[...storagePairs(t, shown.disk), [t('care.empty'), bytesText(shown.empty)], [t('care.rows'), shown.rows]]} />
        {deed.failure && <Refused error={deed.failure} module="console" />}
        {mayChange && (
          <div className="row">
            <Button
              size="small"
              busy={deed.busy || doing?.what === 'compact'}
              disabled={shown.empty === 0 || (doing !== null && doing.what !== 'compact')}
              onPress={compact}
            >
              {t('care.compact')}
            </Button>
          </div>
        )}
        <Held shown={shown} />
      </section>
      <section className="stack">
        <h2 className="title">{t('care.retention')}</h2>
        <KeyValue
          wide
          pairs={[
            [t('care.keptFeed'), t('care.forever')],
            [t('care.rounds'), t('care.roundsKept', { count: shown.retention.rounds })],
            [t('care.trends'), t('care.trendsKept', { count: shown.retention.trendDays })],
            [t('care.spent'), t('care.spentKept', { count: shown.retention.spentDays })],
            [t('care.keptBackups'), t('care.keptBackupsSay', { count: plan.kept })],
            [t('care.keptSessions'), t('care.sessionHours', { count: SESSION.wholeMs / 3_600_000 })],
          ]}
        />
      </section>
    </>
  )
}

/** Counting this reads every page, so it is counted in the copies and not in what answers desktops. */
function Held({ shown: { backups } }: { shown: Shown }) {
  const { t } = useTranslation('console')
  const counted = backups.flatMap(({ madeAt, damaged, proof }) =>
    damaged === null && proof && proof.holds.length > 0 ? [{ madeAt, holds: proof.holds }] : [],
  )
  const [newest, oldest] = [counted[0], counted.at(-1)]
  if (!newest || !oldest) return null
  const bytesThen = (what: string): number => oldest.holds.find((each) => each.what === what)?.bytes ?? 0
  return (
    <>
      <h3 className="cap">{t('care.holds')}</h3>
      <KeyValue
        wide
        pairs={newest.holds.map(({ what, bytes }) => {
          const more = bytes - bytesThen(what)
          const size = bytesText(bytes)
          return [t(`care.holding.${what}`), more > 0 ? t('care.grown', { size, more: bytesText(more) }) : size]
        })}
      />
      <p className="muted">
        {newest === oldest
          ? t('care.holdsOnce', { time: dayOf(newest.madeAt) })
          : t('care.holdsSay', { time: dayOf(newest.madeAt), since: dayOf(oldest.madeAt) })}
      </p>
    </>
  )
}
