// 方案比较: a buyer's open quotes whole beside each other, line by line; one is chosen and the others end, or all go on one page.
import AddIcon from 'lucide-react/icons/plus'
import PrinterIcon from 'lucide-react/icons/printer'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Scheme } from '../../../shared/modules/orders/contract/scheme.ts'
import { formatYuan } from '../../../shared/money.ts'
import { call } from '../../api.ts'
import { useLive } from '../../live.ts'
import type { ScreenProps } from '../../nav/screen.ts'
import { useMay } from '../../session.ts'
import { open } from '../../state.ts'
import { Button } from '../../ui/Button.tsx'
import { Empty } from '../../ui/Empty.tsx'
import { Loading } from '../../ui/Loading.tsx'
import { Mark } from '../../ui/Mark.tsx'
import { Money } from '../../ui/Money.tsx'
import { Outcome } from '../../ui/paper/Outcome.tsx'
import { usePrint } from '../../ui/paper/use-print.ts'
import { Refused } from '../../ui/Refused.tsx'
import { StageMark } from './StageMark.tsx'
import { useDeed, type Deed } from './use-deed.ts'
import { percentOf } from './words.ts'
import './orders.css'

export function CompareScreen({ record }: ScreenProps) {
  const { t } = useTranslation('orders')
  const may = useMay()
  const deed = useDeed()
  const { state, print } = usePrint()
  const { data, error, again } = useLive('orders.compare', record ? { id: record as never } : null)
  if (!record) return <Empty>{t('compare.none')}</Empty>
  if (error && !data) return <Refused error={error} module="orders" onRetry={again} />
  if (!data) return <Loading lines={[40, 80, 80, 80]} />
  const { schemes, customer } = data
  const edits = may('orders.edit')
  const newest = schemes.at(-1)
  return (
    <div className="screen">
      <div className="screen-head">
        <div className="grow">
          <h1>{t('compare.titleOf', { name: customer.name })}</h1>
          <p>{t('compare.count', { count: schemes.length })}</p>
        </div>
        {edits && newest && (
          <Button
            icon={AddIcon}
            shortcut="mod+N"
            busy={deed.busy}
            disabled={schemes.length >= 4}
            onPress={() =>
              deed.run(
                (attempt) =>
                  call('orders.another', { id: newest.id as never, scheme: t('compare.nth', { n: schemes.length + 1 }) }, { attempt }),
                (made) => open('quote', { record: made.id, title: made.no }),
              )
            }
          >
            {t('compare.another')}
          </Button>
        )}
        {may('documents.print') && record && (
          <Button
            icon={PrinterIcon}
            shortcut="mod+P"
            disabled={state.phase === 'working'}
            onPress={() => print({ kind: 'comparison', orderId: record as never, to: 'file' })}
          >
            {t('compare.print')}
          </Button>
        )}
      </div>
      <Outcome state={state} />
      {deed.failure && <Refused error={deed.failure} module="orders" />}
      <div className="compare-wrap">
        <table className="compare">
          <thead>
            <tr>
              <th aria-label={t('compare.what')} />
              {schemes.map((scheme) => (
                <Head key={scheme.id} scheme={scheme} asked={scheme.id === record} edits={edits} deed={deed} alone={schemes.length === 1} />
              ))}
            </tr>
          </thead>
          <tbody>
            {rowsOf(t).map(([name, show, kind]) =>
              schemes.every((scheme) => show(scheme) === null) ? null : (
                <tr key={name} className={kind}>
                  <th scope="row">{name}</th>
                  {schemes.map((scheme) => (
                    <td key={scheme.id} className="num">
                      {show(scheme) ?? <span className="muted">·</span>}
                    </td>
                  ))}
                </tr>
              ),
            )}
          </tbody>
        </table>
      </div>
    </div>
  )
}

