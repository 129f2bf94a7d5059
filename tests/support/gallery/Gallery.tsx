// The shell with a list, a record, a form and a board of parts to look at.
import BoxIcon from 'lucide-react/icons/box'
import CarIcon from 'lucide-react/icons/car'
import FileIcon from 'lucide-react/icons/file-text'
import GearIcon from 'lucide-react/icons/settings'
import HomeIcon from 'lucide-react/icons/house'
import PencilIcon from 'lucide-react/icons/pencil'
import PrinterIcon from 'lucide-react/icons/printer'
import UserIcon from 'lucide-react/icons/user-round'
import { Activity, useEffect, useState, type ComponentType } from 'react'
import { I18nProvider } from 'react-aria-components/I18nProvider'
import i18next from 'i18next'
import { later } from '../../../src/renderer/later.ts'
import { screens, type Screen, type ScreenProps } from '../../../src/renderer/nav.ts'
import { MeContext, type Me } from '../../../src/renderer/session.ts'
import { useLook } from '../../../src/renderer/theme/preference.ts'
import { listenForKeys } from '../../../src/renderer/ui/keys.ts'
import { Shell } from '../../../src/renderer/ui/shell/Shell.tsx'
import { CarsScreen } from './CarsScreen.tsx'
import { OrderScreen } from './OrderScreen.tsx'
import { PartsScreen } from './PartsScreen.tsx'

const as = (Screen: ComponentType<ScreenProps>) => later(() => Promise.resolve(Screen))
void [BoxIcon, PencilIcon, PrinterIcon]
i18next.addResourceBundle('zh-CN', 'gallery', {
  home: '首页',
  cars: '车辆',
  order: '订单',
  parts: '零件',
  people: '客户',
  settings: '设置',
  purchase: '采购',
})
;(screens as Screen[]).splice(
  0,
  screens.length,
  { kind: 'home', title: 'gallery:home', icon: HomeIcon, screen: as(PartsScreen), group: 'sales', pinyin: 'sy shouye' },
  {
    kind: 'customers',
    title: 'gallery:people',
    icon: UserIcon,
    screen: as(PartsScreen),
    group: 'sales',
    pinyin: 'kh kehu',
    waits: { query: 'identity.people', input: {}, count: () => 12 },
  },
  { kind: 'vehicles', title: 'gallery:cars', icon: CarIcon, screen: as(CarsScreen), group: 'sales', pinyin: 'cl cheliang' },
  { kind: 'order', title: 'gallery:order', icon: FileIcon, screen: as(OrderScreen) },
  { kind: 'purchase', title: 'gallery:purchase', icon: BoxIcon, screen: as(OrderScreen), group: 'service', pinyin: 'cg caigou' },
  { kind: 'settings', title: 'gallery:settings', icon: GearIcon, screen: as(PartsScreen), group: 'foot', pinyin: 'sz shezhi' },
)

export function Gallery({ me }: { me: Me }) {
  const language = useLook((look) => look.language)
  useEffect(listenForKeys, [])
  const [locked, setLocked] = useState(false)
  useEffect(() => void Object.assign(window, { setLocked }), [])
  return (
    <I18nProvider locale={language === 'en' ? 'en-CA' : language}>
      <MeContext value={me}>
        <Activity mode={locked ? 'hidden' : 'visible'}>
          <Shell />
        </Activity>
      </MeContext>
    </I18nProvider>
  )
}
