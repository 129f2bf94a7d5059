// What a desktop and HQ say to each other: changesets up, rulings and feed entries down. Zod schemas, because both
// sides parse whatever arrives. Pure: digests and signatures are made by the caller's crypto over the texts built here.
import { z } from 'zod'

/** A value as it is stored and sent. Bytes travel as `{b64}`. */
export const Value = z.union([z.null(), z.number().int(), z.string(), z.object({ b64: z.string() }).strict()])
export type Value = z.infer<typeof Value>
const Id = z
  .string()
  .min(1)
  .max(100)
  .regex(/^[^\p{Cc}]+$/u)
/** Names of tables and columns: never `__proto__`, never a control character. */
const WORD = /^[a-z][a-z0-9_.-]*$/i
const Word = z.string().max(64).regex(WORD)
/** Short enough that `case:<changeset>:<n>` is an id too. */
const ChangesetId = Id.max(64)

export type Row = Record<string, Value>
/** Checked by hand: a row has twenty values, a round thousands of rows, and both sides read every one. */
export const Row = z.custom<Row>(isRow, 'a row is columns with values')

function isRow(row: unknown): row is Row {
  if (row === null || typeof row !== 'object' || Array.isArray(row)) return false
  for (const [name, value] of Object.entries(row)) if (!isWord(name) || !isValue(value)) return false
  return true
}
const isWord = (name: string): boolean => name.length <= 64 && WORD.test(name)
const isValue = (value: unknown): boolean =>
  typeof value === 'string' ||
  value === null ||
  Number.isSafeInteger(value) ||
  (typeof value === 'object' && Value.safeParse(value).success)

/**
 * One change of one row. An update carries only the columns that changed, with the values its author saw. `erase` empties
 * the row's personal columns for good. `depart` is HQ's alone: the row left the reader's scope.
 */
export const Change = z.object({
  table: Word,
  id: Id,
  op: z.enum(['insert', 'update', 'delete', 'erase', 'depart']),
  set: Row.default({}),
  was: Row.optional(),
})
export type Change = z.infer<typeof Change>

const Otherwise = z.array(Change).default([])
const Covers = z.array(z.number().int().nonnegative()).default([])

/**
 * A condition HQ must hold; when it fails the covered changes (indices) are dropped and `otherwise` is applied. `of` is the
 * row a key stands for: its prefix says which table and column, see Manifest.keys.
 */
export const Guard = z.discriminatedUnion('kind', [
  /**
   * `fence`: that of the right under which the author called it firm. `units`: a share of what the ledger says is there under the
   * key, beside the shares of others, instead of the whole key.
   */
  z.object({
    kind: z.literal('hold'),
    key: Id,
    of: Id,
    holder: Id,
    fence: z.number().int().positive().optional(),
    units: z.number().int().positive().optional(),
    covers: Covers,
    otherwise: Otherwise,
  }),
  z.object({ kind: z.literal('release'), key: Id, holder: Id, units: z.number().int().positive().optional() }),
  z.object({ kind: z.literal('expect'), table: Word, id: Id, column: Word, value: Value, covers: Covers, otherwise: Otherwise }),
  z.object({ kind: z.literal('unique'), key: Id, row: Id, covers: Covers, otherwise: Otherwise }),
  /**
   * The sole right to a key goes to replica `to`, or back to everyone (null). `fence` is the number its author saw, 0 when
   * there was none. `override`: taken from a replica that does not give it, for a stated `reason`.
   */
  z.object({
    kind: z.literal('grant'),
    key: Id,
    of: Id,
    to: Id.nullable(),
    fence: z.number().int().nonnegative(),
    override: z.boolean().default(false),
    reason: z.string().max(200).optional(),
    covers: Covers,
    otherwise: Otherwise,
  }),
])
export type Guard = z.infer<typeof Guard>

export const Payload = z.object({ changes: z.array(Change).max(1000), guards: z.array(Guard).max(1000) })
export type Payload = z.infer<typeof Payload>

/** A place in the feed. The nonce is drawn when the place is given, so a number HQ gives twice is noticed. */
export const Position = z.object({ number: z.number().int().nonnegative(), nonce: z.string().max(32) })
export type Position = z.infer<typeof Position>
export const START: Position = { number: 0, nonce: '' }

/** Payload text of one changeset, in UTF-16 units; a longer one is quarantined. */
export const MAX_PAYLOAD = 262_144

