// Printing: facts, page, PDF, archive, paper. The archived bytes are what was printed, to the last one.
import { createHash } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import type { Input, Output } from '../../../shared/contract.ts'
import { Refusal } from '../../../shared/errors.ts'
import { diskTrouble } from '../../store/whole.ts'
import type { Job } from '../handler.ts'
import { archiveNo } from './queries/papers.ts'
import { pageOf } from './queries/render.ts'

/** How long a provisional paper waits for its ruling while there is a line. */
const PATIENCE = 2000

const fileName = (title: string): string => `${title.replace(/[\\/:*?"<>|\p{Cc}]/gu, ' ').trim()}.pdf`

export async function print(job: Job, input: Input<'documents.print'>): Promise<Output<'documents.print'>> {
  const { kind, orderId, receiptNo, driveId, recordId, recordIds, copies } = input
  const subject = { kind, orderId, receiptNo, driveId, recordId, recordIds }
  let gathered = job.ask('documents.facts', subject)
  for (
    const until = Date.now() + PATIENCE;
    gathered.provisional && (await job.services.desktop.online()) && Date.now() < until && !job.signal.aborted;
  ) {
    job.progress(0, 0, 'waiting-for-ruling')
    await new Promise((done) => setTimeout(done, 100))
    gathered = job.ask('documents.facts', subject)
  }
  if (!gathered.template) throw new Refusal('template-missing', { kind })
  const id = job.store().newId()
  const facts = { ...gathered.facts, paper: { ...(gathered.facts['paper'] as object), archiveNo: archiveNo(id), copies } }
  job.progress(1, 3, 'rendering')
  let html: string
  try {
    html = pageOf(gathered.template.body, facts)
  } catch (error) {
    throw new Refusal('template-broken', { detail: (error as Error).message.split('\n')[0] })
  }
  const pdf = await job.services.paper.pdf(html)
  if (job.signal.aborted) throw new Refusal('cancelled')
  job.progress(2, 3, 'archiving')
  const { template, title, rev, provisional, rightNo } = gathered
  let archived = true
  try {
    const { sha256, size } = job.services.desktop.files().put(pdf)
    const about = { title, templateId: template.id, templateVersion: template.version, rev, provisional, rightNo }
    job.run('documents.archive', { ...subject, id, ...about, sha256, size })
  } catch (error) {
    // A customer who waits for paper gets it also when the disk has no room left to keep it; the screen says so.
    if (input.to === 'archive' || diskTrouble(error) === null) throw error
    archived = false
  }
  const given = await hand(job, pdf, title, input.to)
  job.progress(3, 3)
  return { id, archiveNo: archiveNo(id), sha256: createHash('sha256').update(pdf).digest('hex'), archived, provisional, ...given }
}

/** Gives a PDF to the printer or to a file the person names. */
async function hand(
  job: Job,
  pdf: Uint8Array,
  title: string,
  to: 'archive' | 'printer' | 'file',
): Promise<{ path: string | null; printed: boolean }> {
  if (to === 'archive') return { path: null, printed: false }
  if (to === 'printer') return { path: null, printed: await job.services.paper.print(pdf, title) }
  const path = await job.services.dialogs.save({ title, suggested: fileName(title), filters: [{ name: 'PDF', extensions: ['pdf'] }] })
  if (path) writeFileSync(path, pdf)
  return { path, printed: false }
}

/**
 * The bytes of a paper, from headquarters when they are not here. @throws Refusal hq-unreachable; not-here-yet with the
 * desktop that has them, when headquarters has not got them either.
 */
async function bytesOf(job: Job, sha256: string): Promise<Uint8Array> {
  const { desktop } = job.services
  const own = desktop.files().get(sha256)
  if (own) return own
  const fetched = desktop.desk().joined && (await desktop.engine().fetch(sha256)) ? desktop.files().get(sha256) : null
  if (fetched) return fetched
  const { st } = job.store()
  const at = st.one<{ name: string }>('SELECT d.name FROM files f JOIN devices d ON d.id = f.replica WHERE f.sha256 = ? LIMIT 1', sha256)
  throw new Refusal('not-here-yet', { device: at?.name ?? '' })
}

export async function reprint(job: Job, { id, to }: Input<'documents.reprint'>): Promise<Output<'documents.reprint'>> {
  const { sha256, title } = job.ask('documents.paper', { id })
  return hand(job, await wholeOf(job, sha256), title, to)
}

const BEGINS = { 'image/jpeg': 'ffd8ff', 'image/png': '89504e470d0a1a0a', 'application/pdf': '255044462d' } as const

export async function keepPicture(job: Job, { kind, base64 }: Input<'documents.keepPicture'>): Promise<Output<'documents.keepPicture'>> {
  const bytes = Buffer.from(base64, 'base64')
  if (!bytes.toString('hex', 0, 8).startsWith(BEGINS[kind])) throw new Refusal('not-a-picture')
  return { ...job.services.desktop.files().put(bytes), kind }
}

export async function keepFile(job: Job, { kind, name, base64 }: Input<'documents.keepFile'>): Promise<Output<'documents.keepFile'>> {
  const bytes = Buffer.from(base64, 'base64')
  if (!bytes.toString('hex', 0, 8).startsWith(BEGINS[kind])) throw new Refusal('not-evidence')
  return { ...job.services.desktop.files().put(bytes), kind, name }
}

/** @throws Refusal altered; and as bytesOf. */
async function wholeOf(job: Job, sha256: string): Promise<Uint8Array> {
  const bytes = await bytesOf(job, sha256)
  if (createHash('sha256').update(bytes).digest('hex') !== sha256) throw new Refusal('altered')
  return bytes
}

export async function showPicture(job: Job, { id }: Input<'documents.showPicture'>): Promise<Output<'documents.showPicture'>> {
  const { sha256, kind } = job.ask('documents.picture', { id })
  if (kind === 'application/pdf') throw new Refusal('not-a-picture')
  return { kind, base64: Buffer.from(await wholeOf(job, sha256)).toString('base64') }
}

const ENDINGS = { 'image/jpeg': 'jpg', 'image/png': 'png', 'application/pdf': 'pdf' } as const

export async function saveFile(job: Job, { id }: Input<'documents.saveFile'>): Promise<Output<'documents.saveFile'>> {
  const { sha256, kind, name } = job.ask('documents.picture', { id })
  const bytes = await wholeOf(job, sha256)
  const ending = ENDINGS[kind]
  const title = (name ?? sha256.slice(0, 8)).replace(/[\\/:*?"<>|\p{Cc}]/gu, ' ').trim()
  const suggested = title.toLowerCase().endsWith(`.${ending}`) ? title : `${title}.${ending}`
  const path = await job.services.dialogs.save({ title, suggested, filters: [{ name: ending.toUpperCase(), extensions: [ending] }] })
  if (path === null) return null
  writeFileSync(path, bytes)
  return { path }
}
