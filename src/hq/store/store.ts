// The one interface through which HQ reads and writes what it keeps. Narrow and in batches, so that an implementation
// over a network costs a few round trips a batch; asynchronous for the same reason. Nothing here decides anything.
import type { Change, Changeset, Entry, Position, Row, Ruling } from '../../shared/sync/protocol.ts'
import type { Defaults, Sum } from '../../shared/sync/integrity.ts'
import type { Doc, Erasure, Hold, Keys, Shadow, Written } from '../../shared/sync/state.ts'
import type { ConsoleChange, ConsoleStore, Deed } from './console.ts'
import type { InquiryStore } from './inquiry.ts'
import type { RolloutChange, RolloutStore } from './rollouts.ts'
import type { Brought, WatchStore } from './watch.ts'

export type Site = { id: string; name: string; code: string; createdAt: number; foundedAt: number | null }
export type PairedDevice = {
  replica: string
  site: string
  reach: 'site' | 'group'
  name: string
  code: string
  publicKey: string
  incarnation: number
  /** Changesets up to this `seq` are the history a founding store brought. */
  history: number
  sealedKey: string | null
  appVersion: string
  pairedAt: number
  revokedAt: number | null
  /** It is told nothing and nothing is taken from it until it is let in again. */
  suspendedAt: number | null
  /** When somebody last asked that it counts its rows anew, and which of these it has heard. */
  checkAskedAt: number | null
  checkedAt: number | null
  /** When somebody last asked that it takes everything anew, which of these it has heard, and which it has whole. */
  anewAskedAt: number | null
  anewHeardAt: number | null
  anewTakenAt: number | null
  /** Where it was before it was moved, in order. */
  former: readonly Former[]
}
/** A site a device belonged to, with its code and incarnation there, and the last position it can have seen there. */
export type Former = { site: string; code: string; incarnation: number; until: number }
/** What a device said of itself in its last round: `position` is what it was answered up to, `kept` what it had kept when it asked. */
export type DeviceNote = {
  appVersion: string
  seenAt: number
  position: number
  kept: number
  pending: number
  /** Since when the oldest of these waits, by headquarters' clock. */
  pendingSince: number | null
  skewMs: number
}
export type CodeRecord = {
  digest: string
  site: string
  reach: 'site' | 'group'
  /** What its desktop is called, whatever it calls itself. */
  name: string | null
  expiresAt: number
  usedAt: number | null
  usedBy: string | null
}
export type Chain = { replica: string; incarnation: number; seq: number; hash: string }
/** Who asks: decides which parts of the feed and which rows exist at all. */
export type Reach = { site: string; reach: 'site' | 'group' }

/** What a batch is judged on, as of `head`. The shadows of a row come with its document, and so do the cases they lie in. */
export type Loaded = {
  head: Position
  docs: Map<string, Doc>
  holds: Map<string, Hold>
  refusals: Map<string, number>
  uniques: Map<string, string>
  /** By field key. */
  shadows: Map<string, Shadow>
  changesets: Map<string, 'quarantined' | 'known'>
  /** Cases in whose texts a row id stands, by that id; their documents are loaded. */
  mentions: Map<string, string[]>
}

export type StoredChangeset = { changeset: Changeset; ruling: Ruling; discarded: boolean }

/** A feed entry as it is stored: its changes by site, '' for everyone. */
export type NewEntry = Omit<Entry, 'changes'> & { parts: ReadonlyMap<string, readonly Change[]> }

/** Of an administrator, for a desktop's escrowed key. */
export type KeyRequest = { by: string; reason: string; at: number }

export type DirectoryChange =
  | { kind: 'site'; site: Site }
  /** An empty site takes the id and code of the store that founds it, and every pairing code of it follows. */
  | { kind: 'rekey-site'; from: string; to: string; code: string }
  | { kind: 'founded'; site: string; at: number }
  | { kind: 'code'; code: CodeRecord }
  | { kind: 'use-code'; digest: string; at: number; by: string }
  | { kind: 'device'; device: PairedDevice }
  | { kind: 'seal'; replica: string; sealedKey: string }
  | { kind: 'revoke'; replica: string; at: number }
  | { kind: 'suspend'; replica: string; at: number | null }
  | { kind: 'ask-check'; replica: string; at: number }
  | { kind: 'checked'; replica: string; at: number }
  | { kind: 'ask-anew'; replica: string; at: number }
  | { kind: 'anew'; replica: string; at: number; whole: boolean }
  /** Null: it was released, or is not wanted any more. */
  | { kind: 'key-request'; replica: string; request: KeyRequest | null }
  | { kind: 'rename'; replica: string; name: string }
  | ({ kind: 'move' } & Pick<PairedDevice, 'replica' | 'site' | 'code' | 'incarnation' | 'former'>)

export type Ask = { changeset: string; replica: string; wish: { what: 'retry' | 'discard'; reason: string; at: number } | null }

