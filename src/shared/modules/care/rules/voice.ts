// What tickets say of the service: how fast, whether solved, how content, and whether at the first try; and what a suggestion
// may earn. Sums of tickets only; questionnaires have their own.

export type Heard = {
  createdAt: number
  answeredAt: number | null
  /** Answered or ended by its deadline; null while it is neither and not late yet. */
  inTime: boolean | null
  doneAt: number | null
  /** 1 solved, 0 not; null while nobody knows. */
  solved: number | null
  round: number
  /** One to five. */
  content: number | null
}
export type Voice = {
  tickets: number
  /** Median from intake to the first answer. */
  answerMinutes: number | null
  inTimeBp: number | null
  /** Of those of which it is known. */
  solvedBp: number | null
  /** Of those that were solved: without being opened again. */
  firstTimeBp: number | null
  /** Tenths of one to five points. */
  contentTenths: number | null
}

/** Parts of a whole in basis points, half up; null of nothing. */
export const share = (some: number, all: number): number | null => (all === 0 ? null : Math.floor((some * 20_000 + all) / (2 * all)))

/** The middle one, of two middle ones their mean, rounded half up; null of none. */
export function middle(values: readonly number[]): number | null {
  if (values.length === 0) return null
  const sorted = values.toSorted((a, b) => a - b)
  const half = Math.floor(sorted.length / 2)
  const [low, high] = sorted.length % 2 === 1 ? [sorted[half], sorted[half]] : [sorted[half - 1], sorted[half]]
  return Math.floor(((low ?? 0) + (high ?? 0) + 1) / 2)
}

export function voiceOf(tickets: readonly Heard[]): Voice {
  const judged = tickets.filter(({ inTime }) => inTime !== null)
  const known = tickets.filter(({ solved }) => solved !== null)
  const solved = known.filter((each) => each.solved === 1)
  const content = tickets.flatMap((each) => (each.content === null ? [] : [each.content]))
  return {
    tickets: tickets.length,
    answerMinutes: middle(
      tickets.flatMap(({ createdAt, answeredAt }) =>
        answeredAt === null ? [] : [Math.max(0, Math.floor((answeredAt - createdAt) / 60_000))],
      ),
    ),
    inTimeBp: share(judged.filter(({ inTime }) => inTime).length, judged.length),
    solvedBp: share(solved.length, known.length),
    firstTimeBp: share(solved.filter(({ round }) => round === 0).length, solved.length),
    contentTenths:
      content.length === 0 ? null : Math.floor((content.reduce((sum, each) => sum + each, 0) * 20 + content.length) / (2 * content.length)),
  }
}

/** 待批 · 已批 · 未批 · 已兑现. */
export const rewardStates = ['proposed', 'approved', 'declined', 'paid'] as const
export type RewardState = (typeof rewardStates)[number]
/** What an improvement answers to: a ticket, or a figure that is not what it should be. */
export const improves = ['ticket', 'figure'] as const
export const voiceFigures = ['answerMinutes', 'inTimeBp', 'solvedBp', 'firstTimeBp', 'contentTenths'] as const
export type VoiceFigure = (typeof voiceFigures)[number]
