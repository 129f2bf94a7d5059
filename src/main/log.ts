// The local incident log: what went wrong, under the number a person can read out. Rotating, in the profile, without
// names, phones or amounts; it is never sent anywhere.
import { randomInt } from 'node:crypto'
import { appendFileSync, mkdirSync, renameSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'

const LIMIT = 1_000_000
const KEPT = 4
const LETTERS = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ'

export type Log = {
  note(event: string, about?: Readonly<Record<string, string | number | boolean | null>>): void
  /** Writes the error and its stack; returns the incident number, e.g. `1122-7F3K` (month, day, four letters). */
  incident(error: unknown, where: string): string
}

/** `say` also hears every line (a terminal in development). @throws never: a log that cannot be written must not stop work. */
export function openLog(folder: string, options: { now?: () => number; say?: (line: string) => void } = {}): Log {
  const now = options.now ?? Date.now
  const file = join(folder, 'forecourt.log')
  const write = (line: string): void => {
    options.say?.(line)
    try {
      mkdirSync(folder, { recursive: true })
      if ((statSync(file, { throwIfNoEntry: false })?.size ?? 0) > LIMIT) rotate(file)
      appendFileSync(file, `${line}\n`)
    } catch {
      // A full or read-only disk is told where the person's work is refused, not here.
    }
  }
  const stamp = (): string => new Date(now()).toISOString()
  return {
    note: (event, about = {}) => write(JSON.stringify({ at: stamp(), event, ...about })),
    incident: (error, where) => {
      const day = new Date(now() + 8 * 3_600_000).toISOString()
      const number = `${day.slice(5, 7)}${day.slice(8, 10)}-${Array.from({ length: 4 }, () => LETTERS[randomInt(LETTERS.length)]).join('')}`
      write(JSON.stringify({ at: stamp(), incident: number, where, error: describe(error) }))
      return number
    },
  }
}

function rotate(file: string): void {
  rmSync(`${file}.${KEPT}`, { force: true })
  for (let i = KEPT - 1; i >= 1; i--)
    if (statSync(`${file}.${i}`, { throwIfNoEntry: false })) renameSync(`${file}.${i}`, `${file}.${i + 1}`)
  renameSync(file, `${file}.1`)
}

/** Error texts may quote what a person typed: digits of phones and ids, and anything within quotes, are blanked. */
const blank = (text: string): string => text.replaceAll(/\d{6,}/g, '#').replaceAll(/(["'“‘`])(?:(?!\1).){3,200}?["'”’`]/g, '$1…$1')

function describe(error: unknown): { name: string; code: string; message: string; stack: string[] } {
  const e = (error ?? {}) as { name?: unknown; code?: unknown; message?: unknown; stack?: unknown }
  const stack =
    typeof e.stack === 'string'
      ? e.stack
          .split('\n')
          .filter((l) => l.trim().startsWith('at '))
          .slice(0, 12)
          .map((l) => l.trim())
      : []
  return {
    name: String(e.name ?? typeof error),
    code: String(e.code ?? ''),
    message: blank(String(e.message ?? error)).slice(0, 500),
    stack,
  }
}
