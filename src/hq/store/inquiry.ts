// What the store tells whoever asks after one thing: the way of a record or changeset through headquarters, the cases a
// person must look at, and what lies in quarantine. Reads only, each by an index and never more than asked for.
import type { Outcome, Row } from '../../shared/sync/protocol.ts'

/** Records people ask for by name, with the column that holds the name: an index of hq's migrations serves each. */
export const NAMED = { orders: 'no', vehicles: 'vin', customers: 'phone' } as const
export type NamedTable = keyof typeof NAMED
export type NamedRow = { table: NamedTable; id: string; site: string }

/** What the whole group works by, edited on a desktop with group reach: each entry that changed some of it is noted. */
export const PUBLISHED: readonly string[] = [
  'users',
  'roles',
  'parameters',
  'approval_rules',
  'templates',
  'message_templates',
  'catalogue_models',
  'catalogue_prices',
  'loan_products',
]

/** One changeset on its way: `outcome` is null for what headquarters wrote itself, `number` for what is not in the feed. */
export type Passage = {
  changeset: string
  replica: string
  command: string
  actor: string
  deviceTime: number
  receivedAt: number
  outcome: Outcome | null
  reason: string | null
  discarded: boolean
  number: number | null
  /** Whom it concerns: '' is everyone. */
  sites: string[]
  cases: string[]
}

export type KeptCase = { id: string; site: string; image: Row; position: number }
export type KeptRight = { key: string; image: Row }
/** A place in a list ordered by an instant and an id. */
export type Place = { at: number; id: string }
export type KeptQuarantined = Passage & { payload: string; asked: 'retry' | 'discard' | null }

export type InquiryStore = {
  /** Rows whose number, VIN or phone is exactly this. */
  named(text: string, limit: number): Promise<NamedRow[]>
  /** Entries that wrote the row, newest first. */
  wrote(row: { table: string; id: string }, before: number, limit: number): Promise<Passage[]>
  /** Entries below a number that changed what the group works by, newest first. */
  published(before: number, limit: number): Promise<(Passage & { tables: string[] })[]>
  passage(changeset: string): Promise<Passage | null>
  /** The last entry up to `number` that wrote one of these columns of a row; null when it is not kept which did. */
  writerOf(row: { table: string; id: string }, columns: readonly string[], number: number): Promise<Passage | null>
  entry(number: number): Promise<Passage | null>
  /** When and for whom a key was last taken, and by which entry. */
  holdOf(key: string): Promise<{ holder: string; position: number } | null>
  /** Sole rights a desktop has. */
  rights(replica: string, limit: number): Promise<KeptRight[]>
  right(key: string): Promise<KeptRight | null>
  casesAbout(rowId: string, limit: number): Promise<KeptCase[]>
  case(id: string): Promise<KeptCase | null>
  /** What was said about a case, oldest first. */
  comments(caseId: string, limit: number): Promise<{ id: string; image: Row }[]>
  /** Oldest first, behind `after`, opened before `before`. */
  cases(asked: {
    state: 'open' | 'resolved'
    site: string | null
    kind: string | null
    before: number
    after: Place | null
    limit: number
  }): Promise<KeptCase[]>
  /** What nobody gave up, oldest first. */
  quarantine(asked: {
    replicas: readonly string[] | null
    /** The first word of the reason. */
    why: string | null
    before: number
    after: Place | null
    limit: number
  }): Promise<KeptQuarantined[]>
  quarantined(id: string): Promise<KeptQuarantined | null>
  /** What this desktop shall do with changesets of its own that it still has in quarantine; one that was amended here is given up there. */
  asks(replica: string): Promise<{ changeset: string; wish: 'retry' | 'discard'; reason: string }[]>
}
