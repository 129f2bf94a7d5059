// What a form says of a lead or a visit: whose it is, what they want, a lead as it is opened, and somebody who came through the door.
import { z } from 'zod'
import { orNull, Phone, Plan } from '../../customers/contract/fields.ts'
import { intentionLevels } from '../../customers/rules.ts'
import { horizons } from '../rules.ts'

const Id = z.string().min(1).max(100)
const Words = orNull(z.string().trim().max(200))
const Long = orNull(z.string().trim().max(2000))
const Fen = z.int().min(0).max(100_000_000_000)
const Instant = z.int().min(0).max(4_102_444_800_000)

export const about = {
  channel: Words,
  campaign: Words,
  model: Words,
  budgetFen: Fen.nullable(),
  buysWithin: z.enum(horizons).nullable(),
  note: Long,
}
const aboutOrNothing = {
  channel: about.channel.default(null),
  campaign: about.campaign.default(null),
  model: about.model.default(null),
  budgetFen: about.budgetFen.default(null),
  buysWithin: about.buysWithin.default(null),
  note: about.note.default(null),
}

/** A customer that is known, or a name (a 称呼 will do) and a phone. */
const whose = {
  customerId: Id.nullable().default(null),
  name: z.string().trim().max(80).default(''),
  phone: orNull(Phone).default(null),
  wechat: Words.default(null),
  /** Why it is somebody else although they look known. */
  evenSo: z.string().trim().min(2).max(200).optional(),
}

export const NewLead = z
  .object({
    ...whose,
    ...aboutOrNothing,
    level: z.enum(intentionLevels).default('N'),
    /** Why that grade. */
    levelReason: Words.default(null),
    /** Nobody named: whoever knows the customer, else whom the table of rules chooses, else who enters it. */
    consultantId: Id.nullable().default(null),
    plan: Plan.optional(),
  })
  .superRefine(({ customerId, name }, ctx) => {
    if (customerId === null && name === '') ctx.addIssue({ code: 'custom', path: ['name'], message: 'required' })
  })
export type NewLead = z.infer<typeof NewLead>

export const NewVisit = z
  .object({
    ...whose,
    ...aboutOrNothing,
    level: z.enum(intentionLevels).nullable().default(null),
    levelReason: Words.default(null),
    people: z.int().min(1, 'at-least-one').max(50, 'at-most-fifty').default(1),
    needs: Long.default(null),
    answers: Long.default(null),
    impression: Long.default(null),
    /** Epoch ms; now unless told. */
    arrivedAt: Instant.nullable().default(null),
    receivedBy: Id.nullable().default(null),
    plan: Plan.optional(),
  })
  .superRefine(({ customerId, name, phone }, ctx) => {
    if (customerId === null && name === '' && phone !== null) ctx.addIssue({ code: 'custom', path: ['name'], message: 'required' })
  })
export type NewVisit = z.infer<typeof NewVisit>
