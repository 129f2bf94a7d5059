// What files say of people beyond who they are: what they did online, and on what ground a partner shares them.
import { z } from 'zod'
import { Day } from '../../../dates.ts'
import { behaviours } from '../rules/needs.ts'
import { checkPhone } from '../rules.ts'

const Words = z.string().trim().max(200)
const Phone = z
  .string()
  .min(1, 'missing')
  .max(60)
  .transform((text, ctx) => {
    const check = checkPhone(text)
    if (check.ok) return check.normal
    ctx.addIssue({ code: 'custom', message: `phone-${check.problem}` })
    return z.NEVER
  })

export const NewBehaviour = z.object({
  phone: Phone,
  name: z.string().trim().max(80),
  place: z.string().trim().min(1).max(60),
  kind: z.enum(behaviours),
  subject: Words.nullable(),
  said: z.string().trim().max(2000).nullable(),
  happenedOn: Day,
})
export type NewBehaviour = z.infer<typeof NewBehaviour>

export const PartnerCustomer = z.object({
  name: z.string().trim().min(1).max(80),
  phone: Phone,
  partner: z.string().trim().min(1).max(60),
  /** What the person signed with the partner. */
  basis: z.string().trim().min(1).max(200),
  agreedOn: Day,
  product: Words.nullable(),
  note: z.string().trim().max(2000).nullable(),
})
export type PartnerCustomer = z.infer<typeof PartnerCustomer>
