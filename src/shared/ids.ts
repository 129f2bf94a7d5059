// Identities: branded row ids, the two kinds of UUID rows are named with, and the numbers printed on paper.
// Pure: time, randomness and counters come from the caller, who keeps them.
import { z } from 'zod'

export const CustomerId = z.uuid().brand<'customer'>()
export type CustomerId = z.infer<typeof CustomerId>
export const VehicleId = z.uuid().brand<'vehicle'>()
export type VehicleId = z.infer<typeof VehicleId>
export const OrderId = z.uuid().brand<'order'>()
export type OrderId = z.infer<typeof OrderId>
export const ApprovalId = z.uuid().brand<'approval'>()
export type ApprovalId = z.infer<typeof ApprovalId>
export const ReceiptId = z.uuid().brand<'receipt'>()
export type ReceiptId = z.infer<typeof ReceiptId>
export const TemplateId = z.uuid().brand<'template'>()
export type TemplateId = z.infer<typeof TemplateId>
export const UserId = z.uuid().brand<'user'>()
export type UserId = z.infer<typeof UserId>
export const RoleId = z.uuid().brand<'role'>()
export type RoleId = z.infer<typeof RoleId>
export const SiteId = z.uuid().brand<'site'>()
export type SiteId = z.infer<typeof SiteId>
export const ReplicaId = z.uuid().brand<'replica'>()
export type ReplicaId = z.infer<typeof ReplicaId>
export const ChangesetId = z.uuid().brand<'changeset'>()
export type ChangesetId = z.infer<typeof ChangesetId>

const COUNTERS = 2 ** 26

/** Where a maker of UUIDs stands: its last millisecond and how many ids it made in it. */
export type Stamp = { ms: number; counter: number }

/** The stamp after `last`: always later, also when the clock stands still, goes back, or 67 million ids fall in one ms. */
export function nextStamp(last: Stamp | null, nowMs: number): Stamp {
  if (!last || nowMs > last.ms) return { ms: nowMs, counter: 0 }
  return last.counter + 1 < COUNTERS ? { ms: last.ms, counter: last.counter + 1 } : { ms: last.ms + 1, counter: 0 }
}

/**
 * A UUIDv7 (RFC 9562 §5.7) from epoch ms and 16 random bytes. With a `counter` (below 2²⁶, from nextStamp) the 26 bits
 * after the time hold it (§6.2 method 1), so ids of growing stamps grow in text order; 48 random bits remain.
 */
export function uuidv7(nowMs: number, random: Uint8Array, counter?: number): string {
  if (!Number.isInteger(nowMs) || nowMs < 0 || nowMs >= 2 ** 48) throw new RangeError('the time does not fit 48 bits')
  if (random.length !== 16) throw new RangeError('16 random bytes are needed')
  const bytes = Uint8Array.from(random)
  const view = new DataView(bytes.buffer)
  view.setUint16(0, Math.floor(nowMs / 2 ** 32))
  view.setUint32(2, nowMs % 2 ** 32)
  if (counter !== undefined) {
    if (!Number.isInteger(counter) || counter < 0 || counter >= COUNTERS) throw new RangeError('the counter does not fit 26 bits')
    view.setUint16(6, counter >>> 14)
    view.setUint16(8, counter & 0x3fff)
  }
  return uuidText(view, 7)
}

/**
 * The UUIDv5 (RFC 9562 §5.5) of a name in a namespace: the same on every desktop, for rows a program makes by itself.
 * Throws RangeError when the namespace is not a UUID.
 */
export function uuidv5(namespace: string, name: string): string {
  if (!/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(namespace)) throw new RangeError('the namespace is not a UUID')
  const space = namespace.replaceAll('-', '').match(/../g) as string[]
  return uuidText(sha1([...space.map((pair) => Number.parseInt(pair, 16)), ...new TextEncoder().encode(name)]), 5)
}

function uuidText(view: DataView, version: number): string {
  view.setUint8(6, (view.getUint8(6) & 0x0f) | (version << 4))
  view.setUint8(8, (view.getUint8(8) & 0x3f) | 0x80)
  let hex = ''
  for (let at = 0; at < 16; at += 4) hex += view.getUint32(at).toString(16).padStart(8, '0')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}

const turn = (word: number, by: number): number => (word << by) | (word >>> (32 - by))

/** SHA-1 (FIPS 180-4), which UUIDv5 is defined by: it names rows here and protects nothing. */
function sha1(message: readonly number[]): DataView {
  const padded = new Uint8Array(Math.ceil((message.length + 9) / 64) * 64)
  padded.set(message)
  padded[message.length] = 0x80
  const blocks = new DataView(padded.buffer)
  blocks.setUint32(padded.length - 4, message.length * 8)
  const digest = new DataView(new ArrayBuffer(20))
  for (const [index, word] of [0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0].entries()) digest.setUint32(index * 4, word)
  const words = new DataView(new ArrayBuffer(320))
  for (let block = 0; block < padded.length; block += 64) {
    let [a, b, c, d, e] = [digest.getUint32(0), digest.getUint32(4), digest.getUint32(8), digest.getUint32(12), digest.getUint32(16)]
    for (let t = 0; t < 80; t++) {
      const back = (by: number) => words.getUint32((t - by) * 4)
      words.setUint32(t * 4, t < 16 ? blocks.getUint32(block + t * 4) : turn(back(3) ^ back(8) ^ back(14) ^ back(16), 1))
      const [mix, constant] =
        t < 20
          ? [(b & c) | (~b & d), 0x5a827999]
          : t < 40
            ? [b ^ c ^ d, 0x6ed9eba1]
            : t < 60
              ? [(b & c) | (b & d) | (c & d), 0x8f1bbcdc]
              : [b ^ c ^ d, 0xca62c1d6]
      const next = (turn(a, 5) + mix + e + constant + words.getUint32(t * 4)) | 0
      ;[a, b, c, d, e] = [next, a, turn(b, 30), c, d]
    }
    for (const [index, word] of [a, b, c, d, e].entries()) digest.setUint32(index * 4, digest.getUint32(index * 4) + word)
  }
  return digest
}

/** What a printed number says: kind of paper, site code, device code (given at enrolment), month `yymm`, running number. */
export type DocumentNumber = { kind: string; site: string; device: string; yymm: string; n: number }

const DOCUMENT = /^([A-Z]{2,3})-([A-Z0-9]{1,8})-([A-Z0-9]{2})-(\d{2}(?:0[1-9]|1[0-2]))-([1-9]\d{0,8})$/

/**
 * `SO-KS-02-2611-18`. Unique in the group as long as each device code counts `n` from 1 per kind and month.
 * Throws RangeError when a part cannot be read back.
 */
export function documentNumber({ kind, site, device, yymm, n }: DocumentNumber): string {
  const text = `${kind}-${site}-${device}-${yymm}-${n}`
  if (!DOCUMENT.test(text)) throw new RangeError(`${text} is not a document number`)
  return text
}

/** The parts of a document number, or `null`. Case and surrounding spaces are forgiven: people type it into the search. */
export function parseDocumentNumber(text: string): DocumentNumber | null {
  const match = DOCUMENT.exec(text.trim().toUpperCase())
  if (!match) return null
  const [, kind = '', site = '', device = '', yymm = '', n] = match
  return { kind, site, device, yymm, n: Number(n) }
}