/**
 * One committed local transaction. `payload` is the exact text whose SHA-256 the chain covers. Only what the chain needs
 * is demanded here: a payload that is too long or does not parse is quarantined by itself and stops nothing else.
 */
export const Changeset = z.object({
  id: ChangesetId,
  replica: Id,
  incarnation: z.number().int().positive(),
  /** Gapless from 1 in each incarnation, towards HQ too: a desktop that joins starts its chain anew, a founder brings it whole. */
  seq: z.number().int().positive(),
  prevHash: z.string().max(64),
  hash: z.string().max(64),
  seen: Position,
  after: z.array(Id).max(2000),
  command: z.string().max(100),
  schemaVersion: z.number().int().nonnegative(),
  actor: z.string().max(100),
  deviceTime: z.number().int(),
  payload: z.string(),
})
export type Changeset = z.infer<typeof Changeset>

/** What the content digest covers: everything but incarnation, seq and prevHash, so a fork re-sends under the same ids. */
export const contentText = (c: Omit<Changeset, 'hash' | 'prevHash' | 'incarnation' | 'seq' | 'payload'>, payloadDigest: string): string =>
  JSON.stringify([c.id, c.replica, c.seen.number, c.seen.nonce, c.after, c.command, c.schemaVersion, c.actor, c.deviceTime, payloadDigest])
/** What the chain hash covers. */
export const chainText = (prevHash: string, incarnation: number, seq: number, contentDigest: string): string =>
  JSON.stringify([prevHash, incarnation, seq, contentDigest])

export const outcomes = ['accepted', 'adjusted', 'lost', 'quarantined'] as const
export type Outcome = (typeof outcomes)[number]
/** What HQ decided about one changeset. It carries no values: those come as a feed entry. */
export const Ruling = z.object({
  changeset: Id,
  seq: z.number().int(),
  outcome: z.enum(outcomes),
  /** The feed position of its effect, absent when quarantined. */
  position: z.number().int().optional(),
  reason: z.string().optional(),
  cases: z.array(Id).default([]),
})
export type Ruling = z.infer<typeof Ruling>

/** What one changeset became, cut to the reader's reach. Values are absolute: applying an entry twice changes nothing. */
export const Entry = z.object({
  number: z.number().int(),
  nonce: z.string(),
  changeset: Id,
  replica: Id,
  command: z.string(),
  actor: z.string(),
  deviceTime: z.number().int(),
  receivedAt: z.number().int(),
  changes: z.array(Change),
  /** The changes are those of the changeset in this very request and are left out: they need not come back. */
  asSent: z.literal(true).optional(),
})
export type Entry = z.infer<typeof Entry>

const SumText = z.string().regex(/^[0-9a-f]{24}$/)

/** POST /v1/round: everything a desktop has to say, one request. */
export const RoundRequest = z.object({
  protocol: z.number().int(),
  replica: Id,
  /** The site this desktop believes it belongs to. */
  site: Id,
  /** In which of its lives it speaks: moved away and back, it may not have heard of either. */
  incarnation: z.number().int().positive().optional(),
  position: Position,
  changesets: z.array(Changeset).max(2000),
  /** Own quarantined changesets an administrator wants judged again, oldest first; their new rulings are in the answer. */
  retry: z.array(ChangesetId).max(200).default([]),
  /** Own quarantined changesets an administrator gave up. Their ledger rows stay. */
  discard: z.array(ChangesetId).max(200).default([]),
  deviceTime: z.number().int(),
  /** Changesets this desktop still has pending, those of this request included. */
  pending: z.number().int().nonnegative(),
  /** When the oldest of those not in this request was made, by this desktop's clock. */
  oldestPending: z.number().int().optional(),
  appVersion: z.string().max(40),
  /** How far this desktop kept the feed; `position` runs ahead of it while an answer is taken in. */
  kept: z.number().int().nonnegative().optional(),
  /** The `check` this desktop heard last. */
  checked: z.number().int().optional(),
  /** The `anew` this desktop heard last, and whether everything of it is in place. */
  anew: z.object({ asked: z.number().int(), whole: z.boolean() }).optional(),
  /** The sums over its confirmed rows at position `at`: of group tables, and of all others. */
  held: z.object({ at: z.number().int().nonnegative(), group: SumText, site: SumText }).optional(),
  /** Its newest repairs, when, of how many rows, and the number of the incident in its log. */
  repairs: z
    .array(z.object({ number: z.number().int(), at: z.number().int(), rows: z.number().int(), incident: z.string().max(40) }))
    .max(5)
    .optional(),
})
export type RoundRequest = z.infer<typeof RoundRequest>

