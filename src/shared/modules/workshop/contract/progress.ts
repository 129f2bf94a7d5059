// What may be asked about telling a customer how far the work is (维修进度): what the text would say, what was told, and telling it.
import { z } from 'zod'
import { command, query } from '../../../define.ts'
import { messageStates } from '../../messages/rules.ts'
import { workOrderStates } from '../rules.ts'

const Id = z.string().min(1).max(60)

export const Progress = z.object({
  state: z.enum(workOrderStates),
  /** What would be sent of the state it is in; null when nobody is told of that state, or the template is gone. */
  text: z.string().nullable(),
  /** Whether the customer agreed to be written to, and there is a mobile phone. Both are looked at again when it is sent. */
  may: z.boolean(),
  reachable: z.boolean(),
  /** Of this state, since it came to be. */
  told: z.boolean(),
  /** Newest first. */
  messages: z.array(z.object({ id: z.string(), text: z.string(), state: z.enum(messageStates), at: z.int() })),
})

export const progressEntries = {
  progress: query({
    access: 'workshop.view',
    input: z.object({ id: Id }),
    output: Progress,
    reads: [
      ...['work_orders', 'customers', 'customer_consents', 'users', 'sites'],
      ...['messages', 'message_tries', 'message_standing', 'message_templates'],
    ],
  }),
  /** Two desks apart that tell the same state send one message. */
  tell: command({
    access: 'messages.send',
    input: z.object({ id: Id }),
    output: z.object({ id: z.string() }),
    writes: ['messages'],
    refusals: ['nothing-to-tell', 'told-already', 'no-consent', 'no-address'],
  }),
}
