// After money moved: the number, the amount, what is still open, and the paper for the customer.
import FileIcon from 'lucide-react/icons/file-down'
import PrinterIcon from 'lucide-react/icons/printer'
import { useTranslation } from 'react-i18next'
import { inChineseCapitals, type Fen } from '../../../shared/money.ts'
import { useMay } from '../../session.ts'
import { Button } from '../Button.tsx'
import { Glyph } from '../Glyph.tsx'
import { Money } from '../Money.tsx'
import { Outcome } from '../paper/Outcome.tsx'
import { usePrint } from '../paper/use-print.ts'

export type Given = { no: string; amountFen: Fen; dueFen: Fen; overFen: Fen }

export function Taken({ orderId, given, onClose }: { orderId: string; given: Given; onClose: () => void }) {
  const { t } = useTranslation('receivables')
  const may = useMay()
  const { state, print } = usePrint()
  const back = given.amountFen < 0
  const amountFen = Math.abs(given.amountFen)
  const working = state.phase === 'working'
  const paper = (to: 'printer' | 'file'): void => print({ kind: 'receipt', orderId, receiptNo: given.no, to })
  const done = state.phase === 'done'
  return (
    <>
      <div className="taken" role="status">
        <Glyph shape="tickedDisc" size={40} />
        <span className="cap">{t(back ? 'given' : 'taken', { no: given.no })}</span>
        <span className="figure">
          <Money fen={amountFen} />
        </span>
        <p className="capitals">{inChineseCapitals(amountFen)}</p>
        <span className="ink2">
          {given.overFen > 0 ? t('stillOver') : t(given.dueFen > 0 ? 'stillDue' : 'allIn')}{' '}
          {(given.overFen > 0 || given.dueFen > 0) && <Money fen={given.overFen > 0 ? given.overFen : given.dueFen} />}
        </span>
      </div>
      {state.phase !== 'idle' && (
        <div className="stack">
          <Outcome state={state} />
        </div>
      )}
      <div className="taken-actions">
        {may('documents.print') && (
          <>
            <Button
              kind={done ? 'plain' : 'primary'}
              icon={PrinterIcon}
              shortcut="mod+P"
              busy={working}
              onPress={() => paper('printer')}
              autoFocus
            >
              {t(back ? 'printRefund' : 'printReceipt')}
            </Button>
            <Button icon={FileIcon} disabled={working} onPress={() => paper('file')}>
              {t('saveReceipt')}
            </Button>
          </>
        )}
        <Button kind={done ? 'primary' : 'plain'} disabled={working} shortcut="Escape" onPress={onClose}>
          {t('finish')}
        </Button>
      </div>
    </>
  )
}
