// What leads answer with: a row of the list, a visit, and one lead with all that became of it. What may be asked is contract.ts's.
import { z } from 'zod'
import { CustomerCard, FollowUp } from '../../customers/contract/shapes.ts'
import { Happened, Standing } from '../../../standing.ts'
import { assignmentRules, heats, horizons, leadStages, lossReasons } from '../rules.ts'

/** Phone masked. */
export const LeadRow = z.object({
  id: z.string(),
  siteId: z.string(),
  customerId: z.string(),
  name: z.string(),
  phone: z.string().nullable(),
  level: z.string().nullable(),
  heat: z.enum(heats).nullable(),
  stage: z.enum(leadStages),
  stageAt: z.number(),
  channel: z.string().nullable(),
  campaign: z.string().nullable(),
  model: z.string().nullable(),
  budgetFen: z.number().nullable(),
  buysWithin: z.enum(horizons).nullable(),
  consultantId: z.string().nullable(),
  consultant: z.string().nullable(),
  /** The first contact that is still to be made, and when the last one was. */
  nextOn: z.string().nullable(),
  nextBy: z.string().nullable(),
  nextNote: z.string().nullable(),
  lastAt: z.number().nullable(),
  visits: z.int(),
  lostReason: z.enum(lossReasons).nullable(),
  createdAt: z.number(),
  standing: Standing,
})
export type LeadRow = z.infer<typeof LeadRow>

export const Visit = z.object({
  id: z.string(),
  customerId: z.string().nullable(),
  leadId: z.string().nullable(),
  name: z.string().nullable(),
  phone: z.string().nullable(),
  level: z.string().nullable(),
  receivedById: z.string(),
  receivedBy: z.string().nullable(),
  people: z.int(),
  /** Not their first time here. */
  again: z.boolean(),
  model: z.string().nullable(),
  needs: z.string().nullable(),
  answers: z.string().nullable(),
  impression: z.string().nullable(),
  arrivedAt: z.number(),
  leftAt: z.number().nullable(),
  stayMinutes: z.number().nullable(),
  standing: Standing,
})
export type Visit = z.infer<typeof Visit>

export const LeadCard = z.object({
  lead: LeadRow.extend({
    note: z.string().nullable(),
    lostNote: z.string().nullable(),
    rival: z.string().nullable(),
    createdBy: z.string().nullable(),
  }),
  steps: z.array(z.object({ stage: z.enum(leadStages), at: z.number(), by: z.string().nullable() })),
  hands: z.array(
    z.object({
      id: z.string(),
      from: z.string().nullable(),
      to: z.string().nullable(),
      rule: z.enum(assignmentRules),
      reason: z.string().nullable(),
      at: z.number(),
      by: z.string().nullable(),
    }),
  ),
  grades: z.array(
    z.object({
      level: z.string(),
      was: z.string().nullable(),
      reason: z.string().nullable(),
      at: z.number(),
      by: z.string().nullable(),
    }),
  ),
  visits: z.array(Visit),
  /** Other open leads of the same customer, which two desks opened without knowing of each other. */
  others: z.array(z.object({ id: z.string(), stage: z.enum(leadStages), createdAt: z.number() })),
  followUps: z.array(FollowUp),
  orders: CustomerCard.shape.orders,
  timeline: z.array(Happened),
  cases: CustomerCard.shape.cases,
})
export type LeadCard = z.infer<typeof LeadCard>
