// What answers the entries of shell. Loaded when one of them is asked for.
import type { HandlersOf } from '../handler.ts'
import * as commands from './commands.ts'
import * as queries from './queries.ts'

export { shell as contract } from '../../../shared/modules/shell/contract.ts'

export const handlers = {
  draft: queries.draft,
  saveDraft: commands.saveDraft,
  dropDraft: commands.dropDraft,
  views: queries.views,
  saveView: commands.saveView,
  removeView: commands.removeView,
  preferences: queries.preferences,
  savePreference: commands.savePreference,
} satisfies HandlersOf<'shell'>
