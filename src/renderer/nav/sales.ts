// Selling a car: quotes, orders and contracts with loan and insurance, the cars there are, old cars taken in, test drives.
import ChartIcon from 'lucide-react/icons/chart-column'
import ExecutionIcon from 'lucide-react/icons/list-checks'
import ExchangeIcon from 'lucide-react/icons/arrow-left-right'
import FiguresIcon from 'lucide-react/icons/chart-column'
import CarIcon from 'lucide-react/icons/car'
import DriveIcon from 'lucide-react/icons/ship-wheel'
import LoanIcon from 'lucide-react/icons/landmark'
import OrderIcon from 'lucide-react/icons/file-text'
import ShieldIcon from 'lucide-react/icons/shield'
import CatalogueIcon from 'lucide-react/icons/book-open'
import RecallIcon from 'lucide-react/icons/octagon-alert'
import ScanIcon from 'lucide-react/icons/scan-line'
import { screen, type Screen } from './screen.ts'

export const saleScreens: readonly Screen[] = [
  {
    kind: 'orders',
    title: 'orders:nav',
    icon: OrderIcon,
    screen: screen(() => import('../modules/orders/OrdersScreen.tsx'), 'OrdersScreen'),
    permission: 'orders.view',
    group: 'sales',
    pinyin: 'dd dingdan',
  },
  {
    kind: 'order',
    title: 'orders:record',
    icon: OrderIcon,
    screen: screen(() => import('../modules/orders/OrderScreen.tsx'), 'OrderScreen'),
    permission: 'orders.view',
  },
  {
    kind: 'execution',
    title: 'orders:execution.nav',
    icon: ExecutionIcon,
    screen: screen(() => import('../modules/orders/ExecutionScreen.tsx'), 'ExecutionScreen'),
    permission: 'orders.view',
    pinyin: 'jfkb jiaofukanban jiaoche',
  },
  {
    kind: 'contracts',
    title: 'orders:contracts.title',
    icon: OrderIcon,
    screen: screen(() => import('../modules/orders/ContractsScreen.tsx'), 'ContractsScreen'),
    permission: 'orders.view',
    pinyin: 'htgl hetong taizhang',
  },
  {
    kind: 'orderFigures',
    title: 'orders:figures.title',
    icon: FiguresIcon,
    screen: screen(() => import('../modules/orders/FiguresScreen.tsx'), 'FiguresScreen'),
    permission: 'orders.view',
    pinyin: 'ddfx dingdanfenxi',
  },
  {
    kind: 'applications',
    title: 'applications:nav',
    icon: LoanIcon,
    screen: screen(() => import('../modules/applications/ApplicationsScreen.tsx'), 'ApplicationsScreen'),
    permission: 'orders.view',
    pinyin: 'dkbx daikuanbaoxian shenqing',
  },
  {
    kind: 'policies',
    title: 'applications:policy.title',
    icon: ShieldIcon,
    screen: screen(() => import('../modules/applications/PoliciesScreen.tsx'), 'PoliciesScreen'),
    permission: 'orders.view',
    pinyin: 'bd baodan baoxian',
  },
  {
    kind: 'quote',
    title: 'orders:quoteNav',
    icon: OrderIcon,
    screen: screen(() => import('../modules/orders/QuoteScreen.tsx'), 'QuoteScreen'),
    permission: 'orders.edit',
  },
  {
    kind: 'compare',
    title: 'orders:compare.title',
    icon: OrderIcon,
    screen: screen(() => import('../modules/orders/CompareScreen.tsx'), 'CompareScreen'),
    permission: 'orders.view',
  },
  {
    kind: 'vehicles',
    title: 'vehicles:nav',
    icon: CarIcon,
    screen: screen(() => import('../modules/vehicles/VehiclesScreen.tsx'), 'VehiclesScreen'),
    permission: 'vehicles.view',
    group: 'sales',
    pinyin: 'cl cheliang',
  },
  {
    kind: 'vehicle',
    title: 'vehicles:record',
    icon: CarIcon,
    screen: screen(() => import('../modules/vehicles/VehicleScreen.tsx'), 'VehicleScreen'),
    permission: 'vehicles.view',
  },
  {
    kind: 'yard',
    title: 'yard:nav',
    icon: ChartIcon,
    screen: screen(() => import('../modules/yard/YardScreen.tsx'), 'YardScreen'),
    permission: 'vehicles.view',
    pinyin: 'kcfx kucunfenxi xishu',
  },
  {
    kind: 'catalogue',
    title: 'catalogue:nav',
    icon: CatalogueIcon,
    screen: screen(() => import('../modules/catalogue/CatalogueScreen.tsx'), 'CatalogueScreen'),
    permission: 'vehicles.view',
    pinyin: 'cxk chexingku jiage',
  },
  {
    kind: 'recalls',
    title: 'recalls:nav',
    icon: RecallIcon,
    screen: screen(() => import('../modules/recalls/RecallsScreen.tsx'), 'RecallsScreen'),
    permission: 'vehicles.view',
    pinyin: 'zh zhaohui',
  },
  {
    kind: 'stocktakes',
    title: 'stocktakes:nav',
    icon: ScanIcon,
    screen: screen(() => import('../modules/stocktakes/StocktakesScreen.tsx'), 'StocktakesScreen'),
    permission: 'stocktakes.count',
    group: 'sales',
    pinyin: 'pd pandian',
  },
  {
    kind: 'stocktake',
    title: 'stocktakes:record',
    icon: ScanIcon,
    screen: screen(() => import('../modules/stocktakes/StocktakeScreen.tsx'), 'StocktakeScreen'),
    permission: 'stocktakes.count',
  },
  {
    kind: 'tradeins',
    title: 'tradeins:nav',
    icon: ExchangeIcon,
    screen: screen(() => import('../modules/tradeins/TradeInsScreen.tsx'), 'TradeInsScreen'),
    permission: 'tradeins.view',
    group: 'sales',
    pinyin: 'zh zhihuan',
  },
  {
    kind: 'testdrives',
    title: 'testdrives:nav',
    icon: DriveIcon,
    screen: screen(() => import('../modules/testdrives/TestDrivesScreen.tsx'), 'TestDrivesScreen'),
    permission: 'testdrives.view',
    group: 'sales',
    pinyin: 'sj shijia',
  },
  {
    kind: 'driveList',
    title: 'testdrives:listNav',
    icon: DriveIcon,
    screen: screen(() => import('../modules/testdrives/DriveListScreen.tsx'), 'DriveListScreen'),
    permission: 'testdrives.view',
    pinyin: 'sjjl shijiajilu',
  },
]
