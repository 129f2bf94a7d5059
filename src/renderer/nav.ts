// Which screens there are: one line per screen, loaded when first opened. The rail, the tabs and the palette read this list;
// main checks the permission again at every call.
import CertificateIcon from 'lucide-react/icons/award'
import TrophyIcon from 'lucide-react/icons/trophy'
import BellIcon from 'lucide-react/icons/bell'
import SirenIcon from 'lucide-react/icons/siren'
import BoardIcon from 'lucide-react/icons/square-kanban'
import ClaimIcon from 'lucide-react/icons/file-check'
import LoanerIcon from 'lucide-react/icons/car-front'
import BookingIcon from 'lucide-react/icons/calendar-clock'
import DoorIcon from 'lucide-react/icons/door-open'
import LeadIcon from 'lucide-react/icons/target'
import ChartIcon from 'lucide-react/icons/chart-column'
import DayIcon from 'lucide-react/icons/calendar-days'
import ExecutionIcon from 'lucide-react/icons/list-checks'
import ExchangeIcon from 'lucide-react/icons/arrow-left-right'
import FiguresIcon from 'lucide-react/icons/chart-column'
import FlowIcon from 'lucide-react/icons/git-fork'
import CarIcon from 'lucide-react/icons/car'
import DriveIcon from 'lucide-react/icons/ship-wheel'
import ContactIcon from 'lucide-react/icons/phone'
import CustomerIcon from 'lucide-react/icons/user-round'
import ImportIcon from 'lucide-react/icons/file-down'
import HistoryIcon from 'lucide-react/icons/history'
import HomeIcon from 'lucide-react/icons/house'
import LeaveIcon from 'lucide-react/icons/log-out'
import LoanIcon from 'lucide-react/icons/landmark'
import LockIcon from 'lucide-react/icons/lock'
import MoneyIcon from 'lucide-react/icons/japanese-yen'
import PeopleIcon from 'lucide-react/icons/users'
import RailIcon from 'lucide-react/icons/panel-left'
import OrderIcon from 'lucide-react/icons/file-text'
import SettingsIcon from 'lucide-react/icons/settings'
import ShieldIcon from 'lucide-react/icons/shield'
import SlidersIcon from 'lucide-react/icons/sliders-horizontal'
import StampIcon from 'lucide-react/icons/stamp'
import StoreIcon from 'lucide-react/icons/store'
import SyncIcon from 'lucide-react/icons/refresh-cw'
import CareIcon from 'lucide-react/icons/heart-handshake'
import MessageIcon from 'lucide-react/icons/mail'
import TalkIcon from 'lucide-react/icons/messages-square'
import TemplateIcon from 'lucide-react/icons/file-pen-line'
import CatalogueIcon from 'lucide-react/icons/book-open'
import RecallIcon from 'lucide-react/icons/octagon-alert'
import WrenchIcon from 'lucide-react/icons/wrench'
import ScanIcon from 'lucide-react/icons/scan-line'
import PartIcon from 'lucide-react/icons/cog'
import BuyIcon from 'lucide-react/icons/shopping-cart'
import TruckIcon from 'lucide-react/icons/truck'
import SupplierIcon from 'lucide-react/icons/factory'
import LedgerIcon from 'lucide-react/icons/scroll-text'
import ArrearsIcon from 'lucide-react/icons/hourglass'
import BankIcon from 'lucide-react/icons/landmark'
import CountIcon from 'lucide-react/icons/calculator'
import HeldIcon from 'lucide-react/icons/hand-coins'
import InvoiceIcon from 'lucide-react/icons/receipt-text'
import ThemeIcon from 'lucide-react/icons/sun-moon'
import type { ComponentType } from 'react'
import type { Asked, Output, QueryName } from '../shared/contract.ts'
import type { Permission } from '../shared/permissions.ts'
import { later, type Later } from './later.ts'
import { leaveDesk } from './phase.ts'
import { open } from './state.ts'
import { foldRail, turnTheme } from './theme/preference.ts'
import type { IconShape } from './ui/Icon.tsx'

/** What a screen receives: the tab it lives in, the record it shows, and what its opener handed over. */
export type ScreenProps = { tabId: string; record?: string | undefined; params?: Readonly<Record<string, unknown>> | undefined }

export type Screen = {
  kind: string
  /** Text key with namespace: `vehicles:nav`. Records need none, they name their own tabs. */
  title: string
  icon: IconShape
  screen: Later<ScreenProps>
  permission?: Permission
  /** Where it stands in the rail; records and screens without a group are not there. */
  group?: 'sales' | 'service' | 'money' | 'foot'
  /** How it is found in the palette: initials and full pinyin of the Chinese name. */
  pinyin?: string
  /** The small number in the rail, kept fresh: `waits('approvals.mine', {}, (list) => list.length)`. */
  waits?: Waits
}

