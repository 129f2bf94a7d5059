// Reading a query row by row with kept statements, for both sides' stores: one that is being read cannot be begun anew, so
// each text has a shelf of free ones.

type Iterable<Values extends unknown[]> = { iterate(...values: Values): IterableIterator<unknown> }

/**
 * Nothing is opened before the first row is asked for, and leaving early closes it. Every text must be a constant of the
 * source: the shelves never forget.
 */
export function rowByRow(prepare: (sql: string) => Iterable<unknown[]>): <T>(sql: string, ...values: unknown[]) => IterableIterator<T> {
  const free = new Map<string, Iterable<unknown[]>[]>()
  return function* each<T>(sql: string, ...values: unknown[]): IterableIterator<T> {
    const shelf = free.get(sql) ?? []
    free.set(sql, shelf)
    const statement = shelf.pop() ?? prepare(sql)
    try {
      yield* statement.iterate(...values) as IterableIterator<T>
    } finally {
      shelf.push(statement)
    }
  }
}
