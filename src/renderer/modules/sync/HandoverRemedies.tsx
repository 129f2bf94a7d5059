// The ways out for a car that was handed over while a recall stopped its sale: it has gone, or it is still here.
import KeyIcon from 'lucide-react/icons/key-round'
import StopIcon from 'lucide-react/icons/octagon-alert'
import { useTranslation } from 'react-i18next'
import { call } from '../../api.ts'
import { Button } from '../../ui/Button.tsx'
import { Refused } from '../../ui/Refused.tsx'
import { sayBriefly } from '../../ui/toast.tsx'
import { useDeed } from '../../ui/use-deed.ts'
import { Frame, type ChoiceProps } from './Remedy.tsx'

export function ConfirmHandover({ remedy, card, nth, best }: ChoiceProps<'confirm-handover'>) {
  const { t } = useTranslation('sync')
  const deed = useDeed()
  const confirm = (): void =>
    deed.run(
      (attempt) => call('sync.confirmHandover', { id: card.id }, { attempt }),
      () => sayBriefly(t('remedy.confirm-handover.done')),
    )
  return (
    <Frame
      icon={KeyIcon}
      name={t('remedy.confirm-handover.name')}
      says={t('remedy.confirm-handover.says')}
      best={best}
      needs={remedy.needs}
      go={
        <Button kind={best ? 'primary' : 'plain'} shortcut={String(nth)} busy={deed.busy} onPress={confirm}>
          {t('remedy.confirm-handover.do')}
        </Button>
      }
    >
      {deed.failure && <Refused error={deed.failure} module="orders" />}
    </Frame>
  )
}

export function KeepCar({ remedy, card, nth, best }: ChoiceProps<'keep-car'>) {
  const { t } = useTranslation('sync')
  const deed = useDeed()
  const keep = (): void =>
    deed.run(
      (attempt) => call('sync.resolveCase', { id: card.id, resolution: 'kept-car' }, { attempt }),
      () => sayBriefly(t('remedy.keep-car.done')),
    )
  return (
    <Frame
      icon={StopIcon}
      name={t('remedy.keep-car.name')}
      says={t('remedy.keep-car.says')}
      best={best}
      needs={remedy.needs}
      go={
        <Button kind={best ? 'primary' : 'plain'} shortcut={String(nth)} busy={deed.busy} onPress={keep}>
          {t('remedy.keep-car.do')}
        </Button>
      }
    >
      {deed.failure && <Refused error={deed.failure} module="sync" />}
    </Frame>
  )
}
