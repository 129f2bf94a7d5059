// Where a day begins: the home screen, messages to oneself, and alerts with their rules.
import BellIcon from 'lucide-react/icons/bell'
import SirenIcon from 'lucide-react/icons/siren'
import ChartIcon from 'lucide-react/icons/chart-column'
import FlowIcon from 'lucide-react/icons/git-fork'
import HomeIcon from 'lucide-react/icons/house'
import { screen, type Screen } from './screen.ts'

export const homeScreens: readonly Screen[] = [
  {
    kind: 'home',
    title: 'home:nav',
    icon: HomeIcon,
    screen: screen(() => import('../modules/home/HomeScreen.tsx'), 'HomeScreen'),
    group: 'sales',
    pinyin: 'sy shouye',
  },
  {
    kind: 'messageCentre',
    title: 'alerts:messages.title',
    icon: BellIcon,
    screen: screen(() => import('../modules/alerts/MessagesScreen.tsx'), 'MessagesScreen'),
    pinyin: 'xxzx xiaoxizhongxin tongzhi',
  },
  {
    kind: 'alerts',
    title: 'alerts:title',
    icon: SirenIcon,
    screen: screen(() => import('../modules/alerts/AlertsScreen.tsx'), 'AlertsScreen'),
    permission: 'alerts.view',
    pinyin: 'yjjl yujingjilu',
  },
  {
    kind: 'alertReport',
    title: 'alerts:report.title',
    icon: ChartIcon,
    screen: screen(() => import('../modules/alerts/AlertsScreen.tsx'), 'ReportScreen'),
    permission: 'alerts.view',
    pinyin: 'yjbg yujingbaogao',
  },
  {
    kind: 'alertRules',
    title: 'alerts:rule.title',
    icon: FlowIcon,
    screen: screen(() => import('../modules/alerts/RulesScreen.tsx'), 'RulesScreen'),
    permission: 'alerts.view',
    pinyin: 'yjgz yujingguize',
  },
]
