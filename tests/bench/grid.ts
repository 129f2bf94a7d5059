// A page of the customer list, sorted, through dispatch beside the bare query that finds the same rows.
import { createDispatch } from '../../src/main/ipc/dispatch.ts'
import { allModules } from '../../src/main/modules/handlers.ts'
import type { Services } from '../../src/main/modules/services.ts'
import { sideBySide } from './measure.ts'
import { customersStore } from './rows.ts'
import { somebody } from '../support/store.ts'

export async function benchGrid(rows: number) {
  const { store, close } = customersStore(rows)
  const who = somebody()
  const services = { sessions: { who: () => who } } as unknown as Services
  const { dispatch } = createDispatch({
    modules: allModules(),
    store: () => store.session,
    services,
    incident: (error) => String((error as Error).stack),
  })
  const bare = store.raw.prepare(
    'SELECT * FROM customers WHERE site_id = ? AND archived_at IS NULL ORDER BY created_at DESC LIMIT 100 OFFSET ?',
  )
  const offset = (i: number) => (i * 977) % Math.max(1, Math.min(rows, 5000) - 100)
  const made = await sideBySide(
    300,
    async (i) => {
      const reply = await dispatch({
        name: 'customers.page',
        input: { offset: offset(i), limit: 100, sort: [{ column: 'createdAt', dir: 'desc' }] },
        caller: '1',
      })
      if (!reply.ok || (reply.value as { rows: unknown[] }).rows.length !== 100) throw new Error(JSON.stringify(reply).slice(0, 400))
    },
    (i) => bare.all(who.site, offset(i)),
  )
  close()
  return { rows, ...made }
}
