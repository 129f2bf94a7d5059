// What a quote asks beside the car: the purchase tax by the rule or as typed, insurance, and plates.
import { useTranslation } from 'react-i18next'
import { formatYuan } from '../../../shared/money.ts'
import { CheckField } from '../../ui/CheckField.tsx'
import type { FormState } from '../../ui/form/use-form.ts'
import { MoneyField } from '../../ui/MoneyField.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { InsuranceField } from './QuoteFields.tsx'
import { insuranceOf, type Basis, type Figures, type QuoteValues } from './quote.ts'

export function CostsSection({
  form,
  basis,
  figures: { tax },
}: {
  form: FormState<QuoteValues>
  basis: Basis | undefined
  figures: Figures
}) {
  const { t } = useTranslation('orders')
  const { values } = form
  return (
    <section>
      <h2 className="title">{t('quote.others')}</h2>
      <div className="fields">
        <MoneyField
          label={t('quote.tax')}
          name="purchaseTaxFen"
          value={values.taxByRule ? (tax?.taxFen ?? null) : values.purchaseTaxFen}
          onChange={(fen) => form.change({ purchaseTaxFen: fen, taxByRule: false })}
          error={form.errors['purchaseTaxFen']}
          hint={
            tax
              ? t('quote.taxHint', {
                  base: formatYuan(tax.baseFen),
                  due: formatYuan(tax.dueFen),
                  relief: formatYuan(tax.reliefFen),
                })
              : basis?.vehicle
                ? t('quote.taxUnknown')
                : undefined
          }
        />
        <span className="tick-beside">
          <CheckField
            label={t('quote.taxAuto')}
            value={values.taxByRule}
            onChange={(on) => form.change({ taxByRule: on, ...(on ? {} : { purchaseTaxFen: tax?.taxFen ?? null }) })}
          />
        </span>
      </div>
      <div className="fields">
        <MoneyField
          label={t('quote.insurance')}
          {...form.field('insuranceFen')}
          value={values.insuranceLines.length > 0 ? insuranceOf(values) : values.insuranceFen}
          disabled={values.insuranceLines.length > 0}
          hint={
            values.insuranceFen === null && basis?.compulsoryFen ? (
              <button type="button" className="link" onClick={() => form.set('insuranceFen', basis.compulsoryFen)}>
                {t('quote.compulsory', { amount: formatYuan(basis.compulsoryFen) })}
              </button>
            ) : undefined
          }
        />
        <span className="grow">
          <TextField label={t('quote.insuranceNote')} optional {...form.field('insuranceNote')} maxLength={60} />
        </span>
      </div>
      <InsuranceField lines={values.insuranceLines} onChange={(insuranceLines) => form.change({ insuranceLines })} />
      <div className="fields">
        <MoneyField label={t('quote.plates')} {...form.field('plateFeeFen')} />
        <span className="grow">
          <TextField label={t('quote.plateNote')} optional {...form.field('plateNote')} maxLength={60} />
        </span>
      </div>
    </section>
  )
}