function Head({ scheme, asked, edits, deed, alone }: { scheme: Scheme; asked: boolean; edits: boolean; deed: Deed; alone: boolean }) {
  const { t } = useTranslation('orders')
  const renews = edits && scheme.expired && (scheme.stage === 'quoted' || scheme.stage === 'draft')
  return (
    <th scope="col" className={asked ? 'asked' : undefined}>
      <button type="button" className="link" onClick={() => open('order', { record: scheme.id, title: scheme.no })}>
        {scheme.scheme ?? scheme.no}
      </button>
      <span className="cap">{t('compare.version', { no: scheme.no, version: scheme.version })}</span>
      <span className="row">
        <StageMark stage={scheme.stage} />
        {scheme.validUntil &&
          (scheme.expired ? (
            <Mark shape="pause" tone="warn" word={t('compare.expired', { day: scheme.validUntil })} />
          ) : (
            <span className="cap">{t('compare.until', { day: scheme.validUntil })}</span>
          ))}
      </span>
      {edits && (
        <span className="row">
          {!alone && (
            <Button
              size="small"
              kind="primary"
              busy={deed.busy}
              onPress={() =>
                deed.run(
                  (attempt) => call('orders.choose', { id: scheme.id as never }, { attempt }),
                  () => open('order', { record: scheme.id, title: scheme.no }),
                )
              }
            >
              {t('compare.choose')}
            </Button>
          )}
          <Button size="small" onPress={() => open('quote', { record: scheme.id, title: scheme.no })}>
            {t('deed.change')}
          </Button>
          {renews && (
            <Button
              size="small"
              busy={deed.busy}
              onPress={() => deed.run((attempt) => call('orders.renew', { id: scheme.id as never }, { attempt }))}
            >
              {t('compare.renew')}
            </Button>
          )}
        </span>
      )}
    </th>
  )
}

type Row = readonly [name: string, show: (scheme: Scheme) => ReactNode, kind?: 'sum' | 'part']
const yuan = (fen: number | null | undefined): ReactNode => (fen ? <Money fen={fen} /> : null)
const listed = (lines: readonly { name: string; amountFen: number }[]): ReactNode =>
  lines.length === 0
    ? null
    : lines.map(({ name, amountFen }) => (
        <span key={name} className="compare-line">
          {name} {formatYuan(amountFen)}
        </span>
      ))

function rowsOf(t: ReturnType<typeof useTranslation<'orders'>>['t']): Row[] {
  return [
    [t('column.vehicle'), ({ car }) => car && [car.name, car.exterior].filter(Boolean).join(' ')],
    [t('quote.list'), ({ listFen }) => yuan(listFen)],
    [t('column.discount'), ({ discountFen }) => yuan(-discountFen)],
    [t('price.car'), ({ carFen }) => yuan(carFen), 'sum'],
    [t('price.tax'), ({ purchaseTaxFen }) => <Money fen={purchaseTaxFen} />],
    [t('price.insurance'), ({ insuranceFen }) => yuan(insuranceFen)],
    [t('compare.insuranceLines'), ({ insuranceLines }) => listed(insuranceLines), 'part'],
    [t('price.plates'), ({ plateFeeFen }) => yuan(plateFeeFen)],
    [t('price.accessories'), ({ accessoriesFen }) => yuan(accessoriesFen)],
    [t('compare.accessories'), ({ accessories }) => listed(accessories), 'part'],
    [t('compare.gifts'), ({ gifts }) => listed(gifts), 'part'],
    [t('price.total'), ({ totalFen }) => <Money fen={totalFen} />, 'sum'],
    [t('compare.tradeIn'), ({ tradeIn }) => tradeIn && <Money fen={-tradeIn.allowanceFen} />],
    [t('compare.oldCar'), ({ tradeIn }) => tradeIn?.name ?? null, 'part'],
    [t('price.loan'), ({ loan }) => yuan(loan?.fen)],
    [
      t('compare.lender'),
      ({ loan }) => loan && [loan.bank, loan.months && t('price.months', { months: loan.months })].filter(Boolean).join(' '),
      'part',
    ],
    [t('compare.monthly'), ({ loan }) => yuan(loan?.monthlyFen)],
    [t('compare.trueRate'), ({ loan }) => (loan?.trueBp == null ? null : percentOf(loan.trueBp))],
    [t('compare.interest'), ({ loan }) => yuan(loan?.interestFen)],
    [t('compare.fee'), ({ loan }) => yuan(loan?.feeFen)],
    [t('compare.balloon'), ({ loan }) => yuan(loan?.balloonFen)],
    [t('compare.down'), ({ downFen }) => <Money fen={downFen} />, 'sum'],
    [t('compare.outlay'), ({ outlayFen }) => <Money fen={outlayFen} />, 'sum'],
    [t('quote.margin'), ({ marginFen }) => (marginFen === null ? null : <Money fen={marginFen} />)],
  ]
}
