// The print button of an order: one entry per kind of paper the order may have now. `keys` prints the first of them.
import PrinterIcon from 'lucide-react/icons/printer'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { PaperKind } from '../../../shared/modules/documents/rules.ts'
import { Button } from '../Button.tsx'
import { useShortcut } from '../keys.ts'
import { Menu } from '../Menu.tsx'
import { PrintDialog } from './PrintDialog.tsx'

/** A kind that cannot be printed yet stays in the menu and says why (`why`, in the person's language). */
export type PrintableKind = { kind: PaperKind; why?: string | undefined }

export function PrintMenu({
  orderId,
  kinds,
  provisional = false,
  shortcut = 'mod+P',
  size = 'normal',
}: {
  orderId: string
  kinds: readonly PrintableKind[]
  provisional?: boolean
  shortcut?: string
  size?: 'small' | 'normal'
}) {
  const { t } = useTranslation('documents')
  const [kind, setKind] = useState<PaperKind | null>(null)
  const first = kinds.find(({ why }) => why === undefined)
  useShortcut(shortcut, () => first && setKind(first.kind), { enabled: first !== undefined, label: t('print') })
  return (
    <>
      <Menu
        label={t('print')}
        entries={kinds.map((each) => ({
          id: each.kind,
          label: t('printWhat', { what: t(`kinds.${each.kind}`) }),
          why: each.why,
          disabled: each.why !== undefined,
          ...(each === first && { keys: shortcut }),
          onPress: () => setKind(each.kind),
        }))}
      >
        <Button kind="quiet" size={size} icon={PrinterIcon} disabled={kinds.length === 0}>
          {t('print')}
        </Button>
      </Menu>
      <PrintDialog subject={kind && { orderId, kind, provisional }} onClose={() => setKind(null)} />
    </>
  )
}
