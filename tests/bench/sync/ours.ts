// Ours in the sync benchmarks: a whole desktop without a window (encrypted store, derived tables, engine, worker process).
import { customers } from '../../../src/shared/modules/customers/tables.ts'
import { desktop, eventually, type Desktop } from '../../support/desktop.ts'
import { columnsOf } from '../../../src/shared/tables/define.ts'
import type { Person } from './people.ts'

const keys = new Map(Object.entries(columnsOf(customers)).map(([key, { name }]) => [name, key]))

/** A desktop that joined through `port` and said everything. */
export async function joinedDesk(code: string, port?: number): Promise<Desktop> {
  const desk = desktop('比较')
  await desk.join(code, port)
  await eventually(() => desk.engine.status().mode === 'online' && desk.engine.status().live)
  return desk
}

/** One command's worth: the rows, their changes, the log, derived tables; one durable transaction. */
export function writePeople(desk: Desktop, people: readonly Person[]): void {
  desk.write('customers.add', (db) => {
    for (const { id, image } of people)
      db.put(customers, { id, ...Object.fromEntries(Object.entries(image).map(([name, value]) => [keys.get(name), value])) } as never)
  })
}
