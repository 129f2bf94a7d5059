// What goes wrong between a desktop and its HQ, as the words the window has sentences for, and how patiently each is
// tried again.
import type { Problem } from '../../shared/modules/sync/contract/engine.ts'
import type { WireCode } from './wire-error.ts'

export function problemOf(code: WireCode): Problem {
  switch (code) {
    case 'unreachable':
    case 'timeout':
    case 'bad-certificate':
    case 'revoked':
    case 'suspended':
      return code
    case 'busy':
    case 'too-many-requests':
      return 'busy'
    case 'unknown-device':
    case 'bad-signature':
      return 'unknown-device'
    case 'position-unknown':
    case 'gap':
      return 'hq-went-back'
    case 'fork':
      return 'copied'
    case 'protocol-too-old':
      return 'update-needed'
    case 'worker-lost':
      return 'worker'
    case 'garbled':
      return 'hq-strange'
    case 'internal':
      return 'hq-ill'
    case 'cannot-write':
      return 'hq-cannot-write'
    default:
      return 'hq-refuses'
  }
}
/** These pass by themselves and are nobody's fault. */
const PASSING: ReadonlySet<Problem> = new Set(['unreachable', 'timeout', 'busy'])
export const passes = (problem: Problem): boolean => PASSING.has(problem)
/** The longest wait between two tries: short where the line may come back any moment. */
const LONGEST_MS: Partial<Record<Problem, number>> = {
  unreachable: 6_000,
  timeout: 10_000,
  'hq-cannot-write': 10_000,
  revoked: 600_000,
  'update-needed': 600_000,
}

/** How long to wait before the next try, after so many failures in a row; `random` in 0..1 spreads desktops apart. */
export const waitAfter = (problem: Problem, failures: number, random: number): number =>
  Math.min(LONGEST_MS[problem] ?? 60_000, 400 * 2 ** Math.min(failures, 12)) * (0.5 + random / 2)
