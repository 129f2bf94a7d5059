// A first password, shown once and kept nowhere: the administrator says it to the person.
import CopyIcon from 'lucide-react/icons/copy'
import { useTranslation } from 'react-i18next'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { sayBriefly } from '../../ui/toast.tsx'

export type Given = { name: string; login: string; password: string }

export function GivenPassword({ given, onClose }: { given: Given | null; onClose: () => void }) {
  const { t } = useTranslation('admin')
  const copy = (): void => {
    if (given) void navigator.clipboard.writeText(given.password).then(() => sayBriefly(t('people.given.copied')))
  }
  return (
    <Dialog
      open={given !== null}
      onClose={onClose}
      title={t('people.given.title', { name: given?.name ?? '' })}
      width="small"
      dismissable={false}
      footer={
        <>
          <Button kind="primary" onPress={onClose} autoFocus>
            {t('people.given.done')}
          </Button>
          <Button icon={CopyIcon} onPress={copy}>
            {t('people.given.copy')}
          </Button>
        </>
      }
    >
      <div className="stack wide">
        <p className="given-password selectable mono">{given?.password}</p>
        <p className="cap">
          {t('people.given.login')} <span className="selectable">{given?.login}</span>
        </p>
        <p className="ink2">{t('people.given.says')}</p>
      </div>
    </Dialog>
  )
}
