// The workshop floor: what a clock says of a job, how flagged hours compare with worked ones, and where on the board there is
// room. Instants are epoch ms, lengths minutes.

/** 开工 · 暂停 · 完工: what a technician clocks. */
export const clockKinds = ['start', 'pause', 'finish'] as const
export type ClockKind = (typeof clockKinds)[number]
/** 等配件 · 等授权 · 换工位 · 休息 · 其他: why work stands. */
export const pauseReasons = ['parts', 'authorisation', 'bay', 'break', 'other'] as const
export type PauseReason = (typeof pauseReasons)[number]
/** 未开工 · 在做 · 暂停 · 完工. */
export const jobStages = ['waiting', 'running', 'paused', 'finished'] as const
export type JobStage = (typeof jobStages)[number]
/** 机电 · 快保 · 钣金 · 喷漆 · 洗车. */
export const bayKinds = ['mechanical', 'quick', 'body', 'paint', 'wash'] as const

const MINUTE = 60_000
export type Clocked = { kind: ClockKind; technicianId: string; at: number; id: string }

const inOrder = (clocks: readonly Clocked[]): Clocked[] => clocks.toSorted((a, b) => a.at - b.at || a.id.localeCompare(b.id))

/** Where a job stands: what was clocked last, by whichever desk; the ledger says the same however its lines arrived. */
export function stageOfJob(clocks: readonly Clocked[]): JobStage {
  const last = inOrder(clocks).at(-1)
  if (!last) return 'waiting'
  return last.kind === 'start' ? 'running' : last.kind === 'pause' ? 'paused' : 'finished'
}

/**
 * Minutes each technician worked on a job, down to whole ones: from a start to the next line of the same technician, or to
 * `now` when none came. A start while running goes on; a pause without a start counts nothing.
 */
export function workedMinutes(clocks: readonly Clocked[], now: number): Map<string, number> {
  const since = new Map<string, number>()
  const worked = new Map<string, number>()
  const add = (who: string, until: number): void => {
    const from = since.get(who)
    if (from === undefined) return
    since.delete(who)
    worked.set(who, (worked.get(who) ?? 0) + Math.max(0, until - from))
  }
  for (const { kind, technicianId, at } of inOrder(clocks)) {
    if (kind === 'start') since.set(technicianId, since.get(technicianId) ?? at)
    else add(technicianId, at)
  }
  for (const who of since.keys()) add(who, now)
  return new Map([...worked].map(([who, ms]) => [who, Math.floor(ms / MINUTE)]))
}

/** 效率: flagged over worked, in bp; null while nothing was worked. 10,000 is as long as the book says. */
export const efficiencyBp = (flaggedMinutes: number, minutesWorked: number): number | null =>
  minutesWorked <= 0 ? null : Math.floor((flaggedMinutes * 20_000 + minutesWorked) / (2 * minutesWorked))

/** A planned piece of work. */
export type Slot = { id: string; technicianId: string; bayId: string | null; startsAt: number; minutes: number }
export const endOf = ({ startsAt, minutes }: Pick<Slot, 'startsAt' | 'minutes'>): number => startsAt + minutes * MINUTE
const meet = (a: Slot, b: Slot): boolean => a.startsAt < endOf(b) && b.startsAt < endOf(a)

/** Slots that ask two things of one technician or one bay at once: two desks may have planned them apart. */
export function clashing(slots: readonly Slot[]): Set<string> {
  const found = new Set<string>()
  const rows = new Map<string, Slot[]>()
  const under = (key: string, slot: Slot): void => void rows.set(key, [...(rows.get(key) ?? []), slot])
  for (const slot of slots) {
    under(`technician ${slot.technicianId}`, slot)
    if (slot.bayId !== null) under(`bay ${slot.bayId}`, slot)
  }
  for (const row of rows.values()) {
    const sorted = row.toSorted((a, b) => a.startsAt - b.startsAt)
    sorted.forEach((slot, at) => {
      for (const later of sorted.slice(at + 1)) {
        if (later.startsAt >= endOf(slot)) break
        if (meet(slot, later)) found.add(slot.id).add(later.id)
      }
    })
  }
  return found
}

/** Slots begin and end on these minutes. */
export const STEP = 15
export const onStep = (at: number): number => Math.ceil(at / (STEP * MINUTE)) * STEP * MINUTE

/** The first instant from `from` on at which a row of slots has room for so many minutes. */
export function nextFree(row: readonly Pick<Slot, 'startsAt' | 'minutes'>[], from: number, minutes: number): number {
  let at = onStep(from)
  for (const slot of row.toSorted((a, b) => a.startsAt - b.startsAt)) {
    if (endOf(slot) <= at) continue
    if (slot.startsAt >= at + minutes * MINUTE) break
    at = onStep(endOf(slot))
  }
  return at
}

/** Cuts a slot in two after so many minutes; null when nothing would be left of either. */
export function cut(slot: Pick<Slot, 'startsAt' | 'minutes'>, after: number): [number, number] | null {
  return after > 0 && after < slot.minutes ? [after, slot.minutes - after] : null
}
