// The loan a quote counts on: typed, or chosen among the offers.
import { useTranslation } from 'react-i18next'
import type { Fen } from '../../../shared/money.ts'
import { Button } from '../../ui/Button.tsx'
import type { FormState } from '../../ui/form/use-form.ts'
import { MoneyField } from '../../ui/MoneyField.tsx'
import { NumberField } from '../../ui/NumberField.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { LoanSentence } from './LoanSentence.tsx'
import type { QuoteValues } from './quote.ts'

export function LoanSection({ form, carFen, onCompare }: { form: FormState<QuoteValues>; carFen: Fen; onCompare: () => void }) {
  const { t } = useTranslation('orders')
  const { values } = form
  return (
    <section>
      <h2 className="title">{t('quote.loanTitle')}</h2>
      <div className="fields">
        <MoneyField
          label={t('quote.loan')}
          optional
          {...form.field('loanFen')}
          onChange={(loanFen) => form.change({ loanFen, loanTerms: null })}
        />
        <span className="grow">
          <TextField
            label={t('quote.loanBank')}
            {...form.field('loanBank')}
            onChange={(loanBank) => form.change({ loanBank, loanTerms: null })}
            disabled={!values.loanFen}
            maxLength={60}
          />
        </span>
        <NumberField
          label={t('quote.loanMonths')}
          width="short"
          unit={t('quote.months')}
          {...form.field('loanMonths')}
          onChange={(loanMonths) => form.change({ loanMonths, loanTerms: null })}
          disabled={!values.loanFen}
        />
      </div>
      <div className="row loan-chosen">
        <Button size="small" disabled={carFen <= 0} onPress={onCompare}>
          {t('loans.compare')}
        </Button>
        <LoanSentence values={values} />
      </div>
    </section>
  )
}
