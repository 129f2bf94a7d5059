// The work order in which the workshop does what a ticket asks for: chosen among the customer's, with where it stands and what
// they said of it.
import { useTranslation } from 'react-i18next'
import type { RequestRow } from '../../../shared/modules/care/contract/tickets.ts'
import { CustomerId } from '../../../shared/ids.ts'
import { call } from '../../api.ts'
import { useLive } from '../../live.ts'
import { useMay } from '../../session.ts'
import { open } from '../../state.ts'
import { Button } from '../../ui/Button.tsx'
import { Section } from '../../ui/DetailPane.tsx'
import { KeyValue } from '../../ui/KeyValue.tsx'
import { Refused } from '../../ui/Refused.tsx'
import { SelectField } from '../../ui/SelectField.tsx'
import { useDeed } from '../../ui/use-deed.ts'

const NONE = ''

export function WorkOrderOf({ row, customerId }: { row: RequestRow; customerId: string }) {
  const { t } = useTranslation('care')
  const may = useMay()
  const deed = useDeed()
  const { data: orders } = useLive('care.workOrders', { customerId: CustomerId.parse(customerId) })
  const linked = orders?.find(({ id }) => id === row.workOrderId)
  if (!orders || orders.length === 0) return null
  return (
    <Section title={t('workOrder.title')}>
      {deed.failure && <Refused error={deed.failure} module="care" />}
      {linked && (
        <KeyValue
          pairs={[
            [t('workOrder.state'), t(`workshop:states.${linked.state}`)],
            [t('workOrder.points'), linked.points === null ? null : (linked.points / 100).toFixed(1)],
          ]}
        />
      )}
      {may('care.edit') ? (
        <SelectField
          label={t('workOrder.which')}
          value={row.workOrderId ?? NONE}
          onChange={(id) => deed.run((attempt) => call('care.link', { id: row.id, workOrderId: id === NONE ? null : id }, { attempt }))}
          options={[
            { value: NONE, label: t('workOrder.none') },
            ...orders.map(({ id, no, car, receivedOn }) => ({ value: id, label: `${no} ${car}`, more: receivedOn })),
          ]}
        />
      ) : (
        linked && <p>{`${linked.no} ${linked.car}`}</p>
      )}
      {linked && may('workshop.view') && (
        <Button size="small" kind="quiet" onPress={() => open('workOrder', { record: linked.id, title: linked.no })}>
          {t('workOrder.open')}
        </Button>
      )}
    </Section>
  )
}