export const RoundAnswer = z.object({
  rulings: z.array(Ruling),
  entries: z.array(Entry),
  position: Position,
  /** More entries wait: ask again at once. */
  more: z.boolean(),
  hqTime: z.number().int(),
  /** HQ's head position, so that a desktop can say how far behind it is. */
  head: z.number().int(),
  /** Said now and then: the certificates to trust from now on, the current and the next, in the place of those known. */
  fingerprints: z
    .array(z.string().regex(/^[0-9a-f]{64}$/))
    .min(1)
    .max(8)
    .optional(),
  /** The sum over every row in reach at `position` (see integrity.ts); absent while more waits. */
  root: SumText.optional(),
  /** What headquarters' administrators decided about own quarantined changesets: this desktop does it, and says so in its next round. */
  asks: z
    .array(z.object({ changeset: ChangesetId, wish: z.enum(['retry', 'discard']), reason: z.string() }))
    .max(100)
    .optional(),
  /** Count every row anew and compare: said until `checked` says the same. */
  check: z.number().int().optional(),
  /** Take everything anew as a snapshot, beside what is there: said until the request's `anew` says that it is whole. */
  anew: z.number().int().optional(),
  /** This desktop's version is below the one HQ asks for, which is this: what it says is taken, and it gets no entries. */
  outdated: z.string().max(40).optional(),
  /** This desktop belongs to another site than it believes: rulings come, entries do not. It begins there as this incarnation. */
  moved: z.object({ site: Id, name: z.string(), deviceCode: z.string(), incarnation: z.number().int().positive() }).optional(),
})
export type RoundAnswer = z.infer<typeof RoundAnswer>

/**
 * GET /v1/snapshot[?after=<next of the chunk before>]: rows at `position`, in (table, id) order. The first call fixes the
 * position; `next` is null in the last chunk. `digest` is the SHA-256 hex of `JSON.stringify(rows)`.
 */
export const SnapshotChunk = z.object({
  position: Position,
  /** `erased`: its person was forgotten, and nothing that is still written about them is shown. */
  rows: z.array(z.object({ table: Word, id: Id, image: Row, erased: z.literal(true).optional() })),
  next: z.string().nullable(),
  /** Rows in reach, for the progress bar. */
  total: z.number().int(),
  digest: z.string(),
})
export type SnapshotChunk = z.infer<typeof SnapshotChunk>

/**
 * GET /v1/sums?number=&nonce=: the sums of everything in reach, by table and bucket, without those that are zero. Null when
 * something in reach was written after that position: take that in first.
 */
export const SumsAnswer = z.object({
  sums: z.array(z.object({ table: Word, bucket: z.number().int().nonnegative(), sum: SumText })).nullable(),
})
export type SumsAnswer = z.infer<typeof SumsAnswer>

/**
 * GET /v1/rows?number=&nonce=&table=&buckets=<1.2.3>&after=<id>: every row in reach of these buckets whose id lies behind
 * `after`, up to `upTo` (null: to the end of the table). `rows` is null under the same condition as above.
 */
export const RowsAnswer = z.object({ rows: z.array(z.object({ id: Id, image: Row })).nullable(), upTo: Id.nullable() })
export type RowsAnswer = z.infer<typeof RowsAnswer>

/**
 * POST /v1/pair, the one request without a signature. The same secret with the same public key gets the same answer again
 * (the first may be lost on the way, or `sealedKey` follows once the recovery key is known); with another key it is `code-used`.
 */
export const PairRequest = z.object({
  secret: z.string().max(200),
  /** Ed25519, base64: the raw 32 bytes or their SPKI form. */
  publicKey: z.string().max(200),
  name: z.string().min(1).max(60),
  appVersion: z.string().max(40),
  /** The device's data key sealed to the group's recovery key; empty until HQ told that key. */
  sealedKey: z.string().max(4000).optional(),
  /** A store that ran alone brings its data: refused when the site has data. */
  founding: z.boolean(),
  /** The founding store's own site id, which the empty site at HQ takes over. */
  siteId: Id.optional(),
  /** The founding store's own replica id: its chain was written under it, so HQ takes it over too. */
  replica: Id.optional(),
  /** Changesets the founding store brings: the `seq` of its chain's head at this moment. Those are judged as history. */
  history: z.number().int().nonnegative().default(0),
  /** The site and device codes the founding store's papers already carry: HQ keeps them where they are free; the answer decides. */
  siteCode: z.string().max(8).optional(),
  deviceCode: z.string().max(2).optional(),
})
export type PairRequest = z.infer<typeof PairRequest>

