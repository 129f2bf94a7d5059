// 比较金融方案: every offer for this car at this down payment, side by side with what it costs a month and in all and its
// true annual rate; the one chosen becomes the quote's loan.
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { LoanProduct } from '../../../shared/modules/loans/contract.ts'
import { offersFor, type LoanTerms, type Offered as Offer } from '../../../shared/modules/loans/rules.ts'
import { mulDivRound, type Fen } from '../../../shared/money.ts'
import { useLive } from '../../live.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Empty } from '../../ui/Empty.tsx'
import { Loading } from '../../ui/Loading.tsx'
import { Money } from '../../ui/Money.tsx'
import { MoneyField } from '../../ui/MoneyField.tsx'
import { NumberField } from '../../ui/NumberField.tsx'
import { Refused } from '../../ui/Refused.tsx'
import { percentOf } from './words.ts'

type Offered = Offer<LoanProduct>
export type LoanChoice = { loanFen: Fen; loanBank: string; loanMonths: number; loanTerms: LoanTerms }
type Props = { open: boolean; onClose: () => void; priceFen: Fen; loanFen: Fen | null; onChoose: (choice: LoanChoice) => void }

export function LoanDialog({ open, onClose, ...rest }: Props) {
  const { t } = useTranslation('orders')
  return (
    <Dialog open={open} onClose={onClose} title={t('loans.title')} width="huge">
      {open && <Comparing onClose={onClose} {...rest} />}
    </Dialog>
  )
}

/** Three tenths down, in whole thousands of yuan, is what most people begin with. */
const usualLoan = (priceFen: Fen): Fen => Math.floor((priceFen * 7) / 1_000_000) * 100_000

