// What the generator knows of the demo store while its days pass.
import type { Model } from './catalogue.ts'
import type { Desk } from './desk.ts'
import type { Random } from './random.ts'
import type { Staff } from './staff.ts'

export type Car = { id: string; vin: string; model: Model; priceFen: number; arrivedOn: string }
export type Known = { id: string; name: string; consultant: string; quoted: boolean }

export type World = {
  desk: Desk
  random: Random
  staff: Staff
  today: string
  /** Cars nobody holds. */
  free: Car[]
  /** Signed orders left without the rest of their money, and paid ones left to be handed over. */
  unpaid: number
  toDeliver: number
  /** Cars ever entered: the serial of the next VIN. */
  entered: number
  known: Known[]
  /** Identity numbers given out. */
  papers: Set<string>
  /** Puts work on a later day's agenda, `minute` after 08:30; days after today never come. */
  plan(on: string, minute: number, work: (on: string) => void): void
}
