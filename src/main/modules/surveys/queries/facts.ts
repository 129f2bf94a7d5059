// One questionnaire as it is kept, the version of it that asks, and which answers count.
import { Refusal } from '../../../../shared/errors.ts'
import { Question } from '../../../../shared/modules/surveys/rules.ts'
import { surveyForms } from '../../../../shared/modules/surveys/tables.ts'
import { type Part, part } from '../../../store/list.ts'
import type { Reader } from '../../../store/read.ts'

const Questions = Question.array()
/** What a version asks; nothing when this program cannot read it. */
export function questionsOf(json: string): Question[] {
  try {
    const parsed = Questions.safeParse(JSON.parse(json))
    return parsed.success ? parsed.data : []
  } catch {
    return []
  }
}

/** @throws Refusal('not-open') */
export function mustBeOpen(db: Reader, id: string) {
  const form = db.must(surveyForms, id)
  if (form.state !== 'open') throw new Refusal('not-open')
  return form
}

/** The newest version of each questionnaire: `open` alone, or drafts too. */
export const NEWEST = (open: boolean): string =>
  `f.id = (SELECT n.id FROM survey_forms n WHERE n.key = f.key${open ? ` AND n.state = 'open'` : ''} ORDER BY n.version DESC, n.id DESC LIMIT 1)`

/** Of an invitation two desks noted an answer to apart, the first answer counts. */
export const COUNTS = (answer: string): string =>
  `NOT EXISTS (SELECT 1 FROM survey_answers e WHERE e.invitation_id = ${answer}.invitation_id AND (e.at, e.id) < (${answer}.at, ${answer}.id))`

/** What one sees of rows that belong to a place: all the group's, or one's own site's. */
export const placeOf = ({ who }: Reader, alias: string): Part =>
  who.reach === 'group' ? part('1') : part(`${alias}.site_id = ?`, who.site)
