// The way of a ticket, whatever it came by: what kinds there are, which steps each goes, who gets it and by when, and what
// its dates say of it. What somebody asks for is a ticket, a complaint is one, a suggestion too.
import { z } from 'zod'
import { uuidv5 } from '../../../ids.ts'

/** 咨询 · 维修 · 保养 · 办理服务 · 投诉 · 建议. */
export const requestKinds = ['consult', 'repair', 'maintenance', 'service', 'complaint', 'suggestion'] as const
export type RequestKind = (typeof requestKinds)[number]
/** 电话 · 网络 · 现场 · 微信 · 邮件. */
export const requestChannels = ['phone', 'web', 'onsite', 'wechat', 'email'] as const
export type RequestChannel = (typeof requestChannels)[number]
export const requestStages = ['open', 'late', 'done'] as const
export type RequestStage = (typeof requestStages)[number]

/** 确认问题 → 方案 → 实施 → 结果反馈. */
export const ticketSteps = ['confirm', 'plan', 'carry-out', 'report'] as const
export type TicketStep = (typeof ticketSteps)[number]
/** What stands in a ticket's log: its steps, the 回访 after it, and that it was opened again. */
export const ticketMarks = [...ticketSteps, 'follow-up', 'reopen'] as const
export type TicketMark = (typeof ticketMarks)[number]

/** Who gets what nobody was named for: whoever took it down, or of a role the one with the fewest open tickets. */
export const ticketOwners = ['taker', 'customer-care', 'service-adviser', 'general-manager'] as const
const KindRule = z.object({
  to: z.enum(ticketOwners),
  /** Hours from intake until it must be done. */
  solveHours: z.int().min(1, 'not-zero').max(2160, 'too-much'),
  /** It is not done before its four steps are. */
  steps: z.boolean(),
  /** It is called back about. */
  followUp: z.boolean(),
})
export type KindRule = z.infer<typeof KindRule>
/** The parameter 工单规则: of each kind who, by when and how; days after which one calls back. */
export const TicketRules = z.object({
  followUpDays: z.int().min(0, 'not-negative').max(90, 'too-much'),
  kinds: z.record(z.enum(requestKinds), KindRule),
})
export type TicketRules = z.infer<typeof TicketRules>
export const firstTicketRules: TicketRules = {
  followUpDays: 3,
  kinds: {
    consult: { to: 'taker', solveHours: 24, steps: false, followUp: false },
    repair: { to: 'service-adviser', solveHours: 72, steps: false, followUp: true },
    maintenance: { to: 'service-adviser', solveHours: 72, steps: false, followUp: true },
    service: { to: 'taker', solveHours: 72, steps: false, followUp: false },
    complaint: { to: 'customer-care', solveHours: 72, steps: true, followUp: true },
    suggestion: { to: 'taker', solveHours: 168, steps: false, followUp: false },
  },
}

/** The call that follows a round, whoever ended it. */
export const followUpId = (requestId: string, round: number): string => uuidv5(requestId, `${round} call`)

/** The step that comes next; null after the last. `done` in any order. */
export const nextStep = (done: readonly string[]): TicketStep | null => ticketSteps.find((step) => !done.includes(step)) ?? null
