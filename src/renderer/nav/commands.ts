// What the palette offers besides screens: beginnings of common work, and how the window looks and is left.
import BookingIcon from 'lucide-react/icons/calendar-clock'
import DoorIcon from 'lucide-react/icons/door-open'
import LeadIcon from 'lucide-react/icons/target'
import CustomerIcon from 'lucide-react/icons/user-round'
import LeaveIcon from 'lucide-react/icons/log-out'
import LockIcon from 'lucide-react/icons/lock'
import RailIcon from 'lucide-react/icons/panel-left'
import OrderIcon from 'lucide-react/icons/file-text'
import WrenchIcon from 'lucide-react/icons/wrench'
import ThemeIcon from 'lucide-react/icons/sun-moon'
import type { Permission } from '../../shared/permissions.ts'
import { leaveDesk } from '../phase.ts'
import { open } from '../state.ts'
import { foldRail, turnTheme } from '../theme/preference.ts'
import type { IconShape } from '../ui/Icon.tsx'

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
