// Contacts as lines: what is still to be done and what was said. Planned by a person or by a grade's cadence.
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { FollowUp } from '../../../shared/modules/customers/contract/shapes.ts'
import { Button } from '../Button.tsx'
import { DateText } from '../DateText.tsx'
import { DueDay } from './DueDay.tsx'
import { RescheduleDialog } from './FollowUpDialogs.tsx'
import { minuteText } from './minutes.ts'
import './people.css'

/** What is still to be done, first due first; in the record also what was done. Whoever may finish a contact may move it. */
export function FollowUps({ items, onFinish }: { items: readonly FollowUp[]; onFinish?: ((followUp: FollowUp) => void) | undefined }) {
  const { t } = useTranslation('customers')
  const [moving, setMoving] = useState<FollowUp | null>(null)
  if (items.length === 0) return <p className="cap">{t('noFollowUps')}</p>
  return (
    <>
      <ul>
        {items.map((item) => (
          <li key={item.id} className="follow">
            <span className="grow">
              {item.doneAt ? (
                <span className="muted">
                  <DateText at={item.doneAt} near time={false} />
                </span>
              ) : (
                <DueDay on={item.dueOn} words />
              )}{' '}
              {item.dueMinute !== null && <span className="mid">{minuteText(item.dueMinute)} </span>}
              <b className="mid">{t(`channels.${item.channel}`)}</b>{' '}
              <span className="ink2">
                {[
                  item.result ?? item.note,
                  item.feedback && t('said', { words: item.feedback }),
                  item.changed && t('changedTo', { words: item.changed }),
                ]
                  .filter(Boolean)
                  .join(t('dot'))}
              </span>
              {item.owner && (
                <span className="cap nowrap">
                  {t('dot')}
                  {item.owner}
                </span>
              )}
            </span>
            {!item.doneAt && onFinish && (
              <>
                <Button kind="quiet" size="small" onPress={() => setMoving(item)}>
                  {t('move.open')}
                </Button>
                <Button size="small" onPress={() => onFinish(item)}>
                  {t('finish.open')}
                </Button>
              </>
            )}
          </li>
        ))}
      </ul>
      <RescheduleDialog followUp={moving} onClose={() => setMoving(null)} />
    </>
  )
}
