// What answers the entries of messages. Loaded when one of them is asked for.
import type { HandlersOf } from '../handler.ts'
import * as commands from './commands.ts'
import * as queries from './queries.ts'

export { messages as contract } from '../../../shared/modules/messages/contract.ts'

export const handlers = {
  page: queries.page,
  tries: queries.tries,
  templates: queries.templates,
  versions: queries.versions,
  preview: queries.preview,
  post: queries.post,
  write: commands.write,
  cancel: commands.cancel,
  again: commands.again,
  keepTemplate: commands.keepTemplate,
  keepChannel: commands.keepChannel,
  takePost: commands.takePost,
  givePost: commands.givePost,
  begin: commands.begin,
  settle: commands.settle,
  hear: commands.hear,
} satisfies HandlersOf<'messages'>
