// What the store keeps for the console: administrators, their links and sessions, and the chain of deeds. Written by the
// one commit of store.ts, so that a deed and its line are never apart.
import type { Role } from '../../shared/console/rules.ts'

export type Administrator = {
  id: string
  login: string
  name: string
  role: Role
  /** Argon2id in PHC form; null until the person used a link. */
  verifier: string | null
  totp: string | null
  totpStep: number
  failures: number
  failedAt: number | null
  lockedUntil: number | null
  madeAt: number
  endedAt: number | null
}
/** `administrator` is null in the link of the very first. */
export type Link = { digest: string; administrator: string | null; expiresAt: number; usedAt: number | null }
export type Session = { digest: string; administrator: string; madeAt: number; seenAt: number }

/** Whoever types commands on headquarters' own computer. */
export const TERMINAL = 'terminal'
type Detail = string | number | boolean | null
export type Deed = { at: number; by: string; act: string; subject: string | null; details: Readonly<Record<string, Detail>> }
export type KeptDeed = Deed & { number: number }

export type ConsoleChange =
  /** Whole, whether it was there or not. */
  | { kind: 'administrator'; administrator: Administrator }
  | { kind: 'link'; link: Link }
  | { kind: 'use-link'; digest: string; at: number }
  /** Nobody opens an earlier link of this person any more. */
  | { kind: 'void-links'; administrator: string | null; at: number }
  /** Links, and pairing codes, that were used or had expired before an instant. */
  | { kind: 'forget-spent'; before: number }
  | { kind: 'session'; session: Session }
  /** Those begun before an instant: none of them lives any more. */
  | { kind: 'forget-sessions'; before: number }
  | { kind: 'end-session'; digest: string }
  | { kind: 'end-sessions'; administrator: string; but: string | null }

export type ConsoleStore = {
  /** With the last sign of life of any of their sessions. */
  administrators(): Promise<(Administrator & { seenAt: number | null })[]>
  administrator(id: string): Promise<Administrator | null>
  administratorBy(login: string): Promise<Administrator | null>
  link(digest: string): Promise<Link | null>
  session(digest: string): Promise<Session | null>
  /** Newest first. */
  sessions(administrator: string): Promise<Session[]>
  seeSession(digest: string, at: number): Promise<void>
  /** Newest first. */
  deeds(asked: { before: number | null; by: string | null; subject?: string; limit: number }): Promise<KeptDeed[]>
  /** Reckons the chain anew; the first deed whose hash is not that of its contents, or that is missing. */
  checkDeeds(): Promise<{ count: number; brokenAt: number | null }>
}