function Comparing({ onClose, priceFen, loanFen, onChoose }: Omit<Props, 'open'>) {
  const { t } = useTranslation('orders')
  const { data, error, again } = useLive('loans.products', {})
  const [asked, setAsked] = useState<Fen | null>(loanFen ?? usualLoan(priceFen))
  const [chosen, setChosen] = useState<string | null>(null)
  const [opened, setOpened] = useState<string | null>(null)
  const offers = useMemo(
    () => (data && asked !== null && asked > 0 ? offersFor(data.products, { priceFen, loanFen: asked, on: data.today }) : []),
    [data, asked, priceFen],
  )
  if (error) return <Refused error={error} module="loans" onRetry={again} />
  if (!data) return <Loading />
  const least = (of: (offer: Offered) => number): string | null =>
    offers.length > 1 ? offers.reduce((best, offer) => (of(offer) < of(best) ? offer : best)).key : null
  const [cheapest, lightest] = [least((o) => o.cost.interestFen + o.cost.feeFen), least((o) => o.cost.firstFen)]
  const choice = offers.find((offer) => offer.key === chosen)
  const take = (): void => {
    if (!choice || asked === null) return
    const { product, months, terms } = choice
    onChoose({ loanFen: asked, loanBank: product.lender, loanMonths: months, loanTerms: terms })
    onClose()
  }
  const downBp = asked === null || priceFen === 0 ? 0 : mulDivRound(Math.max(0, priceFen - asked), 10_000, priceFen)
  return (
    <form
      className="loans"
      onSubmit={(event) => {
        event.preventDefault()
        take()
      }}
    >
      <div className="fields">
        <div className="field said">
          <span className="label-line">{t('price.car')}</span>
          <Money fen={priceFen} />
        </div>
        <NumberField
          label={t('loans.down')}
          width="short"
          unit="%"
          value={Math.round(downBp / 100)}
          onChange={(percent) => setAsked(percent === null ? null : mulDivRound(priceFen, Math.max(0, 100 - percent), 100))}
        />
        <MoneyField label={t('quote.loan')} value={asked} onChange={setAsked} autoFocus />
        <div className="field said">
          <span className="label-line">{t('loans.downFen')}</span>
          <Money fen={Math.max(0, priceFen - (asked ?? 0))} />
        </div>
      </div>
      {offers.length === 0 ? (
        <Empty>{t(data.products.some((product) => product.active) ? 'loans.noneFits' : 'loans.none')}</Empty>
      ) : (
        <div className="loan-table">
          <table>
            <thead>
              <tr>
                <th aria-label={t('loans.choose')} />
                <th>{t('loans.product')}</th>
                <th>{t('loans.method')}</th>
                <th className="num">{t('quote.loanMonths')}</th>
                <th className="num">{t('loans.first')}</th>
                <th className="num">{t('loans.balloon')}</th>
                <th className="num">{t('loans.interest')}</th>
                <th className="num">{t('loans.fee')}</th>
                <th className="num">{t('loans.trueRate')}</th>
                <th className="num">{t('loans.all')}</th>
                <th />
              </tr>
            </thead>
            <tbody>
              {offers.map((offer) => {
                const { key, product, months, cost, terms } = offer
                const mark = [key === cheapest && t('loans.cheapest'), key === lightest && t('loans.lightest')]
                  .filter(Boolean)
                  .join(t('comma'))
                return (
                  <tr key={key} className={key === chosen ? 'chosen' : undefined} onDoubleClick={take}>
                    <td>
                      <input
                        type="radio"
                        name="offer"
                        aria-label={`${product.lender} ${product.name} ${t('loans.months', { months })}`}
                        checked={key === chosen}
                        onChange={() => setChosen(key)}
                      />
                    </td>
                    <td>
                      {product.lender} <span className="ink2">{product.name}</span>
                      {mark !== '' && <span className="cap good"> {mark}</span>}
                    </td>
                    <td className="ink2">{t(`loans:methods.${product.method}`)}</td>
                    <td className="num">{months}</td>
                    <td className="num mid">
                      <Money fen={cost.firstFen} />
                    </td>
                    <td className="num">{terms.balloonFen > 0 ? <Money fen={terms.balloonFen} /> : <span className="muted">–</span>}</td>
                    <td className="num">
                      <Money fen={cost.interestFen} />
                    </td>
                    <td className="num">{cost.feeFen > 0 ? <Money fen={cost.feeFen} /> : <span className="muted">–</span>}</td>
                    <td className="num">{cost.trueBp === null ? '' : percentOf(cost.trueBp)}</td>
                    <td className="num">
                      <Money fen={cost.totalFen + cost.feeFen} />
                    </td>
                    <td>
                      <Button kind="quiet" size="small" onPress={() => setOpened(opened === key ? null : key)}>
                        {t('loans.plan')}
                      </Button>
                    </td>
                  </tr>
                )
              })}
            </tbody>
          </table>
        </div>
      )}
      <Payments offer={offers.find((offer) => offer.key === opened)} />
      <p className="cap">{t('loans.says')}</p>
      <div className="form-foot row">
        <Button kind="primary" type="submit" disabled={!choice}>
          {t('loans.take')}
        </Button>
        <Button kind="quiet" onPress={onClose}>
          {t('ui:cancel')}
        </Button>
      </div>
    </form>
  )
}

function Payments({ offer }: { offer: Offered | undefined }) {
  const { t } = useTranslation('orders')
  if (!offer) return null
  return (
    <section className="loan-payments" aria-label={t('loans.plan')}>
      <table>
        <thead>
          <tr>
            <th className="num">{t('loans.no')}</th>
            <th className="num">{t('loans.pay')}</th>
            <th className="num">{t('loans.principal')}</th>
            <th className="num">{t('loans.interest')}</th>
            <th className="num">{t('loans.left')}</th>
          </tr>
        </thead>
        <tbody>
          {offer.cost.payments.map((payment) => (
            <tr key={payment.no}>
              <td className="num">{payment.no}</td>
              {[payment.paymentFen, payment.principalFen, payment.interestFen, payment.balanceFen].map((fen, at) => (
                // oxlint-disable-next-line react/no-array-index-key -- four columns that never move
                <td key={at} className="num">
                  <Money fen={fen} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
