// One old car beside the list: what it is and how it was found, what it counts for, and what is next.
import { useTranslation } from 'react-i18next'
import type { AppraisalRow } from '../../../shared/modules/tradeins/contract.ts'
import { appraisalMoves, conditionParts } from '../../../shared/modules/tradeins/rules.ts'
import { useLive } from '../../live.ts'
import { useMay } from '../../session.ts'
import { open } from '../../state.ts'
import { Button } from '../../ui/Button.tsx'
import { DateText } from '../../ui/DateText.tsx'
import { DetailPane, Section, type PaneSteps } from '../../ui/DetailPane.tsx'
import { Drawing } from '../../ui/Empty.tsx'
import { KeyValue } from '../../ui/KeyValue.tsx'
import { Mark } from '../../ui/Mark.tsx'
import { Money } from '../../ui/Money.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { Pictures } from '../../ui/sign/Pictures.tsx'
import { Vin } from '../../ui/Vin.tsx'
import { carText, StateMark } from './columns.tsx'

export type Deed = 'value' | 'decide' | 'take' | 'drop' | 'reappraise'
const tones = { good: 'good', fair: 'warn', poor: 'act' } as const
const shapes = { good: 'tick', fair: 'pause', poor: 'diamond' } as const

export function AppraisalPane({ row, steps, onDeed }: { row: AppraisalRow; steps: PaneSteps; onDeed: (deed: Deed) => void }) {
  const { t } = useTranslation('tradeins')
  const may = useMay()
  const { data: pictures } = useLive('tradeins.pictures', { id: row.id })
  const edits = may('tradeins.edit')
  const deeds: readonly (readonly [Deed, boolean])[] = [
    ['decide', row.state === 'asked' && may('tradeins.decide') && !row.mine],
    ['take', edits && row.state === 'ready'],
    ['value', edits && row.state !== 'taken' && row.state !== 'dropped'],
    ['reappraise', edits && row.state !== 'taken'],
    ['drop', edits && appraisalMoves[row.state].includes('dropped')],
  ]
  const possible = deeds.filter(([, yes]) => yes).map(([deed]) => deed)
  return (
    <DetailPane
      number={row.no}
      title={carText(row)}
      tag={<StateMark state={row.state} />}
      figure={row.allowanceFen === null ? undefined : <Money fen={row.allowanceFen} />}
      caption={row.allowanceFen === null ? t('pane.notValued') : t('pane.countsFor')}
      steps={steps}
      drawing={<Drawing of="car" />}
      actions={possible.map((deed, at) => (
        <Button key={deed} kind={at === 0 ? 'primary' : 'plain'} {...(at === 0 ? { shortcut: 'F8' } : {})} onPress={() => onDeed(deed)}>
          {t(`deeds.${deed === 'value' && row.allowanceFen !== null ? 'revalue' : deed}`)}
        </Button>
      ))}
    >
      {row.state === 'asked' && (
        <Section>
          <Notice>
            {t(row.mine ? 'pane.askedByMe' : 'pane.asked', {
              reasons: row.askedFor.map((reason) => t(`reasons.${reason}`)).join(t('comma')),
            })}
          </Notice>
        </Section>
      )}
      {row.comment && (
        <Section>
          <Notice kind={row.state === 'refused' ? 'act' : 'plain'}>
            {t('pane.said', { who: row.decidedBy ?? '', comment: row.comment })}
          </Notice>
        </Section>
      )}
      {row.allowanceFen !== null && (
        <Section title={t('pane.worth')}>
          <KeyValue
            pairs={[
              [t('worth.retailFen'), <Money key="retail" fen={row.retailFen} />],
              [t('worth.reconFen'), <Money key="recon" fen={row.reconFen} />],
              [t('worth.purchaseFen'), <Money key="purchase" fen={row.purchaseFen} />],
              [t('worth.allowanceFen'), <Money key="allowance" fen={row.allowanceFen} />],
              [t('worth.supportFen'), <Money key="support" fen={row.supportFen} />],
              [t('worth.marginFen'), <Money key="margin" fen={row.marginFen} />],
            ]}
          />
        </Section>
      )}
      <Section title={t('pane.found')}>
        <KeyValue
          pairs={[
            ...conditionParts.map(
              (part) =>
                [
                  t(`parts.${part}`),
                  <Mark
                    key={part}
                    shape={shapes[row.condition[part]]}
                    tone={tones[row.condition[part]]}
                    word={t(`grades.${row.condition[part]}`)}
                  />,
                ] as const,
            ),
            row.damages.length > 0 && [
              t('damages'),
              <b key="damages" className="act">
                {row.damages.map((damage) => t(`damage.${damage}`)).join(t('comma'))}
              </b>,
            ],
            [t('note'), row.note],
          ]}
        />
      </Section>
      {pictures && pictures.length > 0 && (
        <Section title={t('pictures')}>
          <Pictures of={pictures} wordOf={() => carText(row)} />
        </Section>
      )}
      <Section title={t('pane.car')}>
        <KeyValue
          pairs={[
            [t('column.plate'), row.plate],
            [t('fields.vin'), row.vin && <Vin key="vin" vin={row.vin} />],
            [t('fields.modelYear'), row.modelYear],
            [t('column.mileage'), row.mileageKm === null ? null : t('km', { km: row.mileageKm.toLocaleString('en-US') })],
            [t('fields.registeredOn'), row.registeredOn && <DateText key="on" on={row.registeredOn} />],
            [t('fields.exterior'), row.exterior],
          ]}
        />
      </Section>
      <Section title={t('pane.goes')}>
        <KeyValue
          pairs={[
            [t('column.customer'), <LinkTo key="customer" kind="customer" id={row.customerId} word={row.customerName} />],
            row.orderId !== null && [t('pane.order'), <LinkTo key="order" kind="order" id={row.orderId} word={row.orderNo ?? ''} />],
            row.vehicleId !== null && [
              t('pane.stock'),
              <LinkTo key="vehicle" kind="vehicle" id={row.vehicleId} word={row.stockNo ?? ''} />,
            ],
          ]}
        />
      </Section>
    </DetailPane>
  )
}

const LinkTo = ({ kind, id, word }: { kind: string; id: string; word: string }) => (
  <button type="button" className="link" onClick={() => open(kind, { record: id, title: word })}>
    {word}
  </button>
)
