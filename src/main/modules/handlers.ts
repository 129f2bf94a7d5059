// What answers every entry of the contract, all modules at once: for programs without a window and for tests. The window's
// program loads them one by one (modules.ts).
import { entries } from '../../shared/contract.ts'
import type { Handlers } from './handler.ts'
import { type Modules, sources, wholeModules } from './modules.ts'

const each = Object.entries(sources).map(async ([module, load]) =>
  Object.entries<unknown>((await load()).handlers).map(([name, handler]) => [`${module}.${name}`, handler] as const),
)
export const handlers = Object.fromEntries((await Promise.all(each)).flat()) as Handlers

/** The same as modules; `over` puts a test's own in place of some. */
export const allModules = (over: Readonly<Record<string, unknown>> = {}): Modules => wholeModules(entries, { ...handlers, ...over })
