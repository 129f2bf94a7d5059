// What must be read about an order before anything else is done with it: provisional, car lost, turned down, cases.
import { Trans, useTranslation } from 'react-i18next'
import type { OrderCard } from '../../../shared/modules/orders/contract/card.ts'
import { call } from '../../api.ts'
import { CasesNotice } from '../../ui/CasesNotice.tsx'
import { Button } from '../../ui/Button.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { Popover } from '../../ui/Popover.tsx'
import { useDeed } from './use-deed.ts'

const bold = { b: <b /> }

export function OrderNotices({ card, onExchange, onCancel }: { card: OrderCard; onExchange: () => void; onCancel: () => void }) {
  const { t } = useTranslation('orders')
  const deed = useDeed()
  // A lost car is said above, with its ways out.
  const cases = card.cases.filter((each) => card.stage !== 'car-lost' || each.kind !== 'hold')
  const refused = card.approvals.steps.findLast((step) => step.state === 'rejected' && step.termsRev === card.termsRev)
  const who = card.lostTo?.no
    ? t('lostOrder', { no: card.lostTo.no })
    : card.lostTo?.siteName
      ? t('lostSite', { site: card.lostTo.siteName })
      : t('lostOther')
  return (
    <>
      {card.stage === 'car-lost' && (
        <Notice
          kind="act"
          action={
            <span className="row">
              {card.may.includes('cancel') && (
                <Button size="small" onPress={onCancel}>
                  {t('deed.cancel')}
                </Button>
              )}
              {card.may.includes('changeVehicle') && (
                <Button size="small" onPress={onExchange}>
                  {t('deed.changeVehicle')}
                </Button>
              )}
            </span>
          }
        >
          <Trans t={t} i18nKey="lost" values={{ who }} components={bold} /> <span className="lost-words">{t('lostWords')}</span>
        </Notice>
      )}
      {card.hold === 'provisional' && (
        <Notice
          kind="pencil"
          action={
            <Popover
              label={t('whyTitle')}
              wide
              trigger={
                <Button kind="quiet" size="small" className="accent">
                  {t('why')}
                </Button>
              }
            >
              <p className="why-text">{t('whyText')}</p>
            </Popover>
          }
        >
          <Trans t={t} i18nKey="provisional" components={bold} />
        </Notice>
      )}
      {card.expired && (
        <Notice
          kind="act"
          action={
            card.may.includes('change') ? (
              <Button
                size="small"
                busy={deed.busy}
                onPress={() => deed.run((attempt) => call('orders.renew', { id: card.id as never }, { attempt }))}
              >
                {t('compare.renew')}
              </Button>
            ) : undefined
          }
        >
          {t('compare.expiredNote', { day: card.validUntil ?? '' })}
        </Notice>
      )}
      {card.rejected && refused && (
        <Notice kind="act">
          <Trans
            t={t}
            i18nKey="rejectedNote"
            values={{ who: refused.decidedBy ?? refused.roleName, comment: refused.comment ?? '' }}
            components={bold}
          />
        </Notice>
      )}
      <CasesNotice cases={cases}>
        <Trans t={t} i18nKey="cases" count={cases.length} components={bold} />
      </CasesNotice>
    </>
  )
}
