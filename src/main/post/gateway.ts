// Short messages by files: a batch for the gateway in its folder `out`, receipts and answers from `in`. A gateway is any
// program that carries the files on. Knows no store; runs on the post thread.
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import { writeWhole } from '../store/whole.ts'
import type { Outcome } from './mail.ts'

export type Short = { id: string; to: string; text: string }
/** A line of a receipt file: `delivered,<id>` · `undelivered,<id>` · `reply,<phone>,<text>`. */
export type Receipt = { kind: 'delivered' | 'undelivered'; id: string } | { kind: 'reply'; from: string; text: string }

const cell = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)

/** One batch, whole or not at all. A batch of the same name is there already: it was handed over before. */
export function writeBatch(folder: string, name: string, batch: readonly Short[]): Outcome {
  try {
    if (!existsSync(folder)) return { kind: 'later', reason: 'folder' }
    mkdirSync(join(folder, 'out'), { recursive: true })
    const lines = batch.map(({ id, to, text }) => [id, to, text].map(cell).join(','))
    writeWhole(join(folder, 'out', `${name}.csv`), `\uFEFFid,phone,text\r\n${lines.join('\r\n')}\r\n`)
    return { kind: 'sent' }
  } catch {
    return { kind: 'later', reason: 'folder' }
  }
}

function readReceipt(line: string): Receipt[] {
  const [kind = '', about = '', ...rest] = line.split(',').map((part) => part.trim())
  if (kind === 'delivered' || kind === 'undelivered') return about === '' ? [] : [{ kind, id: about }]
  return kind === 'reply' ? [{ kind, from: about, text: rest.join(',').replace(/^"|"$/g, '') }] : []
}

/** Files of receipts that nobody took in yet, with their lines; unreadable lines say nothing. */
export function readReceipts(folder: string): { name: string; receipts: Receipt[] }[] {
  const inbox = join(folder, 'in')
  if (!existsSync(inbox)) return []
  return readdirSync(inbox)
    .filter((name) => name.endsWith('.csv'))
    .toSorted()
    .map((name) => ({
      name,
      receipts: readFileSync(join(inbox, name), 'utf8')
        .replace(/^\uFEFF/, '')
        .split(/\r?\n/)
        .flatMap(readReceipt),
    }))
}

/** A file that was taken in is put aside; read once more it would say the same. */
export function putAside(folder: string, name: string): void {
  mkdirSync(join(folder, 'in', 'done'), { recursive: true })
  renameSync(join(folder, 'in', name), join(folder, 'in', 'done', name))
}
