// What sales are led by: targets with what they pay, and consent.
import TrophyIcon from 'lucide-react/icons/trophy'
import FlowIcon from 'lucide-react/icons/git-fork'
import StampIcon from 'lucide-react/icons/stamp'
import { screen, type Screen, waits } from './screen.ts'

export const oversightScreens: readonly Screen[] = [
  {
    kind: 'targets',
    title: 'targets:nav',
    icon: TrophyIcon,
    screen: screen(() => import('../modules/targets/TargetsScreen.tsx'), 'TargetsScreen'),
    permission: 'targets.view',
    group: 'sales',
    pinyin: 'mbytc mubiaoyuticheng',
  },
  {
    kind: 'approvals',
    title: 'approvals:nav',
    icon: StampIcon,
    screen: screen(() => import('../modules/approvals/ApprovalsScreen.tsx'), 'ApprovalsScreen'),
    permission: 'orders.view',
    group: 'sales',
    pinyin: 'sp shenpi',
    waits: waits('approvals.count', {}, ({ mine }) => mine),
  },
  {
    kind: 'flow',
    title: 'approvals:flow.nav',
    icon: FlowIcon,
    screen: screen(() => import('../modules/approvals/FlowScreen.tsx'), 'FlowScreen'),
    permission: 'approvals.configure',
    pinyin: 'spl shenpiliu',
  },
]
