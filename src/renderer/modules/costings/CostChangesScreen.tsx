// 成本差异: each change of the costing method with what it made of the value of what lay on the shelves, and its booking; and what bringing
// parts cost, with what of it fell on parts that had gone.
import { useTranslation } from 'react-i18next'
import type { Output } from '../../../shared/contract.ts'
import { call } from '../../api.ts'
import { useLive } from '../../live.ts'
import { useMay } from '../../session.ts'
import { Button } from '../../ui/Button.tsx'
import { DateText } from '../../ui/DateText.tsx'
import { Empty } from '../../ui/Empty.tsx'
import { Loading } from '../../ui/Loading.tsx'
import { Money } from '../../ui/Money.tsx'
import { Refused } from '../../ui/Refused.tsx'
import { useDeed } from '../../ui/use-deed.ts'

export function CostChangesScreen() {
  const { t } = useTranslation('costings')
  const may = useMay()
  const { data } = useLive('costings.changes', {})
  const { data: landed } = useLive('costings.landed', {})
  const deed = useDeed()
  if (!data || !landed) return <Loading />
  return (
    <div className="screen">
      <header className="screen-head">
        <div className="grow">
          <h1>{t('title')}</h1>
          <p className="cap">{t('says')}</p>
        </div>
      </header>
      <div className="screen-body stack">
        {deed.failure && <Refused error={deed.failure} module="costings" />}
        {data.length === 0 && landed.length === 0 && <Empty drawing="paper">{t('empty')}</Empty>}
        {data.length > 0 && (
          <table className="facts">
            <thead>
              <tr>
                <th>{t('changedOn')}</th>
                <th>{t('change')}</th>
                <th className="num">{t('beforeFen')}</th>
                <th className="num">{t('afterFen')}</th>
                <th className="num">{t('openFen')}</th>
                <th>{t('booked')}</th>
                <th aria-label={t('book')} />
              </tr>
            </thead>
            <tbody>
              {data.map((change) => (
                <tr key={change.changedOn}>
                  <td>
                    <DateText on={change.changedOn} />
                  </td>
                  <td>{`${t(`parts:methods.${change.from}`)} → ${t(`parts:methods.${change.to}`)}`}</td>
                  <td className="num">
                    <Money fen={change.beforeFen} />
                  </td>
                  <td className="num">
                    <Money fen={change.afterFen} />
                  </td>
                  <td className="num">
                    <Money fen={change.openFen} />
                  </td>
                  <td>
                    {change.booked.map((entry) => (
                      <p key={entry.id}>
                        <Money fen={entry.differenceFen} /> {entry.bookedBy} <DateText at={entry.bookedAt} near />
                      </p>
                    ))}
                  </td>
                  <td>
                    {may('parts.post') && change.openFen !== 0 && (
                      <Button
                        size="small"
                        busy={deed.busy}
                        onPress={() => deed.run((attempt) => call('costings.book', { changedOn: change.changedOn }, { attempt }))}
                      >
                        {t('book')}
                      </Button>
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
        {landed.length > 0 && <Landed entries={landed} />}
      </div>
    </div>
  )
}

/** What bringing parts cost, and what of it came too late for those that had gone. */
function Landed({ entries }: { entries: Output<'costings.landed'> }) {
  const { t } = useTranslation('costings')
  return (
    <section>
      <h2>{t('landed.title')}</h2>
      <p className="cap">{t('landed.says')}</p>
      <table className="facts">
        <thead>
          <tr>
            <th>{t('landed.on')}</th>
            <th>{t('landed.no')}</th>
            <th className="num">{t('landed.fen')}</th>
            <th className="num">{t('landed.difference')}</th>
          </tr>
        </thead>
        <tbody>
          {entries.map((each) => (
            <tr key={`${each.no} ${each.landedOn}`}>
              <td>
                <DateText on={each.landedOn} />
              </td>
              <td className="mono">{each.no}</td>
              <td className="num">
                <Money fen={each.landedFen} />
              </td>
              <td className="num">
                <Money fen={each.differenceFen} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
