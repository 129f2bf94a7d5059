// 金融产品: what lenders offer, for quotes to compare. Orders that agreed on one keep what they agreed on.
import AddIcon from 'lucide-react/icons/plus'
import EditIcon from 'lucide-react/icons/pencil'
import type { TFunction } from 'i18next'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { LoanProduct } from '../../../shared/modules/loans/contract.ts'
import { formatYuan } from '../../../shared/money.ts'
import { useLive } from '../../live.ts'
import { useMe } from '../../session.ts'
import { Button } from '../../ui/Button.tsx'
import { Empty } from '../../ui/Empty.tsx'
import { Loading } from '../../ui/Loading.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { percentText } from '../../ui/percent.ts'
import { Refused } from '../../ui/Refused.tsx'
import { ProductDialog } from './ProductDialog.tsx'
import './loans.css'

export function ProductsScreen() {
  const { t } = useTranslation('loans')
  const me = useMe()
  const { data, error, again } = useLive('loans.products', {})
  const [editing, setEditing] = useState<LoanProduct | 'new' | null>(null)
  if (error) return <Refused error={error} module="loans" onRetry={again} />
  if (!data) return <Loading />
  const add = (
    <Button kind="primary" icon={AddIcon} shortcut="mod+N" disabled={!data.mayKeep} onPress={() => setEditing('new')}>
      {t('add')}
    </Button>
  )
  return (
    <div className="screen">
      <header className="screen-head">
        <div className="grow">
          <h1>{t('title')}</h1>
          <p>{t('intro')}</p>
        </div>
        {add}
      </header>
      <div className="screen-body products">
        {!data.mayKeep && me.joined && me.reach !== 'group' && <Notice>{t('hqOwns')}</Notice>}
        {data.products.length === 0 ? (
          <Empty action={data.mayKeep ? add : undefined}>{t('empty')}</Empty>
        ) : (
          <table>
            <thead>
              <tr>
                <th>{t('list.product')}</th>
                <th>{t('method')}</th>
                <th>{t('list.rate')}</th>
                <th>{t('list.terms')}</th>
                <th>{t('list.conditions')}</th>
                <th>{t('list.period')}</th>
                <th />
              </tr>
            </thead>
            <tbody>
              {data.products.map((product) => (
                <tr key={product.id} className={standingOf(product, data.today) === null ? undefined : 'off'}>
                  <td>
                    <b>{product.name}</b> <span className="ink2">{product.lender}</span>
                  </td>
                  <td>{t(`methods.${product.method}`)}</td>
                  <td>{rateText(product, t)}</td>
                  <td>{product.months.join(' · ')}</td>
                  <td className="ink2">{conditionsText(product, t)}</td>
                  <td className="ink2">{[periodText(product, t), standingText(product, data.today, t)].filter(Boolean).join(' · ')}</td>
                  <td>
                    <Button
                      kind="quiet"
                      size="small"
                      icon={EditIcon}
                      label={t('edit', { name: product.name })}
                      disabled={!data.mayKeep}
                      onPress={() => setEditing(product)}
                    />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </div>
      <ProductDialog product={editing} today={data.today} onClose={() => setEditing(null)} />
    </div>
  )
}

const percent = (bp: number): string => `${percentText(bp)}%`

function rateText({ buyerBp, lenderBp, subsidiser }: LoanProduct, t: TFunction<'loans'>): string {
  if (buyerBp === lenderBp) return percent(buyerBp)
  return t('spared', { buyer: percent(buyerBp), lender: percent(lenderBp), who: t(`subsidisers.${subsidiser}`) })
}

const conditionsText = ({ minDownBp, feeBp, balloonBp, maxLoanFen }: LoanProduct, t: TFunction<'loans'>): string =>
  [
    minDownBp > 0 && t('downFrom', { percent: percent(minDownBp) }),
    balloonBp > 0 && t('balloonOf', { percent: percent(balloonBp) }),
    feeBp > 0 && t('feeOf', { percent: percent(feeBp) }),
    maxLoanFen !== null && t('upTo', { amount: formatYuan(maxLoanFen) }),
  ]
    .filter(Boolean)
    .join(' · ')

const periodText = ({ validFromOn, validToOn }: LoanProduct, t: TFunction<'loans'>): string =>
  validToOn === null ? t('always', { from: validFromOn }) : t('between', { from: validFromOn, to: validToOn })

function standingOf({ active, validFromOn, validToOn }: LoanProduct, today: string): 'off' | 'ended' | 'coming' | null {
  if (!active) return 'off'
  if (validToOn !== null && validToOn < today) return 'ended'
  return validFromOn > today ? 'coming' : null
}
function standingText(product: LoanProduct, today: string, t: TFunction<'loans'>): string | null {
  const standing = standingOf(product, today)
  return standing && t(standing)
}
