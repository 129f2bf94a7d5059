// What may be asked of people's agreement to be contacted and of what is done with their data.
import { z } from 'zod'
import { command, job, query } from '../../define.ts'
import { consentStates, consentWays, contactChannels, purposes, registerOutcomes, registers, registerWays } from './rules.ts'

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
  /** Where their data came from, and what was looked up about them, newest first. */
  provenance: query({
    access: 'customers.view',
    input: z.object({ customerId: Id }),
    output: z.object({
      origins: z.array(
        z.object({ id: z.string(), partner: z.string(), basis: z.string(), agreedOn: z.string(), product: z.string().nullable() }),
      ),
      verifications: z.array(
        z.object({
          id: z.string(),
          register: z.enum(registers),
          subject: z.string().nullable(),
          outcome: z.enum(registerOutcomes),
          way: z.enum(registerWays),
          note: z.string().nullable(),
          at: z.int(),
          by: z.string().nullable(),
        }),
      ),
      behaviours: z.array(
        z.object({
          id: z.string(),
          place: z.string(),
          kind: z.string(),
          subject: z.string().nullable(),
          said: z.string().nullable(),
          happenedOn: z.string(),
        }),
      ),
    }),
    reads: ['customers', 'customer_origins', 'customer_verifications', 'customer_behaviours', 'import_batches', 'users'],
  }),
  /**
   * Asks a register about the customer's paper or the plate of a car of theirs over a link, and keeps the answer. Refused as
   * `no-link` where this desktop has none: then somebody looks by hand and notes what they saw.
   */
  lookUp: job({
    access: 'customers.edit',
    input: z.object({ customerId: Id, register: z.enum(registers) }),
    output: z.object({ id: z.string(), outcome: z.enum(registerOutcomes) }),
    refusals: ['no-link', 'nothing-to-ask'],
  }),
  noteVerification: command({
    access: 'customers.edit',
    input: z
      .object({
        customerId: Id,
        register: z.enum(registers),
        outcome: z.enum(registerOutcomes),
        way: z.enum(registerWays),
        note: orNull(z.string().trim().max(400)).default(null),
      })
      .refine(({ way, note }) => way === 'link' || note !== null, { path: ['note'], message: 'evidence-missing' }),
    output: z.object({ id: z.string() }),
    writes: ['customer_verifications', 'customers'],
    refusals: ['nothing-to-ask'],
  }),
  /**
   * Everything this store holds about one person, for that person (Art. 45): a JSON file and a PDF beside it, of every table
   * that names them. The line in the log stands before the files do. Null when nobody chose a place.
   */
  handOut: job({
    access: 'customers.erase',
    input: z.object({
      customerId: Id,
      title: z.string().min(1).max(60),
      /** What tables are called, by their SQL name, and the words of the page. */
      words: z.record(z.string().max(60), z.string().max(60)).default({}),
      to: z.string().max(4096).nullable().default(null),
    }),
    output: z.object({ json: z.string(), pdf: z.string(), rows: z.int() }).nullable(),
    refusals: ['folder-missing'],
  }),
  noteHandedOut: command({
    access: 'customers.erase',
    input: z.object({ customerId: Id, rows: z.int().min(0), fileName: z.string().max(255) }),
    output: z.null(),
    writes: [],
  }),
}
