// Money: what comes in, what is late or held for others, the bank, and invoices.
import DayIcon from 'lucide-react/icons/calendar-days'
import MoneyIcon from 'lucide-react/icons/japanese-yen'
import ArrearsIcon from 'lucide-react/icons/hourglass'
import BankIcon from 'lucide-react/icons/landmark'
import CountIcon from 'lucide-react/icons/calculator'
import HeldIcon from 'lucide-react/icons/hand-coins'
import InvoiceIcon from 'lucide-react/icons/receipt-text'
import { screen, type Screen } from './screen.ts'

export const moneyScreens: readonly Screen[] = [
  {
    kind: 'receivables',
    title: 'receivables:nav',
    icon: MoneyIcon,
    screen: screen(() => import('../modules/receivables/ReceivablesScreen.tsx'), 'ReceivablesScreen'),
    permission: 'receivables.view',
    group: 'money',
    pinyin: 'sk shoukuan',
  },
  {
    kind: 'daybook',
    title: 'receivables:daybook',
    icon: DayIcon,
    screen: screen(() => import('../modules/receivables/DayScreen.tsx'), 'DayScreen'),
    permission: 'receivables.view',
    pinyin: 'mrsk meirishoukuan',
  },
  {
    kind: 'closings',
    title: 'closings:nav',
    icon: CountIcon,
    screen: screen(() => import('../modules/closings/ClosingsScreen.tsx'), 'ClosingsScreen'),
    permission: 'receivables.view',
    pinyin: 'jz jiaozhang rijie',
  },
  {
    kind: 'arrears',
    title: 'arrears:nav',
    icon: ArrearsIcon,
    screen: screen(() => import('../modules/arrears/ArrearsScreen.tsx'), 'ArrearsScreen'),
    permission: 'receivables.view',
    pinyin: 'cs cuishou zhangling yuqi',
  },
  {
    kind: 'bank',
    title: 'bank:nav',
    icon: BankIcon,
    screen: screen(() => import('../modules/bank/BankScreen.tsx'), 'BankScreen'),
    permission: 'receivables.bank',
    pinyin: 'yhdz yinhangduizhang liushui',
  },
  {
    kind: 'held',
    title: 'receivables:heldList.nav',
    icon: HeldIcon,
    screen: screen(() => import('../modules/receivables/HeldScreen.tsx'), 'HeldScreen'),
    permission: 'receivables.view',
    pinyin: 'dsdf daishoudaifu',
  },
  {
    kind: 'invoices',
    title: 'invoices:nav',
    icon: InvoiceIcon,
    screen: screen(() => import('../modules/invoices/InvoicesScreen.tsx'), 'InvoicesScreen'),
    permission: 'receivables.view',
    pinyin: 'fp fapiao kaipiao',
  },
]
