// The one way HQ says no to a device: a code of the protocol's closed list, with its HTTP status.
import type { HqError, HqFailure } from '../shared/sync/protocol.ts'

const STATUS: Record<HqError, number> = {
  'unknown-route': 404,
  'bad-request': 400,
  'bad-signature': 401,
  replayed: 409,
  'unknown-device': 401,
  revoked: 403,
  suspended: 403,
  'code-unknown': 404,
  'code-expired': 410,
  'code-used': 410,
  'site-has-data': 409,
  'protocol-too-old': 426,
  'too-large': 413,
  'too-many-requests': 429,
  'position-unknown': 409,
  fork: 409,
  gap: 409,
  'unknown-file': 404,
  'wrong-offset': 409,
  'hash-mismatch': 422,
  busy: 503,
  'cannot-write': 507,
  internal: 500,
}

export class HqRefusal extends Error {
  readonly statusCode: number
  readonly failure: HqFailure
  constructor(error: HqError, details: Omit<HqFailure, 'error'> = {}) {
    super(error)
    this.name = 'HqRefusal'
    this.statusCode = STATUS[error]
    this.failure = { error, ...details }
  }
}
