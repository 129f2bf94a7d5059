// Where the figures of the home screen lead: the list that holds exactly the rows that were counted, or one record.
import type { Output } from '../../../shared/contract.ts'
import type { Permission } from '../../../shared/permissions.ts'
import type { ListFilter } from '../../../shared/list.ts'
import { screenOf } from '../../nav.ts'
import { open } from '../../state.ts'

export type Today = Output<'home.today'>
export type Team = Output<'home.team'>

const list = (kind: string, ...filters: ListFilter[]): void => open(kind, { params: { filters } })

export const toOrders = (...filters: ListFilter[]): void => list('orders', ...filters)
export const ordersIn = (...states: string[]): ListFilter => ({ column: 'state', op: 'is', values: states })
export const promisedUntil = (day: string, from: string | null = null): ListFilter => ({
  column: 'deliverOn',
  op: 'between',
  values: [from, day],
})
/** States in which a promised car may still be handed over. */
export const beforeDelivery = ordersIn('approved', 'signed', 'reserved', 'paid')
export const deliveredBetween = (from: string, to: string): ListFilter => ({ column: 'deliveredAt', op: 'between', values: [from, to] })

export const toReceipts = (from: string, to: string, method?: string): void =>
  list(
    'receivables',
    { column: 'receivedOn', op: 'between', values: [from, to] },
    ...(method ? [{ column: 'method', op: 'is' as const, values: [method] }] : []),
  )

/** `site` null counts every site's cars. */
export const toStock = (site: string | null, arrivedFrom: string | null, arrivedTo: string | null): void =>
  list(
    'vehicles',
    ...(site === null ? [] : [{ column: 'siteId', op: 'is' as const, values: [site] }]),
    { column: 'state', op: 'is', values: ['in-stock', 'for-sale', 'demo', 'in-repair', 'pledged'] },
    { column: 'arrivedOn', op: 'between', values: [arrivedFrom, arrivedTo] },
  )

export const toFollowUps = (until: string, owner: string): void =>
  list('followUps', { column: 'dueOn', op: 'between', values: [null, until] }, { column: 'ownerId', op: 'is', values: [owner] })
export const toApprovals = (): void => open('approvals')
export const toCases = (): void => open('sync')

export const openOrder = (id: string, no: string): void => open('order', { record: id, title: no })
export const openCustomer = (id: string, name: string | null): void => open('customer', { record: id, ...(name ? { title: name } : {}) })
export const openCase = (row: { id: string }): void => open('sync', { params: { case: row.id } })

/** Opens a screen only where this build and this person have it. */
export const canOpen = (kind: string, may: (permission: Permission | undefined) => boolean): boolean => {
  const screen = screenOf(kind)
  return screen !== undefined && may(screen.permission)
}
