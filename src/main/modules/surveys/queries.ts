// Reads surveys: questionnaires with what they came to, who was asked and has not answered, and figures over months, places,
// people and questions.
import type { Input, Output } from '../../../shared/contract.ts'
import { addDays, CHINA_OFFSET_MINUTES, startOf } from '../../../shared/dates.ts'
import { recommendation } from '../../../shared/modules/care/rules.ts'
import type { FormRow } from '../../../shared/modules/surveys/contract.ts'
import { Answers, meanOf, type FormPurpose, type Question } from '../../../shared/modules/surveys/rules.ts'
import { grouped, joined, part } from '../../store/list.ts'
import type { Reader } from '../../store/read.ts'
import { inReach } from '../customers/queries/reach.ts'
import { COUNTS, NEWEST, placeOf, questionsOf } from './queries/facts.ts'

const OF_KEY = '(SELECT n.id FROM survey_forms n WHERE n.key = f.key)'

export function forms(db: Reader, { id }: Input<'surveys.forms'>): Output<'surveys.forms'> {
  const [asked, answered] = [placeOf(db, 'i'), placeOf(db, 'a')]
  const answers = `FROM survey_answers a WHERE a.form_id IN ${OF_KEY} AND ${answered.sql} AND ${COUNTS('a')}`
  const rows = db.all<Omit<FormRow, 'questions'> & { questions: string }>(
    `SELECT f.id, f.key, f.version, f.purpose, f.name, f.questions, f.trigger, f.after_days AS afterDays, f.channel, f.low_points AS lowPoints, f.state,
       (SELECT count(*) FROM survey_invitations i WHERE i.form_id IN ${OF_KEY} AND ${asked.sql}) AS asked,
       (SELECT count(*) ${answers}) AS answered, (SELECT cast(round(avg(a.points)) AS INTEGER) ${answers}) AS points
     FROM survey_forms f WHERE ${id === null ? NEWEST(false) : 'f.id = ?'} ORDER BY f.state = 'closed', f.name, f.id LIMIT (SELECT ?)`,
    ...asked.values,
    ...answered.values,
    ...answered.values,
    ...(id === null ? [] : [id]),
    200,
  )
  return rows.map((row) => ({ ...row, questions: questionsOf(row.questions) }))
}

export function waiting(db: Reader, { key }: Input<'surveys.waiting'>): Output<'surveys.waiting'> {
  const where = joined([
    part('f.key = ?', key),
    part('i.site_id = ?', db.who.site),
    part('NOT EXISTS (SELECT 1 FROM survey_answers a WHERE a.invitation_id = i.id)'),
    part('c.archived_at IS NULL'),
    ...inReach(db, 'c'),
  ])
  return db
    .all<{ id: string; customerId: string; name: string; askedOn: string; written: number }>(
      `SELECT i.id, i.customer_id AS customerId, coalesce(c.name, '') AS name, i.asked_on AS askedOn, i.message_id IS NOT NULL AS written
       FROM survey_forms f JOIN survey_invitations i ON i.form_id = f.id JOIN customers c ON c.id = i.customer_id WHERE ${where.sql}
       ORDER BY i.asked_on DESC, i.id LIMIT (SELECT ?)`,
      ...where.values,
      200,
    )
    .map((row) => ({ ...row, written: row.written === 1 }))
}

type Stored = {
  formId: string
  siteId: string
  site: string
  personId: string | null
  person: string | null
  month: string
  points: number | null
  recommend: number | null
  answers: string | null
}

