// What the quote's loan costs, in one line under its fields; nothing while only an amount is noted.
import { useTranslation } from 'react-i18next'
import { costOf } from '../../../shared/modules/loans/rules.ts'
import type { QuoteValues } from './quote.ts'
import { loanText } from './words.ts'

export function LoanSentence({ values }: { values: Pick<QuoteValues, 'loanFen' | 'loanMonths' | 'loanTerms'> }) {
  const { t } = useTranslation('orders')
  const { loanFen, loanMonths, loanTerms } = values
  if (!loanTerms || !loanFen || !loanMonths) return <span className="cap">{t('loans.hint')}</span>
  const cost = costOf({ ...loanTerms, principalFen: loanFen, months: loanMonths })
  return (
    <span>
      {loanTerms.product} <span className="ink2">{loanText(t, { ...loanTerms, ...cost })}</span>
    </span>
  )
}
