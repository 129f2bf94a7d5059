// Which order money is for, when the person did not come from one: found by name, pinyin, tails and numbers.
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call } from '../../api.ts'
import { ComboField, type Found } from '../ComboField.tsx'

export type OrderRef = { id: string; title: string }

export async function findOrders(text: string): Promise<readonly Found[]> {
  const reply = await call('palette.search', { text, kinds: ['order'], limit: 12 })
  return reply.ok ? reply.value.map(({ id, title, facts }) => ({ id, label: title, more: facts.join(' · ') })) : []
}

export function OrderChoice({ label, chosen, onChange, autoFocus = false, placeholder }: { label: string; chosen: OrderRef | null; onChange: (order: OrderRef | null) => void; autoFocus?: boolean; placeholder?: string }) {
  const { t } = useTranslation('receivables')
  const [shown, setShown] = useState<Found | null>(chosen && { id: chosen.id, label: chosen.title })
  return (
    <ComboField
      label={label} autoFocus={autoFocus} chosen={shown} search={findOrders} placeholder={placeholder ?? t('findOrder')}
      onChange={(found) => {
        setShown(found)
        onChange(found && { id: found.id, title: [found.label, found.more].filter(Boolean).join(' · ') })
      }}
    />
  )
}
