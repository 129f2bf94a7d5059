// 欠款 · 投诉中 · 勿扰: what everybody must know before talking to a customer, wherever one is picked or shown.
import { useTranslation } from 'react-i18next'
import { formatYuan } from '../../../shared/money.ts'
import { useLive } from '../../live.ts'
import { Notice } from '../Notice.tsx'

/** Nothing where nobody is picked, and where there is nothing to be said. */
export function Warnings({ customerId }: { customerId: string | null }) {
  const { t } = useTranslation('customers')
  const { data } = useLive('customers.warnings', customerId === null ? null : { ids: [customerId] })
  const found = data?.find(({ id }) => id === customerId)
  if (!found) return null
  const says = [
    found.owingFen > 0 && t('warning.owing', { amount: formatYuan(found.owingFen) }),
    found.complaints > 0 && t('warning.complaint', { count: found.complaints }),
    found.doNotDisturb && t('warning.quiet'),
  ].filter((word) => word !== false)
  return <Notice kind="pencil">{says.join(t('dot'))}</Notice>
}
