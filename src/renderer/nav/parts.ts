// Parts: what lies in the store and moves, buying it, and getting it here.
import ExchangeIcon from 'lucide-react/icons/arrow-left-right'
import FiguresIcon from 'lucide-react/icons/chart-column'
import ScanIcon from 'lucide-react/icons/scan-line'
import PartIcon from 'lucide-react/icons/cog'
import BuyIcon from 'lucide-react/icons/shopping-cart'
import TruckIcon from 'lucide-react/icons/truck'
import SupplierIcon from 'lucide-react/icons/factory'
import LedgerIcon from 'lucide-react/icons/scroll-text'
import { screen, type Screen } from './screen.ts'

export const partScreens: readonly Screen[] = [
  {
    kind: 'parts',
    title: 'parts:nav',
    icon: PartIcon,
    screen: screen(() => import('../modules/parts/PartsScreen.tsx'), 'PartsScreen'),
    permission: 'parts.view',
    group: 'service',
    pinyin: 'pj peijian kucun',
  },
  {
    kind: 'partCounter',
    title: 'parts:counter.nav',
    icon: ScanIcon,
    screen: screen(() => import('../modules/parts/CounterScreen.tsx'), 'CounterScreen'),
    permission: 'parts.move',
    pinyin: 'pjgt peijianguitai lingliao ruku lingshou',
  },
  {
    kind: 'partMoves',
    title: 'parts:move.nav',
    icon: LedgerIcon,
    screen: screen(() => import('../modules/parts/MovesScreen.tsx'), 'MovesScreen'),
    permission: 'parts.view',
    pinyin: 'crkls churukuliushui peijian',
  },
  {
    kind: 'partTransfers',
    title: 'parttransfers:nav',
    icon: ExchangeIcon,
    screen: screen(() => import('../modules/parttransfers/PartTransfersScreen.tsx'), 'PartTransfersScreen'),
    permission: 'parts.view',
    pinyin: 'pjdb peijiandiaobo',
  },
  {
    kind: 'partCounts',
    title: 'partcounts:nav',
    icon: ScanIcon,
    screen: screen(() => import('../modules/partcounts/PartCountsScreen.tsx'), 'PartCountsScreen'),
    permission: 'parts.view',
    pinyin: 'pjpd peijianpandian',
  },
  {
    kind: 'partCount',
    title: 'partcounts:record',
    icon: ScanIcon,
    screen: screen(() => import('../modules/partcounts/PartCountScreen.tsx'), 'PartCountScreen'),
    permission: 'parts.view',
  },
  {
    kind: 'costChanges',
    title: 'costings:nav',
    icon: LedgerIcon,
    screen: screen(() => import('../modules/costings/CostChangesScreen.tsx'), 'CostChangesScreen'),
    permission: 'parts.cost',
    pinyin: 'jjff jijiafangfa chengbenchayi',
  },
  {
    kind: 'purchases',
    title: 'purchasing:nav',
    icon: BuyIcon,
    screen: screen(() => import('../modules/purchasing/PurchasesScreen.tsx'), 'PurchasesScreen'),
    permission: 'purchasing.view',
    group: 'service',
    pinyin: 'cg caigou',
  },
  {
    kind: 'reorder',
    title: 'purchasing:reorder.nav',
    icon: BuyIcon,
    screen: screen(() => import('../modules/purchasing/ReorderScreen.tsx'), 'ReorderScreen'),
    permission: 'purchasing.view',
    pinyin: 'bhjy buhuojianyi',
  },
  {
    kind: 'purchaseMonitor',
    title: 'purchasing:monitor.nav',
    icon: FiguresIcon,
    screen: screen(() => import('../modules/purchasing/PurchaseMonitorScreen.tsx'), 'PurchaseMonitorScreen'),
    permission: 'purchasing.view',
    pinyin: 'cgjk caigoujiankong',
  },
  {
    kind: 'suppliers',
    title: 'purchasing:suppliers.nav',
    icon: SupplierIcon,
    screen: screen(() => import('../modules/purchasing/SuppliersScreen.tsx'), 'SuppliersScreen'),
    permission: 'purchasing.view',
    pinyin: 'gys gongyingshang',
  },
  {
    kind: 'shipments',
    title: 'logistics:nav',
    icon: TruckIcon,
    screen: screen(() => import('../modules/logistics/ShipmentsScreen.tsx'), 'ShipmentsScreen'),
    permission: 'purchasing.view',
    pinyin: 'wl wuliu yundan',
  },
  {
    kind: 'carriers',
    title: 'logistics:carriers.nav',
    icon: TruckIcon,
    screen: screen(() => import('../modules/logistics/CarriersScreen.tsx'), 'CarriersScreen'),
    permission: 'purchasing.view',
    pinyin: 'cys chengyunshang',
  },
  {
    kind: 'logisticsFigures',
    title: 'logistics:figures.nav',
    icon: FiguresIcon,
    screen: screen(() => import('../modules/logistics/LogisticsFiguresScreen.tsx'), 'LogisticsFiguresScreen'),
    permission: 'purchasing.view',
    pinyin: 'wlfy wuliufeiyong',
  },
]
