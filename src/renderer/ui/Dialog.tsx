// A question or a short form over the screen. It takes the keyboard: the screen's keys are silent while it is open.
// Long forms are screens or panes; a dialog never opens a dialog, except to confirm.
import CloseIcon from 'lucide-react/icons/x'
import { useId, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Dialog as Aria } from 'react-aria-components/Dialog'
import { Modal, ModalOverlay } from 'react-aria-components/Modal'
import { Button } from './Button.tsx'
import { LayerContext, useKeyLayer } from './keys.ts'
import './overlay.css'

export type DialogProps = {
  open: boolean
  onClose: () => void
  title: string
  width?: 'small' | 'normal' | 'wide' | 'huge'
  /** A click outside or Esc closes; off while something typed would be lost without a draft. */
  dismissable?: boolean
  footer?: ReactNode
  children: ReactNode
  alert?: boolean
}

export function Dialog({ open, onClose, title, width = 'normal', dismissable = true, footer, children, alert = false }: DialogProps) {
  const { t } = useTranslation('ui')
  const layer = useKeyLayer(open)
  const titled = useId()
  return (
    <ModalOverlay className="scrim" isOpen={open} onOpenChange={(shown) => !shown && onClose()} isDismissable={dismissable && !alert}>
      <Modal className={`modal ${width}`}>
        <Aria className="dialog" aria-labelledby={titled} role={alert ? 'alertdialog' : 'dialog'}>
          <LayerContext value={layer}>
            <header>
              <h2 id={titled}>{title}</h2>
              {!alert && <Button kind="quiet" size="small" icon={CloseIcon} label={t('close')} onPress={onClose} />}
            </header>
            <div className="body">{children}</div>
            {footer && <footer>{footer}</footer>}
          </LayerContext>
        </Aria>
      </Modal>
    </ModalOverlay>
  )
}

/** Asks once before what cannot be taken back; the button says what it does, never 确定. */
export function ConfirmDialog({
  open,
  onClose,
  title,
  children,
  confirm,
  onConfirm,
  busy = false,
}: {
  open: boolean
  onClose: () => void
  title: string
  children?: ReactNode
  confirm: string
  onConfirm: () => void
  busy?: boolean
}) {
  const { t } = useTranslation('ui')
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title={title}
      width="small"
      alert
      footer={
        <>
          <Button kind="primary" onPress={onConfirm} busy={busy}>
            {confirm}
          </Button>
          <Button kind="quiet" onPress={onClose} autoFocus>
            {t('cancel')}
          </Button>
        </>
      }
    >
      {children}
    </Dialog>
  )
}
