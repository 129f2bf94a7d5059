// What cars look like in words and colours: swatches of common paints, the tokens of states, sums of a list's totals.
import type { TFunction } from 'i18next'
import type { VehicleRow } from '../../../shared/modules/vehicles/contract/shapes.ts'
import { vehicleStates, type VehicleState } from '../../../shared/modules/vehicles/rules.ts'

/** Body paint keeps its true colour in both themes; a paint nobody named has none. */
const paints: readonly (readonly [RegExp, string])[] = [
  [/黑/, '#1d1f23'],
  [/白/, '#f4f5f6'],
  [/灰|银/, '#8b919a'],
  [/金|棕|米/, '#c3ab86'],
  [/青|绿/, '#6b9c94'],
  [/红/, '#a8322a'],
  [/蓝/, '#294b8f'],
  [/紫/, '#6a4b8c'],
  [/橙|黄/, '#d08b2c'],
]
export const paintOf = (name: string | null): string | undefined => (name ? paints.find(([word]) => word.test(name))?.[1] : undefined)

export const stateColors: Readonly<Record<VehicleState, string>> = {
  'in-stock': 'var(--v-stock)',
  'for-sale': 'var(--v-ready)',
  demo: 'var(--v-demo)',
  'in-repair': 'var(--v-repair)',
  pledged: 'var(--v-pledged)',
  'in-transit': 'var(--v-transit)',
  sold: 'var(--line-3)',
  lost: 'var(--line-3)',
}

type Totals = Readonly<Record<string, unknown>>
export const numberOf = (totals: Totals, name: string): number => (typeof totals[name] === 'number' ? totals[name] : 0)
export const mixOf = (totals: Totals, word: (state: VehicleState) => string) =>
  vehicleStates.map((state) => ({ name: word(state), value: numberOf(totals, `state:${state}`), color: stateColors[state] }))

/** Who may sell it firm, in a word; empty for a car that left and in a store that decides alone. */
export function rightWord(t: TFunction<'vehicles'>, car: VehicleRow): string {
  if (car.leftOn !== null || car.standing === 'alone') return ''
  if (car.rightMoving) return t('right.word.moving')
  if (car.right?.here) return t('right.word.here')
  return car.right?.device ?? t('right.word.hq')
}
