// One customer beside the list: how near to buying, the next contact, what they have with us.
import OpenIcon from 'lucide-react/icons/arrow-up-right'
import { useTranslation } from 'react-i18next'
import type { CustomerRow, FollowUp } from '../../../shared/modules/customers/contract/shapes.ts'
import { useLive } from '../../live.ts'
import { useMay } from '../../session.ts'
import { open } from '../../state.ts'
import { Button } from '../../ui/Button.tsx'
import { DetailPane, Section, type PaneSteps } from '../../ui/DetailPane.tsx'
import { LevelMark } from '../../ui/people/LevelMark.tsx'
import { LikelySame } from '../../ui/people/LikelySame.tsx'
import { History, PersonFacts } from './Person.tsx'
import { Warnings } from '../../ui/people/Warnings.tsx'
import { FollowUps } from '../../ui/people/FollowUps.tsx'

export function CustomerPane({
  row,
  steps,
  onOpen,
  onPlan,
  onFinish,
}: {
  row: CustomerRow
  steps: PaneSteps
  onOpen: () => void
  onPlan: () => void
  onFinish: (followUp: FollowUp) => void
}) {
  const { t } = useTranslation('customers')
  const may = useMay()
  const { data } = useLive('customers.card', { id: row.id })
  const card = data?.customer.id === row.id ? data : undefined
  const edits = may('customers.edit')
  const waiting = card?.followUps.filter((item) => item.doneAt === null) ?? []
  return (
    <DetailPane
      number={[t(`kinds.${row.kind}`), row.consultant].filter(Boolean).join(t('dot'))}
      steps={steps}
      title={row.name}
      tag={row.level && <LevelMark level={row.level} tag />}
      caption={row.wants}
      actions={
        <>
          {may('orders.edit') && (
            <Button kind="primary" onPress={() => open('quote', { params: { customerId: row.id } })}>
              {t('quote')}
            </Button>
          )}
          <Button icon={OpenIcon} onPress={onOpen}>
            {t('open')}
          </Button>
        </>
      }
    >
      {card && (
        <>
          <Warnings customerId={row.id} />
          <Section>
            <PersonFacts card={card} />
          </Section>
          <Section
            title={
              <>
                {t('section.next')}
                {edits && (
                  <Button kind="quiet" size="small" onPress={onPlan}>
                    {t('plan.open')}
                  </Button>
                )}
              </>
            }
          >
            <FollowUps items={waiting} onFinish={edits ? onFinish : undefined} />
          </Section>
          {card.orders.length > 0 && (
            <Section title={t('section.orders')}>
              <ul>
                {card.orders.slice(0, 4).map((order) => (
                  <li key={order.id} className="follow">
                    <button type="button" className="link" onClick={() => open('order', { record: order.id, title: order.no })}>
                      {order.no}
                    </button>
                    <span className="grow cap trunc">
                      {[order.vehicle, t(`orders:stage.${order.state}`)].filter(Boolean).join(t('dot'))}
                    </span>
                  </li>
                ))}
              </ul>
            </Section>
          )}
          {card.similar.length > 0 && (
            <Section>
              <LikelySame found={card.similar} title={t('same.card')} />
            </Section>
          )}
          <Section title={t('section.recent')}>
            <History card={card} most={5} />
          </Section>
        </>
      )}
    </DetailPane>
  )
}
