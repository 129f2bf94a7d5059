// Papers and steps on the way to delivery, ticked where they stand. Grey ones wait for the car to be surely this order's.
import { useTranslation } from 'react-i18next'
import { checkGroups } from '../../../shared/modules/orders/rules.ts'
import type { OrderCard } from '../../../shared/modules/orders/contract/card.ts'
import { call } from '../../api.ts'
import { CheckField } from '../../ui/CheckField.tsx'
import { dayOf, timeOf } from '../../ui/DateText.tsx'
import { Refused } from '../../ui/Refused.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { Pictures } from '../../ui/sign/Pictures.tsx'
import { Button } from '../../ui/Button.tsx'
import { useDeed } from './use-deed.ts'
import { checkText } from './words.ts'

export function ChecksSection({ card, onAppoint }: { card: OrderCard; onAppoint: () => void }) {
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
      <div className="row wrap handover-line">
        <span>
          {card.handover?.on
            ? t('appoint.says', {
                when: [card.handover.on, card.handover.slot].filter(Boolean).join(' '),
                bay: card.handover.bay ?? t('appoint.noBay'),
              })
            : t('appoint.none')}
        </span>
        {card.may.includes('appoint') && (
          <Button size="small" onPress={onAppoint}>
            {t('appoint.open')}
          </Button>
        )}
      </div>
      {card.handover?.shared && <Notice kind="act">{t('appoint.shared', { no: card.handover.shared })}</Notice>}
      {card.handover?.override && (
        <Notice kind="act">
          {t('deliver.overridden', {
            by: card.handover.override.by,
            reason: card.handover.override.reason,
            list: card.handover.override.missing
              .map((id) => checkText(t, { id, name: card.checks.find((check) => check.id === id)?.name ?? null }))
              .join(t('comma')),
          })}
        </Notice>
      )}
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
      {card.signed.map((signed) => (
        <p key={signed.sha256} className="cap" title={signed.sha256}>
          {t(`signedOn.${signed.about}`, {
            name: signed.name ?? '',
            when: `${dayOf(signed.at)} ${timeOf(signed.at)}`,
            digest: signed.sha256.slice(0, 12),
          })}
        </p>
      ))}
      {card.pictures.length > 0 && <Pictures of={card.pictures} wordOf={() => t('deliver.photo')} />}
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
      {checkText(t, check)} {!check.required && <span className="muted">{t('checks.optional')}</span>}
    </span>
  )
}
