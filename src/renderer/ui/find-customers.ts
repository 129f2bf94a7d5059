// Customers as a form's field looks for them: by name, pinyin or the end of a phone, as the palette does.
import { call } from '../api.ts'
import type { Found } from './ComboField.tsx'

export const findCustomers = async (text: string): Promise<readonly Found[]> => {
  const reply = await call('palette.search', { text, kinds: ['customer'], limit: 12 })
  return reply.ok ? reply.value.map(({ id, title, facts }) => ({ id, label: title, more: facts.join(' · ') })) : []
}
