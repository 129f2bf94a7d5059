// What the store tells whoever watches over the group: how far each desktop is, what waits, how much there is. Reads only,
// and never more of a question than an index answers.

/** Lines of history kept of each desktop. */
export const ROUNDS_KEPT = 200

/** What a round brought, by ruling. */
export type Brought = { accepted: number; adjusted: number; lost: number; quarantined: number; refused: string | null }
/** Rounds in a row that brought nothing, or were refused with the same word, are one line. */
export type KeptRound = Brought & { number: number; firstAt: number; lastAt: number; times: number }

/** Kept of what each desktop said that it set right. */
export const REPAIRS_KEPT = 10
/** Whether a desktop held what headquarters held when both were last compared, at a position, and when they last differed. Times by headquarters' clock. */
export type Agreement = {
  scope: 'group' | 'site'
  position: number
  at: number
  agrees: boolean
  differedAt: number | null
  differedPosition: number | null
}
/** Rows a desktop set right, and the number of the incident in its log. */
export type Repair = { number: number; at: number; rows: number; incident: string }

/** How far somebody is, and in whose reach. */
export type Reached = { site: string; reach: 'site' | 'group'; position: number }

/** How the group stood at an instant (epoch ms): counts, the feed's head, bytes kept. */
export type TrendSample = {
  at: number
  online: number
  troubled: number
  pending: number
  cases: number
  quarantined: number
  head: number
  bytes: number
}

export type WatchStore = {
  /** For each: entries in its site's reach (or everyone's) after its position, counted up to `most`, and when the first was received. */
  behind(places: readonly Reached[], most: number): Promise<{ entries: number; since: number | null }[]>
  /** Open cases by site and by the replica whose intent they are of. */
  openCases(): Promise<{ site: string; replica: string | null; n: number }[]>
  /** Changesets in quarantine that nobody gave up, by replica. */
  quarantined(): Promise<Map<string, number>>
  /** Codes that can still be used, by site. */
  openCodes(now: number): Promise<Map<string, number>>
  /** Codes, but those a roll-out's list names, and one-time links that were used or had expired before an instant. */
  spent(before: number): Promise<{ codes: number; links: number }>
  /** The number of the last entry received before an instant (epoch ms). */
  headAt(at: number): Promise<number>
  /** Newest first. */
  rounds(replica: string): Promise<KeptRound[]>
  /** A round that was refused. */
  noteRefused(replica: string, at: number, word: string): Promise<void>
  /** Group first; none before the first comparison. */
  agreements(replica: string): Promise<Agreement[]>
  keepAgreements(replica: string, agreements: readonly Agreement[]): Promise<void>
  /** Newest first. */
  repairs(replica: string): Promise<Repair[]>
  keepRepairs(replica: string, repairs: readonly Repair[]): Promise<void>
  /** The last sample before an instant, not before `from`. */
  trendBefore(before: number, from: number): Promise<TrendSample | null>
  /** Adds a sample and drops those before `oldest`. */
  keepTrend(sample: TrendSample, oldest: number): Promise<void>
  /** Bytes on the disk: of the database, and of the files' bytes. */
  bytes(): Promise<{ database: number; files: number }>
  /** Bytes of pages that hold nothing: what a compaction gives back. */
  free(): Promise<number>
  /** One step of it, of a few ms: bytes given back, 0 when there is nothing more to give. */
  compact(): Promise<number>
}
