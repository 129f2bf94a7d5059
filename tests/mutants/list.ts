// Defects the suites must notice: each is one small change of the product, the rule it breaks, and the tests expected to
// catch it first. What those let through, whole simulated days must find.

export type Mutant = {
  name: string
  file: string
  /** Matches exactly once: a mutant that no longer fits is an error, not a pass. */
  find: string
  replace: string
  /** Test files that should notice, cheapest first; none means the simulator alone. */
  tests: readonly string[]
}

export const mutants: readonly Mutant[] = [
  {
    name: 'the cursor is saved before its rows',
    file: 'src/main/store/session.ts',
    find: '      const touched = transact(() => {\n        const made = applyBatch(',
    replace: `      setState(st, 'position', JSON.stringify(batch.position))\n      const touched = transact(() => {\n        const made = applyBatch(`,
    tests: ['tests/unit/store-inbox.test.ts'],
  },
  {
    name: 'HQ answers before it commits',
    file: 'src/hq/ingest.ts',
    find: '    await store.commit({\n      base: loaded.head,',
    replace: '    void store.commit({\n      base: loaded.head,',
    tests: ['tests/unit/hq-ingest.test.ts'],
  },
  {
    name: 'HQ does not look whether it knows a changeset',
    file: 'src/hq/ingest.ts',
    find: 'const known = await store.changesets(changesets.map((c) => c.id))',
    replace: 'const known = await store.changesets([])',
    tests: ['tests/unit/hq-ingest.test.ts'],
  },
  {
    name: 'a cursor by time instead of position',
    file: 'src/hq/store/sqlite-feed.ts',
    find: `const EVERYWHERE = 'SELECT number, changes FROM feed_parts WHERE number > ? ORDER BY number'`,
    replace: `const EVERYWHERE = 'SELECT p.number, p.changes FROM feed_parts p JOIN feed f ON f.number = p.number WHERE f.received_at > (SELECT coalesce(max(received_at), 0) FROM feed WHERE number = ?) ORDER BY p.number'`,
    tests: ['tests/unit/hq-feed.test.ts'],
  },
  {
    name: 'a position is skipped',
    file: 'src/hq/ingest.ts',
    find: '        number += 1\n',
    replace: '        number += 1 + (entries.length === 1 ? 1 : 0)\n',
    tests: ['tests/unit/hq-feed.test.ts', 'tests/unit/hq-ingest.test.ts'],
  },
  {
    name: 'two writers take the same position: the head is not checked inside the commit',
    file: 'src/hq/store/sqlite.ts',
    find: 'if (head.number !== commit.base.number || head.nonce !== commit.base.nonce) throw new HeadMoved()',
    replace: 'if (head.number < 0) throw new HeadMoved()',
    tests: ['tests/unit/hq-store.test.ts', 'tests/unit/hq-ingest.test.ts'],
  },
  {
    name: 'the feed head is not moved with its entries',
    file: 'src/hq/store/sqlite.ts',
    find: `  st.run('UPDATE feed_head SET number = ?, nonce = ? WHERE id = 1', last.number, last.nonce)`,
    replace: "  if (last.number % 7 !== 0) st.run('UPDATE feed_head SET number = ?, nonce = ? WHERE id = 1', last.number, last.nonce)",
    tests: ['tests/unit/hq-feed.test.ts', 'tests/unit/hq-ingest.test.ts'],
  },
  {
    name: 'an HQ commit is no transaction',
    file: 'src/hq/store/sqlite.ts',
    find: 'db.transaction(() => write(st, sums, commit)).immediate()',
    replace: 'write(st, sums, commit)',
    tests: ['tests/unit/hq-commit.test.ts'],
  },
  {
    name: 'what a failed guard covers counts all the same',
    file: 'src/shared/sync/arbitrate.ts',
    find: 'for (const index of covers) if (!this.dropped.has(index)) this.dropped.set(index, caseId)',
    replace: 'for (const index of covers) if (index < 0) this.dropped.set(index, caseId)',
    tests: ['tests/unit/arbitrate-guards.test.ts'],
  },
  {
    name: 'a failed hold applies no otherwise',
    file: 'src/shared/sync/arbitrate.ts',
    find: '    for (const guard of this.failed) {\n      const holder',
    replace: '    for (const guard of this.failed.slice(0, 0)) {\n      const holder',
    tests: ['tests/unit/arbitrate-guards.test.ts'],
  },
  {
    name: 'a ledger row falls with a guard',
    file: 'src/shared/sync/arbitrate.ts',
    find: '.filter((index) => !this.isFact(index))',
    replace: '',
    tests: ['tests/unit/arbitrate-guards.test.ts'],
  },
  {
    name: 'a delivery does not repeat the hold',
    file: 'src/main/modules/vehicles/commands.ts',
    find: `  const leave = (): void =>
    db.hold(holdKey(car.vin), vehicleId, orderId, {
      covering: () => {
        db.patch(vehicles, vehicleId, { state: 'sold', leftOn: db.today, ...(plate ? { plate } : {}) })
        also?.()
      },
      otherwise,
    })`,
    replace: `  const leave = (): void => {
    db.patch(vehicles, vehicleId, { state: 'sold', leftOn: db.today, ...(plate ? { plate } : {}) })
    also?.()
  }`,
    tests: ['tests/unit/orders/guards.test.ts'],
  },
  {
    name: 'a hold is given to whoever asks',
    file: 'src/shared/sync/guards.ts',
    find: 'if (has !== undefined && has !== wants) return false',
    replace: '',
    tests: ['tests/unit/arbitrate-guards.test.ts'],
  },
  {
    name: 'a refused holder may ask again before it knows',
    file: 'src/shared/sync/guards.ts',
    find: 'if (seen < (ground.refused(guard.key, guard.holder) ?? 0)) return false',
    replace: '',
    tests: ['tests/unit/arbitrate-guards.test.ts', 'tests/unit/arbitrate-schedules.test.ts'],
  },
  {
    name: 'a failed hold frees its other keys',
    file: 'src/shared/sync/guards.ts',
    find: '  if (verdict.keeps) return levels\n',
    replace: '',
    tests: ['tests/unit/arbitrate-guards.test.ts'],
  },
  {
    name: 'the last unit is promised twice',
    file: 'src/shared/sync/guards.ts',
    find: '  if (leftOf(trial.ground, guard.key) - before < units) return false\n',
    replace: '',
    tests: ['tests/unit/arbitrate-shares.test.ts'],
  },
  {
    name: 'a row of the ledger counts as often as it is told',
    file: 'src/shared/sync/arbitrate.ts',
    find: 'const level = doc ? null : countedIn(',
    replace: 'const level = countedIn(',
    tests: ['tests/unit/arbitrate-shares.test.ts'],
  },
  {
    name: 'a refused expectation is forgotten',
    file: 'src/shared/sync/guards.ts',
    find: `if (guard.kind === 'expect') ground.setRefused(expectKey(guard), changeset.replica, position)`,
    replace: '',
    tests: ['tests/unit/arbitrate-guards.test.ts', 'tests/unit/arbitrate-schedules.test.ts'],
  },
  {
    name: 'a late value is dropped in silence',
    file: 'src/shared/sync/arbitrate.ts',
    find: 'for (const late of merged.late) this.late(change, late)',
    replace: '',
    tests: ['tests/unit/arbitrate-merge.test.ts'],
  },
  {
    name: 'the last to come wins',
    file: 'src/shared/sync/merge.ts',
    find: 'if (was === theirs || own === theirs) return true',
    replace: 'return true',
    tests: ['tests/unit/arbitrate-merge.test.ts'],
  },
  {
    name: 'the columns of a group merge one by one',
    file: 'src/shared/sync/merge.ts',
    find: '    units.push([...group])\n',
    replace: '    units.push(...group.map((c) => [c]))\n',
    tests: ['tests/unit/arbitrate-merge.test.ts'],
  },
  {
    name: 'a delete wins over an edit it did not see',
    file: 'src/shared/sync/merge.ts',
    find: 'if (!sameRow(seen, doc.image, columns)) return',
    replace: 'if (columns.length < 0) return',
    tests: ['tests/unit/arbitrate-merge.test.ts'],
  },
  {
    name: 'half an entry is applied: a part without its other scope',
    file: 'src/hq/store/sqlite-feed.ts',
    find: 'if (open?.number !== part.number) {',
    replace: 'if (open?.number === part.number) continue\n    {',
    tests: ['tests/unit/hq-feed.test.ts'],
  },
  {
    name: 'half a changeset is applied: a long one is cut',
    file: 'src/main/store/inbox.ts',
    find: '  for (const change of entry.changes) {',
    replace: '  for (const change of entry.changes.slice(0, 3)) {',
    tests: ['tests/unit/store-inbox.test.ts'],
  },
  {
    name: 'one changeset that cannot be judged poisons the queue',
    file: 'src/hq/ingest.ts',
    find: `          judgement = { ...judgement, reason: 'internal' }`,
    replace: '          throw error',
    tests: ['tests/unit/hq-ingest.test.ts'],
  },
  {
    name: 'a quarantined changeset does not hold its dependents',
    file: 'src/shared/sync/objection.ts',
    find: `ground.changeset(id) === 'quarantined'`,
    replace: `ground.changeset(id) === undefined && id === ''`,
    tests: ['tests/unit/hq-ingest.test.ts', 'tests/unit/arbitrate-objections.test.ts'],
  },
  {
    name: 'own echo is shown twice: a confirmed row forgets what is pending over it',
    file: 'src/main/store/confirmed.ts',
    find: '  if (base) {\n    // A deleted row',
    replace: '  if (base && position < 0) {\n    // A deleted row',
    tests: ['tests/unit/store-inbox.test.ts'],
  },
  {
    name: 'a ruling leaves its changeset pending',
    file: 'src/main/store/inbox.ts',
    find: `if (!found || (found.state !== 'pending' && found.state !== 'quarantined')) return`,
    replace: `if (!found || found.state !== 'quarantined') return`,
    tests: ['tests/unit/store-inbox.test.ts'],
  },
  {
    name: 'a ruling is taken before its entries',
    file: 'src/main/sync/intake.ts',
    find: 'filter((r) => r.position === undefined || r.position <= position.number)',
    replace: 'filter(() => true)',
    tests: ['tests/unit/sync-engine.test.ts'],
  },
  {
    name: 'a ruled row keeps its base for ever',
    file: 'src/main/store/inbox.ts',
    find: 'if (pending > 0) continue\n',
    replace: 'if (pending >= 0) continue\n',
    tests: ['tests/unit/store-inbox.test.ts'],
  },
  {
    name: 'the feed is not cut to the site',
    file: 'src/hq/store/sqlite-feed.ts',
    find: `  const sql = reach.reach === 'group' ? EVERYWHERE : IN_REACH
  const values = reach.reach === 'group' ?`,
    replace: `  const sql = EVERYWHERE
  const values = reach.site !== '' ?`,
    tests: ['tests/unit/hq-feed.test.ts'],
  },
  {
    name: 'the snapshot is not cut to the site',
    file: 'src/hq/store/sqlite-feed.ts',
    find: `    const scans =
      reach.reach === 'group'`,
    replace: `    const scans =
      reach.site !== ''`,
    tests: ['tests/unit/hq-feed.test.ts', 'tests/unit/hq-server.test.ts'],
  },
  {
    name: 'bytes of a file go to any site',
    file: 'src/hq/store/sqlite-directory.ts',
    find: `.some((row) => reach.reach === 'group' || row.site === '' || row.site === reach.site)`,
    replace: '.some(() => true)',
    tests: ['tests/unit/hq-server.test.ts'],
  },
  {
    name: 'a device writes rows of another site',
    file: 'src/shared/sync/objection.ts',
    find: 'if ((owner ?? device.site) === device.site) return true',
    replace: "if (device.site !== '') return true",
    tests: ['tests/unit/arbitrate-objections.test.ts'],
  },
  {
    name: 'a request said twice is taken twice: the counter may repeat',
    file: 'src/hq/store/sqlite-directory.ts',
    find: 'if (counter <= known.counter) return known.counter',
    replace: 'if (counter < known.counter) return known.counter',
    tests: ['tests/unit/hq-server.test.ts', 'tests/unit/hq-store.test.ts'],
  },
  {
    name: 'a machine-made row gets a random id',
    file: 'src/main/modules/orders/commands.ts',
    find: 'uuidv5(',
    replace: '((space: string, _name: string) => (space === "" ? uuidv5(space, _name) : db.newId()))(',
    tests: ['tests/unit/orders/guards.test.ts'],
  },
  {
    name: 'a desktop commits without waiting for the disk',
    file: 'src/main/store/open.ts',
    find: `db.pragma('synchronous = FULL')`,
    replace: `db.pragma('synchronous = NORMAL')`,
    tests: ['tests/unit/store-capture.test.ts'],
  },
  {
    name: 'HQ commits without waiting for the disk',
    file: 'src/hq/store/open.ts',
    find: `db.pragma('synchronous = FULL')`,
    replace: `db.pragma('synchronous = NORMAL')`,
    tests: ['tests/unit/hq-store.test.ts'],
  },
  {
    name: 'derived tables do not follow the feed',
    file: 'src/main/store/session.ts',
    find: `        const made = applyBatch(st, batch, now())
        derive(made`,
    replace: `        const made = applyBatch(st, batch, now())
        derive(new Map()`,
    tests: ['tests/unit/store-upkeep.test.ts'],
  },
  {
    name: 'a place in the chain is given twice',
    file: 'src/main/store/outbox.ts',
    find: '  const seq = chain.seq + 1\n',
    replace: '  const seq = Math.max(1, chain.seq)\n',
    tests: ['tests/unit/store-capture.test.ts'],
  },
  {
    name: 'a command that failed leaves its chain in memory',
    file: 'src/main/store/session.ts',
    find: `    } catch (error) {
      chain = null
      throw error
    }
  }`,
    replace: `    } catch (error) {
      throw error
    }
  }`,
    tests: ['tests/unit/store-capture.test.ts'],
  },
  {
    name: 'a changeset names none it builds on',
    file: 'src/main/store/outbox.ts',
    find: 'const after = chain.joined ? pendingBefore(',
    replace: 'const after = chain.joined && chain.seq < 0 ? pendingBefore(',
    tests: ['tests/unit/store-capture.test.ts'],
  },
  {
    name: 'an update carries every column',
    file: 'src/main/store/write.ts',
    find: 'if (JSON.stringify(next) !== JSON.stringify(before[column.name] ?? null)) set[column.name] = next',
    replace: 'set[column.name] = next',
    tests: ['tests/unit/store-capture.test.ts'],
  },
  {
    name: 'HQ believes a number without its nonce',
    file: 'src/hq/store/sqlite-feed.ts',
    find: '?.nonce === from.nonce',
    replace: '?.nonce !== undefined',
    tests: ['tests/unit/hq-feed.test.ts', 'tests/unit/hq-ingest.test.ts'],
  },
  {
    name: 'what a revoked device sends counts',
    file: 'src/shared/sync/objection.ts',
    find: `  if (device.revoked) return no('revoked')\n`,
    replace: '',
    tests: ['tests/unit/hq-ingest.test.ts', 'tests/unit/arbitrate-objections.test.ts'],
  },
  {
    name: 'a talk asked for in the last moment of another is forgotten',
    file: 'src/main/sync/engine.ts',
    find: 'if (!again || failures > 0) return',
    replace: 'if (again || failures >= 0) return',
    tests: ['tests/unit/sync-integrity.test.ts'],
  },
  {
    name: 'an appointment that fell into a talk stands in the way of every later one',
    file: 'src/main/sync/time.ts',
    find: '        clear()\n        work()',
    replace: '        work()',
    tests: ['tests/unit/sync-appointments.test.ts'],
  },
  {
    name: 'a changeset is known by what an erasure left of it',
    file: 'src/hq/chain.ts',
    find: 'if (earlier.hash !== sealed(earlier, changeset))',
    replace: 'if (contentDigest(earlier) !== contentDigest(changeset))',
    tests: ['tests/unit/hq-ingest.test.ts'],
  },
  {
    name: 'what is written about a forgotten person is shown',
    file: 'src/main/store/write.ts',
    find: 'isErased(st, shape.name, id) ? personal : []',
    replace: 'isErased(st, shape.name, id) ? [] : []',
    tests: ['tests/unit/store-erase.test.ts'],
  },
  {
    name: 'a right changes hands under the fence it had',
    file: 'src/shared/sync/rights.ts',
    find: 'fence: guard.fence + 1,',
    replace: 'fence: guard.fence,',
    tests: ['tests/unit/arbitrate-moves.test.ts'],
  },
  {
    name: 'a row that moved stays where it was',
    file: 'src/main/store/confirmed.ts',
    find: '  const { table, id } = change\n  const base',
    replace: "  const { table, id } = change\n  if (change.op === 'depart') return\n  const base",
    tests: ['tests/unit/store-erase.test.ts'],
  },
  {
    name: 'a desktop set up anew is not told whom HQ has forgotten',
    file: 'src/hq/store/sqlite-feed.ts',
    find: 'row.erased === 1 ?',
    replace: 'row.erased === 2 ?',
    tests: ['tests/unit/hq-ingest.test.ts'],
  },
  {
    name: 'a desktop goes to another site with papers nobody else has',
    file: 'src/main/sync/engine.ts',
    find: '    if (files) await sendAllFiles(',
    replace: '    if (files && held.size > 1e9) await sendAllFiles(',
    tests: ['tests/unit/desktop-moved.test.ts'],
  },
  {
    name: 'a desktop moved away and back is taken for a copy',
    file: 'src/hq/moved.ts',
    find: 'if (former && (site !== device.site || incarnation !== undefined))',
    replace: 'if (former && site !== device.site)',
    tests: ['tests/unit/hq-moved.test.ts'],
  },
  {
    name: 'an import that is undone takes what was built on it along',
    file: 'src/main/store/write.ts',
    find: '    if (batch && before[batch] !== undefined && !(batch in changed.set)) {',
    replace: '    if (batch && before[batch] !== undefined && batch in changed.set) {',
    tests: ['tests/unit/bulk.test.ts'],
  },
  {
    name: 'the second of two who make one row apart is lost without a word',
    file: 'src/shared/sync/merge.ts',
    find: '  if (twice.length > 0 && !table.repeats',
    replace: '  if (twice.length > 99 && !table.repeats',
    tests: ['tests/unit/arbitrate-merge.test.ts'],
  },
  {
    name: 'a row two brought apart goes with the batch of the one who undoes it',
    file: 'src/shared/sync/merge.ts',
    find: 'taken[table.batch] = null',
    replace: 'taken[table.batch] = doc.image[table.batch] ?? null',
    tests: ['tests/unit/arbitrate-merge.test.ts'],
  },
  {
    name: 'a late row takes its case for itself and drops what lay there',
    file: 'src/shared/sync/arbitrate.ts',
    find: '{ ...earlier, ...mine }',
    replace: 'mine',
    tests: ['tests/unit/arbitrate-merge.test.ts'],
  },
  {
    name: 'a table that was emptied is not counted any more',
    file: 'src/main/store/proof.ts',
    find: "['_sync_base', '_sync_unknown', '_sync_sums']",
    replace: "['_sync_base', '_sync_unknown']",
    tests: ['tests/unit/store-integrity.test.ts'],
  },
  {
    name: 'a snapshot taken anew is put in place wherever the store is',
    file: 'src/main/sync/anew.ts',
    find: 'if (ready.position.number !== session.chain().seen.number) return again()',
    replace: 'if (ready.position.number < 0) return again()',
    tests: ['tests/unit/store-anew.test.ts'],
  },
  {
    name: 'a snapshot taken anew is not compared with headquarters before it is put in place',
    file: 'src/main/sync/anew.ts',
    find: 'if (ready.placed === null && ready.sum !== root) {',
    replace: "if (ready.placed === null && root === '') {",
    tests: ['tests/unit/sync-anew.test.ts'],
  },
  {
    name: 'a row headquarters does not have stays when everything is taken anew',
    file: 'src/main/store/anew.ts',
    find: '{ table, buckets: null, after, upTo, rows }',
    replace: "{ table, buckets: null, after: '\\uffff', upTo, rows }",
    tests: ['tests/unit/store-anew.test.ts'],
  },
]
