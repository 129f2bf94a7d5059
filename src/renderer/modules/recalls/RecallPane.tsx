// One recall beside the list: what it stops, and every car of the group it names.
import { useTranslation } from 'react-i18next'
import type { RecallRow } from '../../../shared/modules/recalls/contract.ts'
import { call } from '../../api.ts'
import { useLive } from '../../live.ts'
import { useMay } from '../../session.ts'
import { open } from '../../state.ts'
import { Button } from '../../ui/Button.tsx'
import { DateText } from '../../ui/DateText.tsx'
import { DetailPane, Section, type PaneSteps } from '../../ui/DetailPane.tsx'
import { KeyValue } from '../../ui/KeyValue.tsx'
import { Mark, StatusTag } from '../../ui/Mark.tsx'
import { Refused } from '../../ui/Refused.tsx'
import { useDeed } from '../../ui/use-deed.ts'
import { StopMark } from './StopMark.tsx'

export function RecallPane({ row, steps }: { row: RecallRow; steps: PaneSteps }) {
  const { t } = useTranslation('recalls')
  const may = useMay()
  const { data: hits } = useLive('recalls.hits', { id: row.id })
  const deed = useDeed()
  const edits = may('recalls.edit')
  const closed = row.closedOn !== null
  const change = (stopSale: boolean, close: boolean): void =>
    deed.run((attempt) => call('recalls.change', { id: row.id, stopSale, closed: close }, { attempt }))
  return (
    <DetailPane
      number={row.no}
      title={row.title}
      tag={<StopMark row={row} />}
      caption={t('pane.says', { stock: row.inStock, open: row.open })}
      steps={steps}
      actions={
        edits && (
          <>
            {!closed && (
              <Button busy={deed.busy} onPress={() => change(!row.stopSale, false)}>
                {t(row.stopSale ? 'pane.allow' : 'pane.stop')}
              </Button>
            )}
            <Button kind="quiet" busy={deed.busy} onPress={() => change(row.stopSale, !closed)}>
              {t(closed ? 'pane.reopen' : 'pane.close')}
            </Button>
          </>
        )
      }
    >
      {deed.failure && (
        <Section>
          <Refused error={deed.failure} module="recalls" />
        </Section>
      )}
      <Section>
        <KeyValue
          pairs={[
            [t('column.announcedOn'), <DateText key="on" on={row.announcedOn} />],
            [t('column.ranges'), row.ranges],
            closed && [t('column.closedOn'), <DateText key="closed" on={row.closedOn ?? ''} />],
            row.note !== null && [t('column.note'), row.note],
          ]}
        />
      </Section>
      <Section title={t('pane.cars')}>
        {hits?.length === 0 && <p className="cap">{t('pane.none')}</p>}
        <ul className="stack">
          {hits?.map((car) => (
            <li key={car.vehicleId}>
              <div className="row">
                <button type="button" className="link" onClick={() => open('vehicle', { record: car.vehicleId, title: car.stockNo })}>
                  {car.stockNo}
                </button>
                <span className="grow" />
                {car.fixedOn ? <Mark shape="tick" tone="good" word={t('fixed')} /> : <StatusTag state={car.state} />}
                {edits && car.fixedOn === null && !closed && (
                  <Button
                    size="small"
                    kind="quiet"
                    onPress={() => deed.run((attempt) => call('recalls.fix', { id: row.id, vehicleId: car.vehicleId }, { attempt }))}
                  >
                    {t('pane.fix')}
                  </Button>
                )}
              </div>
              <p className="cap">{[car.title, car.site].filter(Boolean).join(' · ')}</p>
            </li>
          ))}
        </ul>
      </Section>
    </DetailPane>
  )
}
