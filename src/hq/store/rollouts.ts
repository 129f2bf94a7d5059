// What the store keeps of a roll-out: its list, which waves were opened, and the code each desktop got.

export type Rollout = { id: string; name: string; madeAt: number; by: string }
/** `digest` is that of the code it got; with `usedBy` it has paired. */
export type RolloutLine = {
  number: number
  wave: number
  site: string
  code: string
  desktop: string
  group: boolean
  digest: string | null
  expiresAt: number | null
  usedBy: string | null
}
export type RolloutWave = { wave: number; openedAt: number; by: string; reason: string | null }

export type RolloutChange =
  | { kind: 'rollout'; rollout: Rollout; lines: readonly Pick<RolloutLine, 'number' | 'wave' | 'site' | 'code' | 'desktop' | 'group'>[] }
  | { kind: 'wave'; rollout: string; wave: RolloutWave }
  /** The code a line's desktop pairs with from now on; an earlier one opens nothing any more. */
  | { kind: 'line-code'; rollout: string; number: number; digest: string; at: number }
  | { kind: 'drop'; rollout: string }

export type RolloutStore = {
  /** Newest first. */
  all(): Promise<Rollout[]>
  find(id: string): Promise<Rollout | null>
  lines(id: string): Promise<RolloutLine[]>
  waves(id: string): Promise<RolloutWave[]>
}