/** A deed that is not a screen, offered by the palette. */
export type Command = {
  id: string
  title: string
  icon: IconShape
  pinyin: string
  /** Shown only; the key is bound where the command lives. */
  keys?: string
  permission?: Permission
  run: () => void
}

type Waits = { query: QueryName; input: unknown; count: (value: never) => number }
/** What waits behind a screen: a query and how its answer counts. */
export const waits = <N extends QueryName>(query: N, input: Asked<N>, count: (value: Output<N>) => number): Waits => ({
  query,
  input,
  count,
})

/** A screen by its exported name, fetched when first shown. */
const screen = <Name extends string>(load: () => Promise<Record<Name, ComponentType<ScreenProps>>>, name: Name): Later<ScreenProps> =>
  later(async () => (await load())[name])

export const screens: readonly Screen[] = [
  // In the order of the rail: sales, service, money, foot; records after the list they belong to.
  {
    kind: 'home',
    title: 'home:nav',
    icon: HomeIcon,
    screen: screen(() => import('./modules/home/HomeScreen.tsx'), 'HomeScreen'),
    group: 'sales',
    pinyin: 'sy shouye',
  },
  {
    kind: 'messageCentre',
    title: 'alerts:messages.title',
    icon: BellIcon,
    screen: screen(() => import('./modules/alerts/MessagesScreen.tsx'), 'MessagesScreen'),
    pinyin: 'xxzx xiaoxizhongxin tongzhi',
  },
  {
    kind: 'alerts',
    title: 'alerts:title',
    icon: SirenIcon,
    screen: screen(() => import('./modules/alerts/AlertsScreen.tsx'), 'AlertsScreen'),
    permission: 'alerts.view',
    pinyin: 'yjjl yujingjilu',
  },
  {
    kind: 'alertReport',
    title: 'alerts:report.title',
    icon: ChartIcon,
    screen: screen(() => import('./modules/alerts/AlertsScreen.tsx'), 'ReportScreen'),
    permission: 'alerts.view',
    pinyin: 'yjbg yujingbaogao',
  },
  {
    kind: 'alertRules',
    title: 'alerts:rule.title',
    icon: FlowIcon,
    screen: screen(() => import('./modules/alerts/RulesScreen.tsx'), 'RulesScreen'),
    permission: 'alerts.view',
    pinyin: 'yjgz yujingguize',
  },
  {
    kind: 'customers',
    title: 'customers:nav',
    icon: CustomerIcon,
    screen: screen(() => import('./modules/customers/CustomersScreen.tsx'), 'CustomersScreen'),
    permission: 'customers.view',
    group: 'sales',
    pinyin: 'kh kehu',
  },
  {
    kind: 'customer',
    title: 'customers:record',
    icon: CustomerIcon,
    screen: screen(() => import('./modules/customers/CustomerScreen.tsx'), 'CustomerScreen'),
    permission: 'customers.view',
  },
  {
    kind: 'duplicates',
    title: 'customers:duplicates.title',
    icon: CustomerIcon,
    screen: screen(() => import('./modules/customers/DuplicatesScreen.tsx'), 'DuplicatesScreen'),
    permission: 'customers.edit',
    pinyin: 'cc chachong kehuchachong',
  },
  {
    kind: 'segments',
    title: 'customers:segment.nav',
    icon: PeopleIcon,
    screen: screen(() => import('./modules/customers/SegmentsScreen.tsx'), 'SegmentsScreen'),
    permission: 'customers.view',
    pinyin: 'kq kequn xifen fenlei',
  },
  {
    kind: 'customerFigures',
    title: 'customers:figures.title',
    icon: FiguresIcon,
    screen: screen(() => import('./modules/customers/CustomerFiguresScreen.tsx'), 'CustomerFiguresScreen'),
    permission: 'customers.view',
    pinyin: 'khbb kehubaobiao huaxiang',
  },
  {
    kind: 'customerValue',
    title: 'customers:worth.nav',
    icon: ChartIcon,
    screen: screen(() => import('./modules/customers/CustomerValueScreen.tsx'), 'CustomerValueScreen'),
    permission: 'customers.view',
    pinyin: 'jzls jiazhi liushi',
  },
  {
    kind: 'imports',
    title: 'imports:nav',
    icon: ImportIcon,
    screen: screen(() => import('./modules/imports/ImportsScreen.tsx'), 'ImportsScreen'),
    permission: 'imports.run',
    pinyin: 'dr daoru congbiaogedaoru',
  },
  {
    kind: 'leads',
    title: 'leads:nav',
    icon: LeadIcon,
    screen: screen(() => import('./modules/leads/LeadsScreen.tsx'), 'LeadsScreen'),
    permission: 'leads.view',
    group: 'sales',
    pinyin: 'xs xiansuo',
  },
  {
    kind: 'lead',
    title: 'leads:record',
    icon: LeadIcon,
    screen: screen(() => import('./modules/leads/LeadScreen.tsx'), 'LeadScreen'),
    permission: 'leads.view',
  },
  {
    kind: 'leadBoard',
    title: 'leads:board.nav',
    icon: BoardIcon,
    screen: screen(() => import('./modules/leads/BoardScreen.tsx'), 'BoardScreen'),
    permission: 'leads.view',
    pinyin: 'xskb xiansuokanban',
  },
  {
    kind: 'leadFigures',
    title: 'leads:figures.title',
    icon: FiguresIcon,
    screen: screen(() => import('./modules/leads/FiguresScreen.tsx'), 'FiguresScreen'),
    permission: 'leads.view',
    pinyin: 'xsfx xiansuofenxi loudou',
  },
  {
    kind: 'leadRules',
    title: 'leads:rule.title',
    icon: FlowIcon,
    screen: screen(() => import('./modules/leads/RulesScreen.tsx'), 'RulesScreen'),
    permission: 'leads.assign',
    pinyin: 'fpgz fenpeiguize',
  },
  {
    kind: 'visits',
    title: 'leads:visit.nav',
    icon: DoorIcon,
    screen: screen(() => import('./modules/leads/VisitsScreen.tsx'), 'VisitsScreen'),
    permission: 'leads.view',
    group: 'sales',
    pinyin: 'jd jiedai daodian',
  },
  {
    kind: 'followUps',
    title: 'customers:followUps.nav',
    icon: ContactIcon,
    screen: screen(() => import('./modules/customers/FollowUpsScreen.tsx'), 'FollowUpsScreen'),
    permission: 'customers.view',
    group: 'sales',
    pinyin: 'gj genjin',
    waits: waits('customers.dueCount', {}, ({ mine }) => mine),
  },
  {
    kind: 'agenda',
    title: 'leads:agenda.title',
    icon: DayIcon,
    screen: screen(() => import('./modules/leads/AgendaScreen.tsx'), 'AgendaScreen'),
    permission: 'customers.view',
    pinyin: 'rl rili yuyue',
  },
  {
    kind: 'talks',
    title: 'customers:talks.title',
    icon: TalkIcon,
    screen: screen(() => import('./modules/customers/TalksScreen.tsx'), 'TalksScreen'),
    permission: 'customers.view',
    pinyin: 'gtjl goutongjilu',
  },
  {
    kind: 'orders',
    title: 'orders:nav',
    icon: OrderIcon,
    screen: screen(() => import('./modules/orders/OrdersScreen.tsx'), 'OrdersScreen'),
    permission: 'orders.view',
    group: 'sales',
    pinyin: 'dd dingdan',
  },
  {
    kind: 'order',
    title: 'orders:record',
    icon: OrderIcon,
    screen: screen(() => import('./modules/orders/OrderScreen.tsx'), 'OrderScreen'),
    permission: 'orders.view',
  },
  {
    kind: 'execution',
    title: 'orders:execution.nav',
    icon: ExecutionIcon,
    screen: screen(() => import('./modules/orders/ExecutionScreen.tsx'), 'ExecutionScreen'),
    permission: 'orders.view',
    pinyin: 'jfkb jiaofukanban jiaoche',
  },
  {
    kind: 'contracts',
    title: 'orders:contracts.title',
    icon: OrderIcon,
    screen: screen(() => import('./modules/orders/ContractsScreen.tsx'), 'ContractsScreen'),
    permission: 'orders.view',
    pinyin: 'htgl hetong taizhang',
  },
  {
    kind: 'orderFigures',
    title: 'orders:figures.title',
    icon: FiguresIcon,
    screen: screen(() => import('./modules/orders/FiguresScreen.tsx'), 'FiguresScreen'),
    permission: 'orders.view',
    pinyin: 'ddfx dingdanfenxi',
  },
  {
    kind: 'applications',
    title: 'applications:nav',
    icon: LoanIcon,
    screen: screen(() => import('./modules/applications/ApplicationsScreen.tsx'), 'ApplicationsScreen'),
    permission: 'orders.view',
    pinyin: 'dkbx daikuanbaoxian shenqing',
  },
  {
    kind: 'policies',
    title: 'applications:policy.title',
    icon: ShieldIcon,
    screen: screen(() => import('./modules/applications/PoliciesScreen.tsx'), 'PoliciesScreen'),
    permission: 'orders.view',
    pinyin: 'bd baodan baoxian',
  },
  {
    kind: 'quote',
    title: 'orders:quoteNav',
    icon: OrderIcon,
    screen: screen(() => import('./modules/orders/QuoteScreen.tsx'), 'QuoteScreen'),
    permission: 'orders.edit',
  },
  {
    kind: 'compare',
    title: 'orders:compare.title',
    icon: OrderIcon,
    screen: screen(() => import('./modules/orders/CompareScreen.tsx'), 'CompareScreen'),
    permission: 'orders.view',
  },
  {
    kind: 'vehicles',
    title: 'vehicles:nav',
    icon: CarIcon,
    screen: screen(() => import('./modules/vehicles/VehiclesScreen.tsx'), 'VehiclesScreen'),
    permission: 'vehicles.view',
    group: 'sales',
    pinyin: 'cl cheliang',
  },
  {
    kind: 'vehicle',
    title: 'vehicles:record',
    icon: CarIcon,
    screen: screen(() => import('./modules/vehicles/VehicleScreen.tsx'), 'VehicleScreen'),
    permission: 'vehicles.view',
  },
  {
    kind: 'yard',
    title: 'yard:nav',
    icon: ChartIcon,
    screen: screen(() => import('./modules/yard/YardScreen.tsx'), 'YardScreen'),
    permission: 'vehicles.view',
    pinyin: 'kcfx kucunfenxi xishu',
  },
  {
    kind: 'catalogue',
    title: 'catalogue:nav',
    icon: CatalogueIcon,
    screen: screen(() => import('./modules/catalogue/CatalogueScreen.tsx'), 'CatalogueScreen'),
    permission: 'vehicles.view',
    pinyin: 'cxk chexingku jiage',
  },
  {
    kind: 'recalls',
    title: 'recalls:nav',
    icon: RecallIcon,
    screen: screen(() => import('./modules/recalls/RecallsScreen.tsx'), 'RecallsScreen'),
    permission: 'vehicles.view',
    pinyin: 'zh zhaohui',
  },
  {
    kind: 'stocktakes',
    title: 'stocktakes:nav',
    icon: ScanIcon,
    screen: screen(() => import('./modules/stocktakes/StocktakesScreen.tsx'), 'StocktakesScreen'),
    permission: 'stocktakes.count',
    group: 'sales',
    pinyin: 'pd pandian',
  },
  {
    kind: 'stocktake',
    title: 'stocktakes:record',
    icon: ScanIcon,
    screen: screen(() => import('./modules/stocktakes/StocktakeScreen.tsx'), 'StocktakeScreen'),
    permission: 'stocktakes.count',
  },
  {
    kind: 'tradeins',
    title: 'tradeins:nav',
    icon: ExchangeIcon,
    screen: screen(() => import('./modules/tradeins/TradeInsScreen.tsx'), 'TradeInsScreen'),
    permission: 'tradeins.view',
    group: 'sales',
    pinyin: 'zh zhihuan',
  },
  {
    kind: 'testdrives',
    title: 'testdrives:nav',
    icon: DriveIcon,
    screen: screen(() => import('./modules/testdrives/TestDrivesScreen.tsx'), 'TestDrivesScreen'),
    permission: 'testdrives.view',
    group: 'sales',
    pinyin: 'sj shijia',
  },
  {
    kind: 'driveList',
    title: 'testdrives:listNav',
    icon: DriveIcon,
    screen: screen(() => import('./modules/testdrives/DriveListScreen.tsx'), 'DriveListScreen'),
    permission: 'testdrives.view',
    pinyin: 'sjjl shijiajilu',
  },
  {
    kind: 'care',
    title: 'care:nav',
    icon: CareIcon,
    screen: screen(() => import('./modules/care/CareScreen.tsx'), 'CareScreen'),
    permission: 'care.view',
    group: 'sales',
    pinyin: 'khgh kehuguanhuai fuwutai',
  },
  {
    kind: 'carePrompts',
    title: 'care:parts.carePrompts',
    icon: CareIcon,
    screen: screen(() => import('./modules/care/PromptsScreen.tsx'), 'PromptsScreen'),
    permission: 'care.view',
    pinyin: 'zdgh zhudongguanhuai huifang',
  },
  {
    kind: 'careCampaigns',
    title: 'care:parts.careCampaigns',
    icon: CareIcon,
    screen: screen(() => import('./modules/care/CampaignsScreen.tsx'), 'CampaignsScreen'),
    permission: 'care.view',
    pinyin: 'hd huodong yaoqing',
  },
  {
    kind: 'careTasks',
    title: 'care:parts.careTasks',
    icon: CareIcon,
    screen: screen(() => import('./modules/care/TasksScreen.tsx'), 'TasksScreen'),
    permission: 'care.view',
    pinyin: 'rw renwu',
  },
  {
    kind: 'careKnowledge',
    title: 'care:parts.careKnowledge',
    icon: CareIcon,
    screen: screen(() => import('./modules/care/KnowledgeScreen.tsx'), 'KnowledgeScreen'),
    permission: 'care.view',
    pinyin: 'zsk zhishiku',
  },
  {
    kind: 'careServices',
    title: 'care:parts.careServices',
    icon: CareIcon,
    screen: screen(() => import('./modules/care/ServicesScreen.tsx'), 'ServicesScreen'),
    permission: 'care.view',
    pinyin: 'fwml fuwumulu',
  },
  {
    kind: 'careFigures',
    title: 'care:parts.careFigures',
    icon: CareIcon,
    screen: screen(() => import('./modules/care/FiguresScreen.tsx'), 'FiguresScreen'),
    permission: 'care.view',
    pinyin: 'fwmb fuwumubiao manyidu',
  },
  {
    kind: 'surveys',
    title: 'surveys:nav',
    icon: CareIcon,
    screen: screen(() => import('./modules/surveys/SurveysScreen.tsx'), 'SurveysScreen'),
    permission: 'care.view',
    pinyin: 'wjymyd wenjuan manyidu diaocha',
  },
  {
    kind: 'surveyFigures',
    title: 'surveys:figures.title',
    icon: CareIcon,
    screen: screen(() => import('./modules/surveys/SurveyFiguresScreen.tsx'), 'SurveyFiguresScreen'),
    permission: 'care.view',
  },
  {
    kind: 'messages',
    title: 'messages:nav',
    icon: MessageIcon,
    screen: screen(() => import('./modules/messages/MessagesScreen.tsx'), 'MessagesScreen'),
    permission: 'messages.view',
    pinyin: 'xx xiaoxi duanxin youjian',
  },
  {
    kind: 'messageTemplates',
    title: 'messages:template.title',
    icon: TemplateIcon,
    screen: screen(() => import('./modules/messages/TemplatesScreen.tsx'), 'TemplatesScreen'),
    permission: 'messages.view',
    pinyin: 'xxmb xiaoximoban',
  },
  {
    kind: 'targets',
    title: 'targets:nav',
    icon: TrophyIcon,
    screen: screen(() => import('./modules/targets/TargetsScreen.tsx'), 'TargetsScreen'),
    permission: 'targets.view',
    group: 'sales',
    pinyin: 'mbytc mubiaoyuticheng',
  },
  {
    kind: 'approvals',
    title: 'approvals:nav',
    icon: StampIcon,
    screen: screen(() => import('./modules/approvals/ApprovalsScreen.tsx'), 'ApprovalsScreen'),
    permission: 'orders.view',
    group: 'sales',
    pinyin: 'sp shenpi',
    waits: waits('approvals.count', {}, ({ mine }) => mine),
  },
  {
    kind: 'flow',
    title: 'approvals:flow.nav',
    icon: FlowIcon,
    screen: screen(() => import('./modules/approvals/FlowScreen.tsx'), 'FlowScreen'),
    permission: 'approvals.configure',
    pinyin: 'spl shenpiliu',
  },
  {
    kind: 'workshop',
    title: 'workshop:nav',
    icon: WrenchIcon,
    screen: screen(() => import('./modules/workshop/WorkOrdersScreen.tsx'), 'WorkOrdersScreen'),
    permission: 'workshop.view',
    group: 'service',
    pinyin: 'gd gongdan weixiu jieche',
  },
  {
    kind: 'workOrder',
    title: 'workshop:record',
    icon: WrenchIcon,
    screen: screen(() => import('./modules/workshop/WorkOrderScreen.tsx'), 'WorkOrderScreen'),
    permission: 'workshop.view',
  },
  {
    kind: 'inspection',
    title: 'inspections:record',
    icon: WrenchIcon,
    screen: screen(() => import('./modules/inspections/InspectionScreen.tsx'), 'InspectionScreen'),
    permission: 'workshop.view',
  },
  {
    kind: 'jobs',
    title: 'jobs:nav',
    icon: WrenchIcon,
    screen: screen(() => import('./modules/jobs/JobsScreen.tsx'), 'JobsScreen'),
    permission: 'jobs.view',
    pinyin: 'wxxm weixiuxiangmu gongshi jiage',
  },
  {
    kind: 'packages',
    title: 'jobs:packages.title',
    icon: WrenchIcon,
    screen: screen(() => import('./modules/jobs/PackagesScreen.tsx'), 'PackagesScreen'),
    permission: 'jobs.view',
    pinyin: 'wxtc weixiutaocan',
  },
  {
    kind: 'settlements',
    title: 'workshop:records.open',
    icon: WrenchIcon,
    screen: screen(() => import('./modules/workshop/SettlementsScreen.tsx'), 'SettlementsScreen'),
    permission: 'workshop.view',
    pinyin: 'jsd jiesuandan jiankangdangan',
  },
  {
    kind: 'afterSales',
    title: 'workshop:analysis.title',
    icon: FiguresIcon,
    screen: screen(() => import('./modules/workshop/AfterSalesScreen.tsx'), 'AfterSalesScreen'),
    permission: 'workshop.view',
    pinyin: 'shfx shouhoufenxi tubiao',
  },
  {
    kind: 'claims',
    title: 'claims:nav',
    icon: ClaimIcon,
    screen: screen(() => import('./modules/claims/ClaimsScreen.tsx'), 'ClaimsScreen'),
    permission: 'workshop.view',
    pinyin: 'sp suopei lipei',
  },
  {
    kind: 'claimFigures',
    title: 'claims:figures.title',
    icon: FiguresIcon,
    screen: screen(() => import('./modules/claims/ClaimFiguresScreen.tsx'), 'ClaimFiguresScreen'),
    permission: 'workshop.view',
    pinyin: 'spqk suopeiqingkuang',
  },
  {
    kind: 'workshopBoard',
    title: 'floor:boardNav',
    icon: BoardIcon,
    screen: screen(() => import('./modules/floor/BoardScreen.tsx'), 'BoardScreen'),
    permission: 'workshop.view',
    group: 'service',
    pinyin: 'pgkb paigongkanban',
  },
  {
    kind: 'bench',
    title: 'floor:bench',
    icon: WrenchIcon,
    screen: screen(() => import('./modules/floor/BenchScreen.tsx'), 'BenchScreen'),
    permission: 'workshop.work',
    pinyin: 'wdh wodehuo daka',
  },
  {
    kind: 'workshopFigures',
    title: 'floor:efficiency.title',
    icon: FiguresIcon,
    screen: screen(() => import('./modules/floor/EfficiencyScreen.tsx'), 'EfficiencyScreen'),
    permission: 'workshop.view',
    pinyin: 'cjxl chejianxiaolv gongshi',
  },
  {
    kind: 'certificates',
    title: 'floor:certificates.title',
    icon: CertificateIcon,
    screen: screen(() => import('./modules/floor/CertificatesScreen.tsx'), 'CertificatesScreen'),
    permission: 'workshop.view',
    pinyin: 'zspx zhengshu peixun chizheng',
  },
  {
    kind: 'parts',
    title: 'parts:nav',
    icon: PartIcon,
    screen: screen(() => import('./modules/parts/PartsScreen.tsx'), 'PartsScreen'),
    permission: 'parts.view',
    group: 'service',
    pinyin: 'pj peijian kucun',
  },
  {
    kind: 'partCounter',
    title: 'parts:counter.nav',
    icon: ScanIcon,
    screen: screen(() => import('./modules/parts/CounterScreen.tsx'), 'CounterScreen'),
    permission: 'parts.move',
    pinyin: 'pjgt peijianguitai lingliao ruku lingshou',
  },
  {
    kind: 'partMoves',
    title: 'parts:move.nav',
    icon: LedgerIcon,
    screen: screen(() => import('./modules/parts/MovesScreen.tsx'), 'MovesScreen'),
    permission: 'parts.view',
    pinyin: 'crkls churukuliushui peijian',
  },
  {
    kind: 'partTransfers',
    title: 'parttransfers:nav',
    icon: ExchangeIcon,
    screen: screen(() => import('./modules/parttransfers/PartTransfersScreen.tsx'), 'PartTransfersScreen'),
    permission: 'parts.view',
    pinyin: 'pjdb peijiandiaobo',
  },
  {
    kind: 'partCounts',
    title: 'partcounts:nav',
    icon: ScanIcon,
    screen: screen(() => import('./modules/partcounts/PartCountsScreen.tsx'), 'PartCountsScreen'),
    permission: 'parts.view',
    pinyin: 'pjpd peijianpandian',
  },
  {
    kind: 'partCount',
    title: 'partcounts:record',
    icon: ScanIcon,
    screen: screen(() => import('./modules/partcounts/PartCountScreen.tsx'), 'PartCountScreen'),
    permission: 'parts.view',
  },
  {
    kind: 'costChanges',
    title: 'costings:nav',
    icon: LedgerIcon,
    screen: screen(() => import('./modules/costings/CostChangesScreen.tsx'), 'CostChangesScreen'),
    permission: 'parts.cost',
    pinyin: 'jjff jijiafangfa chengbenchayi',
  },
  {
    kind: 'purchases',
    title: 'purchasing:nav',
    icon: BuyIcon,
    screen: screen(() => import('./modules/purchasing/PurchasesScreen.tsx'), 'PurchasesScreen'),
    permission: 'purchasing.view',
    group: 'service',
    pinyin: 'cg caigou',
  },
  {
    kind: 'reorder',
    title: 'purchasing:reorder.nav',
    icon: BuyIcon,
    screen: screen(() => import('./modules/purchasing/ReorderScreen.tsx'), 'ReorderScreen'),
    permission: 'purchasing.view',
    pinyin: 'bhjy buhuojianyi',
  },
  {
    kind: 'purchaseMonitor',
    title: 'purchasing:monitor.nav',
    icon: FiguresIcon,
    screen: screen(() => import('./modules/purchasing/PurchaseMonitorScreen.tsx'), 'PurchaseMonitorScreen'),
    permission: 'purchasing.view',
    pinyin: 'cgjk caigoujiankong',
  },
  {
    kind: 'suppliers',
    title: 'purchasing:suppliers.nav',
    icon: SupplierIcon,
    screen: screen(() => import('./modules/purchasing/SuppliersScreen.tsx'), 'SuppliersScreen'),
    permission: 'purchasing.view',
    pinyin: 'gys gongyingshang',
  },
  {
    kind: 'shipments',
    title: 'logistics:nav',
    icon: TruckIcon,
    screen: screen(() => import('./modules/logistics/ShipmentsScreen.tsx'), 'ShipmentsScreen'),
    permission: 'purchasing.view',
    pinyin: 'wl wuliu yundan',
  },
  {
    kind: 'carriers',
    title: 'logistics:carriers.nav',
    icon: TruckIcon,
    screen: screen(() => import('./modules/logistics/CarriersScreen.tsx'), 'CarriersScreen'),
    permission: 'purchasing.view',
    pinyin: 'cys chengyunshang',
  },
  {
    kind: 'logisticsFigures',
    title: 'logistics:figures.nav',
    icon: FiguresIcon,
    screen: screen(() => import('./modules/logistics/LogisticsFiguresScreen.tsx'), 'LogisticsFiguresScreen'),
    permission: 'purchasing.view',
    pinyin: 'wlfy wuliufeiyong',
  },
  {
    kind: 'appointments',
    title: 'appointments:nav',
    icon: BookingIcon,
    screen: screen(() => import('./modules/appointments/AppointmentsScreen.tsx'), 'AppointmentsScreen'),
    permission: 'workshop.view',
    group: 'service',
    pinyin: 'yy yuyue weixiuyuyue',
  },
  {
    kind: 'appointmentList',
    title: 'appointments:listNav',
    icon: BookingIcon,
    screen: screen(() => import('./modules/appointments/AppointmentListScreen.tsx'), 'AppointmentListScreen'),
    permission: 'workshop.view',
    pinyin: 'yyjl yuyuejilu',
  },
  {
    kind: 'appointmentFigures',
    title: 'appointments:figures.title',
    icon: FiguresIcon,
    screen: screen(() => import('./modules/appointments/AppointmentFiguresScreen.tsx'), 'AppointmentFiguresScreen'),
    permission: 'workshop.view',
    pinyin: 'ddl daodianlv shuangyue',
  },
  {
    kind: 'loaners',
    title: 'loaners:nav',
    icon: LoanerIcon,
    screen: screen(() => import('./modules/loaners/LoanersScreen.tsx'), 'LoanersScreen'),
    permission: 'workshop.view',
    pinyin: 'dbc daibuche',
  },
  {
    kind: 'loanList',
    title: 'loaners:listTitle',
    icon: LoanerIcon,
    screen: screen(() => import('./modules/loaners/LoanListScreen.tsx'), 'LoanListScreen'),
    permission: 'workshop.view',
    pinyin: 'jyjl jieyongjilu',
  },
  {
    kind: 'receivables',
    title: 'receivables:nav',
    icon: MoneyIcon,
    screen: screen(() => import('./modules/receivables/ReceivablesScreen.tsx'), 'ReceivablesScreen'),
    permission: 'receivables.view',
    group: 'money',
    pinyin: 'sk shoukuan',
  },
  {
    kind: 'daybook',
    title: 'receivables:daybook',
    icon: DayIcon,
    screen: screen(() => import('./modules/receivables/DayScreen.tsx'), 'DayScreen'),
    permission: 'receivables.view',
    pinyin: 'mrsk meirishoukuan',
  },
  {
    kind: 'closings',
    title: 'closings:nav',
    icon: CountIcon,
    screen: screen(() => import('./modules/closings/ClosingsScreen.tsx'), 'ClosingsScreen'),
    permission: 'receivables.view',
    pinyin: 'jz jiaozhang rijie',
  },
  {
    kind: 'arrears',
    title: 'arrears:nav',
    icon: ArrearsIcon,
    screen: screen(() => import('./modules/arrears/ArrearsScreen.tsx'), 'ArrearsScreen'),
    permission: 'receivables.view',
    pinyin: 'cs cuishou zhangling yuqi',
  },
  {
    kind: 'bank',
    title: 'bank:nav',
    icon: BankIcon,
    screen: screen(() => import('./modules/bank/BankScreen.tsx'), 'BankScreen'),
    permission: 'receivables.bank',
    pinyin: 'yhdz yinhangduizhang liushui',
  },
  {
    kind: 'held',
    title: 'receivables:heldList.nav',
    icon: HeldIcon,
    screen: screen(() => import('./modules/receivables/HeldScreen.tsx'), 'HeldScreen'),
    permission: 'receivables.view',
    pinyin: 'dsdf daishoudaifu',
  },
  {
    kind: 'invoices',
    title: 'invoices:nav',
    icon: InvoiceIcon,
    screen: screen(() => import('./modules/invoices/InvoicesScreen.tsx'), 'InvoicesScreen'),
    permission: 'receivables.view',
    pinyin: 'fp fapiao kaipiao',
  },
  {
    kind: 'people',
    title: 'admin:people.nav',
    icon: PeopleIcon,
    screen: screen(() => import('./modules/admin/PeopleScreen.tsx'), 'PeopleScreen'),
    permission: 'admin.users',
    group: 'foot',
    pinyin: 'ry renyuan',
  },
  {
    kind: 'roles',
    title: 'admin:roles.nav',
    icon: ShieldIcon,
    screen: screen(() => import('./modules/admin/RolesScreen.tsx'), 'RolesScreen'),
    permission: 'admin.users',
    pinyin: 'js jueseqx juese quanxian',
  },
  {
    kind: 'audit',
    title: 'admin:audit.nav',
    icon: HistoryIcon,
    screen: screen(() => import('./modules/admin/AuditScreen.tsx'), 'AuditScreen'),
    permission: 'admin.audit',
    group: 'foot',
    pinyin: 'czjl caozuojilu rizhi',
  },
  {
    kind: 'settings',
    title: 'settings:nav',
    icon: SettingsIcon,
    screen: screen(() => import('./modules/settings/SettingsScreen.tsx'), 'SettingsScreen'),
    group: 'foot',
    pinyin: 'sz shezhi',
  },
  {
    kind: 'parameters',
    title: 'admin:parameters.nav',
    icon: SlidersIcon,
    screen: screen(() => import('./modules/admin/ParametersScreen.tsx'), 'ParametersScreen'),
    permission: 'admin.parameters',
    pinyin: 'cs canshu shuilv',
  },
  {
    kind: 'loans',
    title: 'loans:nav',
    icon: LoanIcon,
    screen: screen(() => import('./modules/loans/ProductsScreen.tsx'), 'ProductsScreen'),
    permission: 'orders.loans',
    pinyin: 'jrcp jinrongchanpin',
  },
  {
    kind: 'store',
    title: 'admin:store.nav',
    icon: StoreIcon,
    screen: screen(() => import('./modules/admin/StoreScreen.tsx'), 'StoreScreen'),
    permission: 'admin.parameters',
    pinyin: 'mdxx mendianxinxi',
  },
  {
    kind: 'templates',
    title: 'documents:nav',
    icon: TemplateIcon,
    screen: screen(() => import('./modules/documents/TemplatesScreen.tsx'), 'TemplatesScreen'),
    permission: 'documents.edit',
    pinyin: 'djmb danjumoban',
  },
  {
    kind: 'sync',
    title: 'sync:nav',
    icon: SyncIcon,
    screen: screen(() => import('./modules/sync/SyncScreen.tsx'), 'SyncScreen'),
    pinyin: 'tbzx tongbuzhongxin',
  },
]

