// One job beside the list: what it costs each class today and why, which parts it takes, and its fixed prices.
import { useTranslation } from 'react-i18next'
import type { JobRow } from '../../../shared/modules/jobs/contract.ts'
import { call } from '../../api.ts'
import { useLive } from '../../live.ts'
import { useMay } from '../../session.ts'
import { Button } from '../../ui/Button.tsx'
import { CasesNotice } from '../../ui/CasesNotice.tsx'
import { DetailPane, Section, type PaneSteps } from '../../ui/DetailPane.tsx'
import { KeyValue } from '../../ui/KeyValue.tsx'
import { Money } from '../../ui/Money.tsx'
import { originWords } from '../../ui/price-origin.ts'
import { Refused } from '../../ui/Refused.tsx'
import { useDeed } from '../../ui/use-deed.ts'
import { fitsText } from './columns.tsx'

type Props = { row: JobRow; steps: PaneSteps; onChange: () => void; onPrice: () => void }

export function JobPane({ row, steps, onChange, onPrice }: Props) {
  const { t } = useTranslation('jobs')
  const may = useMay()
  const deed = useDeed()
  const { data: card } = useLive('jobs.card', { id: row.id })
  const { archived } = card?.job ?? row
  return (
    <DetailPane
      number={row.code}
      title={row.name}
      figure={row.priceFen === null ? undefined : <Money fen={row.priceFen} />}
      caption={row.origin ? originWords(t, row.origin) : t('missing')}
      steps={steps}
      actions={
        may('jobs.edit') && (
          <>
            <Button onPress={onPrice}>{t('pane.price')}</Button>
            <Button kind="quiet" onPress={onChange}>
              {t('change')}
            </Button>
            <Button
              kind="quiet"
              busy={deed.busy}
              onPress={() => deed.run((attempt) => call('jobs.archive', { id: row.id, archived: !archived }, { attempt }))}
            >
              {t(archived ? 'revive' : 'archive')}
            </Button>
          </>
        )
      }
    >
      {deed.failure && (
        <Section>
          <Refused error={deed.failure} module="jobs" />
        </Section>
      )}
      {card && card.cases.length > 0 && (
        <Section>
          <CasesNotice cases={card.cases}>{t('cases', { count: card.cases.length })}</CasesNotice>
        </Section>
      )}
      <Section>
        <KeyValue
          pairs={[
            [t('column.fits'), fitsText(t, row)],
            [t('column.area'), t(`areas.${row.area}`)],
            [t('column.kind'), t(`kinds.${row.kind}`)],
            [t('column.minutes'), t('hours', { hours: row.hours })],
            row.note !== null && [t('fields.note'), row.note],
          ]}
        />
      </Section>
      {card && card.takes.length > 0 && (
        <Section title={t('pane.parts')}>
          <KeyValue
            wide
            pairs={card.takes.map(
              ({ code, name, quantityMilli, amountFen }) =>
                [
                  code,
                  <span key={code}>
                    {name} × {quantityMilli / 1000} {amountFen === null ? t('missing') : <Money fen={amountFen} />}
                  </span>,
                ] as const,
            )}
          />
        </Section>
      )}
      <Section title={t('pane.classes')}>
        <KeyValue
          pairs={
            card?.classes.map(
              ({ class: of, priceFen, origin }) =>
                [
                  t(`classes.${of}`),
                  priceFen === null ? (
                    t('missing')
                  ) : (
                    <span key={of}>
                      <Money fen={priceFen} /> <span className="cap">{origin && originWords(t, origin)}</span>
                    </span>
                  ),
                ] as const,
            ) ?? []
          }
        />
      </Section>
      <Section title={t('pane.prices')}>
        {card?.prices.length === 0 && <p className="cap">{t('pane.noPrices')}</p>}
        <KeyValue
          wide
          pairs={
            card?.prices.map(
              (price) =>
                [
                  price.validFromOn,
                  <span key={price.id}>
                    {price.priceFen === null ? t('pane.byHours') : <Money fen={price.priceFen} />}{' '}
                    <span className="cap">
                      {[t(`classes.${price.class ?? 'any'}`), price.source, price.by].filter(Boolean).join(' · ')}
                    </span>
                  </span>,
                ] as const,
            ) ?? []
          }
        />
      </Section>
    </DetailPane>
  )
}
