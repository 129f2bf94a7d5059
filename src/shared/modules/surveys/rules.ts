// What a questionnaire is and what its answers come to: questions, whether answers fit them, the mean of the points, and when
// somebody is asked. Who may be written to is privacy's, the wire is messages'.
import { z } from 'zod'
import { uuidv5 } from '../../ids.ts'

/** 满意度调查 · 自评 · 同行互评. */
export const formPurposes = ['customer', 'self', 'peer'] as const
export type FormPurpose = (typeof formPurposes)[number]
/** 草稿 · 使用中 · 已停用. Only a draft can be changed; afterwards a change is a new version. */
export const formStates = ['draft', 'open', 'closed'] as const
export type FormState = (typeof formStates)[number]
/** When people are asked by themselves: never, or so many days after a delivery, a stay in the workshop, a ticket. */
export const triggers = ['none', 'delivery', 'service', 'ticket'] as const
export type Trigger = (typeof triggers)[number]
/** 1 to 10 · 0 to 10, would they recommend us · one of a list · words. */
export const questionKinds = ['score', 'recommend', 'choice', 'words'] as const
export type QuestionKind = (typeof questionKinds)[number]
/** 自助屏 · 电话 · 现场. */
export const answerWays = ['kiosk', 'phone', 'desk'] as const
export type AnswerWay = (typeof answerWays)[number]

export const Question = z
  .object({
    id: z.string().min(1).max(40),
    /** Questions of one section stand together. */
    section: z.string().trim().max(40, 'too-long').default(''),
    kind: z.enum(questionKinds),
    text: z.string().trim().min(1, 'required').max(120, 'too-long'),
    options: z.array(z.string().trim().min(1).max(40, 'too-long')).max(12, 'too-many').default([]),
    required: z.boolean().default(true),
  })
  .refine(({ kind, options }) => kind !== 'choice' || new Set(options).size >= 2, { path: ['options'], message: 'two-options' })
export type Question = z.infer<typeof Question>

/** Question → what was said: points, or words. */
export const Answers = z.record(z.string().max(40), z.union([z.int().min(0).max(10), z.string().trim().min(1).max(1000, 'too-long')]))
export type Answers = z.infer<typeof Answers>

/** Questions whose answer is missing or does not fit; an answer to no question at all counts as one too. */
export function unfitting(questions: readonly Question[], answers: Answers): string[] {
  const strange = Object.keys(answers).filter((id) => !questions.some((question) => question.id === id))
  const wrong = questions.filter(({ id, kind, options, required }) => {
    const said = answers[id]
    if (said === undefined) return required
    if (kind === 'score') return typeof said !== 'number' || said < 1
    if (kind === 'recommend') return typeof said !== 'number'
    if (kind === 'choice') return typeof said !== 'string' || !options.includes(said)
    return typeof said !== 'string'
  })
  return [...wrong.map(({ id }) => id), ...strange]
}

/** The mean of the points of one answer in hundredths, from 100 to 1000, half up; null without a question that gives points. */
export function meanPoints(questions: readonly Question[], answers: Answers): number | null {
  const points = questions.flatMap(({ id, kind }) => {
    const said = answers[id]
    return kind === 'score' && typeof said === 'number' ? [said] : []
  })
  return meanOf(points.map((each) => each * 100))
}
/** Half up; null of none. */
export function meanOf(values: readonly number[]): number | null {
  if (values.length === 0) return null
  return Math.floor((values.reduce((sum, each) => sum + each, 0) * 2 + values.length) / (2 * values.length))
}
/** What they say to whether they would recommend us; null where it was not asked or not answered. */
export function recommendOf(questions: readonly Question[], answers: Answers): number | null {
  const asked = questions.find(({ kind, id }) => kind === 'recommend' && typeof answers[id] === 'number')
  return asked ? (answers[asked.id] as number) : null
}
/** At or below the limit, in hundredths, somebody must hear of it. */
export const isLow = (points: number | null, lowPoints: number): boolean => points !== null && points <= lowPoints

/** One occasion is asked about once, by whatever desk. */
export const invitationId = (formKey: string, subject: string): string => uuidv5(formKey, `ask ${subject}`)
