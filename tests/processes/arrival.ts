// A new car for a desk to sell.
import type { Asked } from '../../src/shared/contract.ts'
import type { Random } from '../../src/main/demo/random.ts'
import { vinOf } from '../support/shop.ts'

export const arrival = (random: Random): Asked<'vehicles.arrive'> => ({
  vin: vinOf(random.int(0, 999_999)),
  brand: '青屿',
  series: 'E5',
  model: '长续航 610',
  listFen: 18_990_000,
  priceFen: 18_390_000,
  state: 'for-sale',
})
