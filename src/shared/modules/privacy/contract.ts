// What may be asked of people's agreement to be contacted and of what is done with their data.
import { z } from 'zod'
import { command, query } from '../../define.ts'
import { consentStates, consentWays, contactChannels, purposes } from './rules.ts'

const Id = z.string().min(1).max(100)
const orNull = <T extends z.ZodType>(type: T) => z.preprocess((value) => (value === '' ? null : value), type.nullable())

export const ConsentLine = z.object({
  id: z.string(),
  state: z.enum(consentStates),
  purpose: z.enum([...purposes, 'all']),
  channel: z.enum([...contactChannels, 'all']),
  how: z.enum(consentWays),
  evidence: z.string().nullable(),
  at: z.int(),
  by: z.string().nullable(),
})
export type ConsentLine = z.infer<typeof ConsentLine>

export const privacy = {
  /** What a customer agreed to: what stands for each purpose and way, and every word said, newest first. */
  consents: query({
    access: 'customers.view',
    input: z.object({ customerId: Id }),
    output: z.object({
      standing: z.array(
        z.object({
          purpose: z.enum(purposes),
          channel: z.enum([...contactChannels, 'all']),
          state: z.enum([...consentStates, 'none']),
          /** Whether one may get in touch; of purposes without a way of contact, whether it stands. */
          may: z.boolean(),
        }),
      ),
      doNotDisturb: z.boolean(),
      lines: z.array(ConsentLine),
    }),
    reads: ['customers', 'customer_consents', 'import_batches', 'users'],
  }),
  /**
   * One line of the ledger; it answers whatever this desk knows about the same purpose and way. A consent names one purpose,
   * a withdrawal may mean all of them.
   */
  noteConsent: command({
    access: 'customers.edit',
    input: z
      .object({
        customerId: Id,
        state: z.enum(consentStates),
        purpose: z.enum([...purposes, 'all']),
        channel: z.enum([...contactChannels, 'all']).default('all'),
        how: z.enum(consentWays),
        evidence: orNull(z.string().trim().max(400)).default(null),
      })
      .refine(({ state, purpose }) => state === 'withdrawn' || purpose !== 'all', { path: ['purpose'], message: 'purpose-definite' })
      .refine(({ state, how, evidence }) => state === 'withdrawn' || how !== 'spoken' || evidence !== null, {
        path: ['evidence'],
        message: 'evidence-missing',
      }),
    output: z.object({ id: z.string() }),
    writes: ['customer_consents', 'customers'],
  }),
}
