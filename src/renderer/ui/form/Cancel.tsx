// The way out of a form without doing anything.
import { useTranslation } from 'react-i18next'
import { Button } from '../Button.tsx'

export function Cancel({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('ui')
  return (
    <Button kind="quiet" onPress={onClose}>
      {t('cancel')}
    </Button>
  )
}
