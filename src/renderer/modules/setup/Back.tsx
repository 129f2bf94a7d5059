// The way back to the three ways.
import ArrowLeftIcon from 'lucide-react/icons/arrow-left'
import { useTranslation } from 'react-i18next'
import { Button } from '../../ui/Button.tsx'

export function Back({ onPress }: { onPress: () => void }) {
  const { t } = useTranslation('setup')
  return (
    <div className="desk-back">
      <Button kind="quiet" size="small" icon={ArrowLeftIcon} onPress={onPress} shortcut="Escape">
        {t('back')}
      </Button>
    </div>
  )
}
