// What an administrator starts that takes a moment: first passwords (hashing) and the audit log as a file.
import { randomInt } from 'node:crypto'
import { open, rename, rm } from 'node:fs/promises'
import { basename } from 'node:path'
import type { Input, Output } from '../../../shared/contract.ts'
import { dayOf } from '../../../shared/dates.ts'
import { Refusal } from '../../../shared/errors.ts'
import { hashSecret } from '../../passwords.ts'
import type { Job } from '../handler.ts'
import { forgetFailures } from '../identity/commands.ts'
import { csvLine } from './queries/audit-file.ts'

/** Without letters and digits that look alike on paper or in a telephone call. */
const LETTERS = 'abcdefghjkmnpqrstuvwxyz23456789'

/** A password to be said once and changed at the first sign-in: 12 of 31 letters, 59 bits. */
export const firstPassword = (): string =>
  Array.from({ length: 3 }, () => Array.from({ length: 4 }, () => LETTERS[randomInt(LETTERS.length)]).join('')).join('-')

export async function addUser(job: Job, person: Input<'admin.addUser'>): Promise<Output<'admin.addUser'>> {
  const password = firstPassword()
  const { id } = job.run('admin.createUser', { ...person, password: await hashSecret(password) })
  return { id, password }
}

export async function resetPassword(job: Job, { userId }: Input<'admin.resetPassword'>): Promise<Output<'admin.resetPassword'>> {
  const password = firstPassword()
  job.run('admin.replacePassword', { userId, password: await hashSecret(password) })
  if (job.who)
    job
      .store()
      .write(job.who, { command: 'identity.forgetFailures', writes: new Set(['sign_in_failures']) }, (db) =>
        forgetFailures(db, [userId, `${userId}#pin`]),
      )
  return { password }
}

const PAGE = 500

/** Pages through the log while the window stays free; a cancelled or failed export leaves the old file as it was. */
export async function exportAudit(
  job: Job,
  { title, heads, words, ...search }: Input<'admin.exportAudit'>,
): Promise<Output<'admin.exportAudit'>> {
  const store = job.store()
  const path = await job.services.dialogs.save({
    title,
    suggested: `${title}-${dayOf(store.now())}.csv`,
    filters: [{ name: 'CSV', extensions: ['csv'] }],
  })
  if (path === null) return null
  const growing = `${path}.part`
  const file = await open(growing, 'w').catch((error: NodeJS.ErrnoException) => {
    throw error.code === 'ENOENT' ? new Refusal('folder-missing') : error
  })
  let lines = 0
  try {
    // The mark tells spreadsheet programs that this is UTF-8.
    await file.write(`\ufeff${heads.map((head) => `"${head}"`).join(',')}\r\n`)
    for (let after: Input<'admin.audit'>['after'] = null, more = true; more;) {
      if (job.signal.aborted) throw new Refusal('cancelled')
      const page: Output<'admin.audit'> = job.ask('admin.audit', { ...search, after, limit: PAGE })
      await file.write(page.lines.map((line) => csvLine(line, words)).join(''))
      lines += page.lines.length
      job.progress(lines, 0)
      after = page.next
      more = after !== null
    }
    await file.close()
    // The line stands before the file does: nothing leaves unseen.
    job.run('admin.noteExport', { rows: lines, fileName: basename(path) })
    await rename(growing, path)
  } catch (error) {
    await file.close().catch(() => undefined)
    await rm(growing, { force: true })
    throw error
  }
  return { path, lines }
}
