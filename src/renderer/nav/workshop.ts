// The workshop: its orders, jobs and claims, and the floor.
import CertificateIcon from 'lucide-react/icons/award'
import BoardIcon from 'lucide-react/icons/square-kanban'
import ClaimIcon from 'lucide-react/icons/file-check'
import FiguresIcon from 'lucide-react/icons/chart-column'
import WrenchIcon from 'lucide-react/icons/wrench'
import { screen, type Screen } from './screen.ts'

export const workshopScreens: readonly Screen[] = [
  {
    kind: 'workshop',
    title: 'workshop:nav',
    icon: WrenchIcon,
    screen: screen(() => import('../modules/workshop/WorkOrdersScreen.tsx'), 'WorkOrdersScreen'),
    permission: 'workshop.view',
    group: 'service',
    pinyin: 'gd gongdan weixiu jieche',
  },
  {
    kind: 'workOrder',
    title: 'workshop:record',
    icon: WrenchIcon,
    screen: screen(() => import('../modules/workshop/WorkOrderScreen.tsx'), 'WorkOrderScreen'),
    permission: 'workshop.view',
  },
  {
    kind: 'inspection',
    title: 'inspections:record',
    icon: WrenchIcon,
    screen: screen(() => import('../modules/inspections/InspectionScreen.tsx'), 'InspectionScreen'),
    permission: 'workshop.view',
  },
  {
    kind: 'jobs',
    title: 'jobs:nav',
    icon: WrenchIcon,
    screen: screen(() => import('../modules/jobs/JobsScreen.tsx'), 'JobsScreen'),
    permission: 'jobs.view',
    pinyin: 'wxxm weixiuxiangmu gongshi jiage',
  },
  {
    kind: 'packages',
    title: 'jobs:packages.title',
    icon: WrenchIcon,
    screen: screen(() => import('../modules/jobs/PackagesScreen.tsx'), 'PackagesScreen'),
    permission: 'jobs.view',
    pinyin: 'wxtc weixiutaocan',
  },
  {
    kind: 'settlements',
    title: 'workshop:records.open',
    icon: WrenchIcon,
    screen: screen(() => import('../modules/workshop/SettlementsScreen.tsx'), 'SettlementsScreen'),
    permission: 'workshop.view',
    pinyin: 'jsd jiesuandan jiankangdangan',
  },
  {
    kind: 'afterSales',
    title: 'workshop:analysis.title',
    icon: FiguresIcon,
    screen: screen(() => import('../modules/workshop/AfterSalesScreen.tsx'), 'AfterSalesScreen'),
    permission: 'workshop.view',
    pinyin: 'shfx shouhoufenxi tubiao',
  },
  {
    kind: 'claims',
    title: 'claims:nav',
    icon: ClaimIcon,
    screen: screen(() => import('../modules/claims/ClaimsScreen.tsx'), 'ClaimsScreen'),
    permission: 'workshop.view',
    pinyin: 'sp suopei lipei',
  },
  {
    kind: 'claimFigures',
    title: 'claims:figures.title',
    icon: FiguresIcon,
    screen: screen(() => import('../modules/claims/ClaimFiguresScreen.tsx'), 'ClaimFiguresScreen'),
    permission: 'workshop.view',
    pinyin: 'spqk suopeiqingkuang',
  },
  {
    kind: 'workshopBoard',
    title: 'floor:boardNav',
    icon: BoardIcon,
    screen: screen(() => import('../modules/floor/BoardScreen.tsx'), 'BoardScreen'),
    permission: 'workshop.view',
    group: 'service',
    pinyin: 'pgkb paigongkanban',
  },
  {
    kind: 'bench',
    title: 'floor:bench',
    icon: WrenchIcon,
    screen: screen(() => import('../modules/floor/BenchScreen.tsx'), 'BenchScreen'),
    permission: 'workshop.work',
    pinyin: 'wdh wodehuo daka',
  },
  {
    kind: 'workshopFigures',
    title: 'floor:efficiency.title',
    icon: FiguresIcon,
    screen: screen(() => import('../modules/floor/EfficiencyScreen.tsx'), 'EfficiencyScreen'),
    permission: 'workshop.view',
    pinyin: 'cjxl chejianxiaolv gongshi',
  },
  {
    kind: 'certificates',
    title: 'floor:certificates.title',
    icon: CertificateIcon,
    screen: screen(() => import('../modules/floor/CertificatesScreen.tsx'), 'CertificatesScreen'),
    permission: 'workshop.view',
    pinyin: 'zspx zhengshu peixun chizheng',
  },
]