/** Everything one commit may write. What is absent is untouched. */
export type Commit = {
  /** The head the batch was judged on. */
  base: Position
  /** New changesets with their rulings, or, with `again`, known ones that were judged anew. */
  changesets?: readonly { changeset: Changeset; ruling: Ruling; receivedAt: number; again: boolean }[]
  discarded?: readonly string[]
  /** What a desktop shall do with changesets of its own that are in quarantine; null: it was heard, or is not wished any more. */
  asks?: readonly Ask[]
  chain?: Chain
  written?: Written
  /** Rows that came or went, by site ('' for group tables). */
  grown?: ReadonlyMap<string, number>
  /** Numbered from `base` on, without gaps. */
  entries?: readonly NewEntry[]
  directory?: readonly DirectoryChange[]
  /** Rows whose personal columns go out of whatever is kept: feed, changesets, shadows, and the bytes no row of `files` names any more. */
  erasures?: readonly Erasure[]
  state?: ReadonlyMap<string, string>
  rollouts?: readonly RolloutChange[]
  console?: readonly ConsoleChange[]
  /** What a person did; it goes to the end of the chain of deeds. */
  deed?: Deed
}

/** Thrown by `commit` when another commit moved the head meanwhile: load and judge again. */
export class HeadMoved extends Error {
  constructor() {
    super('the feed moved on while the batch was judged')
    this.name = 'HeadMoved'
  }
}

/** `sums` are those over everything in reach at `position`, of the group's rows and of sites'; null while more waits. */
export type FeedPage = { entries: Entry[]; position: Position; more: boolean; head: number; sums: ScopeSums | null }
export type ScopeSums = { group: Sum; site: Sum }
export type BucketSum = { table: string; bucket: number; sum: string }
/** Every row of the buckets asked for whose id lies behind the one asked from, up to `upTo`; null: to the table's end. */
export type BucketRows = { rows: { id: string; image: Row }[]; upTo: string | null }
export type BucketsAsked = { table: string; buckets: ReadonlySet<number>; after: string; bytes: number }
export type SnapshotRow = { table: string; id: string; image: Row; erased?: true }
export type SnapshotPage = { rows: SnapshotRow[]; last: { table: string; id: string } | null; more: boolean }

export type Store = {
  state(key: string): Promise<string | null>
  head(): Promise<Position>

  load(replica: string, keys: Keys): Promise<Loaded>
  changesets(ids: readonly string[]): Promise<Map<string, StoredChangeset>>
  chain(replica: string, incarnation: number): Promise<Chain>
  /** Durable when it resolves. One transaction; the head is checked and moved last. @throws HeadMoved */
  commit(commit: Commit): Promise<void>

  /** False for a position HQ never gave. */
  knows(position: Position): Promise<boolean>
  /**
   * Entries after `position` with a change in reach, about `bytes` of them, whole. Null when HQ never gave that position.
   * `sent`: payload texts by changeset; an entry whose changes are just those may leave them out (`asSent`).
   */
  feedAfter(reach: Reach, position: Position, bytes: number, sent?: ReadonlyMap<string, string>): Promise<FeedPage | null>
  /** Rows in reach after `after`, in (table, id) order: those there are, and those deleted later than `position`. */
  snapshotPage(reach: Reach, position: Position, after: { table: string; id: string } | null, bytes: number): Promise<SnapshotPage>
  rowsInReach(reach: Reach): Promise<number>

  /** Tells the constant defaults that rows are counted and sent without. Counts every row anew when they changed. */
  reckon(defaults: Defaults): Promise<void>
  /** The sums of everything in reach, when nothing in it was written after `position`; else null. */
  sumsAt(reach: Reach, position: Position): Promise<BucketSum[] | null>
  /** The sums of everything in reach by scope, under the same condition. */
  scopesAt(reach: Reach, position: Position): Promise<ScopeSums | null>
  /** Rows in reach of some buckets of a table, in id order, under the same condition. */
  rowsAt(reach: Reach, position: Position, asked: BucketsAsked): Promise<BucketRows | null>

  sites(): Promise<Site[]>
  devices(): Promise<(PairedDevice & DeviceNote)[]>
  device(replica: string): Promise<(PairedDevice & DeviceNote) | null>
  /** How many sale rights it has. */
  rightsOf(replica: string): Promise<number>
  keyRequest(replica: string): Promise<KeyRequest | null>
  code(digest: string): Promise<CodeRecord | null>
  /** Has any changeset of this site's devices arrived, or any row of it? */
  siteHasData(site: string): Promise<boolean>
  /** Durable: true when `counter` is higher than every one this device used before, else the highest it may have used. */
  raiseCounter(replica: string, counter: number): Promise<true | number>
  note(replica: string, note: DeviceNote, brought: Brought): Promise<void>

  /** Is there a row of table `files` with this digest in reach? */
  fileInReach(reach: Reach, sha256: string): Promise<boolean>
  files: FileStore
  console: ConsoleStore
  watch: WatchStore
  inquiry: InquiryStore
  rollouts: RolloutStore
  close(): Promise<void>
}

/** The table whose rows name files. */
export const FILES = 'files'
/** Bytes by content address, in pieces, beside the feed. */
export type FileStore = {
  progress(sha256: string): Promise<{ size: number; received: number; complete: boolean } | null>
  /** Appends at `offset` when that is what has been received; else changes nothing. Returns the bytes there are now. */
  append(sha256: string, size: number, offset: number, bytes: Uint8Array, at: number): Promise<number>
  complete(sha256: string): Promise<void>
  drop(sha256: string): Promise<void>
  /** The piece that holds `offset`, from there to its end; null past the end. */
  read(sha256: string, offset: number): Promise<Uint8Array | null>
}
