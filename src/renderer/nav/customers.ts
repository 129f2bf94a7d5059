// Customers and what leads to a sale: who they are, leads, visits, and staying in touch.
import BoardIcon from 'lucide-react/icons/square-kanban'
import DoorIcon from 'lucide-react/icons/door-open'
import LeadIcon from 'lucide-react/icons/target'
import ChartIcon from 'lucide-react/icons/chart-column'
import DayIcon from 'lucide-react/icons/calendar-days'
import FiguresIcon from 'lucide-react/icons/chart-column'
import FlowIcon from 'lucide-react/icons/git-fork'
import ContactIcon from 'lucide-react/icons/phone'
import CustomerIcon from 'lucide-react/icons/user-round'
import ImportIcon from 'lucide-react/icons/file-down'
import PeopleIcon from 'lucide-react/icons/users'
import TalkIcon from 'lucide-react/icons/messages-square'
import { screen, type Screen, waits } from './screen.ts'

export const customerScreens: readonly Screen[] = [
  {
    kind: 'customers',
    title: 'customers:nav',
    icon: CustomerIcon,
    screen: screen(() => import('../modules/customers/CustomersScreen.tsx'), 'CustomersScreen'),
    permission: 'customers.view',
    group: 'sales',
    pinyin: 'kh kehu',
  },
  {
    kind: 'customer',
    title: 'customers:record',
    icon: CustomerIcon,
    screen: screen(() => import('../modules/customers/CustomerScreen.tsx'), 'CustomerScreen'),
    permission: 'customers.view',
  },
  {
    kind: 'duplicates',
    title: 'customers:duplicates.title',
    icon: CustomerIcon,
    screen: screen(() => import('../modules/customers/DuplicatesScreen.tsx'), 'DuplicatesScreen'),
    permission: 'customers.edit',
    pinyin: 'cc chachong kehuchachong',
  },
  {
    kind: 'segments',
    title: 'customers:segment.nav',
    icon: PeopleIcon,
    screen: screen(() => import('../modules/customers/SegmentsScreen.tsx'), 'SegmentsScreen'),
    permission: 'customers.view',
    pinyin: 'kq kequn xifen fenlei',
  },
  {
    kind: 'customerFigures',
    title: 'customers:figures.title',
    icon: FiguresIcon,
    screen: screen(() => import('../modules/customers/CustomerFiguresScreen.tsx'), 'CustomerFiguresScreen'),
    permission: 'customers.view',
    pinyin: 'khbb kehubaobiao huaxiang',
  },
  {
    kind: 'customerValue',
    title: 'customers:worth.nav',
    icon: ChartIcon,
    screen: screen(() => import('../modules/customers/CustomerValueScreen.tsx'), 'CustomerValueScreen'),
    permission: 'customers.view',
    pinyin: 'jzls jiazhi liushi',
  },
  {
    kind: 'imports',
    title: 'imports:nav',
    icon: ImportIcon,
    screen: screen(() => import('../modules/imports/ImportsScreen.tsx'), 'ImportsScreen'),
    permission: 'imports.run',
    pinyin: 'dr daoru congbiaogedaoru',
  },
  {
    kind: 'leads',
    title: 'leads:nav',
    icon: LeadIcon,
    screen: screen(() => import('../modules/leads/LeadsScreen.tsx'), 'LeadsScreen'),
    permission: 'leads.view',
    group: 'sales',
    pinyin: 'xs xiansuo',
  },
  {
    kind: 'lead',
    title: 'leads:record',
    icon: LeadIcon,
    screen: screen(() => import('../modules/leads/LeadScreen.tsx'), 'LeadScreen'),
    permission: 'leads.view',
  },
  {
    kind: 'leadBoard',
    title: 'leads:board.nav',
    icon: BoardIcon,
    screen: screen(() => import('../modules/leads/BoardScreen.tsx'), 'BoardScreen'),
    permission: 'leads.view',
    pinyin: 'xskb xiansuokanban',
  },
  {
    kind: 'leadFigures',
    title: 'leads:figures.title',
    icon: FiguresIcon,
    screen: screen(() => import('../modules/leads/FiguresScreen.tsx'), 'FiguresScreen'),
    permission: 'leads.view',
    pinyin: 'xsfx xiansuofenxi loudou',
  },
  {
    kind: 'leadRules',
    title: 'leads:rule.title',
    icon: FlowIcon,
    screen: screen(() => import('../modules/leads/RulesScreen.tsx'), 'RulesScreen'),
    permission: 'leads.assign',
    pinyin: 'fpgz fenpeiguize',
  },
  {
    kind: 'visits',
    title: 'leads:visit.nav',
    icon: DoorIcon,
    screen: screen(() => import('../modules/leads/VisitsScreen.tsx'), 'VisitsScreen'),
    permission: 'leads.view',
    group: 'sales',
    pinyin: 'jd jiedai daodian',
  },
  {
    kind: 'followUps',
    title: 'customers:followUps.nav',
    icon: ContactIcon,
    screen: screen(() => import('../modules/customers/FollowUpsScreen.tsx'), 'FollowUpsScreen'),
    permission: 'customers.view',
    group: 'sales',
    pinyin: 'gj genjin',
    waits: waits('customers.dueCount', {}, ({ mine }) => mine),
  },
  {
    kind: 'agenda',
    title: 'leads:agenda.title',
    icon: DayIcon,
    screen: screen(() => import('../modules/leads/AgendaScreen.tsx'), 'AgendaScreen'),
    permission: 'customers.view',
    pinyin: 'rl rili yuyue',
  },
  {
    kind: 'talks',
    title: 'customers:talks.title',
    icon: TalkIcon,
    screen: screen(() => import('../modules/customers/TalksScreen.tsx'), 'TalksScreen'),
    permission: 'customers.view',
    pinyin: 'gtjl goutongjilu',
  },
]
