// A desktop that HQ moved to another site: a new store takes the old one's place, so that nothing of the old site can
// stay behind. HQ has everything this desktop wrote by then; killed in between, it finds that out again.
import { rmSync } from 'node:fs'
import { openFiles } from '../store/files.ts'
import { migrate, type Migration } from '../store/migrate.ts'
import { type Database, openDatabase } from '../store/open.ts'
import { readChain } from '../store/outbox.ts'
import { adopt, clearDraft, draftPlace, type Place } from '../store/profile.ts'
import { statementsOf } from '../store/statements.ts'
import { unsentFiles } from '../sync/files.ts'
import { carryOver, type Moved } from '../sync/moving.ts'

export type Move = { to: Moved; /** The `seq` of the last changeset HQ was told. */ said: number }

/** Call while the store is closed. False, with nothing touched, when something was written that HQ has not been told. */
export function beginAnew(profile: string, at: Place, key: string, migrations: readonly Migration[], { to, said }: Move): boolean {
  const old = openDatabase({ file: at.db, key })
  const draft = draftPlace(profile, at.demo)
  let made: Database | null = null
  try {
    const from = statementsOf(old)
    if (readChain(from).seq !== said) return false
    clearDraft(draft)
    made = openDatabase({ file: draft.db, key })
    migrate(made, migrations)
    const st = statementsOf(made)
    made.transaction(() => carryOver(from, st, to)).immediate()
    // A paper HQ would not take stays where only its digest finds it; everything else can be had again.
    openFiles(at.files, key).keepOnly(unsentFiles(from).map((file) => file.sha256))
  } finally {
    made?.close()
    old.close()
  }
  for (const rest of ['-wal', '-shm']) rmSync(`${at.db}${rest}`, { force: true })
  adopt(draft, at)
  return true
}
