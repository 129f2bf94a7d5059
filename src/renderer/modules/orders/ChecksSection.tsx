// Papers and steps on the way to delivery, ticked where they stand. Grey ones wait for the car to be surely this order's.
import { useTranslation } from 'react-i18next'
import { checkGroups } from '../../../shared/modules/orders/rules.ts'
import type { OrderCard } from '../../../shared/modules/orders/contract.ts'
import { call } from '../../api.ts'
import { CheckField } from '../../ui/CheckField.tsx'
import { dayOf, timeOf } from '../../ui/DateText.tsx'
import { Refused } from '../../ui/Refused.tsx'
import { useDeed } from './use-deed.ts'

export function ChecksSection({ card }: { card: OrderCard }) {
  const { t } = useTranslation('orders')
  const deed = useDeed()
  const may = card.may.includes('check')
  const done = card.checks.filter((check) => check.done).length
  const waits = card.checks.some((check) => !check.open && !check.done)
  return (
    <section id={`checks-${card.id}`} className="order-checks" tabIndex={-1}>
      <h2 className="title">
        {t('checks.title')}
        <span className="cap">
          {t('checks.progress', { done, all: card.checks.length })}
          {waits && may && `${t('and')}${t(card.hold === 'provisional' ? 'checks.greyWaits' : 'checks.greyHold')}`}
        </span>
      </h2>
      {deed.failure && <Refused error={deed.failure} module="orders" />}
      <div className="check-groups">
        {checkGroups.map((group) => (
          <fieldset key={group} className="check-group">
            <legend>{t(`checks.group.${group}`)}</legend>
            {card.checks
              .filter((check) => check.group === group)
              .map((check) => (
                <CheckField
                  key={check.id}
                  value={check.done}
                  // Not while it is being written: a box that is switched off loses the keyboard.
                  disabled={!may || (!check.open && !check.done)}
                  label={<CheckLabel check={check} />}
                  onChange={(on) =>
                    deed.run((attempt) =>
                      call('orders.check', { id: card.id as never, ...(on ? { done: [check.id] } : { undone: [check.id] }) }, { attempt }),
                    )
                  }
                />
              ))}
          </fieldset>
        ))}
      </div>
    </section>
  )
}

/** What is ticked, and on hovering by whom and when. */
function CheckLabel({ check }: { check: OrderCard['checks'][number] }) {
  const { t } = useTranslation('orders')
  return (
    <span
      title={
        check.done && check.at !== null ? [check.by, `${dayOf(check.at)} ${timeOf(check.at)}`].filter(Boolean).join(t('dot')) : undefined
      }
    >
      {t(`checks.id.${check.id}`)} {!check.required && <span className="muted">{t('checks.optional')}</span>}
    </span>
  )
}
