// The one shape in which an answer crosses a process border. Codes are words; the renderer turns them into text.

/** Codes any entry may answer with, whatever its own refusals. */
export const commonCodes = [
  /** The input did not match the schema; `details.issues` lists path and message of every problem. */
  'invalid-input',
  /** The session lacks the permission; `details.needs` names it. */
  'forbidden',
  /** Nobody is signed in, or the session was locked. */
  'signed-out',
  /** The store is not open yet, or is being moved, restored or closed. */
  'not-ready',
  /** No row with that id is in this store. */
  'not-found',
  /** The person cancelled the job. */
  'cancelled',
  /** The disk is full: nothing was written, reading and printing still work. */
  'disk-full',
  /** The folder or file cannot be written: nothing was written. */
  'read-only',
  /** The database file is damaged: writing stopped, restore from a backup. */
  'damaged',
  /** HQ decides this table, and this desktop has no group reach. */
  'hq-decides',
  /** The unforeseen; `incident` is the number under which main's log keeps the stack. */
  'internal',
] as const
export type CommonCode = (typeof commonCodes)[number]

export type Failure<Code extends string = string> = { code: Code; details?: unknown; incident?: string }
export type Envelope<Value, Code extends string = string> = { ok: true; value: Value } | { ok: false; error: Failure<Code> }

/** Thrown inside a command: rolls the transaction back and reaches the caller as `{ok: false, error: {code, details}}`. */
export class Refusal<Code extends string = string> extends Error {
  readonly code: Code
  readonly details: unknown
  constructor(code: Code, details?: unknown) {
    super(code)
    this.name = 'Refusal'
    this.code = code
    this.details = details
  }
}