export const commands: readonly Command[] = [
  {
    id: 'capture',
    title: 'customers:add.open',
    icon: CustomerIcon,
    pinyin: 'xkh xinkehu dengjikehu',
    permission: 'customers.edit',
    run: () => open('customers', { params: { add: true } }),
  },
  {
    id: 'visit',
    title: 'leads:receive.open',
    icon: DoorIcon,
    pinyin: 'dddj daodiandengji jiedai',
    permission: 'leads.edit',
    run: () => open('visits', { params: { add: true } }),
  },
  {
    id: 'lead',
    title: 'leads:new',
    icon: LeadIcon,
    pinyin: 'xxs xinxiansuo',
    permission: 'leads.edit',
    run: () => open('leads', { params: { add: true } }),
  },
  {
    id: 'receive',
    title: 'workshop:receive.open',
    icon: WrenchIcon,
    pinyin: 'jckd jiechekaidan',
    permission: 'workshop.edit',
    run: () => open('workshop', { params: { add: true } }),
  },
  {
    id: 'book',
    title: 'appointments:book.open',
    icon: BookingIcon,
    pinyin: 'xyy xinyuyue weixiuyuyue',
    permission: 'workshop.book',
    run: () => open('appointments', { params: { add: true } }),
  },
  { id: 'quote', title: 'orders:new', icon: OrderIcon, pinyin: 'xbj xinbaojia', permission: 'orders.edit', run: () => open('quote') },
  { id: 'theme', title: 'shell:command.theme', icon: ThemeIcon, pinyin: 'qhqssh qiehuanqianseshense', run: turnTheme },
  { id: 'rail', title: 'shell:command.rail', icon: RailIcon, pinyin: 'sqzkdh shouqizhankaidaohang', run: foldRail },
  {
    id: 'lock',
    title: 'shell:me.lock',
    icon: LockIcon,
    pinyin: 'sp suoping',
    keys: 'mod+shift+L',
    run: () => void leaveDesk('identity.lock'),
  },
  { id: 'leave', title: 'shell:me.leave', icon: LeaveIcon, pinyin: 'tcdl tuichudenglu', run: () => void leaveDesk('identity.signOut') },
]

/** The screen in the rail under which another one lies: itself, or the one its line follows. */
export function railKindOf(kind: string): string | undefined {
  const at = screens.findIndex((each) => each.kind === kind)
  return screens.slice(0, at + 1).findLast((each) => each.group)?.kind
}

export const screenOf = (kind: string): Screen | undefined => screens.find((each) => each.kind === kind)
