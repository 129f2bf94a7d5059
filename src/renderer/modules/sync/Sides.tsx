// Both sides of a case, drawn: who was first in ink, who was late in pencil, and how much lay between them.
import { useTranslation } from 'react-i18next'
import type { CaseCard, Side } from '../../../shared/modules/sync/contract/case-card.ts'
import { formatYuan } from '../../../shared/money.ts'
import { dayOf, timeOf } from '../../ui/DateText.tsx'
import { Mark } from '../../ui/Mark.tsx'
import { commandText, spanText } from './words.ts'

export function Sides({ card }: { card: CaseCard }) {
  const { t } = useTranslation('sync')
  const { theirs, mine, vehicle } = card
  if (!theirs) return null
  const hold = card.kind === 'hold'
  const car = vehicle ? [vehicle.name, vehicle.exterior, t('side.tail', { tail: vehicle.vinTail })].filter(Boolean).join(t('dot')) : null
  const taken = card.takenFen ? t('side.taken', { amount: formatYuan(card.takenFen) }) : null
  return (
    <div className="sides">
      <div className="side-box">
        <div className="row">
          <Mark shape="tickedDisc" tone="good" word={t(hold ? 'side.confirmed' : 'side.first')} />
          <span className="cap">{theirs.site}</span>
        </div>
        <When side={theirs} other={mine} />
        {hold && <div className="ink2">{car}</div>}
        <By side={theirs} />
      </div>
      <div className="between">
        {card.earlierMs !== null && (
          <>
            <span>{t('side.earlier')}</span>
            <b>{spanText(t, card.earlierMs)}</b>
          </>
        )}
      </div>
      <div className="side-box mine">
        <div className="row">
          <Mark
            shape="dashedDiamond"
            tone="warn"
            word={card.overridden ? t('side.outdated', { no: card.overridden.was }) : t(hold ? 'side.provisional' : 'side.late')}
          />
          <span className="cap">{mine.me ? t('side.me', { site: mine.site ?? t('side.here') }) : mine.site}</span>
        </div>
        <When side={mine} other={theirs} />
        {hold && <div className="ink2">{[t(card.slot ? 'side.sameSlot' : 'side.sameCar'), taken].filter(Boolean).join(t('dot'))}</div>}
        <By side={mine} />
      </div>
    </div>
  )
}

/** `10:06 签约`; with the day when the two were not on the same one. */
function When({ side, other }: { side: Side; other: Side }) {
  const { t } = useTranslation('sync')
  const day = side.at !== null && other.at !== null && dayOf(side.at) !== dayOf(other.at) ? `${dayOf(side.at).slice(5)} ` : ''
  return (
    <div className="when">
      {t('side.did', { time: side.at === null ? '' : `${day}${timeOf(side.at)}`, what: commandText(t, side.command) })}
    </div>
  )
}

function By({ side }: { side: Side }) {
  const { t } = useTranslation('sync')
  return (
    <div className="cap">
      {[side.who, side.desktop, side.at === null ? null : t(side.online ? 'side.online' : 'side.offline'), side.orderNo]
        .filter(Boolean)
        .join(t('dot'))}
    </div>
  )
}
