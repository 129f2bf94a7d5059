// Wrong calls do not compile: checked by `npm run check` (types), where an unused expectation is an error.
import type { Name, Reply } from '../../src/shared/contract.ts'
import type { Handlers } from '../../src/main/modules/handler.ts'
import { handlers } from '../../src/main/modules/handlers.ts'
import type { Reader } from '../../src/main/store/read.ts'
import { call } from '../../src/renderer/api.ts'

const { 'shell.views': _views, ...missing } = handlers
// @ts-expect-error a contract entry without a handler
export const lacks = missing satisfies Handlers
export const writes = {
  ...handlers,
  // @ts-expect-error a query handler may not write: its db is a Reader
  'shell.draft': (db: Reader) => (db.patch('drafts', 'x', {}), null),
} satisfies Handlers
export const slow = {
  ...handlers,
  // @ts-expect-error a command's handler may not be async: the transaction would be over before it wrote
  'shell.dropDraft': async () => null,
} satisfies Handlers
// @ts-expect-error no such entry
export const unknown: Name = 'shell.nothing'
// @ts-expect-error the input lacks its key
export const incomplete = () => call('shell.draft', {})
export const narrow = (reply: Reply<'shell.removeView'>): string => {
  if (reply.ok) return 'done'
  const { code } = reply.error
  switch (code) {
    case 'invalid-input':
    case 'forbidden':
    case 'signed-out':
    case 'not-ready':
    case 'not-found':
    case 'cancelled':
    case 'disk-full':
    case 'read-only':
    case 'damaged':
    case 'hq-decides':
      return code
    default: {
      // @ts-expect-error 'internal' is left unhandled
      const never: never = code
      return never
    }
  }
}
