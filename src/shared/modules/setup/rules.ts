// The recovery code as people write and type it: eight groups of four Crockford letters and a check letter each. Pure, so
// that the window can say which group is mistyped while it is being typed.

const LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
export const GROUPS = 8

/** Multiplication in GF(32), polynomial x⁵+x²+1. */
function times(a: number, b: number): number {
  let sum = 0
  for (let i = 0; i < 5; i++) if (b & (1 << i)) sum ^= a << i
  for (let i = 8; i >= 5; i--) if (sum & (1 << i)) sum ^= 0b100101 << (i - 5)
  return sum
}

/** Different weights in a field: every single wrong letter and every swap of two letters of a group shows, and so do swapped groups. */
const checkOf = (group: number, four: readonly number[]): number =>
  four.reduce((sum, letter, i) => sum ^ times(letter, i + 2), times(group + 1, 17))

/** `4G7QK-…` of 20 secret bytes. */
export function printCode(secret: Uint8Array): string {
  if (secret.length !== 20) throw new RangeError('a recovery secret has 20 bytes')
  let bits = 0n
  for (const byte of secret) bits = (bits << 8n) | BigInt(byte)
  const letters = Array.from({ length: 32 }, (_, i) => Number((bits >> BigInt(5 * (31 - i))) & 31n))
  return Array.from({ length: GROUPS }, (_, g) => {
    const four = letters.slice(g * 4, g * 4 + 4)
    return [...four, checkOf(g, four)].map((letter) => LETTERS[letter]).join('')
  }).join('-')
}

/** What was typed, without whatever stands between letters; O is 0, I and L are 1. */
export const plainCode = (typed: string): string =>
  typed
    .normalize('NFKC')
    .toUpperCase()
    .replaceAll('O', '0')
    .replaceAll(/[IL]/g, '1')
    .replaceAll(/[^0-9A-Z]/g, '')

/** Whether the five letters of a group (from 0) fit together. */
export function groupIsRight(group: number, five: string): boolean {
  const letters = [...five].map((letter) => LETTERS.indexOf(letter))
  return letters.length === 5 && !letters.includes(-1) && checkOf(group, letters.slice(0, 4)) === letters[4]
}

/** Reads a code as typed. `wrong` names the groups (from 1) that cannot be right, missing ones too. */
export function readCode(typed: string): { ok: true; secret: Uint8Array } | { ok: false; wrong: number[] } {
  const text = plainCode(typed)
  const groups = Array.from({ length: GROUPS }, (_, g) => text.slice(g * 5, g * 5 + 5))
  const wrong = groups.flatMap((five, g) => (groupIsRight(g, five) ? [] : [g + 1]))
  if (text.length > GROUPS * 5 && wrong.length === 0) wrong.push(GROUPS)
  if (wrong.length > 0) return { ok: false, wrong }
  let bits = 0n
  for (const five of groups) for (const letter of five.slice(0, 4)) bits = (bits << 5n) | BigInt(LETTERS.indexOf(letter))
  return { ok: true, secret: Uint8Array.from({ length: 20 }, (_, i) => Number((bits >> BigInt(8 * (19 - i))) & 255n)) }
}

/** The group's recovery key as HQ prints it is longer than any recovery code: sixteen groups of four and a check group. */
export const isGroupKey = (typed: string): boolean => plainCode(typed).length >= 60
