// One line of the audit log as a line of CSV: text that a spreadsheet cannot take for a formula.
import type { Output } from '../../../../shared/contract.ts'
import { CHINA_OFFSET_MINUTES } from '../../../../shared/dates.ts'

const cell = (text: string): string => `"${(/^[=+\-@\t\r]/.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`

/** `2026-11-22 10:30:05` in China. */
const written = (at: number): string => new Date(at + CHINA_OFFSET_MINUTES * 60_000).toISOString().slice(0, 19).replace('T', ' ')

/** Time, person, desktop, what was done, about what, how many rows, line number. `words` names commands and tables. */
export function csvLine(line: Output<'admin.audit'>['lines'][number], words: Readonly<Record<string, string>>): string {
  const subjects = line.subjects.map(({ table, title }) =>
    [words[table] ?? table, table === 'parameters' ? (words[title ?? ''] ?? title) : title].filter(Boolean).join(' '),
  )
  const cells = [
    written(line.at),
    line.actor?.name ?? words['system'] ?? '',
    line.device ?? '',
    words[line.command] ?? line.command,
    subjects.join('; '),
    String(line.changes),
    String(line.n),
  ]
  return `${cells.map(cell).join(',')}\r\n`
}
