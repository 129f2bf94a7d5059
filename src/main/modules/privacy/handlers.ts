// What answers the entries of privacy. Loaded when one of them is asked for.
import type { HandlersOf } from '../handler.ts'
import * as commands from './commands.ts'
import * as jobs from './jobs.ts'
import * as consents from './queries/consents.ts'
import * as provenance from './queries/provenance.ts'

export { privacy as contract } from '../../../shared/modules/privacy/contract.ts'

export const handlers = {
  consents: consents.consents,
  noteConsent: commands.noteConsent,
  provenance: provenance.provenance,
  lookUp: jobs.lookUp,
  handOut: jobs.handOut,
  noteVerification: commands.noteVerification,
  noteHandedOut: commands.noteHandedOut,
} satisfies HandlersOf<'privacy'>