export const PairAnswer = z.object({
  hq: Id,
  replica: Id,
  site: z.object({ id: Id, code: z.string(), name: z.string() }),
  /** Two characters, unique in the site, part of every document number this incarnation prints. */
  deviceCode: z.string(),
  reach: z.enum(['site', 'group']),
  incarnation: z.number().int().positive(),
  /** The group's recovery key (X25519, base64 of the SPKI DER; the desktop seals by store/keys.ts), or empty while HQ has none. */
  recoveryKey: z.string(),
  /** Certificates to trust, current and next: SHA-256 hex of the DER. */
  fingerprints: z.array(z.string()),
  siteHasData: z.boolean(),
})
export type PairAnswer = z.infer<typeof PairAnswer>

/** The contents of a pairing code: where HQ is, whose certificate it shows, and the one-time secret. */
export const PairingCode = z.object({ url: z.string().url(), fingerprint: z.string(), secret: z.string() })
export type PairingCode = z.infer<typeof PairingCode>

/** Codes an HQ answer may carry instead of data: `{error: code}`. */
const hqErrors = [
  'unknown-route',
  'bad-request',
  'bad-signature',
  'replayed',
  'unknown-device',
  'revoked',
  /** An administrator of HQ stopped this desktop for a while: nothing is taken and nothing given, and it keeps everything. */
  'suspended',
  'code-unknown',
  'code-expired',
  'code-used',
  'site-has-data',
  'protocol-too-old',
  'too-large',
  'too-many-requests',
  'position-unknown',
  'fork',
  /** A changeset's `seq` skips some HQ never saw: send from `expected` on. */
  'gap',
  'unknown-file',
  'wrong-offset',
  'hash-mismatch',
  'busy',
  /** HQ's disk is full, read-only or broken: it gives and takes nothing. */
  'cannot-write',
  'internal',
] as const
export type HqError = (typeof hqErrors)[number]

/** Body of every answer that is not 2xx. */
export const HqFailure = z.object({
  error: z.enum(hqErrors),
  /** With `replayed`: the highest counter HQ has seen; go on above it. */
  counter: z.number().int().optional(),
  /** With `gap`: the `seq` HQ waits for. */
  expected: z.number().int().optional(),
  /** With `wrong-offset`: the bytes HQ has. */
  received: z.number().int().optional(),
})
export type HqFailure = z.infer<typeof HqFailure>

/**
 * What a device signs (Ed25519) for each request: headers `x-replica`, `x-counter`, `x-signature` (base64). `path` is the
 * request target with its query, exactly as sent; `bodyDigest` the SHA-256 hex of the body bytes as they travel (after
 * gzip; of no bytes when there is none). The counter only rises, so a replay is refused without any clock.
 */
export const requestText = (method: string, path: string, replica: string, counter: number, bodyDigest: string): string =>
  JSON.stringify([method, path, replica, counter, bodyDigest])

/** The routes of HQ's device side. Bodies are JSON, gzip both ways; errors are `{error: HqError}` with a 4xx or 5xx status. */
export const routes = {
  health: '/health',
  pair: '/v1/pair',
  round: '/v1/round',
  snapshot: '/v1/snapshot',
  sums: '/v1/sums',
  rows: '/v1/rows',
  /** Server-sent events: `news` with `{"head":n}` at once and whenever a commit touches the reach, with `"asks":true` when HQ has something to say to this device alone; comments as heartbeat (every 20 s). */
  live: '/v1/live',
  /**
   * `/v1/files/<sha256 hex>`. PUT `?offset=&size=` appends bytes (at most 8 MB a request, 64 MB in all) and answers
   * `FileAnswer`; GET honours `Range: bytes=n-`. Both only when a row of table `files` with that `sha256` lies in reach.
   */
  file: '/v1/files/',
} as const

export const FileAnswer = z.object({ received: z.number().int(), complete: z.boolean() })
export type FileAnswer = z.infer<typeof FileAnswer>
