// What a given price would need, by the flow as it stands: the same rule that asks when an order is placed.
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { requiredLevels } from '../../../shared/modules/approvals/rules.ts'
import { discountBp } from '../../../shared/modules/orders/rules.ts'
import { sumFen, type Fen } from '../../../shared/money.ts'
import { useMe } from '../../session.ts'
import { CheckField } from '../../ui/CheckField.tsx'
import { Glyph } from '../../ui/Glyph.tsx'
import { MoneyField } from '../../ui/MoneyField.tsx'
import { SelectField } from '../../ui/SelectField.tsx'
import { percentText } from '../../ui/percent.ts'
import type { Flow } from './sentence.ts'

export function TryOut({ flow }: { flow: Flow }) {
  const { t } = useTranslation('approvals')
  const me = useMe()
  const [listFen, setListFen] = useState<Fen | null>(20_000_000)
  const [priceFen, setPriceFen] = useState<Fen | null>(19_400_000)
  const [totalFen, setTotalFen] = useState<Fen | null>(21_500_000)
  const [belowCost, setBelowCost] = useState(false)
  const [siteId, setSiteId] = useState(me.site.id)
  const ready = listFen !== null && priceFen !== null && totalFen !== null && listFen > 0 && priceFen <= listFen
  const discountFen = ready ? sumFen([listFen, -priceFen]) : 0
  const bp = ready ? discountBp(listFen, discountFen) : 0
  const levels = ready ? requiredLevels(flow.rules, { siteId, amountFen: totalFen, discountFen, discountBp: bp, belowCost }) : []
  const roleOf = (id: string): string => flow.roles.find((role) => role.id === id)?.name ?? ''
  return (
    <div className="try-out">
      <div className="row top">
        <MoneyField
          label={t('list')}
          value={listFen}
          onChange={setListFen}
          error={listFen !== null && priceFen !== null && priceFen > listFen ? t('flow.aboveList') : undefined}
        />
        <MoneyField label={t('price')} value={priceFen} onChange={setPriceFen} />
      </div>
      <div className="row top">
        <MoneyField label={t('total')} value={totalFen} onChange={setTotalFen} />
        {flow.sites.length > 1 && (
          <SelectField
            label={t('flow.site')}
            value={siteId}
            onChange={setSiteId}
            options={flow.sites.map((site) => ({ value: site.id, label: site.name }))}
          />
        )}
      </div>
      <CheckField label={t('flow.belowCost')} value={belowCost} onChange={setBelowCost} />
      <div className="outcome" aria-live="polite">
        {!ready && <span className="muted">{t('flow.typePrices')}</span>}
        {ready && <span className="cap">{t('flow.discountIs', { percent: percentText(bp) })}</span>}
        {ready && levels.length === 0 && (
          <span className="row good">
            <Glyph shape="tick" /> {t('flow.noneNeeded')}
          </span>
        )}
        {levels.length > 0 && (
          <ol className="stack">
            {levels.map(({ level, roleIds }) => (
              <li key={level}>
                <span className="cap nowrap">{t('level', { level })}</span>
                <span className="mid">{roleIds.map(roleOf).join(t('or'))}</span>
              </li>
            ))}
          </ol>
        )}
      </div>
    </div>
  )
}
