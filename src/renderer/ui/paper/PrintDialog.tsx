// Prints one paper of an order: how many copies, and whether to a printer, to a PDF file or into the archive alone.
// Whatever is chosen, the bytes are archived with their digest.
import ArchiveIcon from 'lucide-react/icons/archive'
import FileIcon from 'lucide-react/icons/file-down'
import PrinterIcon from 'lucide-react/icons/printer'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { PaperKind } from '../../../shared/modules/documents/rules.ts'
import { usePreference } from '../../state.ts'
import { Button } from '../Button.tsx'
import { Dialog } from '../Dialog.tsx'
import { Notice } from '../Notice.tsx'
import { SelectField } from '../SelectField.tsx'
import { TileField } from '../TileField.tsx'
import { Outcome } from './Outcome.tsx'
import { usePrint } from './use-print.ts'

const places = ['printer', 'file', 'archive'] as const
type Place = (typeof places)[number]
const fitPlace = (kept: unknown): Place => places.find((place) => place === kept) ?? 'printer'
const COPIES = ['1', '2', '3', '4', '5', '6'] as const

type Subject = { orderId: string; kind: PaperKind; receiptNo?: string | null; provisional?: boolean }

/** `subject` null: closed. */
export function PrintDialog({ subject, onClose }: { subject: Subject | null; onClose: () => void }) {
  const { t } = useTranslation('documents')
  return (
    <Dialog
      open={subject !== null}
      onClose={onClose}
      title={t('printWhat', { what: subject ? t(`kinds.${subject.kind}`) : '' })}
      dismissable={false}
    >
      {subject && <Printed subject={subject} onClose={onClose} />}
    </Dialog>
  )
}

function Printed({ subject, onClose }: { subject: Subject; onClose: () => void }) {
  const { t } = useTranslation('documents')
  const { orderId, kind, receiptNo = null, provisional = false } = subject
  const [place, keepPlace] = usePreference('print.place', fitPlace)
  const [copies, setCopies] = useState<(typeof COPIES)[number]>(kind === 'contract' ? '2' : '1')
  const { state, print } = usePrint()
  const icons = { printer: PrinterIcon, file: FileIcon, archive: ArchiveIcon }
  const working = state.phase === 'working'
  const done = state.phase === 'done'
  return (
    <div className="stack wide">
      {provisional && <Notice kind="pencil">{t('willBeProvisional')}</Notice>}
      {!done && (
        <>
          <TileField
            label={t('where')}
            autoFocus
            value={place}
            onChange={keepPlace}
            disabled={working}
            tiles={places.map((value) => ({ value, label: t(`places.${value}`), note: t(`places.${value}Note`), icon: icons[value] }))}
          />
          <SelectField
            label={t('copies')}
            hint={t('copiesHint')}
            width="short"
            value={copies}
            onChange={setCopies}
            disabled={working}
            options={COPIES.map((value) => ({ value, label: value }))}
          />
        </>
      )}
      <Outcome state={state} />
      <div className="form-foot">
        {done ? (
          <Button kind="primary" onPress={onClose} shortcut="mod+Enter" autoFocus>
            {t('close')}
          </Button>
        ) : (
          <>
            <Button
              kind="primary"
              busy={working}
              shortcut="mod+Enter"
              onPress={() => print({ kind, orderId, receiptNo, copies: Number(copies), to: place })}
            >
              {t(`go.${place}`)}
            </Button>
            <Button kind="quiet" onPress={onClose} disabled={working}>
              {t('ui:cancel')}
            </Button>
          </>
        )}
      </div>
    </div>
  )
}
