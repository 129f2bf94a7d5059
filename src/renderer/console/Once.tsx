// Something secret that is shown once: to copy, or to read with a camera. Nobody can show it again.
import { useTranslation } from 'react-i18next'
import CopyIcon from 'lucide-react/icons/copy'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { DateText } from '../ui/DateText.tsx'
import { sayBriefly } from '../ui/toast.tsx'
import { Qr } from './Qr.tsx'

export type Shown = { title: string; says: string; text: string; expiresAt?: number; qr?: boolean }

export function Once({ shown, onClose }: { shown: Shown | null; onClose: () => void }) {
  const { t } = useTranslation('console')
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(shown?.text ?? '')
    sayBriefly(t('copied'))
  }
  return (
    <Dialog
      open={shown !== null}
      onClose={onClose}
      title={shown?.title ?? ''}
      dismissable={false}
      footer={
        <>
          <Button kind="primary" icon={CopyIcon} onPress={() => void copy()}>
            {t('copy')}
          </Button>
          <Button kind="quiet" onPress={onClose}>
            {t('done')}
          </Button>
        </>
      }
    >
      {shown && (
        <div className="stack">
          <p>{shown.says}</p>
          <p className="once mono selectable" data-once>
            {shown.text}
          </p>
          {shown.qr && <Qr text={shown.text} label={shown.title} />}
          {shown.expiresAt !== undefined && (
            <p className="cap">
              {t('until')} <DateText at={shown.expiresAt} near />
            </p>
          )}
        </div>
      )}
    </Dialog>
  )
}
