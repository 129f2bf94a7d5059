// 补货建议: what consumption and limits say is to be bought, with the reasoning of each line; what is ticked becomes one request to a
// supplier. A part is found by code or name, also one nothing says is to be bought.
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AdviceRow } from '../../../shared/modules/purchasing/contract.ts'
import { amountOf } from '../../../shared/modules/parts/rules.ts'
import { call } from '../../api.ts'
import { useLive } from '../../live.ts'
import { useMay } from '../../session.ts'
import { open } from '../../state.ts'
import { Button } from '../../ui/Button.tsx'
import { CheckField } from '../../ui/CheckField.tsx'
import { ComboField, type Found } from '../../ui/ComboField.tsx'
import { DateField } from '../../ui/DateField.tsx'
import { Empty } from '../../ui/Empty.tsx'
import { Loading } from '../../ui/Loading.tsx'
import { Mark } from '../../ui/Mark.tsx'
import { Money } from '../../ui/Money.tsx'
import { MoneyField } from '../../ui/MoneyField.tsx'
import { NumberField } from '../../ui/NumberField.tsx'
import { Refused } from '../../ui/Refused.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { useDeed } from '../../ui/use-deed.ts'
import { findSuppliers } from './find.ts'
import './purchasing.css'

type Wish = { units: number | null; fen: number | null }
const looks = {
  consumption: ['halfRing', 'warn'],
  limit: ['cross', 'act'],
  over: ['chevrons', 'violet'],
  enough: ['tick', 'good'],
} as const
/** At the price of the last purchase. */
const priced = (row: AdviceRow, units: number): number | null => (row.lastFen === null ? null : amountOf(row.lastFen, units, row.perUnits))

export function ReorderScreen() {
  const { t } = useTranslation('purchasing')
  const may = useMay()
  const { data, error } = useLive('purchasing.advice', {})
  const [wishes, setWishes] = useState<Readonly<Record<string, Wish>>>({})
  const [supplier, setSupplier] = useState<Found | null>(null)
  const [dueOn, setDueOn] = useState<string | null>(null)
  const [all, setAll] = useState(false)
  const [wanted, setWanted] = useState('')
  const deed = useDeed()
  if (error) return <Refused error={error} module="purchasing" />
  if (!data) return <Loading />
  const asks = may('purchasing.edit')
  const sought = wanted.trim().toUpperCase()
  const rows = data.rows.filter((row) =>
    sought === '' ? all || row.adviseUnits > 0 || row.why === 'over' : row.code.includes(sought) || row.name.toUpperCase().includes(sought),
  )
  const chosen = Object.entries(wishes)
  const ready = supplier !== null && chosen.length > 0 && chosen.every(([, { units, fen }]) => (units ?? 0) > 0 && fen !== null)
  const tick = (row: AdviceRow, on: boolean): void => {
    const units = row.adviseUnits || row.perUnits
    setWishes(({ [row.id]: _, ...others }) => (on ? { ...others, [row.id]: { units, fen: priced(row, units) } } : others))
    if (on && supplier === null && row.supplierId !== null) setSupplier({ id: row.supplierId, label: row.supplierName ?? '' })
  }
  const ask = (): void => {
    if (!ready) return
    const lines = chosen.map(([partId, { units, fen }]) => ({ partId, units: units ?? 0, costFen: fen ?? 0 }))
    deed.run(
      (attempt) => call('purchasing.ask', { supplierId: supplier.id, dueOn, lines }, { attempt }),
      () => {
        setWishes({})
        open('purchases')
      },
    )
  }
  return (
    <div className="screen">
      <header className="buying-head">
        <div className="grow">
          <h1>{t('reorder.title')}</h1>
          <p className="cap">{t('reorder.says', { window: data.windowDays, cover: data.coverDays })}</p>
        </div>
        <CheckField label={t('reorder.all')} value={all} onChange={setAll} />
        <TextField label={t('reorder.find')} name="find" value={wanted} onChange={setWanted} width="vin" autoFocus maxLength={40} />
        {asks && (
          <>
            <ComboField label={t('supplier')} width="vin" chosen={supplier} onChange={setSupplier} search={findSuppliers} />
            <DateField label={t('column.dueOn')} optional value={dueOn} onChange={setDueOn} />
            <Button kind="primary" shortcut="F8" busy={deed.busy} disabled={!ready} onPress={ask}>
              {t('reorder.ask', { count: chosen.length })}
            </Button>
          </>
        )}
      </header>
      {deed.failure && <Refused error={deed.failure} module="purchasing" />}
      {rows.length === 0 && <Empty drawing="paper">{t('reorder.empty')}</Empty>}
      <ul className="advice" aria-label={t('reorder.title')}>
        {rows.map((row) => {
          const wish = wishes[row.id]
          const put = (change: Partial<Wish>): void =>
            setWishes((before) => ({ ...before, [row.id]: { units: null, fen: null, ...wish, ...change } }))
          const [shape, tone] = looks[row.why]
          return (
            <li key={row.id} aria-label={row.code}>
              {asks && <CheckField label={row.code} value={wish !== undefined} onChange={(on) => tick(row, on)} />}
              <div className="grow">
                <p>
                  {!asks && <span className="mono">{row.code} </span>}
                  {row.name} <Mark shape={shape} tone={tone} word={t(`why.${row.why}`)} />
                </p>
                <p className="cap">
                  {t('reorder.reason', {
                    ...row,
                    window: data.windowDays,
                    cover: data.coverDays,
                    lasts: row.lastsDays === null ? t('reorder.unused') : t('reorder.lasts', { days: row.lastsDays }),
                    low: row.lowUnits ?? 0,
                  })}
                  {row.turnsHundredths !== null && ` ${t('reorder.turns', { turns: (row.turnsHundredths / 100).toFixed(2) })}`}
                </p>
                {row.supplierName !== null && (
                  <p className="cap">
                    {t('reorder.last', { supplier: row.supplierName })} <Money fen={row.lastFen} /> {t('reorder.best')}{' '}
                    <Money fen={row.bestFen} />
                  </p>
                )}
              </div>
              {wish ? (
                <>
                  <NumberField
                    label={t('column.units')}
                    width="short"
                    unit={row.unit}
                    value={wish.units}
                    onChange={(units) => put({ units, fen: priced(row, units ?? 0) ?? wish.fen })}
                  />
                  <MoneyField label={t('column.costFen')} value={wish.fen} onChange={(fen) => put({ fen })} />
                </>
              ) : (
                <strong>
                  {row.adviseUnits > 0 ? row.adviseUnits : '·'} <span className="cap">{row.unit}</span>
                </strong>
              )}
            </li>
          )
        })}
      </ul>
    </div>
  )
}
