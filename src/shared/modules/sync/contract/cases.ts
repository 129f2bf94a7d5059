// What may be asked of cases: the open ones, one of them with its ways out, each way out as one deed, handing it to somebody else, and
// what is said about it.
import { z } from 'zod'
import { Day } from '../../../dates.ts'
import { command, query } from '../../../define.ts'
import { VehicleId } from '../../../ids.ts'
import { Fen } from '../../../money.ts'
import { CaseCard, CaseLine } from './case-card.ts'
import { log, titles } from './deeds.ts'

const Id = z.string().min(1).max(100)
const done = z.object({ id: z.string() })
/** `not-yours`: it is another person's, beyond the reach of the one who asks. `settled`: somebody was first. */
const closing = ['not-yours', 'settled'] as const

export const caseEntries = {
  /** Open cases: this person's first, then (for those who may settle any) the site's. */
  cases: query({ access: 'signed-in', input: z.object({}), output: z.array(CaseLine), reads: ['cases', ...log, ...titles] }),
  case: query({
    access: 'signed-in',
    input: z.object({ id: Id }),
    output: CaseCard,
    reads: [
      'cases',
      'case_comments',
      ...log,
      ...titles,
      'receipts',
      'order_lines',
      'plan_lines',
      'roles',
      'test_drives',
      'recalls',
      'parameters',
    ],
  }),

  /** The order takes another car; deposit, price and papers stay. */
  changeCar: command({
    access: 'sync.resolve',
    input: z.object({ id: Id, vehicleId: VehicleId, reason: z.string().trim().max(500).nullable().default(null) }),
    output: done,
    writes: ['cases', 'orders', 'order_lines', 'plan_lines', 'approval_steps', 'vehicles'],
    refusals: [
      ...closing,
      'closed',
      'no-such-car',
      'same-car',
      'vehicle-elsewhere',
      'vehicle-held',
      'right-elsewhere',
      'vehicle-not-sellable',
      'price-above-list',
      'nobody-to-ask',
      'reason-needed',
    ],
  }),
  /** The order ends; what came in goes back the way it came where the person may, else the cashier finds it as due. */
  cancelOrder: command({
    access: 'sync.resolve',
    input: z.object({ id: Id, reason: z.string().trim().min(1, 'required').max(200) }),
    output: z.object({ id: z.string(), refundedFen: Fen, leftFen: Fen }),
    writes: ['cases', 'orders', 'plan_lines', 'approval_steps', 'vehicles', 'receipts'],
    refusals: [...closing, 'closed', 'exceeds-received'],
  }),
  /** The guest gets another car or another hour. */
  moveDrive: command({
    access: 'sync.resolve',
    input: z.object({ id: Id, vehicleId: VehicleId, driveOn: Day, slot: z.string().regex(/^\d\d:\d\d$/) }),
    output: done,
    writes: ['cases', 'test_drives'],
    refusals: [...closing, 'already-out', 'not-offered', 'other-site', 'no-such-slot', 'slot-past', 'slot-taken'],
  }),
  cancelDrive: command({
    access: 'sync.resolve',
    input: z.object({ id: Id, reason: z.string().trim().min(1, 'required').max(200) }),
    output: done,
    writes: ['cases', 'test_drives'],
    refusals: [...closing, 'already-out', 'closed'],
  }),
  /** The late version is the right one: it is written anew, by the rules of its own module, as of now. */
  takeMine: command({
    access: 'sync.resolve',
    input: z.object({ id: Id }),
    output: done,
    writes: ['cases', 'case_comments', 'customers', 'vehicles', 'vehicle_costs', 'orders', 'order_lines', 'plan_lines', 'approval_steps'],
    refusals: [
      ...closing,
      'cannot-take',
      'duplicate',
      'nothing-changed',
      'other-site',
      'vin-in-stock',
      'stock-no-taken',
      'price-above-list',
      'gone',
      'closed',
      'moved-on',
      'no-such-car',
      'no-price',
      'loan-above-total',
      'plan-does-not-add-up',
      'earnest-above-ceiling',
    ],
  }),
  /** What is there stays, and the case is settled with that word. */
  resolveCase: command({
    access: 'sync.resolve',
    input: z.object({ id: Id, resolution: z.enum(['kept-theirs', 'kept-car', 'understood']) }),
    output: done,
    writes: ['cases', 'case_comments'],
    refusals: closing,
  }),
  /** The car has left the house: it is written down as handed over, and its buyer is called back for the recall. */
  confirmHandover: command({
    access: 'sync.resolve',
    input: z.object({ id: Id }),
    output: done,
    writes: [
      'cases',
      'orders',
      'vehicles',
      'order_ticks',
      'handovers',
      'signatures',
      'attachments',
      'files',
      'customers',
      'leads',
      'lead_steps',
      'follow_ups',
      'care_prompts',
      'recall_kinds',
    ],
    refusals: [
      ...closing,
      'wrong-stage',
      'no-car',
      'unpaid',
      'not-reserved',
      'provisional',
      'papers-missing',
      'not-signed',
      'vehicle-elsewhere',
      'vehicle-held',
      'vehicle-not-sellable',
    ],
  }),
  /** Somebody else shall decide; the case leaves this person's list. `cannot-decide`: that person may not settle cases here. */
  handOver: command({
    access: 'signed-in',
    input: z.object({ id: Id, to: Id }),
    output: done,
    writes: ['cases', 'case_comments'],
    refusals: [...closing, 'cannot-decide'],
  }),
  /** Said to whoever sees the case, at its site and at headquarters; also when it is settled. */
  comment: command({
    access: 'signed-in',
    input: z.object({ id: Id, text: z.string().trim().min(1, 'required').max(500) }),
    output: done,
    writes: ['case_comments'],
    refusals: [],
  }),
}
