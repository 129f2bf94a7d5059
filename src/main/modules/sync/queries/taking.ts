// How a late version is taken after all: which command of its own module writes it anew, with which values. Null where
// only a person at the record can.
import type { Input } from '../../../../shared/contract.ts'
import { CustomerPatch } from '../../../../shared/modules/customers/contract/fields.ts'
import { VehiclePatch } from '../../../../shared/modules/vehicles/contract/fields.ts'
import type { OrderId } from '../../../../shared/ids.ts'
import type { Permission } from '../../../../shared/permissions.ts'
import type { Row } from '../../../../shared/sync/protocol.ts'
import type { Reader } from '../../../store/read.ts'
import { terms } from '../../orders/queries.ts'
import type { Case } from './cases.ts'
import { imageNow, lostChanges, parsed } from './differences.ts'

export type Taking =
  | { kind: 'customer'; needs: Permission; input: Input<'customers.correct'> }
  | { kind: 'vehicle'; needs: Permission; input: Input<'vehicles.correct'> }
  | { kind: 'price'; needs: Permission; input: Input<'vehicles.reprice'> }
  | { kind: 'place'; needs: Permission; input: Input<'vehicles.move'> }
  | { kind: 'order'; needs: Permission; input: Input<'orders.change'> }

const camel = (column: string): string => column.replaceAll(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase())
const asFields = (row: Row): Record<string, unknown> =>
  Object.fromEntries(Object.entries(row).map(([column, value]) => [camel(column), value]))

export function takingOf(db: Reader, row: Pick<Case, 'kind' | 'mine' | 'subjectTable' | 'subjectId'>): Taking | null {
  const id = row.subjectId
  if (!id || !row.subjectTable || !imageNow(db, row.subjectTable, id)) return null
  if (row.kind === 'expect') return row.subjectTable === 'orders' ? ofOrder(db, id, row) : null
  const mine = parsed(row.mine)
  const fields = asFields(mine)
  switch (row.subjectTable) {
    case 'customers': {
      const given = CustomerPatch.safeParse(fields)
      // The same value is meant for the same person: who else has this number was asked when it was typed.
      return given.success && Object.keys(given.data).length > 0
        ? { kind: 'customer', needs: 'customers.edit', input: { id, fields: given.data, evenSo: 'sync' } }
        : null
    }
    case 'vehicles': {
      if ('list_fen' in mine)
        return {
          kind: 'price',
          needs: 'vehicles.edit',
          input: { id, listFen: Number(mine['list_fen']), priceFen: Number(mine['price_fen']) },
        }
      if (typeof mine['location'] === 'string') return { kind: 'place', needs: 'vehicles.edit', input: { id, location: mine['location'] } }
      const given = VehiclePatch.safeParse(fields)
      return given.success && Object.keys(given.data).length > 0
        ? { kind: 'vehicle', needs: 'vehicles.edit', input: { id, fields: given.data } }
        : null
    }
    case 'vehicle_costs': {
      const now = asFields(imageNow(db, 'vehicle_costs', id) ?? {})
      const given = VehiclePatch.safeParse({
        cost: { costFen: now['costFen'], rebateFen: now['rebateFen'] ?? 0, note: now['note'] ?? null, ...fields },
      })
      return given.success ? { kind: 'vehicle', needs: 'vehicles.cost', input: { id, fields: given.data } } : null
    }
    default:
      return null
  }
}

/** Columns of an order that are terms: what `orders.change` can write. */
const TERMS = new Set([
  'price_fen',
  'purchase_tax_fen',
  'insurance_fen',
  'insurance_note',
  'plate_fee_fen',
  'plate_note',
  'loan_fen',
  'loan_bank',
  'loan_months',
  'loan_terms',
  'deliver_on',
  'note',
])
/** What a change of terms moves along by itself. */
const FOLLOWS = new Set(['rev', 'terms_rev', 'state', 'placed_at', 'signed_at', 'reserved_at', 'lost_to', 'sold_under', 'list_fen'])

/** A lost change of terms is made again over the order as it is now. Steps (sign, reserve, deliver) a person does anew at the order. */
function ofOrder(db: Reader, id: string, row: Pick<Case, 'mine'>): Taking | null {
  const lost = lostChanges(row)
  if (lost.some((c) => c.table !== 'orders' || c.op !== 'update' || c.id !== id)) return null
  const set = Object.assign({}, ...lost.map((c) => c.set)) as Row
  const was = Object.assign({}, ...lost.toReversed().map((c) => c.was)) as Row
  const wanted = Object.entries(set).filter(
    ([column, value]) => !FOLLOWS.has(column) && JSON.stringify(value) !== JSON.stringify(was[column] ?? null),
  )
  if (wanted.length === 0 || wanted.some(([column]) => !TERMS.has(column))) return null
  const now = terms(db, { id: id as OrderId })
  const { vehicleId, lines, plan, rev, listFen: _, stage: __, no: ___, customer: ____, ...rest } = now
  const moved = ['price_fen', 'purchase_tax_fen', 'insurance_fen', 'plate_fee_fen', 'loan_fen'].some((c) =>
    wanted.some(([column]) => column === c),
  )
  // Other amounts need another plan: it is made anew, as for a new quote.
  return {
    kind: 'order',
    needs: 'orders.edit',
    input: {
      ...rest,
      ...asFields(Object.fromEntries(wanted)),
      id,
      rev,
      vehicleId,
      lines,
      plan: moved ? null : plan,
      advance: null,
    } as Input<'orders.change'>,
  }
}
