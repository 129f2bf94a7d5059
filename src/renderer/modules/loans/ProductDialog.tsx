// One product: who lends, at which rates, for how long, under which conditions.
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Reply } from '../../../shared/contract.ts'
import { loans, type LoanProduct } from '../../../shared/modules/loans/contract.ts'
import { loanMethods, subsidisers, type LoanMethod, type Subsidiser } from '../../../shared/modules/loans/rules.ts'
import type { Fen } from '../../../shared/money.ts'
import { halfWidth } from '../../../shared/text.ts'
import { call } from '../../api.ts'
import { Button } from '../../ui/Button.tsx'
import { CheckField } from '../../ui/CheckField.tsx'
import { DateField } from '../../ui/DateField.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Form } from '../../ui/form/Form.tsx'
import { useForm } from '../../ui/form/use-form.ts'
import { MoneyField } from '../../ui/MoneyField.tsx'
import { percentFrom, percentText } from '../../ui/percent.ts'
import { SelectField } from '../../ui/SelectField.tsx'
import { TextField } from '../../ui/TextField.tsx'

/** `product` null: closed; 'new': an empty one. */
export function ProductDialog({ product, today, onClose }: { product: LoanProduct | 'new' | null; today: string; onClose: () => void }) {
  const { t } = useTranslation('loans')
  return (
    <Dialog open={product !== null} onClose={onClose} title={t(product === 'new' ? 'addTitle' : 'editTitle')} dismissable={false}>
      {product && (
        <ProductForm
          key={product === 'new' ? 'new' : product.id}
          product={product === 'new' ? null : product}
          today={today}
          onClose={onClose}
        />
      )}
    </Dialog>
  )
}

const rates = ['lenderBp', 'buyerBp', 'minDownBp', 'balloonBp', 'feeBp'] as const
type Rate = (typeof rates)[number]
type Values = Record<Rate, string> & {
  name: string
  lender: string
  method: LoanMethod
  subsidiser: Subsidiser
  months: string
  maxLoanFen: Fen | null
  validFromOn: string | null
  validToOn: string | null
  active: boolean
}
type Saved = Reply<'loans.addProduct'> | Reply<'loans.changeProduct'>

function ProductForm({ product, today, onClose }: { product: LoanProduct | null; today: string; onClose: () => void }) {
  const { t } = useTranslation('loans')
  const [initial] = useState((): Values => {
    const said = (bp: number | undefined): string => (bp ? percentText(bp) : '')
    return {
      name: product?.name ?? '',
      lender: product?.lender ?? '',
      method: product?.method ?? 'annuity',
      lenderBp: product ? percentText(product.lenderBp) : '',
      buyerBp: product ? percentText(product.buyerBp) : '',
      subsidiser: product?.subsidiser ?? 'none',
      months: product?.months.join(' ') ?? '12 24 36',
      minDownBp: said(product?.minDownBp ?? 3000),
      balloonBp: said(product?.balloonBp),
      feeBp: said(product?.feeBp),
      maxLoanFen: product?.maxLoanFen ?? null,
      validFromOn: product?.validFromOn ?? today,
      validToOn: product?.validToOn ?? null,
      active: product?.active ?? true,
    }
  })
  const form = useForm({
    module: 'loans',
    schema: loans.addProduct.input,
    initial,
    read: inputOf,
    fieldOf: (path) => (path.startsWith('months') ? 'months' : path),
    send: (input, attempt): Promise<Saved> =>
      product ? call('loans.changeProduct', { ...input, id: product.id }, { attempt }) : call('loans.addProduct', input, { attempt }),
    onDone: onClose,
  })
  const { values } = form
  const typed = inputOf(values)
  const rate = (name: Rate, label: string, optional = false) => (
    <TextField
      label={`${label} %`}
      optional={optional}
      inputMode="numeric"
      {...form.field(name)}
      error={form.errors[name] && typeof typed[name] === 'string' ? t('issues.not-a-percent') : form.errors[name]}
    />
  )
  return (
    <Form
      form={form}
      submit={t('save')}
      side={
        <Button kind="quiet" onPress={onClose}>
          {t('ui:cancel')}
        </Button>
      }
    >
      <div className="pair">
        <TextField label={t('name')} {...form.field('name')} maxLength={60} autoFocus />
        <TextField label={t('lender')} {...form.field('lender')} maxLength={60} />
      </div>
      <div className="pair">
        <SelectField
          label={t('method')}
          {...form.field('method')}
          options={loanMethods.map((value) => ({ value, label: t(`methods.${value}`) }))}
          onChange={(method) => form.change({ method, ...(method === 'balloon' ? {} : { balloonBp: '' }) })}
        />
        <TextField
          label={t('months')}
          {...form.field('months')}
          hint={t('monthsHint')}
          error={form.errors['months'] && typed.months.some((m) => !Number.isInteger(m)) ? t('issues.not-months') : form.errors['months']}
        />
      </div>
      <div className="pair">
        {rate('lenderBp', t('lenderRate'))}
        {rate('buyerBp', t('buyerRate'))}
        <SelectField
          label={t('subsidiser')}
          {...form.field('subsidiser')}
          options={subsidisers.map((value) => ({ value, label: t(`subsidisers.${value}`) }))}
        />
      </div>
      <div className="pair">
        {rate('minDownBp', t('minDown'), true)}
        {values.method === 'balloon' && rate('balloonBp', t('balloon'))}
        {rate('feeBp', t('fee'), true)}
        <MoneyField label={t('maxLoan')} optional {...form.field('maxLoanFen')} />
      </div>
      <div className="pair">
        <DateField label={t('from')} {...form.field('validFromOn')} />
        <DateField label={t('to')} optional {...form.field('validToOn')} />
      </div>
      <CheckField label={t('active')} {...form.field('active')} />
    </Form>
  )
}

/** What is typed, as the contract wants it. What cannot be read stays text, so that its field is told. */
function inputOf({ months, lenderBp, buyerBp, minDownBp, balloonBp, feeBp, ...rest }: Values) {
  const read = (text: string, empty: number | undefined): number | string | undefined =>
    text.trim() === '' ? empty : (percentFrom(text) ?? text)
  return {
    ...rest,
    lenderBp: read(lenderBp, undefined),
    buyerBp: read(buyerBp === '' ? lenderBp : buyerBp, undefined),
    minDownBp: read(minDownBp, 0),
    balloonBp: read(balloonBp, 0),
    feeBp: read(feeBp, 0),
    months: halfWidth(months)
      .split(/[\s,\u3001]+/)
      .filter(Boolean)
      .map(Number),
  }
}
