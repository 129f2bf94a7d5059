// The quote as it adds up while one types: parts, total, discount, whose consent it needs, and the plan it makes.
import { useTranslation } from 'react-i18next'
import { useLive } from '../../live.ts'
import { Mark } from '../../ui/Mark.tsx'
import { Money } from '../../ui/Money.tsx'
import { insuranceOf, type Figures, type QuoteValues } from './quote.ts'
import { kindsText, percentOf } from './words.ts'

export function QuoteSummary({ values, figures, changes }: { values: QuoteValues; figures: Figures; changes: boolean | null }) {
  const { t } = useTranslation('orders')
  const { sheet, plan } = figures
  const listFen = values.listFen ?? 0
  const priced = values.listFen !== null
  const fits = priced && figures.discountFen >= 0 && sheet.totalFen >= 0
  const { data: needs } = useLive(
    'approvals.needs',
    fits ? { listFen, priceFen: listFen - figures.discountFen, totalFen: sheet.totalFen, vehicleId: values.car?.id ?? null } : null,
  )
  if (!priced) return <p className="cap">{t('quote.summaryEmpty')}</p>
  const parts: (readonly [string, number])[] = [
    [t('price.car'), sheet.carFen],
    [t('price.tax'), figures.purchaseTaxFen],
    [t('price.insurance'), insuranceOf(values)],
    [t('price.plates'), values.plateFeeFen ?? 0],
    [t('price.accessories'), sheet.accessoriesFen],
  ]
  return (
    <>
      <div>
        <p className="cap">{t('price.total')}</p>
        <p className="quote-total">
          <span className="big">
            <Money fen={sheet.totalFen} />
          </span>
        </p>
      </div>
      <table className="quote-sum">
        <tbody>
          {parts
            .filter(([, fen]) => fen !== 0)
            .map(([name, fen]) => (
              <tr key={name}>
                <td>{name}</td>
                <td className="num">
                  <Money fen={fen} />
                </td>
              </tr>
            ))}
          {sheet.giftsFen > 0 && (
            <tr className="gone">
              <td>{t('price.gifts')}</td>
              <td className="num">
                <Money fen={sheet.giftsFen} />
              </td>
            </tr>
          )}
          {sheet.loanFen > 0 && (
            <tr>
              <td>{t('price.bank')}</td>
              <td className="num">
                <Money fen={-sheet.loanFen} />
              </td>
            </tr>
          )}
          <tr className="mid">
            <td>{t('quote.customerPays')}</td>
            <td className="num accent">
              <Money fen={sheet.customerPaysFen} whole />
            </td>
          </tr>
        </tbody>
      </table>
      {sheet.heldFen > 0 && <p className="cap">{t('quote.heldNote')}</p>}
      <div className="stack">
        <p>{figures.discountFen > 0 ? t('quote.percent', { percent: percentOf(sheet.discountBp) }) : t('price.noDiscount')}</p>
        {needs && needs.levels.length > 0 && (
          <Mark
            shape="pause"
            tone="warn"
            word={t('quote.approval', { levels: needs.levels.map((level) => level.roles.join(t('comma'))).join(' → ') })}
          />
        )}
        {needs && needs.levels.length === 0 && <Mark shape="tick" tone="good" word={t('quote.noApproval')} />}
        {needs?.belowCost === true && <Mark shape="diamond" tone="act" word={t('quote.belowCost')} />}
        {needs && needs.marginFen !== null && (
          <p className="cap">
            {t('quote.margin')} <Money fen={needs.marginFen} />
          </p>
        )}
        {changes !== null && <p className={changes ? 'warn' : 'cap'}>{t(changes ? 'quote.changesTerms' : 'quote.keepsTerms')}</p>}
      </div>
      <div>
        <p className="cap">{t('quote.planTitle')}</p>
        <table className="quote-sum">
          <tbody>
            {plan.map((line, at) => (
              // oxlint-disable-next-line react/no-array-index-key -- two lines of one kind and day are two lines
              <tr key={at}>
                <td>{kindsText([line.kind], t)}</td>
                <td className="muted">{line.dueOn}</td>
                <td className="num">
                  <Money fen={line.amountFen} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  )
}
