// What goes with a person of what care noted of them: words, theirs and ours. That something was asked and done stays.
import { careInvitees, carePrompts, careMarks, careRequests, careSurveys, careTasks } from '../../../../shared/modules/care/tables.ts'
import type { Writer } from '../../../store/write.ts'

export function forgetCareOf(db: Writer, customerId: string): void {
  const of = (table: string, more = ''): { id: string }[] => db.all(`SELECT id FROM ${table} WHERE customer_id = ? ${more}`, customerId)
  for (const { id } of of('care_requests')) db.erase(careRequests, id)
  const marks = db.all<{ id: string }>(
    'SELECT m.id FROM care_marks m JOIN care_requests q ON q.id = m.request_id WHERE q.customer_id = ? AND m.words IS NOT NULL',
    customerId,
  )
  for (const { id } of marks) db.erase(careMarks, id)
  for (const { id } of of('care_invitees')) db.erase(careInvitees, id)
  for (const { id } of of('care_prompts')) db.erase(carePrompts, id)
  for (const { id } of of('care_surveys', 'AND note IS NOT NULL')) db.erase(careSurveys, id)
  for (const { id } of of('care_tasks')) db.erase(careTasks, id)
}
