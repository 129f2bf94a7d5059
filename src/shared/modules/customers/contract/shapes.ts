// What customers answer with: somebody known who may be the same, a row of the list, a follow-up, all around one customer, and one
// of two entries beside each other. What may be asked is contract.ts's.
import { z } from 'zod'
import { Happened, Standing } from '../../../standing.ts'
import { customerKinds, followUpChannels, genders, idKinds, intentionLevels, mergeUnitNames, sameReasons } from '../rules.ts'
import { energies } from '../../vehicles/rules.ts'
import { leadStages } from '../../leads/rules.ts'
import { buyKinds, payWays, carUses } from '../rules/needs.ts'

/** Somebody known who may be the same: enough to recognise, no more than a colleague may see. */
export const Similar = z.object({
  id: z.string(),
  name: z.string(),
  phone: z.string().nullable(),
  consultant: z.string().nullable(),
  archived: z.boolean(),
  /** Whether the asking person may open the record. */
  open: z.boolean(),
  reasons: z.array(z.enum(sameReasons)),
})
export type Similar = z.infer<typeof Similar>

/** Phone masked. */
export const CustomerRow = z.object({
  id: z.string(),
  siteId: z.string(),
  kind: z.enum(customerKinds),
  name: z.string(),
  phone: z.string().nullable(),
  level: z.string().nullable(),
  source: z.string().nullable(),
  wants: z.string().nullable(),
  city: z.string().nullable(),
  consultantId: z.string().nullable(),
  consultant: z.string().nullable(),
  /** The first follow-up that is still to be done, and when the last one was. */
  nextOn: z.string().nullable(),
  lastAt: z.number().nullable(),
  createdAt: z.number(),
  standing: Standing,
})
export type CustomerRow = z.infer<typeof CustomerRow>

export const FollowUp = z.object({
  id: z.string(),
  customerId: z.string(),
  customer: z.string(),
  phone: z.string().nullable(),
  level: z.string().nullable(),
  dueOn: z.string(),
  channel: z.enum(followUpChannels),
  note: z.string().nullable(),
  ownerId: z.string(),
  owner: z.string().nullable(),
  doneAt: z.number().nullable(),
  result: z.string().nullable(),
  dueMinute: z.number().nullable(),
  feedback: z.string().nullable(),
  changed: z.string().nullable(),
  leadId: z.string().nullable(),
  /** The grade whose cadence planned it; null when a person did. */
  cadence: z.string().nullable(),
  standing: Standing,
})
export type FollowUp = z.infer<typeof FollowUp>

/** All around one customer. Phones and ID number masked; receipts only for those who may see money. */
export const CustomerCard = z.object({
  customer: z.object({
    id: z.string(),
    siteId: z.string(),
    kind: z.enum(customerKinds),
    name: z.string(),
    phone: z.string().nullable(),
    phone2: z.string().nullable(),
    idKind: z.enum(idKinds).nullable(),
    idNumber: z.string().nullable(),
    gender: z.enum(genders).nullable(),
    birthdayOn: z.string().nullable(),
    province: z.string().nullable(),
    city: z.string().nullable(),
    district: z.string().nullable(),
    address: z.string().nullable(),
    wechat: z.string().nullable(),
    email: z.string().nullable(),
    contact: z.string().nullable(),
    source: z.string().nullable(),
    level: z.enum(intentionLevels).nullable(),
    wants: z.string().nullable(),
    budgetFen: z.number().nullable(),
    useKind: z.enum(carUses).nullable(),
    buyKind: z.enum(buyKinds).nullable(),
    buysEvery: z.number().nullable(),
    pays: z.enum(payWays).nullable(),
    energyWish: z.enum(energies).nullable(),
    seatsWish: z.number().nullable(),
    likes: z.string().nullable(),
    consultantId: z.string().nullable(),
    consultant: z.string().nullable(),
    note: z.string().nullable(),
    evenSo: z.string().nullable(),
    createdAt: z.number(),
    createdBy: z.string().nullable(),
    archivedAt: z.number().nullable(),
  }),
  /** The customer this one was merged into, and those that were merged into this one. */
  mergedInto: z.object({ id: z.string(), name: z.string() }).nullable(),
  merged: z.array(z.object({ id: z.string(), name: z.string(), createdAt: z.number() })),
  standing: Standing,
  cases: z.array(z.object({ id: z.string(), kind: z.string(), columns: z.array(z.string()), openedAt: z.number().nullable() })),
  vehicles: z.array(
    z.object({
      id: z.string(),
      stockNo: z.string(),
      title: z.string(),
      vin: z.string(),
      plate: z.string().nullable(),
      state: z.string(),
      deliveredAt: z.number().nullable(),
    }),
  ),
  orders: z.array(
    z.object({
      id: z.string(),
      no: z.string(),
      state: z.string(),
      vehicle: z.string().nullable(),
      priceFen: z.number(),
      createdAt: z.number(),
      standing: Standing,
    }),
  ),
  receipts: z.array(
    z.object({
      id: z.string(),
      no: z.string(),
      orderId: z.string(),
      kind: z.string(),
      method: z.string(),
      amountFen: z.number(),
      receivedAt: z.number(),
    }),
  ),
  /** Their ways to a car, newest first. */
  leads: z.array(
    z.object({
      id: z.string(),
      stage: z.enum(leadStages),
      model: z.string().nullable(),
      consultant: z.string().nullable(),
      createdAt: z.number(),
    }),
  ),
  followUps: z.array(FollowUp),
  timeline: z.array(Happened),
  similar: z.array(Similar),
})
export type CustomerCard = z.infer<typeof CustomerCard>

/** One of two entries to compare; phones and number masked. */
export const Twin = z.object({
  id: z.string(),
  createdAt: z.number(),
  orders: z.int(),
  /** An order under way: this one cannot be given up. */
  underWay: z.boolean(),
  facts: z.partialRecord(z.enum(mergeUnitNames), z.string()),
})
export type Twin = z.infer<typeof Twin>
