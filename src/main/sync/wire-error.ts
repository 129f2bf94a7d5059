// What can go wrong between this desktop and its HQ, as codes, and what a person is told of it.
import { Refusal } from '../../shared/errors.ts'
import type { HqError } from '../../shared/sync/protocol.ts'
import type { WireDetail } from './port.ts'

/** What can go wrong, beside what HQ itself says. */
export type WireCode =
  | HqError
  /** No way there: no network, no such host, nobody listening, the line broke. */
  | 'unreachable'
  /** Somebody is there and does not answer in time. */
  | 'timeout'
  /** Whoever answers shows another certificate. */
  | 'bad-certificate'
  /** The answer is not what an HQ says. */
  | 'garbled'
  /** The worker process ended while it was at it. */
  | 'worker-lost'

export class WireError extends Error {
  readonly code: WireCode
  /** The whole request had left this machine, so HQ may have taken it. */
  readonly sent: boolean
  readonly detail: WireDetail
  /** HQ was there, and the line did not carry this much: less may get through. */
  get brokeOff(): boolean {
    return this.detail.connected === true && (this.code === 'unreachable' || this.code === 'timeout')
  }
  constructor(code: WireCode, sent: boolean, detail: WireDetail = {}) {
    super(detail.words ? `${code}: ${detail.words}` : code)
    this.name = 'WireError'
    this.code = code
    this.sent = sent
    this.detail = detail
  }
}

/** What a person is told when joining an HQ or asking it for something failed. Other errors pass through. */
export function inWords(error: unknown): unknown {
  if (!(error instanceof WireError)) return error
  switch (error.code) {
    case 'code-unknown':
    case 'code-expired':
    case 'code-used':
    case 'site-has-data':
    case 'protocol-too-old':
    case 'revoked':
      return new Refusal(error.code)
    case 'bad-certificate':
      return new Refusal('hq-not-trusted')
    case 'unreachable':
    case 'timeout':
    case 'worker-lost':
    case 'busy':
    case 'too-many-requests':
      return new Refusal('hq-unreachable')
    case 'cannot-write':
      return new Refusal('hq-cannot-write')
    default:
      return new Refusal('hq-strange', { code: error.code })
  }
}
