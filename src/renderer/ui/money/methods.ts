// The ways money comes in and goes back, with their pictures, in the order of their number keys.
import BanknoteIcon from 'lucide-react/icons/banknote'
import CarIcon from 'lucide-react/icons/car'
import CardIcon from 'lucide-react/icons/credit-card'
import LandmarkIcon from 'lucide-react/icons/landmark'
import LoanIcon from 'lucide-react/icons/hand-coins'
import ChatIcon from 'lucide-react/icons/message-circle'
import ScanIcon from 'lucide-react/icons/scan-line'
import WriteOffIcon from 'lucide-react/icons/eraser'
import type { ReceiptMethod } from '../../../shared/modules/receivables/rules.ts'
import type { IconShape } from '../Icon.tsx'

export const methodIcons: Readonly<Record<ReceiptMethod, IconShape>> = {
  cash: BanknoteIcon,
  transfer: LandmarkIcon,
  card: CardIcon,
  wechat: ChatIcon,
  alipay: ScanIcon,
  loan: LoanIcon,
  'trade-in': CarIcon,
  'write-off': WriteOffIcon,
}
