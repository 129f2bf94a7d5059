// What takes a moment and touches the world outside: asking a public register, and handing a person everything held about them.
import { rename, rm, writeFile } from 'node:fs/promises'
import { basename } from 'node:path'
import type { Input, Output } from '../../../shared/contract.ts'
import { dayOf } from '../../../shared/dates.ts'
import { Refusal } from '../../../shared/errors.ts'
import type { Job } from '../handler.ts'
import { askedOf, type Holdings, holdingsOf } from './queries/provenance.ts'

export async function lookUp(job: Job, { customerId, register }: Input<'privacy.lookUp'>): Promise<Output<'privacy.lookUp'>> {
  if (!job.who) throw new Refusal('signed-out')
  const asked = job.store().read(job.who, (db) => askedOf(db, customerId, register))
  if (asked === null) throw new Refusal('nothing-to-ask')
  const outcome = (await job.services.registers?.ask(register, asked.subject, asked.name)) ?? null
  if (outcome === null) throw new Refusal('no-link')
  const { id } = job.run('privacy.noteVerification', { customerId, register, outcome, way: 'link', note: null })
  return { id, outcome }
}

const escaped = (text: string): string => text.replace(/[&<>"]/g, (c) => `&#${c.codePointAt(0)};`)

export async function handOut(job: Job, { customerId, title, words, to }: Input<'privacy.handOut'>): Promise<Output<'privacy.handOut'>> {
  if (!job.who) throw new Refusal('signed-out')
  const held = job.store().read(job.who, (db) => holdingsOf(db, customerId))
  const json =
    to ??
    (await job.services.dialogs.save({
      title,
      suggested: `${title}-${dayOf(job.store().now())}.json`,
      filters: [{ name: 'JSON', extensions: ['json'] }],
    }))
  if (json === null) return null
  const pdf = `${json.replace(/\.json$/i, '')}.pdf`
  const rows = Object.values(held).reduce((sum, table) => sum + table.length, 0)
  const paper = await job.services.paper.pdf(pageOf(title, held, words))
  // The line stands before the files do: nothing leaves unseen.
  job.run('privacy.noteHandedOut', { customerId, rows, fileName: basename(json) })
  await put(json, `${JSON.stringify({ title, on: dayOf(job.store().now()), tables: held }, null, 2)}\n`)
  await put(pdf, paper)
  return { json, pdf, rows }
}

/** Whole or not at all. */
async function put(path: string, content: string | Uint8Array): Promise<void> {
  const growing = `${path}.part`
  try {
    await writeFile(growing, content)
    await rename(growing, path)
  } catch (error) {
    await rm(growing, { force: true })
    throw (error as NodeJS.ErrnoException).code === 'ENOENT' ? new Refusal('folder-missing') : error
  }
}

/** One table a heading, one row a block; what is empty is left out. */
function pageOf(title: string, held: Holdings, words: Readonly<Record<string, string>>): string {
  const tables = Object.entries(held).map(([table, rows]) => {
    const blocks = rows.map((row) => {
      const facts = Object.entries(row).filter(([, value]) => value !== null && value !== '')
      return `<dl>${facts.map(([name, value]) => `<dt>${escaped(words[name] ?? name)}</dt><dd>${escaped(String(value))}</dd>`).join('')}</dl>`
    })
    return `<h2>${escaped(words[table] ?? table)}</h2>${blocks.join('')}`
  })
  return `<!doctype html><html><head><meta charset="utf-8"><title>${escaped(title)}</title><style>body{font:11px sans-serif}dl{display:grid;grid-template-columns:130px 1fr;gap:2px 12px;border-bottom:1px solid #ccc;padding:6px 0;margin:0}dt{color:#666}dd{margin:0;overflow-wrap:anywhere}</style></head><body><h1>${escaped(title)}</h1>${tables.join('')}</body></html>`
}
