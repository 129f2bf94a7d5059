// What people say to a store by its service channels, and by when each kind of word wants an answer.
import { addDays, type Day } from '../../../dates.ts'

/** 咨询 · 投诉 · 建议 · 购车意向 · 反馈. */
export const inquiryKinds = ['question', 'complaint', 'suggestion', 'wish', 'feedback'] as const
export type InquiryKind = (typeof inquiryKinds)[number]

/** 电话 · 邮件 · 在线客服 · 微信 · 到店. */
export const inquiryChannels = ['phone', 'email', 'online', 'wechat', 'visit'] as const
export type InquiryChannel = (typeof inquiryChannels)[number]

/** Days within which it is answered: a complaint and a wish to buy the next day. */
const WITHIN: Readonly<Record<InquiryKind, number>> = { question: 2, complaint: 1, suggestion: 7, wish: 1, feedback: 7 }
export const answerBy = (kind: InquiryKind, today: Day): Day => addDays(today, WITHIN[kind])
