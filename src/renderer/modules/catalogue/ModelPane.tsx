// One model beside the list: its paints, trims and options, its dated prices, and bringing the cars here to the price in force.
import { useTranslation } from 'react-i18next'
import { carSeries } from '../../../shared/modules/vehicles/rules.ts'
import type { CatalogueRow } from '../../../shared/modules/catalogue/contract.ts'
import { call } from '../../api.ts'
import { useMay } from '../../session.ts'
import { Button } from '../../ui/Button.tsx'
import { DetailPane, Section, type PaneSteps } from '../../ui/DetailPane.tsx'
import { Drawing } from '../../ui/Empty.tsx'
import { KeyValue } from '../../ui/KeyValue.tsx'
import { Money } from '../../ui/Money.tsx'
import { Refused } from '../../ui/Refused.tsx'
import { sayBriefly } from '../../ui/toast.tsx'
import { useDeed } from '../../ui/use-deed.ts'

type Props = { row: CatalogueRow; steps: PaneSteps; onChange: () => void; onPrice: () => void }

export function ModelPane({ row, steps, onChange, onPrice }: Props) {
  const { t } = useTranslation('catalogue')
  const may = useMay()
  const deed = useDeed()
  const keeps = may('catalogue.edit')
  return (
    <DetailPane
      number={row.vinPrefix ?? ''}
      title={`${carSeries(row)} ${row.model}`}
      figure={row.listFen === null ? undefined : <Money fen={row.listFen} />}
      caption={t('pane.says', { stock: row.inStock })}
      steps={steps}
      drawing={<Drawing of="car" />}
      actions={
        <>
          {keeps && <Button onPress={onPrice}>{t('deeds.price')}</Button>}
          {keeps && (
            <Button kind="quiet" onPress={onChange}>
              {t('deeds.change')}
            </Button>
          )}
          {may('vehicles.edit') && row.otherPrice > 0 && row.listFen !== null && (
            <Button
              kind="quiet"
              busy={deed.busy}
              onPress={() =>
                deed.run(
                  (attempt) => call('catalogue.applyPrice', { id: row.id }, { attempt }),
                  ({ count }) => sayBriefly(t('applied', { count })),
                )
              }
            >
              {t('deeds.apply', { count: row.otherPrice })}
            </Button>
          )}
        </>
      }
    >
      {deed.failure && (
        <Section>
          <Refused error={deed.failure} module="catalogue" />
        </Section>
      )}
      <Section>
        <KeyValue
          pairs={[
            [t('fields.modelYear'), row.modelYear],
            [t('fields.seats'), row.seats],
            [t('fields.size'), row.size],
            [t('fields.displacementMl'), row.displacementMl],
            [t('fields.rangeKm'), row.rangeKm],
            [t('fields.exteriors'), row.exteriors.join(t('comma'))],
            [t('fields.interiors'), row.interiors.join(t('comma'))],
            [t('fields.note'), row.note],
          ]}
        />
      </Section>
      {row.options.length > 0 && (
        <Section title={t('fields.options')}>
          <KeyValue wide pairs={row.options.map(({ name, priceFen }) => [name, <Money key={name} fen={priceFen} />] as const)} />
        </Section>
      )}
      <Section title={t('pane.prices')}>
        <KeyValue
          wide
          pairs={row.prices.map(
            (price) =>
              [
                price.validFromOn,
                <span key={price.id}>
                  <Money fen={price.listFen} /> <span className="cap">{price.source}</span>
                </span>,
              ] as const,
          )}
        />
      </Section>
    </DetailPane>
  )
}
