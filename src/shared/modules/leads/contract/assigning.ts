// What may be asked of whose a lead is: giving leads to somebody, and the table of rules by which they are given.
import { z } from 'zod'
import { command, query } from '../../../define.ts'
import { orNull } from '../../customers/contract/fields.ts'
import { intentionLevels } from '../../customers/rules.ts'
import { choiceMethods } from '../rules.ts'

const Id = z.string().min(1).max(100)
const Words = orNull(z.string().trim().max(200))
const Fen = z.int().min(0).max(100_000_000_000)
const Done = z.object({ id: z.string() })

export const LeadRule = z.object({
  id: z.string(),
  name: z.string(),
  sort: z.int(),
  channel: z.string().nullable(),
  model: z.string().nullable(),
  budgetFromFen: z.number().nullable(),
  budgetToFen: z.number().nullable(),
  level: z.enum(intentionLevels).nullable(),
  method: z.enum(choiceMethods),
  people: z.array(z.string()),
  active: z.boolean(),
})
export type LeadRule = z.infer<typeof LeadRule>

export const assigningEntries = {
  /**
   * Gives leads to somebody: by name, by a way of choosing, or by the table of rules, one after the other. Their customers and what is planned for them go along.
   * Refused as `nobody-to-choose` where no consultant works.
   */
  assign: command({
    access: 'leads.assign',
    input: z
      .object({
        ids: z.array(Id).min(1).max(200),
        /** `table`: each by the first rule it fits, in turn where none does. */
        rule: z.enum(['chosen', 'table', ...choiceMethods]),
        toId: Id.nullable().default(null),
        reason: Words.default(null),
      })
      .superRefine(({ rule, toId }, ctx) => {
        if (rule === 'chosen' && toId === null) ctx.addIssue({ code: 'custom', path: ['toId'], message: 'required' })
      }),
    output: z.object({ given: z.array(z.object({ leadId: z.string(), toId: z.string() })) }),
    writes: ['leads', 'lead_assignments', 'customers', 'follow_ups'],
    refusals: ['nobody-to-choose'],
  }),
  /** The table of rules of this site, first first. */
  rules: query({
    access: 'leads.assign',
    input: z.object({}),
    output: z.array(LeadRule),
    reads: ['lead_rules'],
  }),
  /** A new rule without an id, at the end; else the fields of that one. */
  keepRule: command({
    access: 'leads.assign',
    input: z
      .object({
        id: Id.nullable().default(null),
        name: z.string().trim().min(1).max(60),
        channel: Words.default(null),
        model: Words.default(null),
        budgetFromFen: Fen.nullable().default(null),
        budgetToFen: Fen.nullable().default(null),
        level: z.enum(intentionLevels).nullable().default(null),
        method: z.enum(choiceMethods),
        people: z.array(Id).max(100).default([]),
        active: z.boolean().default(true),
      })
      .refine(({ budgetFromFen, budgetToFen }) => budgetFromFen === null || budgetToFen === null || budgetFromFen < budgetToFen, {
        path: ['budgetToFen'],
        message: 'range-upside-down',
      }),
    output: Done,
    writes: ['lead_rules'],
  }),
  /** Changes places with the rule before or after it. Refused as `at-the-end` where there is none. */
  shiftRule: command({
    access: 'leads.assign',
    input: z.object({ id: Id, up: z.boolean() }),
    output: Done,
    writes: ['lead_rules'],
    refusals: ['at-the-end'],
  }),
  dropRule: command({ access: 'leads.assign', input: z.object({ id: Id }), output: Done, writes: ['lead_rules'] }),
}
