// Where the things people find live: the table of their rows, and the full-text table of their words.
import type { FoundKind } from '../../../../shared/modules/palette/contract.ts'

export const places: Readonly<Record<FoundKind, { rows: string; words: string }>> = {
  customer: { rows: 'customers', words: 'search_customer' },
  vehicle: { rows: 'vehicles', words: 'search_vehicle' },
  order: { rows: 'orders', words: 'search_order' },
  workOrder: { rows: 'work_orders', words: 'search_work_order' },
}
