// Name → function for every contract entry; a missing or ill-fitting one does not compile.
import type { Handlers } from './handler.ts'
import * as shellCommands from './shell/commands.ts'
import * as shellQueries from './shell/queries.ts'

export const handlers = {
  'shell.draft': shellQueries.draft,
  'shell.saveDraft': shellCommands.saveDraft,
  'shell.dropDraft': shellCommands.dropDraft,
  'shell.views': shellQueries.views,
  'shell.saveView': shellCommands.saveView,
  'shell.removeView': shellCommands.removeView,
  'shell.preferences': shellQueries.preferences,
  'shell.savePreference': shellCommands.savePreference,
} satisfies Handlers
