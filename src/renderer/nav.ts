// Which screens there are: one line per screen, loaded when first opened, in nav/ by the part of the rail they stand in. The rail,
// the tabs and the palette read this list; main checks the permission again at every call.
import { homeScreens } from './nav/home.ts'
import { customerScreens } from './nav/customers.ts'
import { saleScreens } from './nav/sales.ts'
import { careScreens } from './nav/care.ts'
import { oversightScreens } from './nav/oversight.ts'
import { workshopScreens } from './nav/workshop.ts'
import { partScreens } from './nav/parts.ts'
import { appointmentScreens } from './nav/appointments.ts'
import { moneyScreens } from './nav/money.ts'
import { footScreens } from './nav/foot.ts'
import type { Screen } from './nav/screen.ts'

export const screens: readonly Screen[] = [
  // In the order of the rail: sales, service, money, foot; records after the list they belong to.
  ...homeScreens,
  ...customerScreens,
  ...saleScreens,
  ...careScreens,
  ...oversightScreens,
  ...workshopScreens,
  ...partScreens,
  ...appointmentScreens,
  ...moneyScreens,
  ...footScreens,
]

/** The screen in the rail under which another one lies: itself, or the one its line follows. */
export function railKindOf(kind: string): string | undefined {
  const at = screens.findIndex((each) => each.kind === kind)
  return screens.slice(0, at + 1).findLast((each) => each.group)?.kind
}

export const screenOf = (kind: string): Screen | undefined => screens.find((each) => each.kind === kind)
