// Cars as a service desk's form looks for them: by plate, end of a phone or a VIN, name or pinyin.
import type { CarFound } from '../../shared/modules/workshop/contract/shapes.ts'
import { call } from '../api.ts'
import type { Found } from './ComboField.tsx'

export type FoundCar = Found & { car: CarFound }
export const asFound = (car: CarFound): FoundCar => ({
  id: car.id,
  label: [car.plate ?? car.vin?.slice(-6), car.carName].filter(Boolean).join(' '),
  more: [car.customerName, car.phone].filter(Boolean).join(' · '),
  car,
})

export const findCars = async (text: string): Promise<readonly FoundCar[]> => {
  if (text === '') return []
  const reply = await call('workshop.findCars', { text })
  return reply.ok ? reply.value.map(asFound) : []
}
