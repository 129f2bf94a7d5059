// What may be asked of what HQ could not accept: all of it, having it judged again, correcting it in its form, and giving it up.
import { z } from 'zod'
import { job, query } from '../../../define.ts'
import { Deed, log, titles } from './deeds.ts'

const Id = z.string().min(1).max(100)

const Quarantined = Deed.extend({
  /** HQ's word for what it could not accept, and what the word is about. */
  reason: z.string(),
  about: z.string().nullable(),
  /** Names of records with money in it: those stay whatever happens. */
  keepsMoney: z.boolean(),
  wish: z.enum(['retry', 'discard']).nullable(),
  /** What it was asked with is known: it can be corrected in its form. */
  amendable: z.boolean(),
})
export type Quarantined = z.infer<typeof Quarantined>

export const quarantineEntries = {
  /** What HQ could not accept, whole. */
  quarantine: query({ access: 'sync.administer', input: z.object({}), output: z.array(Quarantined), reads: [...log, ...titles] }),
  /** HQ shall judge again: the reason is gone. What waits for it goes along. */
  retry: job({ access: 'sync.administer', input: z.object({ ids: z.array(Id).min(1).max(100) }), output: z.object({ count: z.int() }) }),
  /** What a refused command was asked with; the window makes its form of it. `waiting` were done on top of it. */
  amending: query({
    access: 'sync.administer',
    input: z.object({ id: Id }),
    output: z.object({ command: z.string(), input: z.record(z.string(), z.unknown()), who: z.string().nullable(), waiting: z.int() }),
    reads: [...log, 'users'],
  }),
  /**
   * The command is run anew in the place of the refused one, as the person who corrects it, by its own rules; what waited
   * for it is judged when HQ has ruled. The refused one stays in the log as it was. Any refusal of the command may come back.
   */
  amend: job({
    access: 'sync.administer',
    input: z.object({ id: Id, input: z.record(z.string(), z.unknown()) }),
    output: z.null(),
    refusals: ['not-quarantined', 'cannot-amend'],
  }),
  /** Given up with a reason: its values are dropped here, money it took stays. */
  discard: job({
    access: 'sync.administer',
    input: z.object({ id: Id, reason: z.string().trim().min(4, 'too-short').max(200) }),
    output: z.null(),
    refusals: ['not-quarantined'],
  }),
}
