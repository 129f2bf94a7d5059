// Which order money is for, when the person did not come from one: found by name, pinyin, tails and numbers.
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ListFilter } from '../../../shared/list.ts'
import { formatYuan } from '../../../shared/money.ts'
import { call } from '../../api.ts'
import { ComboField, type Found } from '../ComboField.tsx'

export type OrderRef = { id: string; title: string }

/** The one of that very number, then newest first; `open` leaves out what takes no money any more. */
async function findOrders(text: string, open: boolean): Promise<readonly Found[]> {
  const state = open ? [{ column: 'state', op: 'not' as const, values: ['delivered', 'cancelled'] }] : []
  const ask = (search: string, filters: ListFilter[]) =>
    call('orders.page', { search, limit: 12, filters, sort: [{ column: 'createdAt', dir: 'desc' }] })
  const named = { column: 'no', op: 'is' as const, values: [text.toUpperCase()] }
  const [like, same] = await Promise.all([ask(text, state), /-\d+$/.test(text) ? ask('', [...state, named]) : null])
  if (!like.ok) return []
  const exact = same?.ok ? same.value.rows : []
  const others = like.value.rows.filter(({ id }) => exact.every((row) => row.id !== id))
  return [...exact, ...others].map((row) => ({
    id: row.id,
    label: `${row.customerName} · ${row.no}`,
    more: [row.vehicleName, row.dueFen > 0 ? formatYuan(row.dueFen) : null].filter(Boolean).join(' · '),
  }))
}

export function OrderChoice({
  label,
  chosen,
  onChange,
  autoFocus = false,
  placeholder,
  openOnly = false,
}: {
  label: string
  chosen: OrderRef | null
  onChange: (order: OrderRef | null) => void
  autoFocus?: boolean
  placeholder?: string
  openOnly?: boolean
}) {
  const { t } = useTranslation('receivables')
  const [shown, setShown] = useState<Found | null>(chosen && { id: chosen.id, label: chosen.title })
  return (
    <ComboField
      label={label}
      autoFocus={autoFocus}
      chosen={shown}
      search={(text) => findOrders(text, openOnly)}
      placeholder={placeholder ?? t('findOrder')}
      onChange={(found) => {
        setShown(found)
        onChange(found && { id: found.id, title: found.label })
      }}
    />
  )
}
