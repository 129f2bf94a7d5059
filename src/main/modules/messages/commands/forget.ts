// What goes with a person of the messages to them: every word, what was sent as well. Nothing that waits is sent any more.
import { messages, messageTries } from '../../../../shared/modules/messages/tables.ts'
import type { Writer } from '../../../store/write.ts'

export function forgetMessagesOf(db: Writer, customerId: string): void {
  for (const { id } of db.all<{ id: string }>('SELECT id FROM messages WHERE customer_id = ?', customerId)) {
    db.erase(messages, id)
    for (const said of db.all<{ id: string }>('SELECT id FROM message_tries WHERE message_id = ? AND said IS NOT NULL', id))
      db.erase(messageTries, said.id)
  }
}
