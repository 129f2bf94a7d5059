// Suppliers as a form's field looks for them.
import { call } from '../../api.ts'
import type { Found } from '../../ui/ComboField.tsx'

export const findSuppliers = async (text: string): Promise<readonly Found[]> => {
  const reply = await call('purchasing.findSuppliers', { text })
  return reply.ok ? reply.value.map(({ id, name }) => ({ id, label: name })) : []
}
