// One request as a manager weighs it: what is given away, what is earned, why, and what others have said.
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Waiting } from '../../../shared/modules/approvals/contract.ts'
import { sumFen } from '../../../shared/money.ts'
import { open } from '../../state.ts'
import { DateText } from '../../ui/DateText.tsx'
import { Mark, SyncBadge } from '../../ui/Mark.tsx'
import { Measured } from '../../ui/Mix.tsx'
import { Money } from '../../ui/Money.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { Decision } from './Decision.tsx'
import { percentText } from '../../ui/percent.ts'
import { Said } from './Said.tsx'
import { turnOf } from './turn.ts'

export function Request({ item, position }: { item: Waiting; position: string | null }) {
  const { t } = useTranslation('approvals')
  const turn = turnOf(item)
  const openOrder = (): void => open('order', { record: item.orderId, title: item.no })
  return (
    <article className="request">
      <div className="request-body">
        <header>
          <div className="row">
            <h2>
              {item.customerName} · {item.vehicleName ?? t('noCar')}
            </h2>
            {turn.of > 1 && <Mark shape="ring" tone="accent" word={t('levelOf', { level: turn.at, of: turn.of })} tag />}
            <SyncBadge standing={item.standing} tag />
            <span className="grow" />
            {position && <span className="cap nowrap">{position}</span>}
          </div>
          <p className="ink2">
            {t('asks', { who: item.requestedBy })} <DateText at={item.requestedAt} near /> · {t('order')}{' '}
            <button type="button" className="link" onClick={openOrder}>
              {item.no}
            </button>{' '}
            · {t('terms', { rev: item.termsRev })}
            {item.stockNo && ` · ${item.stockNo}`}
          </p>
        </header>
        {item.insteadOf && <Notice>{t('deputy.instead', { name: item.insteadOf })}</Notice>}
        {item.reminded && (
          <Notice kind="act">
            {t('reminded', { count: item.reminded.times })} <DateText at={item.reminded.at} near /> {item.reminded.note}
          </Notice>
        )}
        {item.limitFen !== null && (
          <Notice>
            {t('limit.beyond')} <Money fen={item.limitFen} />. {t('limit.beyondSays')}
          </Notice>
        )}
        {item.belowCost && <Notice kind="act">{t('belowCostSays')}</Notice>}
        <Discount item={item} />
        <dl className="weigh">
          <Fact name={t('total')}>
            <Money fen={item.totalFen} />
          </Fact>
          <Fact name={t('gifts')}>{item.giftsFen === 0 ? <span className="muted">{t('none')}</span> : <Money fen={item.giftsFen} />}</Fact>
          <Fact name={t('givenAway')} note={t('givenAwayNote')}>
            <Money fen={sumFen([item.discountFen, item.giftsFen])} />
          </Fact>
          {item.marginFen !== null && (
            <Fact name={t('margin')} note={t('marginNote')}>
              <span className={item.marginFen < 0 ? 'act' : undefined}>
                <Money fen={item.marginFen} whole={item.marginFen < 0} />
              </span>
            </Fact>
          )}
          {item.ageDays !== null && (
            <Fact name={t('age')} note={item.ageDays >= 90 ? t('ageLong') : undefined}>
              <span className="age">
                <Measured value={item.ageDays} full={150} warn={60} act={90} /> {t('days')}
              </span>
            </Fact>
          )}
        </dl>
        {item.reason && (
          <blockquote>
            <span className="cap">{t('reasonOf', { who: item.requestedBy })}</span>
            {item.reason}
          </blockquote>
        )}
        <Said steps={item.steps} termsRev={item.termsRev} />
      </div>
      <Decision item={item} onOpenOrder={openOrder} />
    </article>
  )
}

function Fact({ name, note, children }: { name: string; note?: string | undefined; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
      {note && <dt>{note}</dt>}
    </div>
  )
}

/** The list price as a bar, and the part of it that is given away. */
function Discount({ item }: { item: Waiting }) {
  const { t } = useTranslation('approvals')
  return (
    <section className="discount" aria-label={t('discount')}>
      <div className="row top">
        <div className="grow">
          <span className="cap">{t('discount')}</span>
          <span className={`headline${item.belowCost ? ' act' : ''}`}>
            {t('percent', { percent: percentText(item.discountBp) })} <Money fen={item.discountFen} />
          </span>
        </div>
      </div>
      <span className="price-bar" aria-hidden>
        <i style={{ flex: Math.max(item.priceFen, 1) }} />
        {item.discountFen > 0 && <i className={item.belowCost ? 'past' : 'away'} style={{ flex: item.discountFen }} />}
      </span>
      <div className="row">
        <span className="grow">
          <span className="cap">{t('price')}</span> <Money fen={item.priceFen} />
        </span>
        <span>
          <span className="cap">{t('list')}</span> <Money fen={item.listFen} />
        </span>
      </div>
    </section>
  )
}
