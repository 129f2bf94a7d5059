// What goes with a person of what they answered: their words. The points stay, of nobody.
import { surveyAnswers } from '../../../../shared/modules/surveys/tables.ts'
import type { Writer } from '../../../store/write.ts'

export function forgetAnswersOf(db: Writer, customerId: string): void {
  const answered = db.all<{ id: string }>('SELECT id FROM survey_answers WHERE customer_id = ? AND answers IS NOT NULL', customerId)
  for (const { id } of answered) db.erase(surveyAnswers, id)
}
