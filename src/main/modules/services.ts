// What jobs may use of the world outside the store. main.ts gives the real ones (Electron windows and dialogs), tests
// and plain Node programs give their own; nothing in modules imports Electron.
import type { Register, RegisterOutcome } from '../../shared/modules/privacy/rules.ts'
import type { Who } from '../store/who.ts'

export type Sessions = {
  /** Whom a window is signed in as; null when nobody is, or the window is locked. */
  who(caller: string): Who | null
  signIn(caller: string, who: Who): void
  /** Keeps the person but refuses calls until they unlock. */
  lock(caller: string): void
  locked(caller: string): Who | null
  signOut(caller: string): void
}

export type Paper = {
  /** Renders HTML to an A4 PDF. */
  pdf(html: string): Promise<Uint8Array>
  /** Opens the system's print dialog for a PDF; false when the person cancelled. */
  print(pdf: Uint8Array, title: string): Promise<boolean>
}

export type Dialogs = {
  /** Paths the person chose; empty when they cancelled. */
  open(options: { title: string; folder?: boolean; filters?: { name: string; extensions: string[] }[] }): Promise<string[]>
  save(options: { title: string; suggested: string; filters?: { name: string; extensions: string[] }[] }): Promise<string | null>
  /** Shows a file in the system's file manager. */
  reveal(path: string): void
}

/** A live link to a public register; most desktops have none. */
export type RegisterLink = {
  /** What a register says of a paper or a plate; null when it cannot be reached. */
  ask(register: Register, subject: string, name: string | null): Promise<RegisterOutcome | null>
}

export type Services = {
  sessions: Sessions
  /** Absent where the store has no contract with an authority: then people look by hand. */
  registers?: RegisterLink
  paper: Paper
  dialogs: Dialogs
  /** The profile: phases, keys, backups, pairing. */
  desktop: import('../desktop.ts').DesktopControl
}
