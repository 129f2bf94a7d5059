// Looks into a ZIP before anything unpacks it: how large it becomes, measured and not as it claims, and whether it hides
// entries. Nothing here writes a file.
import { inflateRawSync } from 'node:zlib'

export type ZipVerdict = 'fine' | 'too-large' | 'not-a-zip'

const END = 0x06054b50
const CENTRAL = 0x02014b50
const LOCAL = 0x04034b50
const MOST_ENTRIES = 5000
/** What one sheet may unpack to (a text longer than this cannot be read at once), and all of them. */
const LARGEST_ENTRY = 400_000_000
const LARGEST_WHOLE = 600_000_000
/** A data descriptor may stand between two entries. */
const DESCRIPTOR = 24
const ENCRYPTED = 1

type Entry = { name: string; method: number; flags: number; packed: number; size: number; at: number }

function entriesOf(bytes: Buffer): { entries: Entry[]; directoryAt: number } | null {
  let end = -1
  for (let at = bytes.length - 22; at >= Math.max(0, bytes.length - 65_557) && end < 0; at--) if (bytes.readUInt32LE(at) === END) end = at
  if (end < 0) return null
  const count = bytes.readUInt16LE(end + 10)
  const directoryAt = bytes.readUInt32LE(end + 16)
  const entries: Entry[] = []
  let at = directoryAt
  for (let i = 0; i < count; i++) {
    if (at + 46 > bytes.length || bytes.readUInt32LE(at) !== CENTRAL) return null
    const [nameLength, extraLength, commentLength] = [bytes.readUInt16LE(at + 28), bytes.readUInt16LE(at + 30), bytes.readUInt16LE(at + 32)]
    entries.push({
      name: bytes.toString('utf8', at + 46, at + 46 + nameLength),
      flags: bytes.readUInt16LE(at + 8),
      method: bytes.readUInt16LE(at + 10),
      packed: bytes.readUInt32LE(at + 20),
      size: bytes.readUInt32LE(at + 24),
      at: bytes.readUInt32LE(at + 42),
    })
    at += 46 + nameLength + extraLength + commentLength
  }
  return { entries, directoryAt }
}

/** Unpacks every text entry once with its claimed size as the limit, and refuses gaps in which an unlisted entry could lie. */
export function judgeZip(bytes: Buffer): ZipVerdict {
  if (bytes.length < 22 || bytes.readUInt32LE(0) !== LOCAL) return 'not-a-zip'
  const found = entriesOf(bytes)
  if (!found || found.entries.length === 0) return 'not-a-zip'
  if (found.entries.length > MOST_ENTRIES) return 'too-large'
  let whole = 0
  let expected = 0
  for (const entry of found.entries.toSorted((a, b) => a.at - b.at)) {
    if (
      entry.flags & ENCRYPTED ||
      entry.at < expected ||
      entry.at > expected + DESCRIPTOR ||
      entry.at + 30 > bytes.length ||
      bytes.readUInt32LE(entry.at) !== LOCAL
    )
      return 'not-a-zip'
    const from = entry.at + 30 + bytes.readUInt16LE(entry.at + 26) + bytes.readUInt16LE(entry.at + 28)
    expected = from + entry.packed
    if (expected > bytes.length) return 'not-a-zip'
    whole += entry.size
    if (entry.size > LARGEST_ENTRY || whole > LARGEST_WHOLE) return 'too-large'
    if (entry.method === 0 ? entry.packed !== entry.size : entry.method !== 8) return 'not-a-zip'
    if (entry.method === 8 && /\.(?:xml|rels)$/i.test(entry.name)) {
      try {
        inflateRawSync(bytes.subarray(from, expected), { maxOutputLength: Math.max(1, entry.size) })
      } catch (error) {
        return (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE' ? 'too-large' : 'not-a-zip'
      }
    }
  }
  return expected <= found.directoryAt && found.directoryAt - expected <= DESCRIPTOR ? 'fine' : 'not-a-zip'
}
