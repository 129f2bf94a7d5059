// The rows of a quote that repeat: accessories and the payment plan.
import AddIcon from 'lucide-react/icons/plus'
import RemoveIcon from 'lucide-react/icons/x'
import { useTranslation } from 'react-i18next'
import { orderKinds } from '../../../shared/modules/receivables/rules.ts'
import { formatYuan } from '../../../shared/money.ts'
import { Button } from '../../ui/Button.tsx'
import { CheckField } from '../../ui/CheckField.tsx'
import { DateField } from '../../ui/DateField.tsx'
import { MoneyField } from '../../ui/MoneyField.tsx'
import { SelectField } from '../../ui/SelectField.tsx'
import { TextField } from '../../ui/TextField.tsx'
import type { Figures, InsuranceRow, PlanRow, QuoteLine } from './quote.ts'

export function LinesField({
  lines,
  errors,
  onChange,
}: {
  lines: readonly QuoteLine[]
  errors: Readonly<Record<string, string>>
  onChange: (lines: QuoteLine[]) => void
}) {
  const { t } = useTranslation('orders')
  const put = (at: number, part: Partial<QuoteLine>): void =>
    onChange(lines.map((line, index) => (index === at ? { ...line, ...part } : line)))
  return (
    <section>
      <h2 className="title">{t('quote.linesTitle')}</h2>
      {lines.length > 0 && (
        <div className="stack">
          {lines.map((line, at) => (
            // oxlint-disable-next-line react/no-array-index-key -- a line has no identity until it is kept
            <div key={at} className="line-row">
              <TextField
                label={t('quote.lineName')}
                value={line.name}
                onChange={(name) => put(at, { name })}
                error={errors[`lines.${at}.name`]}
                maxLength={60}
                autoFocus={line.name === '' && at === lines.length - 1}
              />
              <MoneyField
                label={t('quote.lineAmount')}
                value={line.amountFen}
                onChange={(amountFen) => put(at, { amountFen })}
                error={errors[`lines.${at}.amountFen`]}
              />
              <span className="tick">
                <CheckField label={t('quote.gift')} value={line.gift} onChange={(gift) => put(at, { gift })} />
              </span>
              <Button
                kind="quiet"
                icon={RemoveIcon}
                label={t('quote.removeLine', { name: line.name })}
                onPress={() => onChange(lines.filter((_, index) => index !== at))}
              />
            </div>
          ))}
        </div>
      )}
      <div>
        <Button size="small" icon={AddIcon} onPress={() => onChange([...lines, { name: '', amountFen: null, gift: false }])}>
          {t('quote.addLine')}
        </Button>
      </div>
    </section>
  )
}

/** 交强险, 车船税, 商业险 … one by one; without any only the sum is asked. */
export function InsuranceField({ lines, onChange }: { lines: readonly InsuranceRow[]; onChange: (lines: InsuranceRow[]) => void }) {
  const { t } = useTranslation('orders')
  const put = (at: number, part: Partial<InsuranceRow>): void =>
    onChange(lines.map((line, index) => (index === at ? { ...line, ...part } : line)))
  return (
    <div className="stack">
      {lines.map((line, at) => (
        // oxlint-disable-next-line react/no-array-index-key -- a line has no identity until it is kept
        <div key={at} className="line-row">
          <TextField
            label={t('quote.insuranceLine')}
            value={line.name}
            onChange={(name) => put(at, { name })}
            maxLength={30}
            autoFocus={line.name === '' && at === lines.length - 1}
          />
          <MoneyField label={t('quote.premium')} value={line.amountFen} onChange={(amountFen) => put(at, { amountFen })} />
          <Button
            kind="quiet"
            icon={RemoveIcon}
            label={t('quote.removeLine', { name: line.name })}
            onPress={() => onChange(lines.filter((_, index) => index !== at))}
          />
        </div>
      ))}
      <div>
        <Button size="small" icon={AddIcon} onPress={() => onChange([...lines, { name: '', amountFen: null }])}>
          {t('quote.addInsurance')}
        </Button>
      </div>
    </div>
  )
}

export function PlanField({
  plan,
  figures,
  error,
  onChange,
}: {
  plan: readonly PlanRow[] | null
  figures: Figures
  error: string | undefined
  onChange: (plan: PlanRow[] | null) => void
}) {
  const { t } = useTranslation('orders')
  const put = (at: number, part: Partial<PlanRow>): void => {
    if (plan) onChange(plan.map((row, index) => (index === at ? { ...row, ...part } : row)))
  }
  const left = figures.sheet.totalFen - figures.planFen
  const sums = { planned: formatYuan(figures.planFen), total: formatYuan(figures.sheet.totalFen), left: formatYuan(Math.abs(left)) }
  if (!plan)
    return (
      <div>
        <Button size="small" onPress={() => onChange(figures.plan)} disabled={figures.plan.length === 0}>
          {t('quote.custom')}
        </Button>
      </div>
    )
  return (
    <div className="stack">
      {plan.map((row, at) => (
        // oxlint-disable-next-line react/no-array-index-key -- a row has no identity until it is kept
        <div key={at} className="line-row">
          <SelectField
            label={t('quote.planKind')}
            value={row.kind}
            onChange={(kind) => put(at, { kind })}
            options={orderKinds.map((value) => ({ value, label: t(`receivables:kinds.${value}`) }))}
          />
          <DateField label={t('quote.planDay')} value={row.dueOn} onChange={(dueOn) => put(at, { dueOn })} />
          <MoneyField label={t('quote.planAmount')} value={row.amountFen} onChange={(amountFen) => put(at, { amountFen })} />
          <Button
            kind="quiet"
            icon={RemoveIcon}
            label={t('quote.removePlan')}
            onPress={() => onChange(plan.filter((_, index) => index !== at))}
          />
        </div>
      ))}
      <p className={left === 0 && !error ? 'cap' : 'cap act'} role="status">
        {error ?? t(left === 0 ? 'quote.planFits' : left > 0 ? 'quote.planShort' : 'quote.planLong', sums)}
      </p>
      <div className="row">
        <Button
          size="small"
          icon={AddIcon}
          onPress={() => onChange([...plan, { kind: 'balance', dueOn: null, amountFen: left > 0 ? left : null }])}
        >
          {t('quote.addPlan')}
        </Button>
        <Button kind="quiet" size="small" onPress={() => onChange(null)}>
          {t('quote.auto')}
        </Button>
      </div>
    </div>
  )
}
