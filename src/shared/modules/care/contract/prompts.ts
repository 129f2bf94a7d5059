// What may be asked of prompts: what customers will need soon, answering one, and the tasks the program makes of them.
import { z } from 'zod'
import { Day } from '../../../dates.ts'
import { command, query } from '../../../define.ts'
import { CustomerId } from '../../../ids.ts'
import { followUpChannels } from '../../customers/rules.ts'
import { promptKinds } from '../rules/prompts.ts'

const Id = z.string().min(1).max(100)
const orNull = <T extends z.ZodType>(type: T) => z.preprocess((value) => (value === '' ? null : value), type.nullable())
const Short = orNull(z.string().trim().max(200, 'too-long')).default(null)
const Done = z.object({ id: z.string() })

export const Prompt = z.object({
  id: z.string(),
  kind: z.enum(promptKinds),
  customerId: z.string(),
  customer: z.string(),
  dueOn: z.string(),
  /** What names the occasion: rules/prompts.ts, Foreseen. */
  roundOn: z.string(),
  /** The car it is about, and what it had run at its newest visit. */
  car: z.string(),
  km: z.int().nullable(),
  /** Of a price drop: what it was and is, 分. */
  wasFen: z.int().nullable(),
  nowFen: z.int().nullable(),
  /** They may be called. */
  mayCall: z.boolean(),
})
export type Prompt = z.infer<typeof Prompt>

export const promptEntries = {
  /** What customers will need soon, soonest first: computed, with its reason; answered ones are gone. */
  prompts: query({
    access: 'care.view',
    input: z.object({}),
    output: z.array(Prompt),
    reads: [
      'orders',
      'customers',
      'vehicles',
      'care_prompts',
      'catalogue_models',
      'catalogue_prices',
      'leads',
      'work_orders',
      'appointments',
      'customer_cars',
      'insurance_policies',
      'customer_consents',
      'parameters',
      'import_batches',
    ],
    heavy: true,
  }),
  /** A contact is planned for it, or it is put aside with a reason. */
  answerPrompt: command({
    access: 'care.edit',
    input: z.object({
      customerId: CustomerId,
      kind: z.enum(promptKinds),
      subjectId: Id,
      dueOn: Day,
      roundOn: Day,
      plan: z
        .object({
          dueOn: Day,
          channel: z.enum(followUpChannels),
          note: z.string().trim().min(1, 'required').max(200),
        })
        .nullable(),
      note: Short,
    }),
    output: Done,
    writes: ['care_prompts', 'follow_ups', 'customers', 'leads', 'lead_steps'],
    refusals: ['already-answered'],
  }),
  /** The program's own work of a day, where the rule says so: a task for what the care of a car asks for. The same at every desk. */
  remind: command({
    access: 'care.manage',
    input: z.object({ on: Day }),
    output: z.object({ made: z.int() }),
    writes: ['care_prompts', 'follow_ups'],
  }),
}
