// Spellings of names found out already, kept for a while: most names of a bulk come more than once, and the thread that
// prepares its rows hands theirs over, because finding out costs main more than all the rest of indexing a row.
import { spell, type Spelling } from '../derive/readings.ts'

export type { Spelling } from '../derive/readings.ts'
/** A few portions of a bulk, about a megabyte. */
const KEPT = 4000
const kept = new Map<string, Spelling>()

function keep(name: string, spelling: Spelling): Spelling {
  if (kept.size >= KEPT) kept.clear()
  kept.set(name, spelling)
  return spelling
}

export const spellingOf = (name: string): Spelling => kept.get(name) ?? keep(name, spell(name))

/** Names that are about to be written, with what another thread found out about them. */
export function hear(spellings: ReadonlyMap<string, Spelling>): void {
  for (const [name, spelling] of spellings) keep(name, spelling)
}
