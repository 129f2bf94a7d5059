// What was asked of lenders and insurers for this order, and the way to ask for more.
import { useTranslation } from 'react-i18next'
import type { OrderCard } from '../../../shared/modules/orders/contract/card.ts'
import { useLive } from '../../live.ts'
import { useMay } from '../../session.ts'
import { open } from '../../state.ts'
import { Button } from '../../ui/Button.tsx'
import { Section } from '../../ui/DetailPane.tsx'
import { ApplicationMark } from '../../ui/money/ApplicationMark.tsx'
import { Money } from '../../ui/Money.tsx'

export function ApplicationsSection({ card }: { card: OrderCard }) {
  const { t } = useTranslation('orders')
  const may = useMay()
  const { data } = useLive('applications.ofOrder', { orderId: card.id as never })
  const open_ = card.stage !== 'delivered' && card.stage !== 'cancelled'
  return (
    <Section title={t('applications.title')}>
      {data?.length === 0 && <p className="cap">{t('applications.none')}</p>}
      {data && data.length > 0 && (
        <ul className="words">
          {data.map((row) => (
            <li key={row.id}>
              <span className="grow">
                <button
                  type="button"
                  className="link"
                  onClick={() => open('applications', { params: { filters: [{ column: 'no', op: 'is', values: [row.no] }] } })}
                >
                  {t(`applications:kinds.${row.kind}`)} {row.party}
                </button>
                <span className="cap">
                  <Money fen={row.grantedFen ?? row.amountFen} />
                  {row.dueOn && <span className={row.late ? 'act' : undefined}> {t('applications.dueOn', { day: row.dueOn })}</span>}
                </span>
              </span>
              <ApplicationMark kind={row.kind} state={row.state} />
            </li>
          ))}
        </ul>
      )}
      {open_ && may('applications.edit') && (
        <Button
          size="small"
          onPress={() => open('applications', { params: { order: { id: card.id, no: `${card.customer.name} ${card.no}` } } })}
        >
          {t('applications.add')}
        </Button>
      )}
    </Section>
  )
}
