// Whoever left their phone at an event, in one stroke: a lead with the event as its campaign and, if they agreed, the consent
// to be called about it.
import type { Input, Output } from '../../../../shared/contract.ts'
import { leads as contract } from '../../../../shared/modules/leads/contract.ts'
import { eventChannels } from '../../../../shared/modules/leads/rules.ts'
import type { Writer } from '../../../store/write.ts'
import { keepConsent } from '../../privacy/commands.ts'
import { add } from '../commands.ts'

export function capture(
  db: Writer,
  { event, kind, name, phone, model, level, agreed, evenSo }: Input<'leads.capture'>,
): Output<'leads.capture'> {
  const about = { name, phone, model, level, campaign: event, channel: eventChannels[kind], ...(evenSo ? { evenSo } : {}) }
  const { id } = add(db, contract.add.input.parse(about))
  const customerId = db.one<{ id: string }>('SELECT customer_id AS id FROM leads WHERE id = ?', id)?.id ?? ''
  if (agreed)
    keepConsent(db, { customerId, state: 'given', purpose: 'marketing', channel: 'phone', how: 'signed', evidence: `${event} 现场登记` })
  return { id }
}
