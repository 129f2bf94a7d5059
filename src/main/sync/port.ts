// How main and the sync worker reach each other: two ends of one pipe and the questions that go through it. The worker
// is a utility process under Electron and a forked process in plain Node; nobody else needs to know which.
import { type ChildProcess, fork } from 'node:child_process'
import type {
  FileAnswer,
  PairAnswer,
  PairRequest,
  Position,
  RoundAnswer,
  RoundRequest,
  RowsAnswer,
  SnapshotChunk,
  SumsAnswer,
} from '../../shared/sync/protocol.ts'
import type { WireCode } from './wire-error.ts'

/** Who this desktop is to HQ. It reaches the worker by message only, never by arguments or environment. */
export type Identity = {
  url: string
  /** SHA-256 hex of the certificates to trust. */
  fingerprints: readonly string[]
  replica: string
  /** Ed25519, base64 of the PKCS8 DER. */
  privateKey: string
  /** The last counter this desktop used. */
  counter: number
}

/** A round's answer without its entries: those are fetched in parts, each small enough to be taken in at once. */
export type RoundHead = Omit<RoundAnswer, 'entries'> & {
  /** Which answer the parts belong to: the next round may be under way while they are fetched. */
  answer: number
  parts: number
  /** Clock of this desktop when the answer came, for the skew. */
  heardAt: number
  tripMs: number
  counter: number
}

export type Questions = {
  identify: { ask: Identity; answer: null }
  pair: { ask: { url: string; fingerprint: string; body: PairRequest }; answer: PairAnswer }
  round: { ask: RoundRequest; answer: RoundHead }
  /** Checked entries as JSON text: main reads that faster than it would be handed the objects. */
  part: { ask: { answer: number; index: number }; answer: string }
  /** `bytes`: about how much of it at once. */
  snapshot: { ask: { after: string | null; bytes: number }; answer: SnapshotChunk }
  sums: { ask: Position; answer: SumsAnswer['sums'] }
  rows: { ask: Position & { table: string; buckets: readonly number[]; after: string }; answer: RowsAnswer }
  sendFile: { ask: { sha256: string; size: number; offset: number; bytes: Uint8Array }; answer: FileAnswer }
  fetchFile: { ask: { sha256: string; offset: number; length: number }; answer: { bytes: Uint8Array; size: number } }
  /** Opens the live channel and keeps it open, or closes it; asked again while it waits to reopen, it tries at once. */
  listen: { ask: { on: boolean }; answer: null }
}
export type Question = keyof Questions

export type ToWorker = { [Q in Question]: { id: number; question: Q; ask: Questions[Q]['ask'] } }[Question]
export type FromWorker =
  | { kind: 'answer'; id: number; value: unknown }
  | { kind: 'failure'; id: number; code: WireCode; sent: boolean; detail: WireDetail }
  | { kind: 'news'; head: number; asks: boolean }
  | { kind: 'live'; on: boolean }
/** `connected`: it went wrong after HQ had shown its certificate. */
export type WireDetail = { counter?: number; expected?: number; received?: number; words?: string; connected?: boolean }

/** Main's end of the pipe to one worker process. */
export type Port = {
  post(message: ToWorker): void
  hear(listener: (message: FromWorker) => void): void
  /** The process ended, whatever the reason. */
  gone(listener: () => void): void
  kill(): void
}

/** The worker as a child of plain Node. `file` is worker.ts, or what it was built into. */
export function forkedPort(file: string): Port & { pid: number | undefined } {
  const child: ChildProcess = fork(file, [], {
    serialization: 'advanced',
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    execArgv: [],
    env: { PATH: process.env['PATH'] },
  })
  child.on('error', () => child.kill('SIGKILL'))
  return {
    pid: child.pid,
    post: (message) => void (child.connected && child.send(message, () => undefined)),
    hear: (listener) => void child.on('message', (message) => listener(message as FromWorker)),
    gone: (listener) => void child.once('exit', listener),
    kill: () => void child.kill('SIGKILL'),
  }
}

/** The worker's end: the same two functions under both parents. */
export function parentPort(): { post(message: FromWorker): void; hear(listener: (message: ToWorker) => void): void } {
  type ElectronParent = { postMessage(message: unknown): void; on(event: 'message', listener: (event: { data: unknown }) => void): void }
  const electron = (process as unknown as { parentPort?: ElectronParent }).parentPort
  if (electron)
    return {
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a process port, not a window
      post: (message) => electron.postMessage(message),
      hear: (listener) => electron.on('message', (event) => listener(event.data as ToWorker)),
    }
  return {
    // A parent that was killed hears nothing any more; its disconnecting ends this process.
    post: (message) => void (process.connected && process.send?.(message, undefined, undefined, () => undefined)),
    hear: (listener) => {
      process.on('message', (message) => listener(message as ToWorker))
      // Without a parent there is nobody to work for.
      process.on('disconnect', () => process.exit(0))
    },
  }
}
