// What a signature for this car means at this desktop: firm at once, asked of headquarters first, or not here at all. A
// store that decides alone is always firm and says nothing.
import { useTranslation } from 'react-i18next'
import { useLive } from '../../live.ts'
import { Notice } from '../../ui/Notice.tsx'

export function CarPromise({ vehicleId }: { vehicleId: string | null }) {
  const { t } = useTranslation('orders')
  const { data } = useLive('vehicles.promise', vehicleId === null ? null : { id: vehicleId })
  const { data: status } = useLive('sync.status', {})
  if (vehicleId === null || !data || data.alone || !status) return null
  if (data.promise === 'firm') return <Notice kind="good">{t('promise.firm', { no: data.no })}</Notice>
  if (data.promise === 'elsewhere') return <Notice kind="act">{t('promise.elsewhere', { device: data.device ?? '' })}</Notice>
  return status.online ? <Notice>{t('promise.online')}</Notice> : <Notice kind="pencil">{t('promise.offline')}</Notice>
}
