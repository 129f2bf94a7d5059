// Who may sell a car firm, as a word in a list and as sentences on its record: this desktop, another one, or whoever
// headquarters hears first. A store that decides alone has nothing to say.
import { useTranslation } from 'react-i18next'
import type { VehicleRow } from '../../../shared/modules/vehicles/contract/shapes.ts'
import { Button } from '../../ui/Button.tsx'
import { dayOf, timeOf } from '../../ui/DateText.tsx'
import { Mark } from '../../ui/Mark.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { rightWord } from './words.ts'

export function RightMark({ car }: { car: VehicleRow }) {
  const { t } = useTranslation('vehicles')
  const word = rightWord(t, car)
  if (word === '') return <span className="muted">·</span>
  if (car.rightMoving) return <Mark shape="dashedRing" tone="warn" word={word} />
  if (car.right?.here) return <Mark shape="lock" tone="good" word={word} />
  if (car.right?.device) return <Mark shape="lock" tone="plum" word={word} />
  return <span className="muted">{word}</span>
}

/** `onOverride` for whoever may take it from a desktop that cannot be reached. */
export function RightNotices({ car, onOverride }: { car: VehicleRow; onOverride?: (() => void) | undefined }) {
  const { t } = useTranslation('vehicles')
  const { right } = car
  if (car.state === 'sold' && !right?.overridden) return null
  const since = right ? `${dayOf(right.since)} ${timeOf(right.since)}` : ''
  return (
    <>
      {right?.device && (
        <Notice
          kind={right.here ? 'good' : 'plain'}
          action={
            !right.here &&
            onOverride && (
              <Button size="small" kind="quiet" onPress={onOverride} disabled={car.rightMoving}>
                {t('override.open')}
              </Button>
            )
          }
        >
          {t(right.here ? 'right.here' : 'right.there', { device: right.device, no: right.fence, since })}
        </Notice>
      )}
      {right?.overridden && (
        <Notice>
          {t('right.overridden', { by: right.overridden.by ?? t('right.somebody'), since, no: right.fence })}
          {right.overridden.reason && ` ${t('right.reason', { reason: right.overridden.reason })}`}
        </Notice>
      )}
      {car.rightMoving && <Notice kind="pencil">{t('right.moving')}</Notice>}
    </>
  )
}
