// The text a person carries from HQ to a desktop: `FC-` and the PairingCode in base64url. ASCII throughout.
import { PairingCode } from './protocol.ts'

const PREFIX = 'FC-'

export const writePairingCode = (code: PairingCode): string =>
  PREFIX + btoa(JSON.stringify(code)).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')

/** Reads a code as pasted: line breaks, spaces and whatever stands before `FC-` are ignored. Null when it cannot be one. */
export function readPairingCode(text: string): PairingCode | null {
  const compact = text.replaceAll(/\s/g, '')
  const at = compact.indexOf(PREFIX)
  if (at < 0) return null
  try {
    const parsed = PairingCode.safeParse(
      JSON.parse(
        atob(
          compact
            .slice(at + PREFIX.length)
            .replaceAll('-', '+')
            .replaceAll('_', '/'),
        ),
      ),
    )
    return parsed.success ? parsed.data : null
  } catch {
    return null
  }
}
