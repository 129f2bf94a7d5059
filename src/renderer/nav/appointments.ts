// Appointments of the workshop, and the cars it lends meanwhile.
import LoanerIcon from 'lucide-react/icons/car-front'
import BookingIcon from 'lucide-react/icons/calendar-clock'
import FiguresIcon from 'lucide-react/icons/chart-column'
import { screen, type Screen } from './screen.ts'

export const appointmentScreens: readonly Screen[] = [
  {
    kind: 'appointments',
    title: 'appointments:nav',
    icon: BookingIcon,
    screen: screen(() => import('../modules/appointments/AppointmentsScreen.tsx'), 'AppointmentsScreen'),
    permission: 'workshop.view',
    group: 'service',
    pinyin: 'yy yuyue weixiuyuyue',
  },
  {
    kind: 'appointmentList',
    title: 'appointments:listNav',
    icon: BookingIcon,
    screen: screen(() => import('../modules/appointments/AppointmentListScreen.tsx'), 'AppointmentListScreen'),
    permission: 'workshop.view',
    pinyin: 'yyjl yuyuejilu',
  },
  {
    kind: 'appointmentFigures',
    title: 'appointments:figures.title',
    icon: FiguresIcon,
    screen: screen(() => import('../modules/appointments/AppointmentFiguresScreen.tsx'), 'AppointmentFiguresScreen'),
    permission: 'workshop.view',
    pinyin: 'ddl daodianlv shuangyue',
  },
  {
    kind: 'loaners',
    title: 'loaners:nav',
    icon: LoanerIcon,
    screen: screen(() => import('../modules/loaners/LoanersScreen.tsx'), 'LoanersScreen'),
    permission: 'workshop.view',
    pinyin: 'dbc daibuche',
  },
  {
    kind: 'loanList',
    title: 'loaners:listTitle',
    icon: LoanerIcon,
    screen: screen(() => import('../modules/loaners/LoanListScreen.tsx'), 'LoanListScreen'),
    permission: 'workshop.view',
    pinyin: 'jyjl jieyongjilu',
  },
]
