// The looks that follow every kill and every power cut can see: each kind of damage, done on purpose, is told.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { seeded } from '../../src/main/demo/random.ts'
import { openDatabase } from '../../src/main/store/open.ts'
import { desktop, KEY } from '../support/desktop.ts'
import { done, nextDeed } from './counter.ts'
import { nothingNoted } from './desk-process.ts'
import { foundStore } from './group-of-desks.ts'
import { faultsIn, faultsOfDesk } from './wholeness.ts'

const folder = mkdtempSync(join(tmpdir(), 'forecourt-look-'))
const file = join(folder, 'store.db')
const noted = nothingNoted()
beforeAll(async () => {
  const desk = desktop('前台', { folder })
  await foundStore(desk, 1)
  const random = seeded(1)
  for (let n = 0; n < 120; n++) {
    const deed = nextDeed(desk, random)
    if (!deed || !done(deed)) continue
    const line = desk.st.one<{ id: string; payload_digest: string }>(
      'SELECT id, payload_digest FROM _sync_changesets ORDER BY n DESC LIMIT 1',
    )
    if (line) noted.wrote.set(line.id, line.payload_digest)
  }
  await desk.leave()
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

test('[S-CAP-1, S-CAP-3] a store as it was left is whole', () => {
  expect(noted.wrote.size).toBeGreaterThan(60)
  expect(faultsOfDesk(file, KEY, noted)).toEqual([])
})

test.each([
  [
    'a line of an order gone',
    `DELETE FROM order_lines WHERE id = (SELECT max(l.id) FROM order_lines l JOIN orders o ON o.id = l.order_id AND o.note LIKE '% 项')`,
    /has \d/,
  ],
  ['a receipt gone', 'DELETE FROM receipts WHERE id = (SELECT max(id) FROM receipts)', /receipts\/.* is not there/],
  ['a price changed beside the log', 'UPDATE orders SET price_fen = price_fen - 1 WHERE id = (SELECT max(id) FROM orders)', /price_fen is/],
  [
    'the last changeset gone',
    'DELETE FROM _sync_changesets WHERE n = (SELECT max(n) FROM _sync_changesets)',
    /was acknowledged and is lost/,
  ],
  [
    'a changeset from the middle gone',
    'DELETE FROM _sync_changesets WHERE n = (SELECT max(n) - 20 FROM _sync_changesets)',
    /the chain breaks/,
  ],
  [
    'what a changeset says altered',
    `UPDATE _sync_changesets SET payload = replace(payload, '项', '條') WHERE n = (SELECT max(n) FROM _sync_changesets WHERE payload LIKE '%项%')`,
    /not the one that was acknowledged/,
  ],
  [
    'a total that is not its order’s',
    'UPDATE order_sums SET due_fen = due_fen + 1 WHERE id = (SELECT max(id) FROM order_sums)',
    /order_sums is not what/,
  ],
  [
    'a customer nobody finds',
    `DELETE FROM search_docs WHERE n = (SELECT max(n) FROM search_docs WHERE kind = 'customer')`,
    /search_docs is not what/,
  ],
  ['a confirmed image left over', `INSERT INTO _sync_base VALUES ('orders', 'x', 0, '{}')`, /is shown as pending and nothing is/],
])('[S-CAP-1, S-CAP-3] %s is told', (_what, damage, told) => {
  const raw = openDatabase({ file, key: KEY })
  raw.pragma('foreign_keys = OFF')
  raw.exec('SAVEPOINT damage')
  raw.exec(damage)
  try {
    expect(faultsIn(raw, noted).join('\n')).toMatch(told)
  } finally {
    raw.close()
  }
})
