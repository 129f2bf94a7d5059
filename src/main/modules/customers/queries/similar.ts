// Who is known already: asked as one types, and again by the command that would enter somebody twice.
import type { Input, Output } from '../../../../shared/contract.ts'
import { checkPaper } from '../../../../shared/modules/customers/contract/fields.ts'
import type { Similar } from '../../../../shared/modules/customers/contract/shapes.ts'
import { checkPhone, type Identity, likelySame, maskPhone } from '../../../../shared/modules/customers/rules.ts'
import { joined } from '../../../store/list.ts'
import type { Reader } from '../../../store/read.ts'
import { ofValidBatch } from '../../imports/queries/batches.ts'
import { reaches } from './reach.ts'

type Candidate = Identity & {
  id: string
  siteId: string
  consultantId: string | null
  createdBy: string
  consultant: string | null
  archivedAt: number | null
}

/** Same name alone is no reason; it only makes a mistyped phone one. */
const SAME_NAME = 200

/**
 * People of this store who may be `identity`, the strongest reason first. Asked over the whole site, also beyond the
 * person's own reach: a colleague's customer is told by name and masked phone, and cannot be opened.
 */
export function similarTo(db: Reader, identity: Identity, except?: string): Similar[] {
  const phones = [identity.phone, identity.phone2].filter((phone) => phone !== null && phone !== '')
  const shown = joined(ofValidBatch(db, 'c.batch_id'))
  const rows = db.all<Candidate>(
    `SELECT c.id, c.site_id AS siteId, c.name, c.phone, c.phone2, c.id_kind AS idKind, c.id_number AS idNumber, c.consultant_id AS consultantId, c.created_by AS createdBy, u.name AS consultant, c.archived_at AS archivedAt
     FROM customers c LEFT JOIN users u ON u.id = c.consultant_id
     WHERE c.id IN (
       SELECT id FROM customers WHERE phone IN (SELECT value FROM json_each(?))
       UNION SELECT id FROM customers WHERE phone2 IN (SELECT value FROM json_each(?))
       UNION SELECT id FROM customers WHERE id_number = ?
       UNION SELECT id FROM (SELECT id FROM customers WHERE name = ? LIMIT ${SAME_NAME})
     ) AND (? = 'group' OR c.site_id = ?) AND c.id <> ? AND c.merged_into IS NULL AND ${shown.sql}`,
    JSON.stringify(phones),
    JSON.stringify(phones),
    identity.idNumber || null,
    identity.name && phones.length > 0 ? identity.name : null,
    db.who.reach,
    db.who.site,
    except ?? '',
    ...shown.values,
  )
  return rows
    .map((row) => ({ row, reasons: likelySame(identity, row) }))
    .filter(({ reasons }) => reasons.length > 0)
    .toSorted((a, b) => b.reasons.length - a.reasons.length)
    .slice(0, 20)
    .map(({ row, reasons }) => ({
      id: row.id,
      name: row.name ?? '',
      phone: row.phone ? maskPhone(row.phone) : null,
      consultant: row.consultant,
      archived: row.archivedAt !== null,
      open: reaches(db.who, row),
      reasons,
    }))
}

export function similar(db: Reader, given: Input<'customers.similar'>): Output<'customers.similar'> {
  const phoneOf = (text: string): string | null => {
    const check = checkPhone(text)
    return check.ok ? check.normal : null
  }
  const paper = given.idNumber ? checkPaper(given.idKind, given.idNumber) : null
  const identity = {
    name: given.name.trim() || null,
    phone: phoneOf(given.phone),
    phone2: phoneOf(given.phone2),
    idKind: given.idKind,
    idNumber: paper && paper.problems.length === 0 ? paper.number : null,
  }
  return identity.phone || identity.phone2 || identity.idNumber ? similarTo(db, identity, given.except) : []
}
