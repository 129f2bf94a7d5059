// What answers the entries of identity. Loaded when one of them is asked for.
import type { HandlersOf } from '../handler.ts'
import * as commands from './commands.ts'
import * as jobs from './jobs.ts'
import * as queries from './queries.ts'

export { identity as contract } from '../../../shared/modules/identity/contract.ts'

export const handlers = {
  people: queries.people,
  me: queries.me,
  places: queries.places,
  standing: jobs.standing,
  signIn: jobs.signIn,
  switchUser: jobs.switchUser,
  actAs: jobs.actAs,
  lock: jobs.lock,
  unlock: jobs.unlock,
  signOut: jobs.signOut,
  prove: jobs.prove,
  setPassword: jobs.setPassword,
  setPin: jobs.setPin,
  keepPassword: commands.keepPassword,
  keepPin: commands.keepPin,
  noteSignIn: commands.noteSignIn,
  noteSwitch: commands.noteSwitch,
  noteUnlock: commands.noteUnlock,
  noteSignOut: commands.noteSignOut,
  noteFailedSignIn: commands.noteFailedSignIn,
} satisfies HandlersOf<'identity'>
