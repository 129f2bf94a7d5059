// What was printed, at the record it was printed of. Whoever may see the record sees its papers, and nobody else.
import type { Input, Output } from '../../../../shared/contract.ts'
import { Refusal } from '../../../../shared/errors.ts'
import type { PaperKind } from '../../../../shared/modules/documents/rules.ts'
import { documents } from '../../../../shared/modules/documents/tables.ts'
import type { Permission } from '../../../../shared/permissions.ts'
import type { Reader } from '../../../store/read.ts'
import { mustSeeLoan } from '../../loaners/queries/facts.ts'
import { mustSee } from '../../orders/queries/facts.ts'
import { mustSeePurchase } from '../../purchasing/queries/facts.ts'
import { mustSeeDrive } from '../../testdrives/queries/facts.ts'
import { mustSeeOrder } from '../../workshop/queries/facts.ts'

/** The number on paper and in the list: what a person reads aloud. */
export const archiveNo = (id: string): string => {
  const hex = id.replaceAll('-', '').toUpperCase()
  return `${hex.slice(-6, -2)}-${hex.slice(-2)}`
}

type See = (db: Reader, id: string) => unknown
/** The permission its record asks for, and who of those it is shown to. What is of the whole site has no more to ask. */
const SEEN_WITH: Readonly<Record<PaperKind, readonly [Permission, See?]>> = {
  contract: ['orders.view', mustSee],
  quote: ['orders.view', mustSee],
  comparison: ['orders.view', mustSee],
  receipt: ['orders.view', mustSee],
  delivery: ['orders.view', mustSee],
  guarantee: ['orders.view', mustSee],
  dunning: ['orders.view', mustSee],
  drive: ['testdrives.view', mustSeeDrive],
  workorder: ['workshop.view', mustSeeOrder],
  settlement: ['workshop.view', mustSeeOrder],
  gatepass: ['workshop.view', mustSeeOrder],
  inspection: ['workshop.view', mustSeeOrder],
  loaner: ['workshop.view', mustSeeLoan],
  purchase: ['purchasing.view', mustSeePurchase],
  labels: ['parts.view'],
  invoice: ['receivables.view'],
  closing: ['receivables.view'],
}

/** @throws Refusal('forbidden') without the permission of the record a paper of this kind is about. */
export function mustView(db: Reader, kind: PaperKind): void {
  const [needs] = SEEN_WITH[kind]
  if (!db.who.permissions.has(needs)) throw new Refusal('forbidden', { needs })
}

type Paper = {
  id: string
  kind: PaperKind
  title: string
  rev: number | null
  provisional: number
  rightNo: string | null
  templateVersion: number
  sha256: string
  printedAt: number
  printedBy: string
  replica: string | null
}

/** The papers of one record, the newest first. An order's invoices are among its papers for whoever may see money. */
export function list(db: Reader, { orderId, driveId, recordId }: Input<'documents.list'>): Output<'documents.list'> {
  const [column, id] = orderId ? ['order_id', orderId] : driveId ? ['drive_id', driveId] : ['record_id', recordId ?? '']
  const rows = db
    .all<Paper>(
      `SELECT d.id, d.kind, d.title, d.rev, d.provisional, d.right_no AS "rightNo", d.template_version AS "templateVersion", d.sha256, d.printed_at AS "printedAt", coalesce(u.name, '') AS "printedBy", f.replica
       FROM documents d LEFT JOIN users u ON u.id = d.printed_by LEFT JOIN files f ON f.id = d.file_id WHERE d.${column} = ? AND d.site_id = ? ORDER BY d.printed_at DESC, d.id DESC`,
      id,
      db.who.site,
    )
    .filter(({ kind }) => db.who.permissions.has(SEEN_WITH[kind][0]))
  for (const see of new Set(rows.map(({ kind }) => SEEN_WITH[kind][1]))) see?.(db, id)
  const states = db.states(rows.map((row) => row.id))
  return rows.map(({ replica, ...row }) => ({
    ...row,
    archiveNo: archiveNo(row.id),
    provisional: row.provisional === 1,
    here: replica === db.who.replica,
    standing: states.get(row.id) ?? 'alone',
  }))
}

/** Which bytes a paper is. @throws Refusal as its record would. */
export function paper(db: Reader, { id }: Input<'documents.paper'>): Output<'documents.paper'> {
  const found = db.must(documents, id)
  if (found.siteId !== db.who.site) throw new Refusal('not-found', { id })
  const kind = found.kind as PaperKind
  mustView(db, kind)
  const subject = found.driveId ?? found.recordId ?? found.orderId
  if (subject !== null) SEEN_WITH[kind][1]?.(db, subject)
  return { sha256: found.sha256, title: found.title }
}
