// What may be asked of campaigns: the list, who was told or invited and what they replied, who would be told, sending one out, and
// closing it.
import { z } from 'zod'
import { segmentTables } from '../../insights/contract.ts'
import { Day } from '../../../dates.ts'
import { command, query } from '../../../define.ts'
import { CustomerId } from '../../../ids.ts'
import { listPage, ListRequest } from '../../../list.ts'
import { Standing } from '../../../standing.ts'
import { intentionLevels } from '../../customers/rules.ts'
import { messageChannels } from '../../messages/rules.ts'
import { campaignKinds, replies } from '../rules.ts'

const Id = z.string().min(1).max(100)
const orNull = <T extends z.ZodType>(type: T) => z.preprocess((value) => (value === '' ? null : value), type.nullable())
const Words = orNull(z.string().trim().max(2000, 'too-long')).default(null)
const Short = orNull(z.string().trim().max(200, 'too-long')).default(null)
const Done = z.object({ id: z.string() })

export const CampaignRow = z.object({
  id: z.string(),
  kind: z.enum(campaignKinds),
  name: z.string(),
  says: z.string().nullable(),
  place: z.string().nullable(),
  heldOn: z.string().nullable(),
  seats: z.int().nullable(),
  channel: z.enum(messageChannels),
  closedAt: z.int().nullable(),
  invited: z.int(),
  sent: z.int(),
  yes: z.int(),
  people: z.int(),
  came: z.int(),
  createdAt: z.int(),
  standing: Standing,
})
export type CampaignRow = z.infer<typeof CampaignRow>

export const Invitee = z.object({
  id: z.string(),
  customerId: z.string(),
  name: z.string(),
  state: z.string(),
  reply: z.enum(replies).nullable(),
  people: z.int().nullable(),
  note: z.string().nullable(),
})
export type Invitee = z.infer<typeof Invitee>

const Selection = z.object({
  levels: z.array(z.enum(intentionLevels)).max(8).default([]),
  /** Words of the model they wish for or drive. */
  model: z.string().trim().max(80).default(''),
  channel: z.enum(messageChannels).default('sms'),
  /** A saved customer group, besides the others. */
  segmentId: orNull(Id).default(null),
})

export const campaignEntries = {
  campaigns: query({
    access: 'care.view',
    input: ListRequest,
    output: listPage(CampaignRow),
    reads: ['care_campaigns', 'care_invitees', 'message_standing', '_sync_changesets'],
  }),
  invitees: query({
    access: 'care.view',
    input: z.object({ id: Id }),
    output: z.array(Invitee),
    reads: ['care_invitees', 'customers', 'message_standing'],
  }),
  /** Who would be told: those within reach who fit, agreed to marketing this way and can be reached. */
  selection: query({
    access: 'care.manage',
    input: Selection,
    output: z.object({ fitting: z.int(), ids: z.array(z.string()) }),
    reads: ['customers', 'customer_consents', 'import_batches', 'vehicles', 'orders', ...segmentTables],
    heavy: true,
  }),
  /** A promotion goes out or guests are invited: one message each, once. `outside-reach` of ids is left out. */
  launch: command({
    access: 'care.manage',
    input: z.object({
      kind: z.enum(campaignKinds),
      name: z.string().trim().min(1, 'required').max(60, 'too-long'),
      says: Words,
      place: Short,
      heldOn: orNull(Day).default(null),
      seats: z.int().min(1, 'not-negative').max(10_000, 'too-many').nullable().default(null),
      channel: z.enum(messageChannels),
      template: Id,
      dueAt: z.int().nullable().default(null),
      customerIds: z.array(CustomerId).min(1, 'required').max(300, 'too-many'),
    }),
    output: Done,
    writes: ['care_campaigns', 'care_invitees', 'messages'],
    refusals: ['no-such-template', 'day-missing'],
  }),
  reply: command({
    access: 'care.edit',
    input: z.object({
      id: Id,
      reply: z.enum(replies),
      people: z.int().min(1).max(50).nullable().default(null),
      note: Short,
    }),
    output: Done,
    writes: ['care_invitees'],
    refusals: ['closed', 'full'],
  }),
  close: command({
    access: 'care.manage',
    input: z.object({ id: Id }),
    output: Done,
    writes: ['care_campaigns'],
    refusals: ['closed'],
  }),
}
