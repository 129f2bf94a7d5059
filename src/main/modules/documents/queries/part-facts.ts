// The facts of the papers of the parts store: a purchase as its supplier gets it, and the labels of parts where they lie.
import { devices, sites, users } from '../../../../shared/modules/admin/tables.ts'
import type { PaperKind } from '../../../../shared/modules/documents/rules.ts'
import { barsOf } from '../../../../shared/barcode.ts'
import { suppliers } from '../../../../shared/modules/purchasing/tables.ts'
import { Refusal } from '../../../../shared/errors.ts'
import { sumFen } from '../../../../shared/money.ts'
import type { Reader } from '../../../store/read.ts'
import { linesOf, mustSeePurchase } from '../../purchasing/queries/facts.ts'
import { amount, clock, type PaperFacts } from './facts.ts'

export type PartPaper = Extract<PaperKind, 'purchase' | 'labels'>
export const isPartPaper = (kind: PaperKind): kind is PartPaper => kind === 'purchase' || kind === 'labels'

const STATES: Readonly<Record<string, string>> = {
  asked: '待审批',
  approved: '已批准',
  rejected: '未批准',
  ordered: '已下单',
  complete: '已到齐',
  dropped: '已取消',
}
/** Height of the bars in modules of their width: as the label's drawing says. */
const BARS = 40

const siteFacts = (db: Reader, id: string) => {
  const site = db.row(sites, id)
  return {
    name: site?.name ?? '',
    legalName: site?.legalName ?? site?.name ?? '',
    address: site?.address ?? '',
    phone: site?.phone ?? '',
    uscc: site?.uscc ?? '',
    bank: [site?.bankName, site?.bankAccount].filter(Boolean).join(' '),
  }
}
const paperFacts = (db: Reader, no: string) => ({
  no,
  device: db.row(devices, db.who.replica)?.name ?? '',
  by: db.who.name,
  printedAt: clock(db.now),
  version: 1,
})
const name = (db: Reader, user: string | null): string => (user ? (db.row(users, user)?.name ?? '') : '')
const shown = { rev: 1, provisional: false, rightNo: null } as const

/** @throws Refusal('not-found'). */
export function factsOfPurchase(db: Reader, id: string): PaperFacts {
  const purchase = mustSeePurchase(db, id)
  const supplier = db.row(suppliers, purchase.supplierId)
  const lines = linesOf(db, id)
  const facts = {
    site: siteFacts(db, purchase.siteId),
    paper: paperFacts(db, purchase.no),
    supplier: {
      name: supplier?.name ?? '',
      contact: supplier?.contact ?? '',
      phone: supplier?.phone ?? '',
      terms: supplier?.terms ?? '',
    },
    purchase: {
      no: purchase.no,
      state: STATES[purchase.state] ?? purchase.state,
      reason: purchase.reason ?? '',
      dueOn: purchase.dueOn ?? '',
      askedBy: name(db, purchase.askedBy),
      decidedBy: name(db, purchase.decidedBy),
      amount: amount(sumFen(lines.map(({ costFen }) => costFen))),
    },
    goods: lines.map((line) => ({
      code: line.code,
      name: line.name,
      quantity: `${line.units} ${line.unit}`,
      amount: amount(line.costFen),
    })),
  }
  return { facts, title: `采购订单 ${purchase.no} ${supplier?.name ?? ''}`.trim(), ...shown }
}

type Label = { code: string; name: string; bin: string | null; unit: string; maker: string | null; barcode: string | null }
/** Labels in the order of the shelves. The scanner reads the package's bar code where there is one, else the part's code. */
export function factsOfLabels(db: Reader, ids: readonly string[]): PaperFacts {
  const labels = db.all<Label>(
    `SELECT p.code, p.name, l.bin, p.unit, p.maker, p.barcode FROM json_each(?) j JOIN parts p ON p.id = j.value
     LEFT JOIN part_places l ON l.id = p.id || '@' || ? ORDER BY l.bin IS NULL, l.bin, p.code`,
    JSON.stringify(ids),
    db.who.site,
  )
  const [first] = labels
  if (!first) throw new Refusal('not-found', { table: 'parts', id: ids[0] ?? '' })
  const facts = {
    site: siteFacts(db, db.who.site),
    paper: paperFacts(db, first.code),
    labels: labels.map(({ barcode, bin, maker, ...label }) => {
      const scan = barcode ?? label.code
      const bars = barsOf(scan, BARS)
      return { ...label, bin: bin ?? '', maker: maker ?? '', scan, bars: bars.path, width: String(bars.width) }
    }),
  }
  return { facts, title: `货位标签 ${labels.length > 1 ? `${labels.length} 种` : first.code}`, ...shown }
}

/** The newest purchase, or the first parts, a template can be looked at with. */
export function factsToLookAt(db: Reader, kind: PartPaper): PaperFacts | null {
  if (kind === 'purchase') {
    const newest = db.one<{ id: string }>('SELECT id FROM purchases WHERE site_id = ? ORDER BY asked_at DESC LIMIT 1', db.who.site)
    return newest ? factsOfPurchase(db, newest.id) : null
  }
  const some = db.all<{ id: string }>('SELECT part_id AS id FROM part_places WHERE site_id = ? ORDER BY bin, id LIMIT 9', db.who.site)
  return some.length > 0
    ? factsOfLabels(
        db,
        some.map(({ id }) => id),
      )
    : null
}
