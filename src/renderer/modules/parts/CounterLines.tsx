// The lines of the paper on the counter: how many of each part, and what they cost or are sold for.
import RemoveIcon from 'lucide-react/icons/x'
import { useTranslation } from 'react-i18next'
import type { PartFound } from '../../../shared/modules/parts/contract.ts'
import { amountOf } from '../../../shared/modules/parts/rules.ts'
import { Button } from '../../ui/Button.tsx'
import { Empty } from '../../ui/Empty.tsx'
import { MoneyField } from '../../ui/MoneyField.tsx'
import { NumberField } from '../../ui/NumberField.tsx'
import { Units } from '../../ui/Units.tsx'

/** `fen`: what the line cost, or is sold for when it is not the price. */
export type Counted = { part: PartFound; units: number | null; fen: number | null }

export function CounterLines({
  lines,
  asks,
  onChange,
}: {
  lines: readonly Counted[]
  /** Whether an amount is asked for, and which. */
  asks: 'receive' | 'sell' | null
  onChange: (lines: readonly Counted[]) => void
}) {
  const { t } = useTranslation('parts')
  const put = (at: number, change: Partial<Counted>): void =>
    onChange(lines.map((line, each) => (each === at ? { ...line, ...change } : line)))
  if (lines.length === 0)
    return (
      <section className="part-lines">
        <Empty drawing="paper">{t('counter.empty')}</Empty>
      </section>
    )
  return (
    <section className="part-lines" aria-label={t('counter.lines')}>
      <ul>
        {lines.map(({ part, units, fen }, at) => (
          <li key={part.id} aria-label={part.code}>
            <div className="grow">
              <p>
                <span className="mono">{part.code}</span> {part.name}
              </p>
              <p className="cap">
                {t('counter.here', { bin: part.bin ?? t('noBin') })} <Units units={part.units} unit={part.unit} />
                {part.units < (units ?? 0) && asks !== 'receive' && <span className="act"> {t('counter.tooMany')}</span>}
              </p>
            </div>
            <NumberField
              label={t('move.units')}
              value={units}
              onChange={(next) => put(at, { units: next })}
              unit={part.unit}
              width="short"
            />
            {asks !== null && (
              <MoneyField
                label={t(`counter.amounts.${asks}`)}
                value={fen ?? (asks === 'sell' && part.priceFen !== null ? amountOf(part.priceFen, units ?? 0, part.perUnits) : null)}
                onChange={(next) => put(at, { fen: next })}
              />
            )}
            <Button
              kind="quiet"
              size="small"
              icon={RemoveIcon}
              label={t('counter.remove', { code: part.code })}
              onPress={() => onChange(lines.filter((_, each) => each !== at))}
            />
          </li>
        ))}
      </ul>
    </section>
  )
}
