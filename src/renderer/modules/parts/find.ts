// Parts as a form's field looks for them: by code, bar code or a piece of the name.
import { call } from '../../api.ts'
import type { Found } from '../../ui/ComboField.tsx'

export const findParts = async (text: string): Promise<readonly Found[]> => {
  const reply = await call('parts.find', { text })
  return reply.ok
    ? reply.value.parts.map(({ id, code, name, units, unit }) => ({ id, label: `${code} ${name}`, more: `${units} ${unit}` }))
    : []
}

/** Work orders that still take parts. */
export const findOrders = async (text: string): Promise<readonly (Found & { no: string })[]> => {
  const reply = await call('parts.orders', { text })
  return reply.ok ? reply.value.map(({ id, no, plate, carName }) => ({ id, no, label: `${no} ${plate ?? ''}`.trim(), more: carName })) : []
}
