// Which derived local tables follow which rows: called by the store after every write, whatever its origin.
import type { Derive } from '../store/session.ts'

export const derives: Readonly<Record<string, readonly Derive[]>> = {}
