// The floor's tables: the product's own customers table with its indexes, and the least a log and an outbox can be.
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'

const migration = readFileSync(resolve(import.meta.dirname, '../../../migrations/0003_customers.sql'), 'utf8')
const customers = migration
  .split(';')
  .filter((sql) => /CREATE (TABLE customers |INDEX customers_)/.test(sql))
  .join(';')

export const floorSchema = {
  desk: `${customers};
    CREATE TABLE outbox (n INTEGER PRIMARY KEY, body TEXT NOT NULL, sent INTEGER NOT NULL DEFAULT 0) STRICT;
    CREATE TABLE seen (n INTEGER NOT NULL) STRICT; INSERT INTO seen VALUES (0);`,
  hq: `CREATE TABLE IF NOT EXISTS docs (id TEXT PRIMARY KEY, n INTEGER NOT NULL, image TEXT NOT NULL) STRICT, WITHOUT ROWID;
    CREATE TABLE IF NOT EXISTS changes (n INTEGER PRIMARY KEY, id TEXT NOT NULL, image TEXT NOT NULL) STRICT;`,
}
