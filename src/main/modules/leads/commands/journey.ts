// How a lead goes its way: the one place that writes its stage and the ledger of stages. Called by leads, and by whatever
// moves a lead on without knowing more of it: a talk, a quote, a signature, an erasure.
import { isFurther, isOpenStage, type LeadStage, openStages } from '../../../../shared/modules/leads/rules.ts'
import { leadAssignments, leadGrades, leads, leadSteps, visits } from '../../../../shared/modules/leads/tables.ts'
import { joined } from '../../../store/list.ts'
import type { Reader } from '../../../store/read.ts'
import type { Writer } from '../../../store/write.ts'
import { ofValidBatch } from '../../imports/queries/batches.ts'

type Lost = { lostReason: string | null; lostNote: string | null; rival: string | null }
const OPEN = JSON.stringify(openStages)

/** The newest lead of a customer that is neither won nor lost, nor part of an import under way or undone. */
export function openLeadOf(db: Reader, customerId: string): { id: string; stage: LeadStage } | undefined {
  const valid = joined(ofValidBatch(db, 'l.batch_id'))
  return db.one<{ id: string; stage: LeadStage }>(
    `SELECT l.id, l.stage FROM leads l WHERE l.customer_id = ? AND l.stage IN (SELECT value FROM json_each(?)) AND ${valid.sql} ORDER BY l.created_at DESC, l.id LIMIT 1`,
    customerId,
    OPEN,
    ...valid.values,
  )
}

/** Notes in the ledger that a lead came to a stage. */
export function note(db: Writer, lead: { id: string; siteId: string }, stage: LeadStage, at = db.now): void {
  db.put(leadSteps, { id: db.newId(), siteId: lead.siteId, leadId: lead.id, stage, at, by: db.who.user })
}

/** The customer's open lead, on which somebody builds now: it stays when the import that brought it is undone. Null without one. */
export function serve(db: Writer, customerId: string): string | null {
  const lead = openLeadOf(db, customerId)
  if (lead) db.claim(leads, lead.id)
  return lead?.id ?? null
}

/** Puts a lead at a stage, whatever it was at. */
export function come(db: Writer, id: string, stage: LeadStage, lost: Lost = { lostReason: null, lostNote: null, rival: null }): void {
  const lead = db.must(leads, id)
  db.patch(leads, id, { stage, stageAt: db.now, ...lost })
  note(db, lead, stage)
}

/** Moves the customer's open lead to a stage it has not come to yet; a lead further on, and a customer without one, stay as they are. */
export function reach(db: Writer, customerId: string, stage: LeadStage): string | null {
  const lead = openLeadOf(db, customerId)
  if (!lead || !isOpenStage(lead.stage) || !isFurther(lead.stage, stage)) return null
  come(db, lead.id, stage)
  return lead.id
}

/** What leads and visits say of a person goes for good with them. */
export function forget(db: Writer, customerId: string): void {
  for (const { id } of db.all<{ id: string }>('SELECT id FROM leads WHERE customer_id = ?', customerId)) {
    db.erase(leads, id)
    for (const said of db.all<{ id: string }>('SELECT id FROM lead_assignments WHERE lead_id = ? AND reason IS NOT NULL', id))
      db.erase(leadAssignments, said.id)
    for (const said of db.all<{ id: string }>('SELECT id FROM lead_grades WHERE lead_id = ? AND reason IS NOT NULL', id))
      db.erase(leadGrades, said.id)
  }
  for (const { id } of db.all<{ id: string }>('SELECT id FROM visits WHERE customer_id = ?', customerId)) db.erase(visits, id)
}
