// What the car costs its buyer: the parts as a bar and line by line, and what of it is still to be paid.
import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import type { OrderCard } from '../../../shared/modules/orders/contract/card.ts'
import { formatYuan, type Fen } from '../../../shared/money.ts'
import { Money } from '../../ui/Money.tsx'
import { loanText, percentOf } from './words.ts'

type Part = { what: string; says: string; kind: string; fen: Fen; colour: string | null }

function partsOf({ price, vehicle }: OrderCard, t: TFunction<'orders'>): Part[] {
  const discount =
    price.discountFen > 0
      ? t('price.discount', { discount: formatYuan(price.discountFen), percent: percentOf(price.discountBp) })
      : t('price.noDiscount')
  const base =
    price.taxBaseFen === null
      ? t('price.asInvoiced')
      : `${price.taxRelief ? `${t('price.taxRelief')}${t('and')}` : ''}${t('price.taxBase', { base: formatYuan(price.taxBaseFen) })}`
  const charged = price.lines.filter((line) => !line.gift)
  const gifts = price.lines.filter((line) => line.gift)
  const all: (Part | false)[] = [
    {
      what: t('price.car'),
      says: [vehicle?.name, `${t('price.list', { list: formatYuan(price.listFen) })}${t('and')}${discount}`].filter(Boolean).join(t('dot')),
      kind: t('price.kindVat'),
      fen: price.carFen,
      colour: 'var(--c-1)',
    },
    {
      what: t('price.tax'),
      says: price.purchaseTaxFen > 0 ? base : t('price.taxNone'),
      kind: t('price.kindTax'),
      fen: price.purchaseTaxFen,
      colour: 'var(--c-3)',
    },
    price.insuranceFen > 0 && {
      what: t('price.insurance'),
      says: price.insuranceNote ?? '',
      kind: t('price.kindHeld'),
      fen: price.insuranceFen,
      colour: 'var(--c-2)',
    },
    price.plateFeeFen > 0 && {
      what: t('price.plates'),
      says: price.plateNote ?? '',
      kind: t('price.kindAgent'),
      fen: price.plateFeeFen,
      colour: 'var(--c-5)',
    },
    charged.length > 0 && {
      what: t('price.accessories'),
      says: charged.map((line) => line.name).join(t('comma')),
      kind: t('price.kindOwn'),
      fen: price.accessoriesFen,
      colour: 'var(--c-4)',
    },
    gifts.length > 0 && {
      what: t('price.gifts'),
      says: `${gifts.map((line) => line.name).join(t('comma'))}${t('dot')}${t('price.giftWorth')}`,
      kind: t('price.kindGift'),
      fen: price.giftsFen,
      colour: null,
    },
    price.loanFen > 0 && {
      what: t('price.loan'),
      says: [
        [price.loanBank, price.loanMonths && t('price.months', { months: price.loanMonths })].filter(Boolean).join(' '),
        price.loanCost && loanText(t, price.loanCost),
      ]
        .filter(Boolean)
        .join(t('dot')),
      kind: t('price.kindLoan'),
      fen: -price.loanFen,
      colour: null,
    },
  ]
  return all.filter((part) => part !== false)
}

/** Which version this is, and what was said to it. */
function versionSays({ termsRev, approvals, placedAt }: OrderCard, t: TFunction<'orders'>): string {
  const say = {
    approved: 'approvedThis',
    waiting: 'waiting',
    rejected: 'rejected',
    withdrawn: 'notAsked',
    none: placedAt === null ? 'notAsked' : 'withinLimit',
  } as const
  return `${termsRev}${t('dot')}${t(`price.${say[approvals.state]}`)}`
}

export function PriceSection({ card }: { card: OrderCard }) {
  const { t } = useTranslation('orders')
  const parts = partsOf(card, t)
  const shares = parts.filter((part) => part.colour !== null && part.fen > 0)
  const { price, money } = card
  const over = money.overFen > 0
  return (
    <section>
      <h2 className="title">
        {t('price.title')} <span className="cap">{t('price.version', { rev: versionSays(card, t) })}</span>
      </h2>
      <div
        className="price-bar"
        role="img"
        aria-label={`${t('price.share')}: ${shares.map((part) => `${part.what} ${Math.round((part.fen * 100) / price.totalFen)}%`).join(', ')}`}
      >
        {shares.map((part) => (
          <i
            key={part.what}
            title={`${part.what} ${formatYuan(part.fen)}`}
            style={{ flexGrow: part.fen, background: part.colour ?? undefined }}
          />
        ))}
      </div>
      <table className="price-lines">
        <tbody>
          {parts.map((part) => (
            <tr key={part.what}>
              <td>
                <span
                  className={`swatch${part.colour === null ? ' hollow' : ''}`}
                  style={part.colour === null ? undefined : { background: part.colour }}
                />
                {part.what}
              </td>
              <td className="says" title={part.says}>
                {part.says}
              </td>
              <td className="kind">{part.kind}</td>
              <td className="num">
                <Money fen={part.fen} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <dl className="price-sums">
        <div>
          <dt>{t('price.total')}</dt>
          <dd>
            <Money fen={price.totalFen} />
          </dd>
        </div>
        {price.loanFen > 0 && (
          <div>
            <dt>{t('price.bank')}</dt>
            <dd>
              <Money fen={price.loanFen} />
            </dd>
          </div>
        )}
        {price.marginFen !== null && (
          <div>
            <dt>{t('price.margin')}</dt>
            <dd className={price.marginFen < 0 ? 'act' : undefined}>
              <Money fen={price.marginFen} />
            </dd>
          </div>
        )}
        <div>
          <dt>{t('price.received')}</dt>
          <dd>
            <Money fen={money.netFen} />
          </dd>
        </div>
        <div className={over || money.customerDueFen > 0 ? 'big' : undefined}>
          <dt>{t(over ? 'price.over' : 'price.customerDue')}</dt>
          <dd>
            <Money fen={over ? money.overFen : money.customerDueFen} />
          </dd>
        </div>
      </dl>
    </section>
  )
}