function answersOf(json: string | null): Answers {
  if (json === null) return {}
  const parsed = Answers.safeParse(JSON.parse(json))
  return parsed.success ? parsed.data : {}
}
const sumOf = (rows: readonly Pick<Stored, 'points' | 'recommend'>[]) => ({
  answers: rows.length,
  points: meanOf(rows.flatMap(({ points }) => (points === null ? [] : [points]))),
  recommend: recommendation(rows.flatMap(({ recommend }) => (recommend === null ? [] : [recommend]))),
})
export function figures(db: Reader, { key, fromOn, toOn }: Input<'surveys.figures'>): Output<'surveys.figures'> {
  const versions = db.all<{ id: string; version: number; purpose: FormPurpose; questions: string }>(
    `SELECT f.id, f.version, f.purpose, f.questions FROM survey_forms f WHERE f.key = ? ORDER BY f.version, f.id`,
    key,
  )
  const span = [startOf(fromOn), startOf(addDays(toOn, 1))]
  const place = placeOf(db, 'a')
  // Of a customer's answer the person it speaks of is the one who keeps the customer; of the other forms whom it is about.
  const rows = db.all<Stored>(
    `SELECT a.form_id AS formId, a.site_id AS siteId, coalesce(s.name, '') AS site, u.id AS personId, u.name AS person,
       strftime('%Y-%m', a.at / 1000 + ${CHINA_OFFSET_MINUTES * 60}, 'unixepoch') AS month, a.points, a.recommend, a.answers
     FROM survey_answers a LEFT JOIN sites s ON s.id = a.site_id LEFT JOIN customers c ON c.id = a.customer_id LEFT JOIN users u ON u.id = coalesce(a.about_id, c.consultant_id)
     WHERE a.form_id IN (SELECT value FROM json_each(?)) AND a.at >= ? AND a.at < ? AND ${place.sql} AND ${COUNTS('a')} ORDER BY a.at, a.id`,
    JSON.stringify(versions.map(({ id }) => id)),
    ...span,
    ...place.values,
  )
  // Who sees only their own sees what is said of them, not of colleagues.
  const people = grouped(rows, ({ personId }) => personId).filter(([id]) => id !== null && (db.who.reach !== 'own' || id === db.who.user))
  const others = byPurpose(
    db,
    people.map(([id]) => id),
    span,
  )
  const questions = new Map<string, Question>(
    versions.flatMap((each) => questionsOf(each.questions)).map((question) => [question.id, question]),
  )
  const said = rows.map(({ answers }) => answersOf(answers))
  return {
    all: sumOf(rows),
    months: grouped(rows, ({ month }) => month).map(([month, of]) => ({ month, ...sumOf(of) })),
    sites: grouped(rows, ({ siteId }) => siteId).map(([id, of]) => ({ id, name: of[0]?.site ?? '', ...sumOf(of) })),
    people: people
      .map(([id, of]) => ({
        id: id ?? '',
        name: of[0]?.person ?? '',
        ...sumOf(of),
        selfPoints: others.get(`self ${id}`) ?? null,
        peerPoints: others.get(`peer ${id}`) ?? null,
      }))
      .toSorted((a, b) => (b.points ?? 0) - (a.points ?? 0) || a.name.localeCompare(b.name, 'zh-CN')),
    questions: [...questions.values()].map(({ id, text, kind, options }) => {
      const given = said.flatMap((answers) => (answers[id] === undefined ? [] : [answers[id]]))
      const numbers = given.filter((each) => typeof each === 'number')
      const texts = given.filter((each) => typeof each === 'string')
      return {
        id,
        text,
        kind,
        answers: given.length,
        points: kind === 'score' ? meanOf(numbers.map((each) => each * 100)) : null,
        recommend: kind === 'recommend' ? recommendation(numbers) : null,
        choices: kind === 'choice' ? options.map((option) => ({ option, count: texts.filter((each) => each === option).length })) : [],
        words: kind === 'words' ? texts.slice(-20).toReversed() : [],
      }
    }),
  }
}

/** What these people say of themselves and others of them in the span: `self ID` and `peer ID`, hundredths of a point. */
function byPurpose(db: Reader, people: readonly (string | null)[], span: readonly number[]): Map<string, number | null> {
  const rows = db.all<{ who: string; points: number }>(
    `SELECT f.purpose || ' ' || a.about_id AS who, a.points FROM json_each(?) j JOIN survey_answers a ON a.about_id = j.value JOIN survey_forms f ON f.id = a.form_id
     WHERE a.points IS NOT NULL AND a.at >= ? AND a.at < ?`,
    JSON.stringify(people),
    ...span,
  )
  return new Map(grouped(rows, ({ who }) => who).map(([who, said]) => [who, meanOf(said.map(({ points }) => points))]))
}
