// The foot of the rail: people and their roles, what was done, and how the desktop and the store are set up.
import HistoryIcon from 'lucide-react/icons/history'
import LoanIcon from 'lucide-react/icons/landmark'
import PeopleIcon from 'lucide-react/icons/users'
import SettingsIcon from 'lucide-react/icons/settings'
import ShieldIcon from 'lucide-react/icons/shield'
import SlidersIcon from 'lucide-react/icons/sliders-horizontal'
import StoreIcon from 'lucide-react/icons/store'
import SyncIcon from 'lucide-react/icons/refresh-cw'
import TemplateIcon from 'lucide-react/icons/file-pen-line'
import { screen, type Screen } from './screen.ts'

export const footScreens: readonly Screen[] = [
  {
    kind: 'people',
    title: 'admin:people.nav',
    icon: PeopleIcon,
    screen: screen(() => import('../modules/admin/PeopleScreen.tsx'), 'PeopleScreen'),
    permission: 'admin.users',
    group: 'foot',
    pinyin: 'ry renyuan',
  },
  {
    kind: 'roles',
    title: 'admin:roles.nav',
    icon: ShieldIcon,
    screen: screen(() => import('../modules/admin/RolesScreen.tsx'), 'RolesScreen'),
    permission: 'admin.users',
    pinyin: 'js jueseqx juese quanxian',
  },
  {
    kind: 'audit',
    title: 'admin:audit.nav',
    icon: HistoryIcon,
    screen: screen(() => import('../modules/admin/AuditScreen.tsx'), 'AuditScreen'),
    permission: 'admin.audit',
    group: 'foot',
    pinyin: 'czjl caozuojilu rizhi',
  },
  {
    kind: 'settings',
    title: 'settings:nav',
    icon: SettingsIcon,
    screen: screen(() => import('../modules/settings/SettingsScreen.tsx'), 'SettingsScreen'),
    group: 'foot',
    pinyin: 'sz shezhi',
  },
  {
    kind: 'parameters',
    title: 'admin:parameters.nav',
    icon: SlidersIcon,
    screen: screen(() => import('../modules/admin/ParametersScreen.tsx'), 'ParametersScreen'),
    permission: 'admin.parameters',
    pinyin: 'cs canshu shuilv',
  },
  {
    kind: 'loans',
    title: 'loans:nav',
    icon: LoanIcon,
    screen: screen(() => import('../modules/loans/ProductsScreen.tsx'), 'ProductsScreen'),
    permission: 'orders.loans',
    pinyin: 'jrcp jinrongchanpin',
  },
  {
    kind: 'store',
    title: 'admin:store.nav',
    icon: StoreIcon,
    screen: screen(() => import('../modules/admin/StoreScreen.tsx'), 'StoreScreen'),
    permission: 'admin.parameters',
    pinyin: 'mdxx mendianxinxi',
  },
  {
    kind: 'templates',
    title: 'documents:nav',
    icon: TemplateIcon,
    screen: screen(() => import('../modules/documents/TemplatesScreen.tsx'), 'TemplatesScreen'),
    permission: 'documents.edit',
    pinyin: 'djmb danjumoban',
  },
  {
    kind: 'sync',
    title: 'sync:nav',
    icon: SyncIcon,
    screen: screen(() => import('../modules/sync/SyncScreen.tsx'), 'SyncScreen'),
    pinyin: 'tbzx tongbuzhongxin',
  },
]
