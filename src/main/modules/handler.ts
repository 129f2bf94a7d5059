// The shapes of handlers, derived from the contract: a query gets a Reader, a command a Writer, a job its context.
// A handler that does not fit its entry does not compile.
import type { Asked, CommandName, Contract, Entry, Input, Kind, ModuleName, Name, Output, QueryName } from '../../shared/contract.ts'
import type { Reader } from '../store/read.ts'
import type { Session } from '../store/session.ts'
import type { Who } from '../store/who.ts'
import type { Writer } from '../store/write.ts'
import type { Services } from './services.ts'

export type Job = {
  /** The signed-in person; null before sign-in. */
  readonly who: Who | null
  /** The window that asked: what sign-in and lock belong to. */
  readonly caller: string
  /** The open store. @throws Refusal('not-ready') while none is open. */
  store(): Session
  /** Runs a query of the contract as this person (permission checked). */
  ask<N extends QueryName>(name: N, input: Asked<N>): Output<N>
  /** The same as a window asks: what takes long is answered by the worker, and main is not held. */
  look<N extends QueryName>(name: N, input: Asked<N>): Promise<Output<N>>
  /** Runs a command of the contract as this person: permission, one transaction, audit line. */
  run<N extends CommandName>(name: N, input: Asked<N>): Output<N>
  /** The entry of this name, whoever may run it. */
  entry(name: string): Entry | undefined
  /** Tells the window how far the work is. `total` 0 means unknown; `note` is a word the renderer translates. */
  progress(done: number, total: number, note?: string): void
  readonly signal: AbortSignal
  readonly services: Services
}

export type Handler<N extends Name> =
  Kind<N> extends 'query'
    ? (db: Reader, input: Input<N>) => Output<N>
    : Kind<N> extends 'command'
      ? (db: Writer, input: Input<N>) => Output<N>
      : (job: Job, input: Input<N>) => Promise<Output<N>>

export type Handlers = { [N in Name]: Handler<N> }
/** The handlers of one module, by the names its contract gives them. */
export type HandlersOf<M extends ModuleName> = { [F in keyof Contract[M] & string]: Handler<`${M}.${F}` & Name> }
