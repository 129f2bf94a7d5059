// The second factor: codes of an authenticator by RFC 6238 (SHA-1, 30 seconds, 6 digits), as every such program makes them.
import { createHmac, timingSafeEqual } from 'node:crypto'
import { TOTP } from '../../shared/console/rules.ts'

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

/** Bytes as base32 without padding; five bytes are eight characters. */
export function base32(bytes: Uint8Array): string {
  let bits = ''
  for (const byte of bytes) bits += byte.toString(2).padStart(8, '0')
  return (bits.match(/.{1,5}/g) ?? []).map((five) => ALPHABET[Number.parseInt(five.padEnd(5, '0'), 2)]).join('')
}
function bytesOf(text: string): Buffer {
  let bits = ''
  for (const letter of text) bits += ALPHABET.indexOf(letter).toString(2).padStart(5, '0')
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((eight) => Number.parseInt(eight, 2)))
}

export const stepAt = (ms: number): number => Math.floor(ms / 1000 / TOTP.seconds)

/** The code of one step. */
export function codeAt(secret: string, step: number): string {
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(step))
  const mac = createHmac('sha1', bytesOf(secret)).update(counter).digest()
  const at = (mac.at(-1) as number) & 0xf
  return String((mac.readUInt32BE(at) & 0x7fffffff) % 10 ** TOTP.digits).padStart(TOTP.digits, '0')
}

/** The step a code is of, near `now` and after `last`: a code counts once. Null when it is of none. */
export function stepOf(secret: string, code: string, now: number, last: number): number | null {
  if (!/^\d{6}$/.test(code)) return null
  const here = stepAt(now)
  for (let step = here - TOTP.slack; step <= here + TOTP.slack; step++)
    if (step > last && timingSafeEqual(Buffer.from(codeAt(secret, step)), Buffer.from(code))) return step
  return null
}

/** What an authenticator reads as a QR code. */
export const totpUri = (secret: string, login: string): string =>
  `otpauth://totp/Forecourt%20HQ:${encodeURIComponent(login)}?secret=${secret}&issuer=Forecourt%20HQ`
